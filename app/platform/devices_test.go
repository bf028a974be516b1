package platform

import (
	"errors"
	"slices"
	"testing"
	"testing/fstest"
)

func TestUSBDevices(t *testing.T) {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	sys := fstest.MapFS{
		"bus/usb/devices/1-1/idVendor":         file("054c\n"),
		"bus/usb/devices/1-1/idProduct":        file("06c3\n"),
		"bus/usb/devices/1-1:1.0/bInterface":   file("00\n"),
		"bus/usb/devices/usb1/idVendor":        file("1d6b\n"),
		"bus/usb/devices/usb1/idProduct":       file("0002\n"),
		"bus/usb/devices/1-2/idVendor":         file("junk\n"),
		"bus/usb/devices/1-2/idProduct":        file("0002\n"),
		"bus/usb/devices/1-3/idVendor":         file("1234\n"),
		"bus/usb/devices/1-3/something/deeper": file(""),
	}
	got, err := usbDevices(sys)
	if err != nil || !slices.Equal(got, []USBDevice{{0x054C, 0x06C3}, {0x1D6B, 2}}) {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := usbDevices(fstest.MapFS{}); !errors.Is(err, ErrNotKnown) {
		t.Errorf("without sysfs: %v", err)
	}
}

func TestKernelModules(t *testing.T) {
	proc := fstest.MapFS{"modules": {Data: []byte("pn533_usb 16384 0 - Live 0x0000000000000000\npn533 45056 1 pn533_usb, Live 0x0000000000000000\n")}}
	if got, err := kernelModules(proc); err != nil || !slices.Equal(got, []string{"pn533_usb", "pn533"}) {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := kernelModules(fstest.MapFS{}); !errors.Is(err, ErrNotKnown) {
		t.Errorf("without procfs: %v", err)
	}
}
