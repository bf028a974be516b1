//go:build !linux && !darwin && !windows

package platform

// HideTyping is not known on this system.
func HideTyping(int) (restore func(), err error) { return nil, ErrNotKnown }
