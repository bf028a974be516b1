package platform

import (
	"errors"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// ErrNotKnown: this system has no plain way to tell.
var ErrNotKnown = errors.New("the system does not tell")

// USBDevice names a device by its vendor and product numbers.
type USBDevice struct{ Vendor, Product uint16 }

// usbDevices reads what Linux's sysfs says about USB devices; sys is /sys.
func usbDevices(sys fs.FS) ([]USBDevice, error) {
	const dir = "bus/usb/devices"
	entries, err := fs.ReadDir(sys, dir)
	if err != nil {
		return nil, ErrNotKnown
	}
	var out []USBDevice
	for _, e := range entries {
		vendor, ok := hexFile(sys, path.Join(dir, e.Name(), "idVendor"))
		if !ok {
			continue // an interface of a device
		}
		if product, ok := hexFile(sys, path.Join(dir, e.Name(), "idProduct")); ok {
			out = append(out, USBDevice{vendor, product})
		}
	}
	return out, nil
}

func hexFile(sys fs.FS, name string) (uint16, bool) {
	b, err := fs.ReadFile(sys, name)
	if err != nil {
		return 0, false
	}
	n, err := strconv.ParseUint(strings.TrimSpace(string(b)), 16, 16)
	return uint16(n), err == nil
}

// kernelModules reads the names in /proc/modules; proc is /proc.
func kernelModules(proc fs.FS) ([]string, error) {
	b, err := fs.ReadFile(proc, "modules")
	if err != nil {
		return nil, ErrNotKnown
	}
	var out []string
	for line := range strings.Lines(string(b)) {
		if name, _, ok := strings.Cut(line, " "); ok {
			out = append(out, name)
		}
	}
	return out, nil
}
