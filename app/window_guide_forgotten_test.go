package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"madoguchi/app/fact"
	"madoguchi/app/store"
	"madoguchi/app/ui/page/guide"
)

// Who lets this computer remember lets it remember the language, and no answer of a
// guide: not while it is open, nor after it was left in any way.
func TestNoAnswerOfAGuideIsRemembered(t *testing.T) {
	config := t.TempDir()
	d := deskWithStore(t, config)
	settingsRemember(d)
	d.Press("window.remember.on")
	d.UntilSays("This computer has no keyring")
	d.Press("window.remember.by_passphrase")
	for range 2 {
		d.Type("four words of mine")
		d.Key("Tab")
	}
	d.Key("Return")
	d.UntilSays("Now: on")
	remembered := func() string {
		t.Helper()
		s := store.New(store.Options{Config: config, AboutMe: true, Factor: 10})
		defer s.Close()
		if err := s.UsePassphrase([]byte("four words of mine")); err != nil {
			t.Fatal(err)
		}
		doc, err := s.Load(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(doc)
		if err != nil || len(doc.Facts)+len(doc.Reminders)+len(doc.Profile)+len(doc.Receipts) > 0 {
			t.Errorf("%v: something of a person is remembered: %s", err, b)
		}
		return string(b)
	}
	before := remembered()
	d.Open(guide.New(d.Window, guide.Baby))
	throughTheGate(d, "afraid", "none")
	d.Press("window.guide.yesterday")
	d.Press("guide.a_notice.what")
	d.Press("window.guide.tick")
	if after := remembered(); after != before {
		t.Errorf("a guide changed what is remembered: %s", after)
	}
	// Opening the file takes long on purpose: it is opened again only once it was written.
	written := func() (all string) {
		files, _ := filepath.Glob(filepath.Join(config, "*"))
		more, _ := filepath.Glob(filepath.Join(config, "*", "*"))
		for _, f := range append(files, more...) {
			b, _ := os.ReadFile(f)
			all += string(b)
		}
		return all
	}
	seen := written()
	d.SetLanguages("ja", "")
	d.Until("the language is remembered", func() bool {
		if now := written(); now != seen {
			seen = now
			return strings.Contains(remembered(), `"ja"`)
		}
		return false
	})
	before = remembered()
	d.Key(fyne.KeyF12)
	d.UntilTitle("カレンダー")
	if after := remembered(); after != before {
		t.Errorf("leaving at once changed what is remembered: %s", after)
	}
}

// The day of a wedding that was told before is none of the birth: the baby's is asked
// for, and no day is counted from the other.
func TestAnotherDayToldBeforeIsNoBirthday(t *testing.T) {
	d := aTuesday(t)
	_, in, err := d.Inquiry()
	if err != nil {
		t.Fatal(err)
	}
	for id, v := range map[string]any{"event": "married", "event_on": "2026-11-01"} {
		if err := in.Facts.Put(fact.Fact{ID: id, Value: v, From: fact.FromAnswer}); err != nil {
			t.Fatal(err)
		}
	}
	d.Open(guide.New(d.Window, guide.Baby))
	throughTheGate(d, "afraid", "none")
	d.Press("window.guide.yesterday")
	d.UntilSays("4 December 2026")
	if strings.Contains(d.Says(), "14 November 2026") {
		t.Errorf("a day is counted from the wedding:\n%s", d.Says())
	}
}
