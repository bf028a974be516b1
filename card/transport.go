package card

import "context"

// Sharing says who else may use a card while it is open.
type Sharing int

const (
	// Shared lets other programs talk to the card between our commands. It is
	// for reading what needs no secret.
	Shared Sharing = iota
	// Exclusive keeps every other program out. A verified PIN can be used by
	// whoever shares the card, so a secret is only ever sent under Exclusive.
	Exclusive
)

// Disposition is what happens to the card when it is closed.
type Disposition int

const (
	// Leave keeps the card powered. Its security status may survive.
	Leave Disposition = iota
	// PowerDown removes power, which is the only thing known to drop a
	// verified PIN on every card (a warm reset does not on at least one).
	PowerDown
)

// Transport is one open card. It is used by one goroutine at a time.
//
// Every error is, or wraps, a *Failure. After a Failure of kind Reset or
// Removed every further call fails the same way: the caller opens the card
// anew, selects anew and asks for the secret anew. A Transport never repeats a
// command by itself.
type Transport interface {
	// Reader is the name of the reader the card lies on.
	Reader() string
	// ATR is the answer to reset, as the reader reported it on opening.
	ATR() []byte
	// Begin starts a transaction: until End no other program's command reaches
	// the card. Transactions do not nest.
	Begin(ctx context.Context) error
	// End ends the transaction and leaves the card as it is.
	End() error
	// Transmit sends one command APDU (ISO/IEC 7816-4, short or extended) and
	// returns the response including SW1 SW2, so at least two bytes. A context
	// that is done before the command is sent gives kind Cancelled and nothing
	// is sent; once sent, the answer is waited for.
	Transmit(ctx context.Context, command []byte) ([]byte, error)
	// Close ends a transaction that is still open and gives the card back. It
	// may be called more than once.
	Close(d Disposition) error
}

// Presence is the state of a reader.
type Presence int

const (
	// Empty: a reader without a card.
	Empty Presence = iota
	// Present: a card lies on the reader and answered its reset.
	Present
	// Mute: a card is there but does not answer (wrong way round, a card type
	// the reader cannot power).
	Mute
	// InUse: a card is there and another program holds it exclusively.
	InUse
)

// ReaderState is one reader as the service reports it.
type ReaderState struct {
	// Name is the service's own name of the reader, which is also what Open
	// takes.
	Name     string
	Presence Presence
	// ATR is empty unless a card is present.
	ATR []byte
	// Insertion changes with every insertion or removal in this reader, so a
	// card taken out and put back between two looks is noticed.
	Insertion uint32
}

// System is a smart-card service, or what stands in for one.
type System interface {
	// Readers lists the readers now. With no service running the error is a
	// Failure of kind NoService; with no reader the list is empty.
	Readers(ctx context.Context) ([]ReaderState, error)
	// Wait returns the list as soon as it differs from known, or the context's
	// error wrapped in a Failure of kind Cancelled.
	Wait(ctx context.Context, known []ReaderState) ([]ReaderState, error)
	// Open connects to the card on the named reader. A transient sharing
	// violation is retried for about one second before it becomes kind Busy.
	Open(ctx context.Context, reader string, s Sharing) (Transport, error)
}
