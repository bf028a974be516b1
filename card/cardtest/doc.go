// Package cardtest checks every way to a card with the same questions: Conform
// runs one suite against a card.System, whatever stands behind it. It also
// brings what such a run needs on a machine without a reader: Service, a
// private pcscd with virtual readers, and Chip and Plug, a tiny card and the
// cable that puts any software card into such a reader.
//
// It is for tests only and says nothing about the applications on a card.
package cardtest
