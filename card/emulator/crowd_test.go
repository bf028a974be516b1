package emulator_test

import (
	"context"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"madoguchi/card"
	"madoguchi/card/emulator"
)

// TestManyAtOnce lets programs open, begin, ask and close while a hand moves the
// card and stops the service: every call comes back, every error is a failure
// of a kind it may be, and in the end the card answers.
func TestManyAtOnce(t *testing.T) {
	sys, c := emulator.NewSystem(reader), emulator.New(mint(t, person(t, "resident")))
	sys.SetPatience(time.Millisecond)
	if err := sys.Insert(reader, c); err != nil {
		t.Fatal(err)
	}
	allowed := map[card.Kind]bool{card.Busy: true, card.NoCard: true, card.Removed: true, card.Reset: true, card.NoService: true}
	check := func(err error) bool {
		if k, ok := card.KindOf(err); err != nil && (!ok || !allowed[k]) {
			t.Errorf("error %v", err)
		}
		return err == nil
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var crowd sync.WaitGroup
	for i := range 8 {
		dice := rand.New(rand.NewPCG(1, uint64(i)))
		crowd.Go(func() {
			for range 200 {
				tr, err := sys.Open(ctx, reader, card.Sharing(dice.IntN(5)/4))
				if !check(err) {
					continue
				}
				held := dice.IntN(2) == 0 && check(tr.Begin(ctx))
				for range dice.IntN(4) {
					_, err := tr.Transmit(ctx, unhex("00200098"))
					check(err)
				}
				if held && dice.IntN(2) == 0 {
					check(tr.End())
				}
				check(tr.Close(card.Disposition(dice.IntN(2))))
			}
		})
	}
	crowd.Go(func() {
		dice := rand.New(rand.NewPCG(2, 2))
		for range 300 {
			switch dice.IntN(4) {
			case 0:
				check(sys.Remove(reader))
				check(sys.Insert(reader, c))
			case 1:
				check(sys.Reset(reader))
			case 2:
				sys.StopService()
				sys.StartService()
			default:
				_, err := sys.Readers(ctx)
				check(err)
			}
		}
	})
	done := make(chan struct{})
	go func() { crowd.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(2 * time.Minute):
		t.Fatal("somebody still waits")
	}
	tr := open(t, sys, card.Exclusive)
	if got := transmit(t, tr, choose(jpkiAP)); got != "9000" {
		t.Errorf("SELECT answers %s", got)
	}
}
