package emulator_test

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	"madoguchi/card"
	"madoguchi/card/emulator"
)

const reader = "Practice 練習"

// desk is a System with a resident's card on its reader, opened exclusively
// with the JPKI application selected.
func desk(t *testing.T) (*emulator.System, *emulator.Card, card.Transport) {
	t.Helper()
	sys, c := emulator.NewSystem(reader), emulator.New(mint(t, person(t, "resident")))
	if err := sys.Insert(reader, c); err != nil {
		t.Fatal(err)
	}
	tr := open(t, sys, card.Exclusive)
	if got := transmit(t, tr, choose(jpkiAP)); got != "9000" {
		t.Fatalf("SELECT answers %s", got)
	}
	return sys, c, tr
}

func open(t *testing.T, sys *emulator.System, how card.Sharing) card.Transport {
	t.Helper()
	tr, err := sys.Open(t.Context(), reader, how)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// transmit returns the answer in hex, or the kind of failure.
func transmit(t *testing.T, tr card.Transport, command string) string {
	t.Helper()
	got, err := tr.Transmit(t.Context(), unhex(command))
	if err != nil {
		k, ok := card.KindOf(err)
		if !ok {
			t.Fatalf("error %v is no failure", err)
		}
		return k.String()
	}
	return fmt.Sprintf("%X", got)
}

// TestFaults lets each fault strike at a VERIFY: what the caller sees, whether
// the card saw the command, and that the handle stays dead.
func TestFaults(t *testing.T) {
	for _, f := range []struct {
		fault     emulator.Fault
		sees      string
		delivered bool
		presence  card.Presence
	}{
		{emulator.None, "9000", true, card.InUse},
		{emulator.PullBefore, "removed", false, card.Empty},
		{emulator.PullAfter, "removed", true, card.Empty},
		{emulator.SwapBefore, "removed", false, card.Present},
		{emulator.SwapAfter, "removed", true, card.Present},
		{emulator.ResetBefore, "reset", false, card.InUse},
		{emulator.ResetAfter, "reset", true, card.InUse},
		{emulator.StopServiceBefore, "no service", false, -1},
		{emulator.StopServiceAfter, "no service", true, -1},
	} {
		t.Run(fmt.Sprint(int(f.fault)), func(t *testing.T) {
			sys, c, tr := desk(t)
			other := emulator.New(mint(t, person(t, "child")))
			sys.SwapTo(other)
			before, err := sys.Readers(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			var shown []byte
			sys.OnTransmit(func(n int, command []byte) emulator.Fault {
				if n != 2 {
					return emulator.None
				}
				shown = command
				return f.fault
			})
			if got := transmit(t, tr, enter(0x98, person(t, "resident").Secrets.Auth)); got != f.sees {
				t.Errorf("VERIFY gives %s, want %s", got, f.sees)
			}
			if got := c.Seen().Verify == 1; got != f.delivered {
				t.Errorf("delivered: %v", got)
			}
			if !bytes.Equal(shown, unhex("0020009804 00000000")) {
				t.Errorf("the hook was shown % X", shown)
			}
			if f.fault != emulator.None {
				if got := transmit(t, tr, "00200098"); got != f.sees {
					t.Errorf("then %s, want %s", got, f.sees)
				}
			}
			after, err := sys.Readers(t.Context())
			if f.presence < 0 {
				if !card.Is(err, card.NoService) {
					t.Errorf("readers: %v", err)
				}
				return
			}
			moved := f.presence != card.InUse
			if err != nil || after[0].Presence != f.presence || moved == (after[0].Insertion == before[0].Insertion) {
				t.Errorf("readers: %+v, before %+v, %v", after, before, err)
			}
			if f.presence == card.Present {
				if err := tr.Close(card.PowerDown); err != nil {
					t.Error(err)
				}
				transmit(t, open(t, sys, card.Exclusive), choose(jpkiAP))
				if other.Seen().Commands != 1 {
					t.Error("the other card is not the one on the reader")
				}
			}
		})
	}
}

func TestHookMayMoveCards(t *testing.T) {
	sys, _, tr := desk(t)
	sys.OnTransmit(func(int, []byte) emulator.Fault {
		if err := sys.Remove(reader); err != nil {
			t.Error(err)
		}
		return emulator.None
	})
	if got := transmit(t, tr, "00200098"); got != "removed" {
		t.Errorf("gives %s", got)
	}
	if sys.Sent() != 2 {
		t.Errorf("%d sent", sys.Sent())
	}
}

// TestWarmResetKeepsWhatWasVerified: the handle dies, the card forgets nothing.
func TestWarmResetKeepsWhatWasVerified(t *testing.T) {
	sys, _, tr := desk(t)
	transmit(t, tr, enter(0x98, person(t, "resident").Secrets.Auth))
	if err := sys.Reset(reader); err != nil {
		t.Fatal(err)
	}
	if got := transmit(t, tr, "802A0397 01 41 00"); got != "reset" {
		t.Errorf("after the reset: %s", got)
	}
	if err := tr.Close(card.Leave); err != nil {
		t.Fatal(err)
	}
	tr = open(t, sys, card.Exclusive)
	if got := transmit(t, tr, "802A0397 01 41 00"); len(got) != 516 {
		t.Errorf("opened anew: %s", got)
	}
	if err := tr.Close(card.PowerDown); err != nil {
		t.Fatal(err)
	}
	if got := transmit(t, open(t, sys, card.Exclusive), "802A0397 01 41 00"); got != "6A82" {
		t.Errorf("after power: %s", got)
	}
}

func TestMuteCardAndManyReaders(t *testing.T) {
	sys := emulator.NewSystem(reader)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	known, err := sys.Readers(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		do   func() error
		want string
	}{
		{func() error { return sys.InsertMute(reader) }, "[{Practice 練習 2 [] 1}]"},
		{func() error { return sys.AddReader("second") }, "[{Practice 練習 2 [] 1} {second 0 [] 0}]"},
		{func() error { return sys.Remove(reader) }, "[{Practice 練習 0 [] 2} {second 0 [] 0}]"},
		{func() error { return sys.RemoveReader(reader) }, "[{second 0 [] 0}]"},
		{func() error { return sys.RemoveReader("second") }, "[]"},
	} {
		if step.want == "[{Practice 練習 0 [] 2} {second 0 [] 0}]" {
			if _, err := sys.Open(ctx, reader, card.Shared); !card.Is(err, card.Unresponsive) {
				t.Errorf("open: %v", err)
			}
		}
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		if known, err = sys.Wait(ctx, known); err != nil || fmt.Sprint(known) != step.want {
			t.Errorf("readers %v, %v, want %s", known, err, step.want)
		}
	}
	if err := sys.Insert(reader, emulator.New(mint(t, person(t, "child")))); !card.Is(err, card.NoReader) {
		t.Errorf("insert: %v", err)
	}
}

func TestTwoCardsOnOneReaderAreRefused(t *testing.T) {
	sys, c, _ := desk(t)
	if err := sys.Insert(reader, c); !card.Is(err, card.Internal) {
		t.Errorf("insert: %v", err)
	}
	if err := sys.InsertMute(reader); !card.Is(err, card.Internal) {
		t.Errorf("insert: %v", err)
	}
}

// TestBusyWithoutPatience: the wait for another handle can be shortened.
func TestBusyWithoutPatience(t *testing.T) {
	sys, _, _ := desk(t)
	sys.SetPatience(0)
	if _, err := sys.Open(t.Context(), reader, card.Shared); !card.Is(err, card.Busy) {
		t.Errorf("open: %v", err)
	}
}

// TestTransactionEndsWithItsHandle: who waits for a transaction is let in when
// the handle that holds it is closed, or fails when the card is gone.
func TestTransactionEndsWithItsHandle(t *testing.T) {
	for _, end := range []string{"close", "pull"} {
		sys, _, first := desk(t)
		if err := first.Close(card.Leave); err != nil {
			t.Fatal(err)
		}
		first, second := open(t, sys, card.Shared), open(t, sys, card.Shared)
		if err := first.Begin(t.Context()); err != nil {
			t.Fatal(err)
		}
		answer := make(chan string, 1)
		go func() {
			got, err := second.Transmit(context.Background(), unhex("00200098"))
			k, _ := card.KindOf(err)
			answer <- fmt.Sprintf("%X %v", got, k)
		}()
		want := "63C3 internal"
		if end == "close" {
			_ = first.Close(card.Leave)
		} else if want = " removed"; sys.Remove(reader) != nil {
			t.Fatal("remove")
		}
		select {
		case got := <-answer:
			if got != want {
				t.Errorf("%s: %q, want %q", end, got, want)
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("%s: still waiting", end)
		}
	}
}
