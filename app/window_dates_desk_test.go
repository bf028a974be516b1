package main

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"madoguchi/app/cardsession"
	"madoguchi/app/fact"
	"madoguchi/app/lawdate"
	"madoguchi/app/store"
	"madoguchi/app/ui"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/first"
	"madoguchi/app/ui/page/home"
	"madoguchi/app/ui/pagetest"
	"madoguchi/assets"
)

// datesDesk is the window on a day, with a store and one place for files.
type datesDesk struct {
	*pagetest.Desk
	t      *testing.T
	folder string
}

func openDates(t *testing.T, language, day, config string, mode cardsession.Mode) datesDesk {
	t.Helper()
	w, err := wiring()
	if err != nil {
		t.Fatal(err)
	}
	on, err := time.ParseInLocation(time.DateOnly, day, time.FixedZone("JST", 9*60*60))
	if err != nil {
		t.Fatal(err)
	}
	w.Now = func() time.Time { return on.Add(10 * time.Hour) }
	w.Store = func(aboutMe bool) (*store.Store, error) {
		return store.New(store.Options{Config: config, AboutMe: aboutMe, Factor: 10}), nil
	}
	d := datesDesk{t: t, folder: t.TempDir()}
	d.Desk = pagetest.Open(t, ui.Options{
		Jobs: w, Fonts: assets.Fonts(), Icons: assets.Icons(), Language: language,
		Places: func() []page.Place { return []page.Place{{Name: "Stick", Path: d.folder}} },
	}, func(h page.Host) page.Page { return first.New(h) })
	d.SetMode(mode)
	d.Open(home.New(d.Window))
	return d
}

// tell is what the person said in this sitting.
func (d datesDesk) tell(facts map[string]any) {
	d.t.Helper()
	_, in, err := d.Inquiry()
	if err != nil {
		d.t.Fatal(err)
	}
	for id, v := range facts {
		if err := in.Facts.Put(fact.Fact{ID: id, Value: v, From: fact.FromAnswer}); err != nil {
			d.t.Fatal(err)
		}
	}
}

// worker is somebody whose stay ends in ten weeks.
func worker() map[string]any {
	return map[string]any{
		"residence_status": "engineer_humanities_international", "residence_document": "residence_card", "stay_end": "2027-02-01",
		"dob": "1990-05-10", "address_in_japan": true, "mnc": "ordinary", "mnc_expiry": "2027-02-01",
		"auth_certificate_end": "2027-02-01", "bank_account": true,
	}
}

// section is what the screen says from one line until another.
func (d datesDesk) section(from, until string) string {
	d.t.Helper()
	_, said, some := strings.Cut(d.Says(), "\n"+from+"\n")
	if !some {
		d.t.Fatalf("nothing says %q:\n%s", from, d.Says())
	}
	said, _, _ = strings.Cut(said, "\n"+until+"\n")
	return said
}

func (d datesDesk) mustSay(words ...string) {
	d.t.Helper()
	for _, w := range words {
		if !strings.Contains(d.Says(), w) {
			d.t.Errorf("the screen does not say %q:\n%s", w, d.Says())
		}
	}
}

func day(t *testing.T, s string) lawdate.Date {
	t.Helper()
	d, err := lawdate.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// dayAt types a day into the field below a label, Western calendar, English order.
func (d datesDesk) dayAt(label, year, month, day string) {
	d.t.Helper()
	fields := d.fieldsBelow(label)
	if len(fields) < 3 {
		d.t.Fatalf("there are %d fields below %s", len(fields), label)
	}
	for i, text := range []string{day, month, year} {
		d.Focus(d.fieldsBelow(label)[i])
		d.Type(text)
	}
}

// fieldsBelow are the fields of text that follow a label, in their order.
func (d datesDesk) fieldsBelow(label string) (out []fyne.Focusable) {
	words := d.Jobs().Texts.For("en").T(label)
	below := false
	kit.Walk(d.Frame(), func(b kit.Box) bool {
		if s, ok := b.(interface{ Says() string }); ok && s.Says() == words {
			below = true
		}
		f, focusable := b.(fyne.Focusable)
		if _, tappable := b.(interface{ Press() }); below && focusable && !tappable {
			out = append(out, f)
		}
		return true
	})
	return out
}
