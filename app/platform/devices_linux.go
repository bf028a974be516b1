package platform

import "os"

// USBDevices lists what is plugged in, or gives ErrNotKnown.
func USBDevices() ([]USBDevice, error) { return usbDevices(os.DirFS("/sys")) }

// KernelModules lists the loaded modules of the Linux kernel, or gives
// ErrNotKnown.
func KernelModules() ([]string, error) { return kernelModules(os.DirFS("/proc")) }
