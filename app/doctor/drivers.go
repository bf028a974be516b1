package doctor

import (
	"context"
	"slices"
)

// USB names a device by its vendor and product numbers.
type USB struct{ Vendor, Product uint16 }

// model is a reader that the plain CCID driver does not serve.
type model struct {
	name string
	// old: it does not read a My Number Card at all.
	old bool
}

// withoutCCID lists Sony's readers before the RC-S300, by the numbers under
// which the Linux drivers port100 and pn533 know them.
func withoutCCID(d USB) (model, bool) {
	switch d {
	case USB{0x054C, 0x06C1}, USB{0x054C, 0x06C3}:
		return model{name: "RC-S380"}, true
	case USB{0x054C, 0x02E1}:
		return model{name: "RC-S330/360/370", old: true}, true
	case USB{0x054C, 0x01BB}:
		return model{name: "RC-S320", old: true}, true
	}
	return model{}, false
}

// ReaderDriver makes the line reader_driver: is a reader plugged in that needs
// more than the system's own driver? vendorDriver says whether its maker has one
// for this system that makes a PC/SC reader of it (Windows only, for the
// RC-S380).
func ReaderDriver(list func(ctx context.Context) ([]USB, error), vendorDriver bool) Check {
	return one("reader_driver", func(ctx context.Context) Line {
		devices, err := list(ctx)
		if err != nil {
			return Line{}
		}
		for _, d := range devices {
			m, ok := withoutCCID(d)
			if !ok {
				continue
			}
			l := Line{State: Attention, Facts: map[string]any{"model": m.name}, Do: "use_other_reader"}
			if vendorDriver && !m.old {
				l.Do = "install_vendor_driver"
			}
			return l
		}
		return Line{State: OK}
	})
}

// grabbing lists the Linux modules that take an NFC reader away from the
// smart-card service.
var grabbing = [...]string{"pn533_usb", "pn533", "port100"}

// KernelModules makes the line nfc_modules, for Linux. loaded lists the names of
// the modules in use.
func KernelModules(loaded func(ctx context.Context) ([]string, error)) Check {
	return one("nfc_modules", func(ctx context.Context) Line {
		all, err := loaded(ctx)
		if err != nil {
			return Line{}
		}
		var found Words
		for _, m := range grabbing {
			if slices.Contains(all, m) {
				found = append(found, m)
			}
		}
		if len(found) > 0 {
			return Line{State: Attention, Facts: map[string]any{"modules": found}, Do: "unload_nfc_modules"}
		}
		return Line{State: OK}
	})
}
