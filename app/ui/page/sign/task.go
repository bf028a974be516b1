package sign

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"madoguchi/app/filing"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
)

// patience is how long the page waits for its work to clean up. What takes longer,
// such as a reader that does not answer, cleans up by itself.
const patience = time.Second

// task is the one thing that runs beside the toolkit's goroutine. It is used on
// that goroutine only.
type task struct {
	stop context.CancelFunc
	done chan struct{}
	// turn counts what was begun: the answer to an older turn is for nobody.
	turn int
}

// run does f on a goroutine of its own, when what ran before has ended, and then
// on the toolkit's what f returned, if anybody still waits for that.
func (t *task) run(h page.Host, p page.Page, f func(context.Context) func()) {
	t.halt()
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

// cancel stops what runs; its answer is still heard.
func (t *task) cancel() {
	if t.stop != nil {
		t.stop()
	}
}

// halt stops what runs, and nobody hears its answer.
func (t *task) halt() {
	t.turn++
	t.cancel()
}

// end halts, and has f called when what ran has ended: before it returns, unless
// that takes too long.
func (t *task) end(f func()) {
	t.halt()
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

// shelf holds the copy that is being made until it is signed or not wanted.
type shelf struct {
	mu     sync.Mutex
	paper  *filing.Staged
	closed bool
}

// put lays the copy there, or gives it back where nobody waits for it any more.
func (s *shelf) put(x *filing.Staged) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		_ = x.Close()
		return
	}
	s.paper = x
}

// close gives back what is there and all that comes later.
func (s *shelf) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	if s.paper != nil {
		_ = s.paper.Close()
		s.paper = nil
	}
}

// meter carries news about work to a Progress: what is told while the toolkit is
// still busy with older news replaces it.
type meter struct {
	show    func(step string, done, total int64)
	do      func(f func())
	mu      sync.Mutex
	step    string
	at, of  int64
	pending atomic.Bool
}

// newMeter makes one for a page's Progress.
func newMeter(h page.Host, p page.Page, to *kit.Progress, say func(step string) kit.Msg) *meter {
	return &meter{
		do:   func(f func()) { h.DoFor(p, f) },
		show: func(step string, done, total int64) { to.Set(say(step), done, total) },
	}
}

// tell may be called from any goroutine, as often as there is news. It is a
// filing.Progress.
func (m *meter) tell(step string, done, total int64) {
	m.mu.Lock()
	m.step, m.at, m.of = step, done, total
	m.mu.Unlock()
	if !m.pending.CompareAndSwap(false, true) {
		return
	}
	m.do(func() {
		m.pending.Store(false)
		m.mu.Lock()
		step, done, total := m.step, m.at, m.of
		m.mu.Unlock()
		m.show(step, done, total)
	})
}
