package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// At a terminal the person is told before being asked: what the signature
// discloses, whether a move has made the certificate void, how many tries are
// left.
func TestSigningDialogue(t *testing.T) {
	args := func(s *stage) []string {
		return []string{"pdf", "sign", "../assets/sample/sample.pdf", "-o", filepath.Join(s.dir, "out.pdf"), "--purpose", "private"}
	}
	for name, x := range map[string]struct {
		answer, code string
		asked        bool
	}{
		"not moved":            {"no\n", "", true},
		"not moved, after all": {"\nyes, I moved\nno\n", "", true},
		"neither yes nor no":   {"yes, I moved\nI did\nmoved\n", "stopped", false},
		"moved":                {"yes\n", "certificate_void_after_move", false},
		"moved, in Japanese":   {"はい\n", "certificate_void_after_move", false},
		"no answer":            {"", "stopped", false},
	} {
		s := newStage(t)
		password := s.secret("sign")
		s.typed = &password
		argv := args(s)
		if name == "moved, in Japanese" {
			argv = append([]string{"--lang", "ja"}, argv...)
		}
		o := s.run(x.answer, argv...)
		if o.code != x.code || (len(s.prompts) == 1) != x.asked {
			t.Errorf("%s: code %q, asked %d times\n%s", name, o.code, len(s.prompts), o.err)
		}
		if x.asked && (!strings.Contains(s.prompts[0], "5 tries left") || !strings.Contains(s.prompts[0], "birth date and sex")) {
			t.Errorf("%s: asked after only\n%s", name, s.prompts[0])
		}
		if s.shown != len(s.prompts) {
			t.Errorf("%s: typing hidden %d times, shown again %d times", name, len(s.prompts), s.shown)
		}
		if v := s.card.Seen().Verify; v > 1 || v == 1 != x.asked {
			t.Errorf("%s: %d VERIFY", name, v)
		}
	}
}

func TestReadDialogue(t *testing.T) {
	s := newStage(t)
	pin := s.secret("input")
	s.typed = &pin
	o := s.run("", "card", "read")
	if o.status != 0 || len(s.prompts) != 1 || !strings.Contains(s.prompts[0], "3 tries left") {
		t.Errorf("%d %v", o.status, s.prompts)
	}
	if !strings.Contains(o.out, name(s)) {
		t.Error("no name read")
	}
}

// A PIN question that is left empty reads what needs no PIN and costs nothing.
func TestReadDialogueLeftEmpty(t *testing.T) {
	s := newStage(t)
	none := ""
	s.typed = &none
	o := s.run("", "card", "read")
	if o.status != 0 || strings.Contains(o.out, name(s)) {
		t.Errorf("%d %s", o.status, o.out)
	}
	if s.card.Seen().Verify != 0 {
		t.Error("an empty PIN was sent")
	}
}

// Before somebody else's card is read its holder is asked, and the keyboard is
// handed over before a secret.
func TestConsentBeforeAnothersCardIsRead(t *testing.T) {
	for _, mode := range []string{"helper", "counter"} {
		s := newStage(t)
		pin := s.secret("input")
		s.typed = &pin
		if o := s.run("no\n", "--mode", mode, "card", "read"); o.code != "consent_not_given" || len(s.prompts) != 0 || s.card.Seen().Commands != 0 {
			t.Errorf("%s, no: %s, asked %d times, %d commands", mode, o.code, len(s.prompts), s.card.Seen().Commands)
		}
		o := s.run("yes\n", "--mode", mode, "card", "read")
		if o.status != 0 || len(s.prompts) != 1 || !strings.Contains(s.prompts[0], "Nothing is kept") || !strings.Contains(s.prompts[0], "keyboard") {
			t.Errorf("%s, yes: %d %v", mode, o.status, s.prompts)
		}
	}
}

func TestHelperAndCounterSeeNoSecretQuestion(t *testing.T) {
	for _, mode := range []string{"helper", "counter"} {
		s := newStage(t)
		password := s.secret("sign")
		s.typed = &password
		o := s.run("", "--mode", mode, "pdf", "sign", "../assets/sample/sample.pdf", "-o", filepath.Join(s.dir, "out.pdf"), "--purpose", "payer")
		if o.code != "mode_forbids" || len(s.prompts) != 0 {
			t.Errorf("%s: %s, asked %d times", mode, o.code, len(s.prompts))
		}
	}
}

// Who gets the paper is asked where it was not said.
func TestPurposeIsAsked(t *testing.T) {
	s := newStage(t)
	password := s.secret("sign")
	s.typed = &password
	args := []string{"pdf", "sign", "../assets/sample/sample.pdf", "-o", filepath.Join(s.dir, "out.pdf")}
	o := s.run("employer\nＰrivate\nno\n", args...)
	if o.status != 0 || !strings.Contains(o.out, `"purpose": "private"`) || !strings.Contains(o.err, "no signature in a PDF is wanted") {
		t.Errorf("%d %s\n%s", o.status, o.out, o.err)
	}
	s.typed = nil
	if o := s.run("", args...); o.code != "bad_call" || !strings.Contains(o.err, "payer") {
		t.Errorf("without a terminal: %s\n%s", o.code, o.err)
	}
}

// A phone has no card-info PIN; asking for one, or calling it the last try, would
// only frighten.
func TestReadDialogueOnAPhone(t *testing.T) {
	s := newStage(t)
	phone, err := s.people.Card("phone", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.system.Remove(slot); err != nil {
		t.Fatal(err)
	}
	if err := s.system.Insert(slot, phone); err != nil {
		t.Fatal(err)
	}
	none := "1234"
	s.typed = &none
	if o := s.run("", "card", "read"); o.status != 0 || len(s.prompts) != 0 {
		t.Errorf("%d %s, asked %d times", o.status, o.code, len(s.prompts))
	}
}
