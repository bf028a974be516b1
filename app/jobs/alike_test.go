package jobs_test

import (
	"errors"
	"testing"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/app/filing"
	"madoguchi/app/jobs"
	"madoguchi/app/problem"
	"madoguchi/card"
	"madoguchi/forms"
)

func code(err error) problem.Code {
	p := jobs.Problem(err, problem.SigningPassword)
	if p == nil {
		return ""
	}
	return p.Code
}

func TestWhatStandsInTheWayOfASignature(t *testing.T) {
	for _, x := range []struct {
		signature cardsession.Presence
		left      int
		lastTry   bool
		want      problem.Code
	}{
		{cardsession.Present, 5, false, ""},
		{cardsession.PresenceUnknown, 2, false, ""},
		{cardsession.Absent, 5, true, problem.CertificateMissing},
		{cardsession.Present, 0, true, problem.PasswordLocked},
		{cardsession.Present, 1, false, problem.LastTry},
		{cardsession.Present, 1, true, ""},
		{cardsession.Present, card.TriesUnknown, false, problem.TriesNotSaid},
		{cardsession.Present, card.TriesUnknown, true, ""},
	} {
		st := &cardsession.Status{Signature: x.signature, Tries: cardsession.Tries{Signing: x.left}}
		if got := code(jobs.Signable(st, x.lastTry)); got != x.want {
			t.Errorf("%+v: %q", x, got)
		}
	}
}

func TestWhatStandsInTheWayOfReading(t *testing.T) {
	for _, x := range []struct {
		left    int
		lastTry bool
		want    problem.Code
	}{
		{3, false, ""},
		{1, false, problem.LastTry},
		{1, true, ""},
		{0, true, problem.PINLocked},
		{card.TriesUnknown, false, ""},
	} {
		st := &cardsession.Status{Tries: cardsession.Tries{Input: x.left}}
		p := jobs.Problem(jobs.Readable(st, x.lastTry), problem.PIN)
		if p == nil && x.want != "" || p != nil && p.Code != x.want {
			t.Errorf("%+v: %v", x, p)
		}
	}
}

// Only the holder signs for an office; at the counter nothing is signed.
func TestWhoMaySign(t *testing.T) {
	for _, x := range []struct {
		mode    cardsession.Mode
		purpose forms.Purpose
		want    problem.Code
	}{
		{cardsession.ModeSelf, forms.Registry, ""},
		{cardsession.ModeHelper, forms.Private, ""},
		{cardsession.ModeHelper, forms.Registry, problem.ModeForbids},
		{cardsession.ModeHelper, forms.Payer, problem.ModeForbids},
		{cardsession.ModeCounter, forms.Private, problem.ModeForbids},
		{cardsession.Mode(0), forms.Private, problem.ModeForbids},
	} {
		if got := code(jobs.MaySign(x.mode, x.purpose)); got != x.want {
			t.Errorf("%v, %s: %q", x.mode, x.purpose, got)
		}
	}
}

// The day of the question is Japan's, which has come while it is still yesterday
// at UTC.
func TestTheDayOfTheQuestionIsJapans(t *testing.T) {
	st := &cardsession.Status{AuthNotBefore: time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)}
	if got := jobs.MovedSince(st).Format(time.DateOnly); got != "2026-11-23" {
		t.Error(got)
	}
	if !jobs.MovedSince(&cardsession.Status{}).IsZero() {
		t.Error("a card without the date got one")
	}
	day, err := jobs.ParseDay("2026-11-23")
	if err != nil || !day.Equal(jobs.MovedSince(st)) {
		t.Error(day, err)
	}
}

func TestRefusalsOfAFormSayForWhomAndForWhen(t *testing.T) {
	name := func(p forms.Purpose) string { return "name of " + string(p) }
	p := jobs.Problem(jobs.Explain(&filing.OtherPurpose{Wanted: forms.Payer}, name), problem.NoSecret)
	if p.Code != problem.OtherPurpose || p.Args["who"] != "name of payer" || p.Args["purpose"] != "payer" {
		t.Errorf("%+v", p)
	}
	p = jobs.Problem(jobs.Explain(&filing.OtherYear{Year: 2025, Wanted: 2027}, name), problem.NoSecret)
	if p.Code != problem.OtherYear || p.Args["year"] != 2025 || p.Args["wanted"] != 2027 {
		t.Errorf("%+v", p)
	}
	if other := errors.New("other"); jobs.Explain(other, name) != other {
		t.Error("another error was changed")
	}
}
