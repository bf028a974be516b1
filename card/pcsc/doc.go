// Package pcsc reaches the real readers through the computer's smart-card
// service (PC/SC: pcscd, the Windows Smart Card service, macOS PCSC.framework)
// and turns what the service answers into card.Failure.
//
// It knows no card and no application, repeats no command and keeps nothing
// between two calls but a counter per reader. Every call takes a service
// context of its own and gives it back, so a service that was stopped and
// started again needs no repair here.
//
// Built without cgo on a system other than Windows, New answers every call
// with kind Unsupported.
package pcsc
