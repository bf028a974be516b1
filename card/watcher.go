package card

import (
	"bytes"
	"context"
	"time"
)

// Sight is what a Watcher sees.
type Sight int

const (
	// SightNoService: the smart-card service does not run or may not be used.
	SightNoService Sight = iota
	// SightNoReader: the service runs, no reader is connected.
	SightNoReader
	// SightNoCard: the reader is empty.
	SightNoCard
	// SightUnknown: something lies on the reader and does not answer (Mute).
	SightUnknown
	// SightReady: a card lies on the reader and can be opened.
	SightReady
	// SightInUse: a card lies on the reader and another program holds it.
	SightInUse
	// SightRemoved: the card that lay on the reader is gone. What is there now
	// is told right after it: an empty reader, the next card, no reader, no
	// service.
	SightRemoved
)

var sightNames = [...]string{"no service", "no reader", "no card", "unknown", "ready", "in use", "removed"}

func (s Sight) String() string {
	if s < 0 || int(s) >= len(sightNames) {
		return "?"
	}
	return sightNames[s]
}

// Event is one thing a Watcher saw.
type Event struct {
	Sight Sight
	// Reader is the reader concerned: as it is now, or with SightRemoved as it
	// was before. It is zero with SightNoService and SightNoReader.
	Reader ReaderState
	// Err says why with SightNoService, else nil.
	Err error
}

// Watcher tells what happens on the readers of a System. It sends nothing to
// any card.
type Watcher struct {
	System System
	// Retry is the pause before a service that does not run is asked again; 0
	// means one second.
	Retry time.Duration
}

// Run calls on for everything there is at the start and for every change after
// it, one call at a time and always from the goroutine Run was called on, until
// ctx ends. A card that was taken out and put back between two looks is told
// as SightRemoved and what lies there now.
//
// It returns a Failure of kind Cancelled when ctx ends, or at once the Failure
// of a System that can never work (Unsupported), after telling it as
// SightNoService.
func (w *Watcher) Run(ctx context.Context, on func(Event)) error {
	const op = "watch readers"
	v := view{on: on}
	list, err := w.System.Readers(ctx)
	for {
		if cause := ctx.Err(); cause != nil {
			return Fail(Cancelled, op, cause)
		}
		if err != nil {
			v.lost(err)
			if Is(err, Unsupported) {
				return err
			}
			if !pause(ctx, w.retry()) {
				return Fail(Cancelled, op, ctx.Err())
			}
			list, err = w.System.Readers(ctx)
			continue
		}
		v.show(list)
		list, err = w.System.Wait(ctx, list)
	}
}

func (w *Watcher) retry() time.Duration {
	if w.Retry <= 0 {
		return time.Second
	}
	return w.Retry
}

// pause waits for d and reports whether ctx is still alive then.
func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}

// view is what was told last.
type view struct {
	on      func(Event)
	told    bool // something was told at all
	service bool // what was told last had a service
	last    []ReaderState
}

func (v *view) lost(err error) {
	if v.told && !v.service {
		return
	}
	for _, r := range v.last {
		v.takenFrom(r)
	}
	v.told, v.service, v.last = true, false, nil
	v.on(Event{Sight: SightNoService, Err: err})
}

func (v *view) show(list []ReaderState) {
	first := !v.told || !v.service
	had := len(v.last)
	for _, was := range v.last {
		if now, ok := find(list, was.Name); !ok || now.Presence == Empty || now.Insertion != was.Insertion {
			v.takenFrom(was)
		}
	}
	for _, now := range list {
		was, ok := find(v.last, now.Name)
		if !ok || now.Insertion != was.Insertion || sightOf(now) != sightOf(was) || !bytes.Equal(now.ATR, was.ATR) {
			v.on(Event{Sight: sightOf(now), Reader: now})
		}
	}
	if len(list) == 0 && (first || had > 0) {
		v.on(Event{Sight: SightNoReader})
	}
	v.told, v.service, v.last = true, true, list
}

// takenFrom tells that the card in was is gone, if there was one.
func (v *view) takenFrom(was ReaderState) {
	if was.Presence != Empty {
		v.on(Event{Sight: SightRemoved, Reader: was})
	}
}

func sightOf(r ReaderState) Sight {
	switch r.Presence {
	case Present:
		return SightReady
	case Mute:
		return SightUnknown
	case InUse:
		return SightInUse
	}
	return SightNoCard
}

func find(list []ReaderState, name string) (ReaderState, bool) {
	for _, r := range list {
		if r.Name == name {
			return r, true
		}
	}
	return ReaderState{}, false
}
