//go:build !ci && linux

package pcsc_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"madoguchi/card"
	"madoguchi/card/cardtest"
	"madoguchi/card/pcsc"
)

const patience = 15 * time.Second

// TestConform runs the suite over pcscd, the vpcd driver and a Chip.
func TestConform(t *testing.T) {
	s := attached(t)
	cardtest.Conform(t, func(t *testing.T) cardtest.Harness {
		chip := cardtest.NewChip('c', '1')
		plug := (*cardtest.Plug)(nil)
		return cardtest.Harness{
			System: pcsc.New(), Other: pcsc.New(), Reader: s.Readers[0],
			Insert:      func() { plug = cardtest.Insert(t, s.Ports[0], chip) },
			Remove:      func() { plug.Remove() },
			PowerLosses: chip.PowerLosses,
			StopService: s.Stop, StartService: s.Start,
		}
	})
}

// TestWatcher follows a person's morning: no service, a reader, a card turned
// the wrong way, a card, another program, the card taken, the service stopped
// and started.
func TestWatcher(t *testing.T) {
	s := attached(t)
	s.Stop()
	events := make(chan card.Event, 100)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	w := card.Watcher{System: pcsc.New(), Retry: 10 * time.Millisecond}
	go func() { ended <- w.Run(ctx, func(e card.Event) { events <- e }) }()
	want := func(what string, sights ...card.Sight) {
		t.Helper()
		limit := time.After(patience)
		for _, sight := range sights {
			for told := false; !told; {
				select {
				case e := <-events:
					// The second reader is empty throughout.
					if told = e.Reader.Name != s.Readers[1]; told && e.Sight != sight {
						t.Fatalf("%s: %v %q (%v), want %v", what, e.Sight, e.Reader.Name, e.Err, sight)
					}
				case <-limit:
					t.Fatalf("%s: nothing told, want %v", what, sight)
				}
			}
		}
	}
	want("stopped service", card.SightNoService)
	s.Start()
	want("service", card.SightNoCard)
	mute := cardtest.Insert(t, s.Ports[0], muteCard{cardtest.NewChip('m', 'u')})
	want("mute card", card.SightUnknown)
	mute.Remove()
	want("mute card taken", card.SightRemoved, card.SightNoCard)
	plug := cardtest.Insert(t, s.Ports[0], cardtest.NewChip('o', 'k'))
	want("card", card.SightReady)

	other, err := pcsc.New().Open(ctx, s.Readers[0], card.Exclusive)
	if err != nil {
		t.Fatal(err)
	}
	want("another program", card.SightInUse)
	if err := other.Close(card.PowerDown); err != nil {
		t.Fatal(err)
	}
	want("card given back", card.SightReady)
	plug.Remove()
	want("card taken", card.SightRemoved, card.SightNoCard)
	cardtest.Insert(t, s.Ports[0], cardtest.NewChip('2', '!'))
	want("next card", card.SightReady)
	s.Stop()
	want("service stopped", card.SightRemoved, card.SightNoService)
	s.Start()
	for e := range events { // pcscd lists the reader before it has looked into it
		if e.Sight == card.SightReady && e.Reader.Name == s.Readers[0] {
			break
		}
	}
	cancel()
	select {
	case err := <-ended:
		if !card.Is(err, card.Cancelled) {
			t.Errorf("the Watcher ended with %v", err)
		}
	case <-time.After(patience):
		t.Error("the Watcher has not ended with its context")
	}
}

// muteCard answers its reset with more than a service can take, which is how a
// card that cannot be powered looks through the virtual reader.
type muteCard struct{ *cardtest.Chip }

func (muteCard) ATR() []byte { return bytes.Repeat([]byte{0x3B}, 40) }

func TestMuteCard(t *testing.T) {
	s := attached(t)
	cardtest.Insert(t, s.Ports[0], muteCard{cardtest.NewChip('m', 'u')})
	system := pcsc.New()
	until(t, system, func(list []card.ReaderState) bool {
		return len(list) == 2 && list[0].Presence == card.Mute
	})
	_, err := system.Open(t.Context(), s.Readers[0], card.Shared)
	if !card.Is(err, card.Unresponsive) {
		t.Errorf("opening a mute card: %v", err)
	}
}

// TestOwnCardIsNotInUse: a card this program holds is not shown to its user as
// held by another program.
func TestOwnCardIsNotInUse(t *testing.T) {
	s := attached(t)
	cardtest.Insert(t, s.Ports[1], cardtest.NewChip('o', 'w'))
	ours, theirs := pcsc.New(), pcsc.New()
	ready := func(list []card.ReaderState) bool { return len(list) == 2 && list[1].Presence == card.Present }
	until(t, ours, ready)
	c, err := ours.Open(t.Context(), s.Readers[1], card.Exclusive)
	if err != nil {
		t.Fatal(err)
	}
	until(t, ours, ready)
	until(t, theirs, func(list []card.ReaderState) bool { return list[1].Presence == card.InUse })
	_ = c.Close(card.PowerDown)
	until(t, theirs, ready)
}

