package card

import (
	"errors"
	"fmt"
)

// Kind is the closed set of what can go wrong between us and a card.
type Kind int

const (
	// Internal is a fault of this program.
	Internal Kind = iota
	// Unsupported: built without PC/SC.
	Unsupported
	// NoService: the smart-card service does not run or may not be used.
	NoService
	// NoReader: the service runs, no reader is connected.
	NoReader
	// NoCard: the reader is empty.
	NoCard
	// Unresponsive: a card is there and does not answer.
	Unresponsive
	// Busy: another program holds the card.
	Busy
	// Removed: the card was taken away while it was in use.
	Removed
	// Reset: another program reset the card; every verified secret is gone.
	Reset
	// Changed: another card than before lies on the reader.
	Changed
	// TooMany: more than one usable card; the person must choose.
	TooMany
	// UnknownCard: the card answers but holds no application we know.
	UnknownCard
	// NotFound: a file or object is not on this card.
	NotFound
	// NotAllowed: the Policy of this session refuses it; nothing was sent.
	NotAllowed
	// SecretFormat: the secret cannot be right (length, alphabet); nothing was
	// sent and no try was spent.
	SecretFormat
	// WrongSecret: the card refused the secret; exactly one try was spent.
	WrongSecret
	// LastTry: one try is left and the caller has not said yes to spending it;
	// nothing was sent.
	LastTry
	// Locked: no try is left.
	Locked
	// SecretNeeded: the card wants a secret before it answers.
	SecretNeeded
	// NoCertificate: the certificate was never issued (a child's card) or was
	// taken off the card.
	NoCertificate
	// Expired: the certificate's own end has passed, or its start has not come.
	Expired
	// NotPinned: the certificate's issuer is not one of the pinned authorities.
	NotPinned
	// Malformed: the card's answer does not have the form it must have.
	Malformed
	// Refused: the card answered with a status word no rule above names.
	Refused
	// Uncertain: the link broke after a secret was sent; whether the card
	// counted it is not known. The program does not repeat it.
	Uncertain
	// Cancelled: the person stopped it, between two commands.
	Cancelled
)

var kindNames = [...]string{
	Internal: "internal", Unsupported: "unsupported", NoService: "no service", NoReader: "no reader",
	NoCard: "no card", Unresponsive: "unresponsive", Busy: "busy", Removed: "removed", Reset: "reset",
	Changed: "changed", TooMany: "too many", UnknownCard: "unknown card", NotFound: "not found",
	NotAllowed: "not allowed", SecretFormat: "secret format", WrongSecret: "wrong secret",
	LastTry: "last try", Locked: "locked", SecretNeeded: "secret needed", NoCertificate: "no certificate",
	Expired: "expired", NotPinned: "not pinned", Malformed: "malformed", Refused: "refused",
	Uncertain: "uncertain", Cancelled: "cancelled",
}

func (k Kind) String() string {
	if k < 0 || int(k) >= len(kindNames) {
		return fmt.Sprintf("kind %d", int(k))
	}
	return kindNames[k]
}

// TriesUnknown is the value of Failure.TriesLeft when the card was not asked or
// does not count.
const TriesUnknown = -1

// Failure is the only error type that leaves the card rooms. It never holds a
// byte of a command or of an answer beyond the status word.
type Failure struct {
	Kind Kind
	// Op is what was being done, in the field's words: "VERIFY",
	// "SELECT JPKI-AP". For people who repair things, not for the reader.
	Op string
	// SW is the status word, or 0.
	SW uint16
	// TriesLeft is the counter of the secret concerned after the failure, or
	// TriesUnknown.
	TriesLeft int
	// Err is the cause, or nil.
	Err error
}

// Fail makes a Failure with TriesUnknown.
func Fail(k Kind, op string, err error) *Failure {
	return &Failure{Kind: k, Op: op, TriesLeft: TriesUnknown, Err: err}
}

func (f *Failure) Error() string {
	s := f.Op + ": " + f.Kind.String()
	if f.SW != 0 {
		s += fmt.Sprintf(" (SW %04X)", f.SW)
	}
	if f.TriesLeft >= 0 {
		s += fmt.Sprintf(", tries left %d", f.TriesLeft)
	}
	if f.Err != nil {
		s += ": " + f.Err.Error()
	}
	return s
}

func (f *Failure) Unwrap() error { return f.Err }

// KindOf returns the kind of the Failure that err is or wraps, and whether
// there is one.
func KindOf(err error) (Kind, bool) {
	if f, ok := errors.AsType[*Failure](err); ok {
		return f.Kind, true
	}
	return Internal, false
}

// Is reports whether err is or wraps a Failure of kind k.
func Is(err error, k Kind) bool {
	got, ok := KindOf(err)
	return ok && got == k
}
