package ui

import (
	"context"
	"time"

	"madoguchi/app/jobs"
	"madoguchi/app/ui/page"
	"madoguchi/card"
)

// watch is what goes on while the window is open: the readers are watched, and
// the clock.
type watch struct {
	stop context.CancelFunc
	// last is what is there on each reader, in the order in which it was told, and
	// for the service as a whole under "".
	last []card.Event
}

// follow begins to watch the source's readers, from anew.
func (w *Window) follow() {
	if w.watch != nil {
		w.watch.stop()
	}
	ctx, stop := context.WithCancel(context.Background())
	now := &watch{stop: stop}
	w.watch = now
	watcher := card.Watcher{System: w.source.System}
	go func() {
		// It ends with the context, or at once where there is no PC/SC.
		_ = watcher.Run(ctx, func(e card.Event) {
			w.o.Do(func() {
				if w.watch == now {
					w.seen(e)
				}
			})
		})
	}()
	go w.clock(ctx)
}

// seen passes an event on to every open page.
func (w *Window) seen(e card.Event) {
	w.watch.note(e)
	if e.Sight == card.SightRemoved || e.Sight == card.SightNoService || e.Sight == card.SightNoReader {
		w.ShowPractice(false)
	}
	for _, o := range w.stack {
		if p, ok := o.Page.(page.Watcher); ok {
			p.Seen(e)
		}
	}
}

// note keeps what is there now, for a page that opens later.
func (x *watch) note(e card.Event) {
	if e.Sight == card.SightRemoved {
		return
	}
	if e.Reader.Name == "" { // the service as a whole
		x.last = []card.Event{e}
		return
	}
	for i, l := range x.last {
		if l.Reader.Name == e.Reader.Name {
			x.last[i] = e
			return
		}
	}
	if len(x.last) == 1 && x.last[0].Reader.Name == "" {
		x.last = nil
	}
	x.last = append(x.last, e)
}

// tell tells a page that opens what is there now.
func (w *Window) tell(p page.Page) {
	if x, ok := p.(page.Watcher); ok && w.watch != nil {
		for _, e := range w.watch.last {
			x.Seen(e)
		}
	}
}

// clock wipes the screen when nobody has been there for a while.
func (w *Window) clock(ctx context.Context) {
	tick := time.NewTicker(min(w.o.Idle/4, 15*time.Second))
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if alone(*w.touched.Load(), time.Now()) >= w.o.Idle {
				w.o.Do(w.wipe)
			}
		}
	}
}

// alone is the time since somebody was there: by the clock on the wall, which goes
// on while the computer sleeps, or by the one that nobody can put back, whichever
// is longer.
func alone(since, now time.Time) time.Duration {
	return max(now.Sub(since), now.Round(0).Sub(since.Round(0)))
}

// wipe leaves every page but the first, whose question is asked again.
func (w *Window) wipe() {
	if w.busy() { // and what it says is to be read
		w.Touch()
		return
	}
	if w.closed || len(w.stack) < 2 && w.mode == 0 {
		return
	}
	w.wiped, w.quiet.hinted = true, nil // whoever comes next is told of the way out, too
	w.restart()
}

// Source implements page.Host.
func (w *Window) Source() jobs.Source { return w.source }

// Person implements page.Host.
func (w *Window) Person() string { return w.person }

// personName is the name on the practice person's card.
func (w *Window) personName() string {
	if set, err := w.o.Jobs.Practice(); err == nil {
		for _, p := range set.People() {
			if p.ID == w.person {
				return p.Name
			}
		}
	}
	return w.person
}

// Practise implements page.Host.
func (w *Window) Practise(person string) error {
	if w.held() || w.keepsCase(func() {
		w.TakeUp(nil)
		w.Back()
		_ = w.Practise(person) // it is one of those offered
	}) {
		return nil
	}
	spec := ""
	if person != "" {
		spec = "practice:" + person
	}
	s, err := w.o.Jobs.Source(spec)
	if err != nil {
		return err
	}
	w.source, w.person = s, person
	w.TakeUp(nil)
	w.practice = false
	w.follow()
	w.show(false)
	return nil
}

// ShowPractice implements page.Host.
func (w *Window) ShowPractice(on bool) {
	if w.practice != on {
		w.practice = on
		w.show(false)
	}
}
