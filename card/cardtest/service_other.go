//go:build !linux

package cardtest

import "testing"

// Service is a private smart-card service; only Linux lets a test have one.
type Service struct {
	Socket  string
	Readers []string
	Ports   []int
}

// StartService fails the test: there is no private service on this system.
func StartService(tb testing.TB) *Service {
	tb.Helper()
	tb.Fatal("a private smart-card service needs Linux")
	return nil
}

// StartServiceWithoutReaders fails the test like StartService.
func StartServiceWithoutReaders(tb testing.TB) *Service { return StartService(tb) }

// Env is empty here.
func (s *Service) Env() string { return "" }

// Attach, Start and Stop do nothing here.
func (s *Service) Attach() {}

// Start does nothing here.
func (s *Service) Start() {}

// Stop does nothing here.
func (s *Service) Stop() {}