func TestNoReader(t *testing.T) {
	s := cardtest.StartServiceWithoutReaders(t)
	s.Attach()
	system := pcsc.New()
	list, err := system.Readers(t.Context())
	if err != nil || len(list) != 0 {
		t.Fatalf("%v, %v; want no reader and no failure", list, err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, err := system.Wait(ctx, nil); !card.Is(err, card.Cancelled) {
		t.Errorf("waiting for a reader: %v", err)
	}
	if _, err := system.Open(t.Context(), "Virtual PCD 00 00", card.Shared); !card.Is(err, card.NoReader) {
		t.Errorf("opening: %v", err)
	}
}

// TestRestartedServiceIsAnotherInsertion: pcscd counts from the start again, so
// the same count does not mean the same card.
func TestRestartedServiceIsAnotherInsertion(t *testing.T) {
	s := attached(t)
	cardtest.Insert(t, s.Ports[0], cardtest.NewChip('r', 's'))
	system := pcsc.New()
	var seen []uint32
	look := func(list []card.ReaderState) bool {
		if len(list) != 2 || list[0].Presence != card.Present {
			return false
		}
		seen = append(seen, list[0].Insertion)
		return true
	}
	until(t, system, look)
	until(t, system, look)
	s.Stop()
	if _, err := system.Readers(t.Context()); !card.Is(err, card.NoService) {
		t.Fatalf("got %v, want no service", err)
	}
	s.Start()
	until(t, system, look)
	if seen[0] != seen[1] || seen[1] == seen[2] {
		t.Errorf("Insertion was %d, then %d, after the restart %d", seen[0], seen[1], seen[2])
	}
}

// TestFailureSaysNothingOfTheCommand: neither the command nor the answer is in what a
// failure says.
func TestFailureSaysNothingOfTheCommand(t *testing.T) {
	s := attached(t)
	plug := cardtest.Insert(t, s.Ports[0], cardtest.NewChip('s', 's'))
	system := pcsc.New()
	until(t, system, func(list []card.ReaderState) bool { return len(list) == 2 && list[0].Presence == card.Present })
	c, err := system.Open(t.Context(), s.Readers[0], card.Exclusive)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close(card.PowerDown) }()
	plug.Remove()
	_, err = c.Transmit(t.Context(), []byte("\x00\x20\x00\x80\x04PLANTED"))
	if _, ok := errors.AsType[*card.Failure](err); !ok {
		t.Fatalf("got %v, want a Failure", err)
	}
	for _, form := range []string{"PLANTED", "504c", "50 4c", "80 76"} {
		if strings.Contains(strings.ToLower(fmt.Sprintf("%v %+v", err, errors.Unwrap(err))), strings.ToLower(form)) {
			t.Errorf("the failure %v shows the command", err)
		}
	}
}

func attached(t *testing.T) *cardtest.Service {
	t.Helper()
	s := cardtest.StartService(t)
	s.Attach()
	return s
}

func until(t *testing.T, s card.System, ok func([]card.ReaderState) bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	list, err := s.Readers(ctx)
	for err == nil && !ok(list) {
		list, err = s.Wait(ctx, list)
	}
	if err != nil {
		t.Fatalf("%v; last seen %+v", err, list)
	}
}

// TestSeveralServices: a service beside the attached one, reached by a program
// of its own, knows its own cards only.
func TestSeveralServices(t *testing.T) {
	const child = "MADOGUCHI_TEST_CHILD"
	if os.Getenv(child) != "" {
		until(t, pcsc.New(), func(list []card.ReaderState) bool {
			return len(list) == 2 && list[0].Presence == card.Empty && list[1].Presence == card.Present
		})
		return
	}
	first, second := cardtest.StartService(t), cardtest.StartService(t)
	cardtest.Insert(t, first.Ports[0], cardtest.NewChip('1', 's'))
	cardtest.Insert(t, second.Ports[1], cardtest.NewChip('2', 'n'))
	cmd := exec.Command(os.Args[0], "-test.run=^TestSeveralServices$")
	cmd.Env = append(os.Environ(), child+"=1", second.Env())
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("the second service seen by another program: %v\n%s", err, out)
	}
	first.Attach()
	until(t, pcsc.New(), func(list []card.ReaderState) bool {
		return len(list) == 2 && list[0].Presence == card.Present && list[1].Presence == card.Empty
	})
}
