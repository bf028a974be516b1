package cardtest

import (
	"context"
	"time"

	"madoguchi/card"
)

func readers(b *bench) {
	if r := b.state("the empty reader", empty); len(r.ATR) != 0 {
		b.Errorf("an empty reader shows the ATR % X", r.ATR)
	}
	if r := b.insert(); len(r.ATR) < 2 {
		b.Errorf("a present card shows the ATR % X", r.ATR)
	}
}

// resetByAnother: when another program resets the card, no handle may go on as
// if nothing had happened.
func resetByAnother(b *bench) {
	b.insert()
	ours := b.open(b.System, card.Shared)
	b.mark(ours)
	theirs := b.open(b.Other, card.Shared)
	b.ping(theirs)
	third := b.open(b.Other, card.Shared)
	before := 0
	if b.PowerLosses != nil {
		before = b.PowerLosses()
	}
	b.close(theirs, card.PowerDown)
	b.allFail(ours, card.Reset)
	b.allFail(third, card.Reset)
	b.close(ours, card.Leave)
	again := b.open(b.System, card.Shared)
	if b.marked(again) {
		b.Error("the card kept its state over another program's reset")
	}
	// ours and third stayed open until now, so the service had no other reason
	// to switch the card off.
	if b.PowerLosses != nil && b.PowerLosses() != before+1 {
		b.Errorf("PowerDown took power away %d times, want once", b.PowerLosses()-before)
	}
	b.allFail(third, card.Reset) // opening anew heals only what was opened anew
}

func pulled(b *bench) {
	before := b.insert()
	t := b.open(b.System, card.Exclusive)
	b.mark(t)
	b.Remove()
	b.allFail(t, card.Removed)
	b.state("the empty reader", empty)
	after := b.insert()
	if after.Insertion == before.Insertion {
		b.Error("Insertion is the same after the card was taken out and put back")
	}
	b.allFail(t, card.Removed)
	b.close(t, card.PowerDown)
	t = b.open(b.System, card.Exclusive)
	if b.marked(t) {
		b.Error("the card kept its state over being pulled")
	}
	b.ping(t)
}

func noCard(b *bench) {
	_, err := b.System.Open(b.ctx(), b.Reader, card.Shared)
	b.fails("open", err, card.NoCard)
}

func noSuchReader(b *bench) {
	_, err := b.System.Open(b.ctx(), b.Reader+" that is not there", card.Shared)
	b.fails("open", err, card.NoReader)
}

// waitEnds: also without any change, and promptly.
func waitEnds(b *bench) {
	known, err := b.System.Readers(b.ctx())
	if err != nil {
		b.Fatal(err)
	}
	// The end comes before, while and after the service begins to wait.
	for i := range 20 {
		after := time.Duration(i) * 5 * time.Millisecond
		ctx, cancel := context.WithTimeout(b.ctx(), after)
		defer cancel()
		ended := make(chan error, 1)
		go func() {
			_, err := b.System.Wait(ctx, known)
			ended <- err
		}()
		select {
		case err := <-ended:
			b.fails("wait", err, card.Cancelled)
		case <-time.After(after + time.Second):
			b.Fatal("Wait has not ended a second after its context")
		}
	}
}

// waitSees waits once for each change, several at a time: two parts of a
// program may watch.
func waitSees(b *bench) {
	known := func() []card.ReaderState {
		b.Helper()
		list, err := b.System.Readers(b.ctx())
		if err != nil {
			b.Fatal(err)
		}
		return list
	}
	ctx := b.ctx()
	for _, step := range []struct {
		do   func()
		want func(card.ReaderState) bool
	}{{b.Insert, present}, {b.Remove, empty}, {b.Insert, present}} {
		from := known()
		const watchers = 3
		saw := make(chan error, watchers)
		for range watchers {
			go func() {
				list, err := from, error(nil)
				for err == nil && !shows(list, b.Reader, step.want) {
					list, err = b.System.Wait(ctx, list)
				}
				saw <- err
			}()
		}
		step.do()
		for range watchers {
			if err := <-saw; err != nil {
				b.Fatalf("wait: %v", err)
			}
		}
	}
}

func shows(list []card.ReaderState, reader string, want func(card.ReaderState) bool) bool {
	for _, r := range list {
		if r.Name == reader && want(r) {
			return true
		}
	}
	return false
}

// swapped: the reader looks the same before and after, only Insertion differs,
// and a Wait that starts from the look before returns. In between only another
// program looks, to know that the service itself has noticed the pull.
func swapped(b *bench) {
	before := b.insert()
	list, err := b.System.Readers(b.ctx())
	if err != nil {
		b.Fatal(err)
	}
	same, err := b.System.Readers(b.ctx())
	if err != nil {
		b.Fatal(err)
	}
	if x, y := insertion(list, b.Reader), insertion(same, b.Reader); x != y {
		b.Errorf("Insertion went from %d to %d with nobody touching the card", x, y)
	}
	b.Remove()
	b.stateOn(b.Other, "the empty reader", empty)
	b.Insert()
	b.stateOn(b.Other, "the card", present)
	ctx := b.ctx()
	for insertion(list, b.Reader) == before.Insertion || !shows(list, b.Reader, present) {
		if list, err = b.System.Wait(ctx, list); err != nil {
			b.Fatalf("the swap was not noticed: %v", err)
		}
	}
}

func insertion(list []card.ReaderState, reader string) uint32 {
	for _, r := range list {
		if r.Name == reader {
			return r.Insertion
		}
	}
	return 0
}

func serviceStops(b *bench) {
	if b.StopService == nil {
		b.Log("nothing checked: this service cannot be stopped")
		return
	}
	before := b.insert()
	t := b.open(b.System, card.Exclusive)
	b.mark(t)
	known, err := b.System.Readers(b.ctx())
	if err != nil {
		b.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() {
		list, err := known, error(nil)
		for err == nil { // the readers may go one by one
			list, err = b.System.Wait(b.ctx(), list)
		}
		ended <- err
	}()
	b.StopService()
	select {
	case err := <-ended:
		b.fails("wait", err, card.NoService)
	case <-time.After(patience):
		b.Fatal("Wait does not notice that the service has stopped")
	}
	b.allFail(t, card.NoService)
	_, err = b.System.Readers(b.ctx())
	b.fails("readers", err, card.NoService)
	_, err = b.System.Open(b.ctx(), b.Reader, card.Shared)
	b.fails("open", err, card.NoService)

	b.StartService()
	b.allFail(t, card.NoService)
	_ = t.Close(card.PowerDown)
	if after := b.state("the card", present); after.Insertion == before.Insertion {
		b.Error("Insertion is the same over a restart of the service")
	}
	t = b.open(b.System, card.Exclusive)
	if b.marked(t) {
		b.Error("the card kept its state over a restart of the service")
	}
	b.ping(t)
}
