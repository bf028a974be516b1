// Package work is what pages do beside the toolkit's goroutine: one thing at a
// time, which can be stopped, and news of how far it is.
//
// It knows no page and no job.
package work

import (
	"context"
	"sync"
	"time"

	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
)

// patience is how long a page that is left waits for its work to clean up. What
// takes longer, such as a reader that does not answer, cleans up by itself.
const patience = time.Second

// Task is the one thing that runs for a page. Its methods are called on the
// toolkit's goroutine. The zero value runs nothing.
type Task struct {
	stop context.CancelFunc
	done chan struct{}
	turn int
}

// Run does f on a goroutine of its own, when what ran before has ended, and then
// on the toolkit's what f returned, if somebody still waits for it. What ran
// before is halted.
func (t *Task) Run(h page.Host, p page.Page, f func(context.Context) (then func())) {
	t.Halt()
	turn, before := t.turn, t.done
	ctx, stop := context.WithCancel(h.Context(p))
	done := make(chan struct{})
	t.stop, t.done = stop, done
	go func() {
		if before != nil {
			<-before
		}
		then := f(ctx)
		stop()
		close(done)
		h.DoFor(p, func() {
			if turn == t.turn {
				then()
			}
		})
	}()
}

// Turn is another number after each Run and Halt.
func (t *Task) Turn() int { return t.turn }

// Cancel stops what runs; its answer is still heard.
func (t *Task) Cancel() {
	if t.stop != nil {
		t.stop()
	}
}

// Halt stops what runs, and nobody hears its answer.
func (t *Task) Halt() {
	t.turn++
	t.Cancel()
}

// End halts, and calls f on a goroutine of its own once what ran has ended: before
// it returns, unless that takes too long.
func (t *Task) End(f func()) {
	t.Halt()
	ran, cleaned := t.done, make(chan struct{})
	go func() {
		if ran != nil {
			<-ran
		}
		f()
		close(cleaned)
	}()
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case <-cleaned:
	case <-late.C:
	}
}

// often is how much time lies at least between two pieces of news about one step.
const often = 40 * time.Millisecond

// Meter carries news about work to a kit.Progress. News that comes too soon after
// other news of the same step, or while the toolkit is still busy with it, only
// replaces what waits, so that any amount may be told.
type Meter struct {
	host page.Host
	page page.Page
	to   *kit.Progress
	say  func(step string) kit.Msg

	mu      sync.Mutex
	step    string
	at, of  int64
	told    time.Time // when the toolkit was last called
	pending bool
}

// NewMeter makes one for a page; say names a step.
func NewMeter(h page.Host, p page.Page, to *kit.Progress, say func(step string) kit.Msg) *Meter {
	return &Meter{host: h, page: p, to: to, say: say}
}

// Tell may be called from any goroutine. It is a filing.Progress.
func (m *Meter) Tell(step string, done, total int64) {
	if m.note(step, done, total) {
		m.host.DoFor(m.page, m.show)
	}
}

// note reports whether the toolkit is to be called.
func (m *Meter) note(step string, done, total int64) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	soon := step == m.step && time.Since(m.told) < often
	m.step, m.at, m.of = step, done, total
	if soon || m.pending {
		return false
	}
	m.told, m.pending = time.Now(), true
	return true
}

// show is on the toolkit's goroutine.
func (m *Meter) show() {
	m.mu.Lock()
	step, done, total := m.step, m.at, m.of
	m.pending = false
	m.mu.Unlock()
	m.to.Set(m.say(step), done, total)
}
