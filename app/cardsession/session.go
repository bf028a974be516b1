package cardsession

import (
	"context"
	"errors"
	"fmt"
	"time"

	"madoguchi/card"
	"madoguchi/card/jpki"
	"madoguchi/card/mynumber"
)

// Session is what every call needs. It holds no card and no secret.
type Session struct {
	System card.System
	Mode   Mode
	// Pins are the authorities accepted, practice ones included.
	Pins jpki.Pins
	// Now is the clock; only Sign asks for it.
	Now func() time.Time
	// OnProgress, when set, is told each step as it begins: one of the Step
	// constants. It is called on the goroutine of the call.
	OnProgress func(step string)
	// OnLeftOn, when set, is called when the card could not be powered down after
	// a secret: until it is taken off the reader another program might use it.
	OnLeftOn func()
}

// Steps that OnProgress is told.
const (
	StepConnect  = "connect"
	StepCard     = "card"
	StepPassword = "password"
	StepRead     = "read"
	StepSign     = "sign"
)

// Selection names the reader; empty means the only usable card.
type Selection struct{ Reader string }

// SeveralCards is the cause inside a Failure of kind TooMany.
type SeveralCards struct {
	// Readers are the names of the readers with a usable card, in the order of
	// the service.
	Readers []string
}

func (s *SeveralCards) Error() string {
	return fmt.Sprintf("usable cards on %d readers", len(s.Readers))
}

// open is a card in a transaction, its JPKI application selected.
type open struct {
	reader  string
	t       card.Transport
	sharing card.Sharing
	card    *mynumber.Card
	jpki    *mynumber.JPKI
	// insertion is the reader's count, asked for after the card was opened: as
	// long as the transport works, no other card was put there since.
	insertion uint32
	leftOn    func()
}

// close gives the card back: without power where a secret may have been
// verified. A card that is gone by then, or was reset or swapped, has forgotten
// the secret anyway; any other failure is told, because the card may still be
// open to whoever uses it next.
func (o *open) close() {
	if o.sharing != card.Exclusive {
		_ = o.t.Close(card.Leave)
		return
	}
	err := o.t.Close(card.PowerDown)
	switch k, _ := card.KindOf(err); {
	case err == nil, k == card.Removed, k == card.Reset, k == card.NoCard, k == card.NoReader, k == card.NoService:
	case o.leftOn != nil:
		o.leftOn()
	}
}

func (s *Session) step(name string) {
	if s.OnProgress != nil {
		s.OnProgress(name)
	}
}

// open finds the card that sel names, or the only usable one, and opens it.
func (s *Session) open(ctx context.Context, sel Selection, sharing card.Sharing) (*open, error) {
	s.step(StepConnect)
	states, err := s.System.Readers(ctx)
	if err != nil {
		return nil, err
	}
	if sel.Reader != "" {
		for _, r := range states {
			if r.Name == sel.Reader {
				if r.Presence != card.Present && r.Presence != card.InUse {
					return nil, notPresent([]card.ReaderState{r})
				}
				return s.openOn(ctx, r.Name, sharing)
			}
		}
		return nil, card.Fail(card.NoReader, "find reader", errors.New("no reader of that name"))
	}
	// A card that another program holds is waited for only where there is no
	// other: systems touch a card for a moment when it is put there.
	names := namesOf(states, card.Present)
	if len(names) == 0 {
		names = namesOf(states, card.InUse)
	}
	switch len(names) {
	case 0:
		return nil, notPresent(states)
	case 1:
		return s.openOn(ctx, names[0], sharing)
	}
	name, err := s.onlyUsable(ctx, names)
	if err != nil {
		return nil, err
	}
	return s.openOn(ctx, name, sharing)
}

// openExpected opens the reader that sel names or, where it names none, the one
// of the expected card. A card of another kind there is another card.
func (s *Session) openExpected(ctx context.Context, sel Selection, expect Identity, sharing card.Sharing) (*open, error) {
	if sel.Reader == "" {
		sel.Reader = expect.reader
	}
	o, err := s.open(ctx, sel, sharing)
	if err != nil && !expect.IsZero() && card.Is(err, card.UnknownCard) {
		return nil, card.Fail(card.Changed, "compare card", err)
	}
	return o, err
}

// onlyUsable tries the cards one after another, shared and without a secret.
func (s *Session) onlyUsable(ctx context.Context, names []string) (string, error) {
	var usable []string
	var failure error
	for _, name := range names {
		o, err := s.openOn(ctx, name, card.Shared)
		switch {
		case err == nil:
			o.close()
			usable = append(usable, name)
		case card.Is(err, card.Cancelled) || card.Is(err, card.NoService):
			return "", err
		case failure == nil || card.Is(failure, card.UnknownCard):
			// A card that could not be asked says more than one that is of
			// another kind.
			failure = err
		}
	}
	switch len(usable) {
	case 0:
		return "", failure
	case 1:
		return usable[0], nil
	}
	return "", card.Fail(card.TooMany, "find card", &SeveralCards{Readers: usable})
}

func (s *Session) openOn(ctx context.Context, reader string, sharing card.Sharing) (*open, error) {
	t, err := s.System.Open(ctx, reader, sharing)
	if err != nil {
		return nil, err
	}
	o := &open{reader: reader, t: t, sharing: sharing, card: mynumber.Open(t, s.Mode.Policy()), leftOn: s.OnLeftOn}
	if err := s.begin(ctx, o); err != nil {
		o.close()
		return nil, err
	}
	return o, nil
}

func (s *Session) begin(ctx context.Context, o *open) error {
	err := o.t.Begin(ctx)
	if err != nil {
		return err
	}
	if o.jpki, err = o.card.SelectJPKI(ctx); err != nil {
		return err
	}
	states, err := s.System.Readers(ctx)
	if err != nil {
		return err
	}
	for _, r := range states {
		if r.Name == o.reader {
			o.insertion = r.Insertion
			return nil
		}
	}
	return card.Fail(card.Removed, "find reader", errors.New("the reader is gone"))
}

func namesOf(states []card.ReaderState, p card.Presence) []string {
	var names []string
	for _, r := range states {
		if r.Presence == p {
			names = append(names, r.Name)
		}
	}
	return names
}

// notPresent says why none of the readers has a card that can be opened.
func notPresent(states []card.ReaderState) error {
	kind := card.NoReader
	for _, r := range states {
		if r.Presence == card.Mute {
			return card.Fail(card.Unresponsive, "find card", nil)
		}
		kind = card.NoCard
	}
	return card.Fail(kind, "find card", nil)
}

// tolerate turns failures of the given kinds into success without a result.
func tolerate(err error, kinds ...card.Kind) error {
	for _, k := range kinds {
		if card.Is(err, k) {
			return nil
		}
	}
	return err
}
