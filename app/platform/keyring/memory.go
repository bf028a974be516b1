package keyring

import (
	"bytes"
	"context"
	"sync"
)

// Memory is a keyring that forgets everything when the program ends. It refuses
// what the real ones refuse. Tests use it, and so may a run that must leave
// nothing behind. The zero value is an open, empty keyring.
type Memory struct {
	mu     sync.Mutex
	entry  []byte
	there  bool
	fault  error
	late   bool
	denies bool
	asked  int
}

var _ Keyring = (*Memory)(nil)

// Fail makes every call give err until Fail(nil). With ErrLocked, Unlock opens
// the keyring again; with ErrTimeout a call waits for the end of its context
// first if that has one.
func (m *Memory) Fail(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fault = err
}

// FailLate makes the next Set take effect and give ErrTimeout all the same, as
// a slow keyring does.
func (m *Memory) FailLate() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.late = true
}

// Deny makes Unlock give ErrDenied, as when a person closes the question.
func (m *Memory) Deny() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.denies = true
}

// Asked is how many calls there were.
func (m *Memory) Asked() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.asked
}

// Get implements Keyring.
func (m *Memory) Get(ctx context.Context) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.refuse(ctx); err != nil {
		return nil, err
	}
	if !m.there {
		return nil, ErrMissing
	}
	return bytes.Clone(m.entry), nil
}

// Set implements Keyring.
func (m *Memory) Set(ctx context.Context, secret []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(secret) == 0 || len(secret) > Longest {
		return ErrTooLong
	}
	if err := m.refuse(ctx); err != nil {
		return err
	}
	clear(m.entry)
	m.entry, m.there = bytes.Clone(secret), true
	if m.late {
		m.late = false
		return ErrTimeout
	}
	return nil
}

// Delete implements Keyring.
func (m *Memory) Delete(ctx context.Context) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.refuse(ctx); err != nil {
		return err
	}
	if !m.there {
		return ErrMissing
	}
	clear(m.entry)
	m.entry, m.there = nil, false
	return nil
}

// Unlock implements Keyring.
func (m *Memory) Unlock(ctx context.Context) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fault == nil {
		return nil
	}
	if m.fault == ErrLocked {
		m.asked++
		if m.denies {
			return ErrDenied
		}
		m.fault = nil
		return nil
	}
	return m.refuse(ctx)
}

func (m *Memory) refuse(ctx context.Context) error {
	m.asked++
	if ctx.Err() != nil {
		return ErrTimeout
	}
	if _, ends := ctx.Deadline(); ends && m.fault == ErrTimeout {
		<-ctx.Done()
	}
	return m.fault
}
