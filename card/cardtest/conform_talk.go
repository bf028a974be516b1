package cardtest

import (
	"bytes"
	"context"
	"time"

	"madoguchi/card"
)

func roundTrip(b *bench) {
	seen := b.insert()
	t := b.open(b.System, card.Shared)
	b.ping(t)
	if t.Reader() != b.Reader {
		b.Errorf("reader %q, want %q", t.Reader(), b.Reader)
	}
	if len(t.ATR()) < 2 || !bytes.Equal(t.ATR(), seen.ATR) {
		b.Errorf("ATR % X on opening, % X in the list", t.ATR(), seen.ATR)
	}
	if err := t.Begin(b.ctx()); err != nil {
		b.Fatal(err)
	}
	b.ping(t)
	if err := t.End(); err != nil {
		b.Fatal(err)
	}
	b.ping(t)
	b.close(t, card.Leave)
}

func longAnswer(b *bench) {
	if b.Talk.Long == nil {
		b.Log("nothing checked: this card has no long answer")
		return
	}
	b.insert()
	t := b.open(b.System, card.Exclusive)
	got, err := t.Transmit(b.ctx(), b.Talk.Long)
	if err != nil {
		b.Fatal(err)
	}
	if len(got) != b.Talk.LongLen || !done(got) {
		b.Errorf("answer of %d bytes, want %d ending in 9000", len(got), b.Talk.LongLen)
	}
}

func exclusiveWhileShared(b *bench) {
	b.insert()
	first := b.open(b.System, card.Shared)
	_, err := b.Other.Open(b.ctx(), b.Reader, card.Exclusive)
	b.fails("exclusive open", err, card.Busy)
	b.ping(first)
}

func sharedWhileExclusive(b *bench) {
	b.insert()
	first := b.open(b.System, card.Exclusive)
	_, err := b.Other.Open(b.ctx(), b.Reader, card.Shared)
	b.fails("shared open", err, card.Busy)
	b.ping(first)
	b.close(first, card.Leave)
	b.ping(b.open(b.Other, card.Shared))
}

// busyPasses: the system's own services hold a fresh card for a moment, which
// must not be reported.
func busyPasses(b *bench) {
	b.insert()
	first := b.open(b.Other, card.Exclusive)
	time.AfterFunc(200*time.Millisecond, func() { _ = first.Close(card.Leave) })
	b.ping(b.open(b.System, card.Exclusive))
}

// transactionKeepsOut: the other program's command waits until End.
func transactionKeepsOut(b *bench) {
	b.insert()
	ours, theirs := b.open(b.System, card.Shared), b.open(b.Other, card.Shared)
	if err := ours.Begin(b.ctx()); err != nil {
		b.Fatal(err)
	}
	if b.marked(ours) {
		b.Fatal("the card is marked before anything was sent")
	}
	answered := make(chan error, 1)
	go func() {
		_, err := theirs.Transmit(context.Background(), b.Talk.Mark)
		answered <- err
	}()
	for until := time.Now().Add(300 * time.Millisecond); time.Now().Before(until); {
		if b.marked(ours) {
			b.Fatal("another handle's command reached the card inside our transaction")
		}
	}
	if err := ours.End(); err != nil {
		b.Fatal(err)
	}
	select {
	case err := <-answered:
		if err != nil {
			b.Fatalf("the other handle's command after End: %v", err)
		}
	case <-time.After(patience):
		b.Fatal("the other handle's command still waits after End")
	}
	if !b.marked(ours) {
		b.Error("the other handle's command was answered but did not reach the card")
	}
}

func beginCalledOff(b *bench) {
	b.insert()
	ours, theirs := b.open(b.System, card.Shared), b.open(b.Other, card.Shared)
	if err := theirs.Begin(b.ctx()); err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(b.ctx(), 100*time.Millisecond)
	defer cancel()
	result := make(chan error, 1)
	go func() { result <- ours.Begin(ctx) }()
	select {
	case err := <-result:
		b.fails("begin", err, card.Cancelled)
	case <-time.After(patience):
		b.Fatal("Begin does not end with its context")
	}
	b.close(ours, card.Leave)
	b.ping(theirs)
	if err := theirs.End(); err != nil {
		b.Fatal(err)
	}
	again := b.open(b.System, card.Shared)
	if err := again.Begin(b.ctx()); err != nil {
		b.Fatalf("a transaction after one that was called off: %v", err)
	}
	b.ping(again)
}

func leaveKeeps(b *bench) {
	b.insert()
	watching := b.open(b.Other, card.Shared) // keeps the service from switching off
	t := b.open(b.System, card.Shared)
	b.mark(t)
	b.close(t, card.Leave)
	if !b.marked(watching) {
		b.Error("Leave changed the state of the card")
	}
}

func powerDownForgets(b *bench) {
	b.insert()
	t := b.open(b.System, card.Exclusive)
	if err := t.Begin(b.ctx()); err != nil {
		b.Fatal(err)
	}
	b.mark(t)
	b.close(t, card.PowerDown) // ends the transaction as well
	t = b.open(b.System, card.Exclusive)
	if b.marked(t) {
		b.Error("the card kept its state over PowerDown")
	}
	b.mark(t)
	if !b.marked(t) {
		b.Error("the mark does not hold: the check above proves nothing")
	}
}

func closeTwice(b *bench) {
	b.insert()
	t := b.open(b.System, card.Exclusive)
	b.close(t, card.PowerDown)
	b.close(t, card.PowerDown)
	b.close(t, card.Leave)
	if _, err := t.Transmit(b.ctx(), b.Talk.Ping); err == nil {
		b.Error("a closed transport transmits")
	}
	b.ping(b.open(b.System, card.Exclusive))
}

// cancelledSendsNothing: a context that is done keeps the command here.
func cancelledSendsNothing(b *bench) {
	b.insert()
	t := b.open(b.System, card.Exclusive)
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := t.Transmit(gone, b.Talk.Mark)
	b.fails("transmit", err, card.Cancelled)
	b.fails("begin", t.Begin(gone), card.Cancelled)
	if b.marked(t) {
		b.Error("the command was sent all the same")
	}
	b.ping(t) // the transport is as good as before
	_, err = b.System.Open(gone, b.Reader, card.Shared)
	b.fails("open", err, card.Cancelled)
	_, err = b.System.Readers(gone)
	b.fails("readers", err, card.Cancelled)
}
