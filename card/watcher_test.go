package card_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"madoguchi/card"
)

// stage is a System whose readers the test moves by hand.
type stage struct {
	mu      sync.Mutex
	list    []card.ReaderState
	err     error
	changed chan struct{}
	asked   int
}

func newStage() *stage { return &stage{changed: make(chan struct{})} }

func (s *stage) set(list []card.ReaderState, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.list, s.err = list, err
	close(s.changed)
	s.changed = make(chan struct{})
}

func (s *stage) Readers(ctx context.Context) ([]card.ReaderState, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked++
	return s.list, s.err
}

func (s *stage) Wait(ctx context.Context, known []card.ReaderState) ([]card.ReaderState, error) {
	for {
		s.mu.Lock()
		list, err, changed := s.list, s.err, s.changed
		s.mu.Unlock()
		if err != nil {
			return nil, err
		}
		if !slices.EqualFunc(list, known, func(a, b card.ReaderState) bool {
			return a.Name == b.Name && a.Presence == b.Presence && a.Insertion == b.Insertion
		}) {
			return list, nil
		}
		select {
		case <-ctx.Done():
			return nil, card.Fail(card.Cancelled, "wait", ctx.Err())
		case <-changed:
		}
	}
}

func (s *stage) Open(context.Context, string, card.Sharing) (card.Transport, error) {
	return nil, card.Fail(card.Internal, "open", errors.New("a Watcher opens no card"))
}

func reader(name string, p card.Presence, insertion uint32) card.ReaderState {
	r := card.ReaderState{Name: name, Presence: p, Insertion: insertion}
	if p != card.Empty {
		r.ATR = []byte{0x3B, 0x00}
	}
	return r
}

func TestWatcherTellsEveryChange(t *testing.T) {
	down := card.Fail(card.NoService, "list readers", nil)
	steps := []struct {
		what string
		list []card.ReaderState
		err  error
		want string
	}{
		{"service down", nil, down, "no service"},
		{"service starts without reader", nil, nil, "no reader"},
		{"reader plugged in", []card.ReaderState{reader("A", card.Empty, 0)}, nil, "no card A"},
		{"card wrong way round", []card.ReaderState{reader("A", card.Mute, 1)}, nil, "unknown A"},
		{"card turned", []card.ReaderState{reader("A", card.Present, 3)}, nil, "removed A, ready A"},
		{"another program takes it", []card.ReaderState{reader("A", card.InUse, 3)}, nil, "in use A"},
		{"and gives it back", []card.ReaderState{reader("A", card.Present, 3)}, nil, "ready A"},
		{"card swapped between two looks", []card.ReaderState{reader("A", card.Present, 5)}, nil, "removed A, ready A"},
		{"second reader", []card.ReaderState{reader("A", card.Present, 5), reader("B", card.Empty, 0)}, nil, "no card B"},
		{"card taken", []card.ReaderState{reader("A", card.Empty, 6), reader("B", card.Empty, 0)}, nil, "removed A, no card A"},
		{"card on the second", []card.ReaderState{reader("A", card.Empty, 6), reader("B", card.Present, 1)}, nil, "ready B"},
		{"second unplugged with its card", []card.ReaderState{reader("A", card.Empty, 6)}, nil, "removed B"},
		{"card back", []card.ReaderState{reader("A", card.Present, 7)}, nil, "ready A"},
		{"service stops", nil, down, "removed A, no service"},
		{"service starts, card still there", []card.ReaderState{reader("A", card.Present, 8)}, nil, "ready A"},
		{"last reader unplugged", nil, nil, "removed A, no reader"},
	}
	synctest.Test(t, func(t *testing.T) {
		s := newStage()
		s.set(steps[0].list, steps[0].err)
		var told []string
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		w := card.Watcher{System: s, Retry: time.Minute}
		go func() {
			ended <- w.Run(ctx, func(e card.Event) {
				told = append(told, strings.TrimSpace(e.Sight.String()+" "+e.Reader.Name))
				if (e.Sight == card.SightNoService) != (e.Err != nil) {
					t.Errorf("%v with error %v", e.Sight, e.Err)
				}
			})
		}()
		for i, step := range steps {
			if i > 0 {
				s.set(step.list, step.err)
			}
			synctest.Wait()
			if i > 0 && steps[i-1].err != nil {
				time.Sleep(time.Minute) // the bubble's clock: until the service is asked again
				synctest.Wait()
			}
			if got := strings.Join(told, ", "); got != step.want {
				t.Errorf("%s: told %q, want %q", step.what, got, step.want)
			}
			told = nil
		}
		cancel()
		if err := <-ended; !card.Is(err, card.Cancelled) {
			t.Errorf("Run ended with %v", err)
		}
	}) // fails here if a goroutine is left
}

func TestWatcherKeepsQuietWhileNothingChanges(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage()
		s.set(nil, card.Fail(card.NoService, "list readers", nil))
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		told := 0
		w := card.Watcher{System: s}
		err := w.Run(ctx, func(card.Event) { told++ })
		if told != 1 {
			t.Errorf("told %d times that there is no service, want once", told)
		}
		if !card.Is(err, card.Cancelled) || s.asked < 30 || s.asked > 70 {
			t.Errorf("ended with %v after asking %d times in a minute", err, s.asked)
		}
	})
}

func TestWatcherGivesUpWithoutPCSC(t *testing.T) {
	s := newStage()
	s.set(nil, card.Fail(card.Unsupported, "list readers", errors.New("built without PC/SC")))
	var told []card.Sight
	w := card.Watcher{System: s}
	err := w.Run(t.Context(), func(e card.Event) { told = append(told, e.Sight) })
	if !card.Is(err, card.Unsupported) || !slices.Equal(told, []card.Sight{card.SightNoService}) {
		t.Errorf("ended with %v, told %v", err, told)
	}
}
