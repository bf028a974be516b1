// Package card is the vocabulary every card room shares: how a reader is
// reached (System, Transport), what goes wrong (Failure), what must never be
// written down (Secret) and what a caller may do at all (Policy).
//
// It sends no APDU of its own and knows no application of any card; those are
// in card/mynumber and card/jpki. The real readers are in card/pcsc, the
// software cards in card/emulator.
package card
