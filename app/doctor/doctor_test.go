package doctor_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"madoguchi/app/doctor"
)

// world is what the functions handed in see; the zero value of nothing is wrong
// with it.
type world struct {
	cards   doctor.CardSystem
	usb     []doctor.USB
	usbErr  error
	modules []string
	modErr  error
	now     time.Time
	folder  error
	helper  error
}

var built = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

func well() world {
	return world{
		cards: doctor.CardSystem{Built: true, Service: doctor.ServiceRunning, Readers: []doctor.Reader{
			{Name: "Sony RC-S300 (1234567) 00 00", Card: doctor.UsableCard}, {Name: "Other 01 00"},
		}},
		usb:     []doctor.USB{{Vendor: 0x1D6B, Product: 2}, {Vendor: 0x054C, Product: 0x0DC8}},
		modules: []string{"usbcore", "nfc"},
		now:     built.AddDate(0, 1, 0),
	}
}

func (w world) checks() []doctor.Check {
	return []doctor.Check{
		doctor.Cards(func(context.Context) doctor.CardSystem { return w.cards }),
		doctor.ReaderDriver(func(context.Context) ([]doctor.USB, error) { return w.usb, w.usbErr }, false),
		doctor.KernelModules(func(context.Context) ([]string, error) { return w.modules, w.modErr }),
		doctor.Clock(func() time.Time { return w.now }, built),
		doctor.OutputFolder(func(context.Context) error { return w.folder }),
		doctor.Helper(func(context.Context) error { return w.helper }),
	}
}

// say writes lines as "id state do", without those that are ok.
func say(lines []doctor.Line) string {
	var out []string
	for _, l := range lines {
		if l.State != doctor.OK {
			out = append(out, strings.TrimSpace(l.ID+" "+l.State.String()+" "+l.Do))
		}
	}
	return strings.Join(out, ", ")
}

func TestAllWell(t *testing.T) {
	lines := doctor.Examine(t.Context(), well().checks())
	if got := say(lines); got != "" {
		t.Errorf("not ok: %s", got)
	}
	var ids []string
	for _, l := range lines {
		ids = append(ids, l.ID)
	}
	want := []string{"pcsc", "service", "permission", "reader", "card", "reader_driver", "nfc_modules", "clock", "output_folder", "helper"}
	if !slices.Equal(ids, want) {
		t.Errorf("lines %v", ids)
	}
}

// Each line made false once.
func TestWhatIsWrongIsSaid(t *testing.T) {
	one := func(c doctor.Card) []doctor.Reader { return []doctor.Reader{{Name: "R", Card: c}, {Name: "S"}} }
	for _, test := range []struct {
		name   string
		change func(*world)
		want   string
	}{
		{"built without", func(w *world) { w.cards.Built = false }, "pcsc missing build_with_pcsc, service unknown, permission unknown, reader unknown, card unknown"},
		{"no service", func(w *world) { w.cards.Service = doctor.ServiceStopped }, "service missing start_service, permission unknown, reader unknown, card unknown"},
		{"no permission", func(w *world) { w.cards.Service = doctor.ServiceDenied }, "permission attention allow_cards, reader unknown, card unknown"},
		{"unclear", func(w *world) { w.cards.Service = doctor.ServiceUnclear }, "service unknown, permission unknown, reader unknown, card unknown"},
		{"no reader", func(w *world) { w.cards.Readers = nil }, "reader missing connect_reader, card unknown"},
		{"no card", func(w *world) { w.cards.Readers = one(doctor.NoCard) }, "card missing place_card"},
		{"mute card", func(w *world) { w.cards.Readers = one(doctor.MuteCard) }, "card attention turn_card"},
		{"busy card", func(w *world) { w.cards.Readers = one(doctor.BusyCard) }, "card attention close_other_program"},
		{"other card", func(w *world) { w.cards.Readers = one(doctor.OtherCard) }, "card attention take_my_number_card"},
		{"two cards", func(w *world) { w.cards.Readers = append(one(doctor.UsableCard), one(doctor.UsableCard)...) }, "card attention choose_card"},
		{"RC-S380", func(w *world) { w.usb = append(w.usb, doctor.USB{Vendor: 0x054C, Product: 0x06C3}) }, "reader_driver attention use_other_reader"},
		{"no list of devices", func(w *world) { w.usbErr = errors.New("x") }, "reader_driver unknown"},
		{"pn533", func(w *world) { w.modules = append(w.modules, "pn533_usb") }, "nfc_modules attention unload_nfc_modules"},
		{"no list of modules", func(w *world) { w.modErr = errors.New("x") }, "nfc_modules unknown"},
		{"clock at 1970", func(w *world) { w.now = time.Unix(0, 0) }, "clock attention set_clock"},
		{"clock far ahead", func(w *world) { w.now = built.AddDate(11, 0, 0) }, "clock attention set_clock"},
		{"folder gone", func(w *world) { w.folder = fmt.Errorf("x: %w", fs.ErrNotExist) }, "output_folder missing choose_folder"},
		{"folder closed", func(w *world) { w.folder = fmt.Errorf("x: %w", fs.ErrPermission) }, "output_folder attention choose_folder"},
		{"disk full", func(w *world) { w.folder = fmt.Errorf("x: %w", syscall.ENOSPC) }, "output_folder attention make_room"},
		{"folder odd", func(w *world) { w.folder = errors.New("x") }, "output_folder attention choose_folder"},
		{"no helper", func(w *world) { w.helper = errors.New("x") }, "helper attention allow_helper"},
	} {
		w := well()
		test.change(&w)
		lines := doctor.Examine(t.Context(), w.checks())
		if got := say(lines); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
		for _, l := range lines {
			message := "doctor." + l.ID + "." + l.State.String()
			if !slices.Contains(doctor.Messages(), message) {
				t.Errorf("%s: %s is not in the list of messages", test.name, message)
			}
			if l.Do != "" && !slices.Contains(doctor.Messages(), "doctor.do."+l.Do) {
				t.Errorf("%s: doctor.do.%s is not in the list of messages", test.name, l.Do)
			}
			if (l.State == doctor.OK || l.State == doctor.Unknown) != (l.Do == "") {
				t.Errorf("%s: %s is %v and says %q", test.name, l.ID, l.State, l.Do)
			}
		}
	}
}

