package sign

import (
	"sync"

	"madoguchi/app/filing"
)

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
