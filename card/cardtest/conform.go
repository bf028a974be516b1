package cardtest

import (
	"bytes"
	"context"
	"testing"
	"time"

	"madoguchi/card"
)

// patience is how long a condition may take to come true.
const patience = 15 * time.Second

// Conform checks that a System keeps every promise of card.System and
// card.Transport. make is called once for each part and gives a reader without
// a card and a running service; what it starts ends with that part's test.
func Conform(t *testing.T, make func(t *testing.T) Harness) {
	t.Helper()
	parts := []struct {
		name string
		run  func(*bench)
	}{
		{"round trip", roundTrip},
		{"long answer", longAnswer},
		{"readers", readers},
		{"exclusive while shared is busy", exclusiveWhileShared},
		{"shared while exclusive is busy", sharedWhileExclusive},
		{"busy passes", busyPasses},
		{"transaction keeps others out", transactionKeepsOut},
		{"begin can be called off", beginCalledOff},
		{"leave keeps the card as it is", leaveKeeps},
		{"power down forgets", powerDownForgets},
		{"reset by another", resetByAnother},
		{"pulled", pulled},
		{"no card", noCard},
		{"no such reader", noSuchReader},
		{"cancelled sends nothing", cancelledSendsNothing},
		{"wait ends with its context", waitEnds},
		{"wait sees the card come and go", waitSees},
		{"swap between two looks", swapped},
		{"close twice", closeTwice},
		{"service stops and starts", serviceStops},
	}
	for _, p := range parts {
		t.Run(p.name, func(t *testing.T) {
			h := make(t)
			h.Talk = h.Talk.orDefault()
			if h.Other == nil {
				h.Other = h.System
			}
			b := &bench{T: t, Harness: h}
			b.state("the empty reader", empty) // the service may still show the part before
			p.run(b)
		})
	}
}

// bench is one part's test with its harness.
type bench struct {
	*testing.T
	Harness
}

func (b *bench) ctx() context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	b.Cleanup(cancel)
	return ctx
}

// state waits until ok likes the reader's state, and returns it.
func (b *bench) state(what string, ok func(card.ReaderState) bool) card.ReaderState {
	b.Helper()
	return b.stateOn(b.System, what, ok)
}

func (b *bench) stateOn(s card.System, what string, ok func(card.ReaderState) bool) card.ReaderState {
	b.Helper()
	ctx := b.ctx()
	list, err := s.Readers(ctx)
	for {
		if err != nil {
			b.Fatalf("waiting for %s: %v", what, err)
		}
		for _, r := range list {
			if r.Name == b.Reader && ok(r) {
				return r
			}
		}
		list, err = s.Wait(ctx, list)
	}
}

func present(r card.ReaderState) bool { return r.Presence == card.Present }
func empty(r card.ReaderState) bool   { return r.Presence == card.Empty }

// insert puts the card in and waits until it can be opened.
func (b *bench) insert() card.ReaderState {
	b.Helper()
	b.Insert()
	return b.state("the card", present)
}

func (b *bench) open(s card.System, how card.Sharing) card.Transport {
	b.Helper()
	t, err := s.Open(b.ctx(), b.Reader, how)
	if err != nil {
		b.Fatalf("open: %v", err)
	}
	b.Cleanup(func() { _ = t.Close(card.Leave) })
	return t
}

func (b *bench) close(t card.Transport, d card.Disposition) {
	b.Helper()
	if err := t.Close(d); err != nil {
		b.Fatalf("close: %v", err)
	}
}

func (b *bench) ping(t card.Transport) {
	b.Helper()
	got, err := t.Transmit(b.ctx(), b.Talk.Ping)
	if err != nil {
		b.Fatalf("transmit: %v", err)
	}
	if !bytes.Equal(got, b.Talk.Pong) {
		b.Fatalf("answer % X, want % X", got, b.Talk.Pong)
	}
}

// mark brings the card into the state that only lost power ends.
func (b *bench) mark(t card.Transport) {
	b.Helper()
	got, err := t.Transmit(b.ctx(), b.Talk.Mark)
	if err != nil || !done(got) {
		b.Fatalf("mark: % X, %v", got, err)
	}
}

func (b *bench) marked(t card.Transport) bool {
	b.Helper()
	got, err := t.Transmit(b.ctx(), b.Talk.Probe)
	if err != nil {
		b.Fatalf("probe: %v", err)
	}
	return done(got)
}

// done reports whether the status word, the end of the answer, is 9000.
func done(answer []byte) bool { return bytes.HasSuffix(answer, []byte{0x90, 0x00}) }

// fails checks that err is a Failure of kind want.
func (b *bench) fails(what string, err error, want card.Kind) {
	b.Helper()
	if !card.Is(err, want) {
		b.Fatalf("%s: got %v, want kind %v", what, err, want)
	}
}

// allFail checks that every call on t fails with want.
func (b *bench) allFail(t card.Transport, want card.Kind) {
	b.Helper()
	_, err := t.Transmit(b.ctx(), b.Talk.Ping)
	b.fails("transmit", err, want)
	b.fails("begin", t.Begin(b.ctx()), want)
	_, err = t.Transmit(b.ctx(), b.Talk.Ping)
	b.fails("transmit again", err, want)
}
