package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/app/fact"
	"madoguchi/assets"
	"madoguchi/card"
	"madoguchi/card/jpki"
)

// Each practice person's card says what app/eligibility counts questions from, no
// more and no less; and nobody of them is missing there.
func TestCardsSayWhatTheInterviewsBeginWith(t *testing.T) {
	w, err := theWorld()
	if err != nil {
		t.Fatal(err)
	}
	j, err := wiring()
	if err != nil {
		t.Fatal(err)
	}
	rules, err := j.Rules()
	if err != nil {
		t.Fatal(err)
	}
	pins, err := jpki.LoadPracticePins(assets.Practice())
	if err != nil {
		t.Fatal(err)
	}
	day := time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)
	for _, p := range w.people.People() {
		name := filepath.Join("eligibility", "testdata", "people", p.ID+".yaml")
		text, err := os.ReadFile(name)
		if err != nil {
			t.Errorf("nobody counts the questions %s is asked: %v", p.ID, err)
			continue
		}
		n, err := fact.Read(name, text)
		if err != nil {
			t.Fatal(err)
		}
		said, _ := n.Get("card")
		_, want, err := rules.Given(said)
		if err != nil {
			t.Fatal(err)
		}
		sys, err := w.people.System(p.ID, day)
		if err != nil {
			t.Fatal(err)
		}
		s := &cardsession.Session{System: sys, Mode: cardsession.ModeSelf, Pins: pins, Now: func() time.Time { return day }}
		secrets, err := w.people.Secrets(p.ID, day)
		if err != nil {
			t.Fatal(err)
		}
		var with cardsession.ReadSecrets
		if secrets.Input != "" {
			with.Input = card.NewSecret([]byte(secrets.Input))
		}
		r, err := s.Read(t.Context(), cardsession.Selection{}, with)
		if err != nil {
			t.Fatal(err)
		}
		got := rules.Vocabulary().NewSet()
		for _, f := range r.Facts() {
			if err := got.Put(f); err != nil {
				t.Errorf("%s: %v", p.ID, err)
			}
		}
		got.Forget(fact.HolderName) // no rule looks at them
		got.Forget(fact.HolderAddress)
		if g, w := told(got), told(want); g != w {
			t.Errorf("%s: the card says\n%s and the interview begins with\n%s", p.ID, g, w)
		}
	}
}

func told(s *fact.Set) string {
	var b strings.Builder
	for _, f := range s.Known() {
		fmt.Fprintf(&b, "%s %v\n", f.ID, f.Value)
	}
	return b.String()
}
