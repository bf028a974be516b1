//go:build !ci

package main

import (
	"bytes"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"madoguchi/app/cardsession"
	"madoguchi/app/deadline"
	"madoguchi/app/ui/page/dates"
	"madoguchi/app/ui/theme"
)

// What stands on the screen is read by a decoder that is not ours: every code is
// the very event of the calendar file, in every scheme, with large letters, and with
// titles that say what the day is about.
func TestCodesOnTheScreenAreTheEvents(t *testing.T) {
	for _, x := range []struct {
		language string
		look     theme.Look
		plain    bool
	}{
		{"en", theme.Look{Scheme: theme.Light, Scale: 1, Still: true}, false},
		{"ja", theme.Look{Scheme: theme.Dark, Scale: 2, Still: true}, true},
		{"ja-x-easy", theme.Look{Scheme: theme.Contrast, Scale: 1.5, Still: true}, true},
	} {
		d := openDates(t, x.language, "2026-11-24", t.TempDir(), cardsession.ModeSelf)
		d.SetLook(x.look)
		d.Resize(960, 640)
		d.tell(worker())
		rules, in, err := d.Inquiry()
		if err != nil {
			t.Fatal(err)
		}
		today := day(t, "2026-11-24")
		person := in.Person(rules, today)
		entries := person.Diary(d.Jobs().Texts.For(x.language), person.Events(), nil, "", x.plain, false)
		if len(entries) < 2 {
			t.Fatalf("only %d days", len(entries))
		}
		d.Open(dates.New(d.Window))
		d.Press("window.dates.calendar")
		if x.plain {
			d.Press("window.dates.calendar.plain")
		}
		d.Press("window.dates.codes")
		for i, e := range entries {
			e.Description = ""
			var want bytes.Buffer
			if err := deadline.WriteCalendar(&want, []deadline.Entry{e}, today); err != nil {
				t.Fatal(err)
			}
			if got := d.photograph(); !strings.HasPrefix(got, want.String()) {
				t.Errorf("%s: code %d holds:\n%s\nwanted:\n%s", x.language, i+1, got, want.String())
			}
			if i+1 < len(entries) {
				d.Press("window.dates.codes.next")
			}
		}
		d.Press("window.dates.codes.previous")
		if got := d.photograph(); !strings.Contains(got, "UID:"+entries[len(entries)-2].UID) {
			t.Errorf("%s: the code before the last one is another:\n%s", x.language, got)
		}
	}
}

// photograph is what the code on the screen says to zbarimg (Debian: zbar-tools).
func (d datesDesk) photograph() string {
	d.t.Helper()
	name := filepath.Join(d.t.TempDir(), "screen.png")
	var b bytes.Buffer
	if err := png.Encode(&b, d.Canvas().Capture()); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		d.t.Fatal(err)
	}
	out, err := exec.Command("zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", name).Output()
	if err != nil {
		d.t.Fatalf("no code was found on the screen: %v", err)
	}
	return string(out)
}