// Lists are lists in JSON and read well in a sentence.
func TestFactsReadWell(t *testing.T) {
	w := well()
	w.modules = []string{"port100", "pn533", "pn533_usb"}
	for _, l := range doctor.Examine(t.Context(), w.checks()) {
		var fact any
		var say, data string
		switch l.ID {
		case "reader":
			fact, say, data = l.Facts["readers"], "Sony RC-S300 (1234567) 00 00, Other 01 00", `["Sony RC-S300 (1234567) 00 00","Other 01 00"]`
		case "nfc_modules":
			fact, say, data = l.Facts["modules"], "pn533_usb pn533 port100", `["pn533_usb","pn533","port100"]`
		default:
			continue
		}
		b, err := json.Marshal(fact)
		if err != nil || string(b) != data || fmt.Sprint(fact) != say {
			t.Errorf("%s: %s, %v, %v", l.ID, b, fact, err)
		}
	}
}

func TestVendorDriver(t *testing.T) {
	for device, want := range map[doctor.USB]string{
		{Vendor: 0x054C, Product: 0x06C1}: "install_vendor_driver",
		{Vendor: 0x054C, Product: 0x02E1}: "use_other_reader",
		{Vendor: 0x054C, Product: 0x01BB}: "use_other_reader",
	} {
		check := doctor.ReaderDriver(func(context.Context) ([]doctor.USB, error) { return []doctor.USB{device}, nil }, true)
		if got := doctor.Examine(t.Context(), []doctor.Check{check}); got[0].Do != want || got[0].Facts["model"] == "" {
			t.Errorf("%04X: %+v", device.Product, got)
		}
	}
}

func TestClockWithoutAKnownMoment(t *testing.T) {
	check := doctor.Clock(func() time.Time { return built }, time.Time{})
	if got := doctor.Examine(t.Context(), []doctor.Check{check}); got[0].State != doctor.Unknown || got[0].Facts["today"] != "2026-11-23" {
		t.Errorf("%+v", got)
	}
}

// A check that hangs, panics or forgets a line spoils no other.
func TestCheckThatFails(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	release := make(chan struct{})
	defer close(release)
	lines := doctor.Examine(ctx, []doctor.Check{
		{IDs: []string{"hangs", "too"}, Run: func(context.Context) []doctor.Line { <-release; return nil }},
		{IDs: []string{"panics"}, Run: func(context.Context) []doctor.Line { panic("yamada") }},
		{IDs: []string{"here", "left_out"}, Run: func(context.Context) []doctor.Line {
			return []doctor.Line{{ID: "here", State: doctor.OK}, {ID: "not asked", State: doctor.OK}}
		}},
	})
	if got := say(lines); got != "hangs unknown, too unknown, panics unknown, left_out unknown" || len(lines) != 5 {
		t.Errorf("%s: %+v", got, lines)
	}
	for _, l := range lines {
		if l.Facts == nil {
			t.Errorf("%s: facts are null", l.ID)
		}
	}
}

func TestReportHides(t *testing.T) {
	lines := []doctor.Line{{ID: "reader", State: doctor.OK, Do: "hanako", Facts: map[string]any{
		"count":   2,
		"readers": doctor.Names{"ACS ACR39U [ACR39U] (HANAKO-1234567) 00 00", "Hanako's reader", "hanakoto 01 00"},
		"folder":  "/home/hanako/Documents",
		"host":    "yamada-pc,hanako,YAMADA-PC yamada-pc",
		"model":   "RC-S380",
		"modules": doctor.Words{"hanako"},
	}}}
	got := doctor.Report(lines, "hanako", "/home/hanako", "yamada-pc", "", "/")
	want := map[string]any{
		"count":   2,
		"readers": doctor.Names{"ACS ACR39U [ACR39U] [hidden] 00 00", "[hidden]'s reader", "hanakoto 01 00"},
		"folder":  "[hidden]/Documents",
		"host":    "[hidden],[hidden],[hidden] [hidden]",
		"model":   "RC-S380",
		"modules": doctor.Words{"[hidden]"},
	}
	if !reflect.DeepEqual(got[0].Facts, want) {
		t.Errorf("\n got %v\nwant %v", got[0].Facts, want)
	}
	if got[0].ID != "reader" || got[0].State != doctor.OK || got[0].Do != "hanako" {
		t.Errorf("%+v", got[0])
	}
	if lines[0].Facts["folder"] != "/home/hanako/Documents" {
		t.Error("the lines given were changed")
	}
	// A word that is its own sign does not go round in circles.
	if got := doctor.Report(lines, "hidden", "["); len(got) != 1 {
		t.Errorf("%v", got)
	}
}
