//go:build !linux

package platform

// USBDevices gives ErrNotKnown on this system.
func USBDevices() ([]USBDevice, error) { return nil, ErrNotKnown }

// KernelModules gives ErrNotKnown on this system.
func KernelModules() ([]string, error) { return nil, ErrNotKnown }
