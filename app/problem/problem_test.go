package problem_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"madoguchi/app/problem"
	"madoguchi/card"
	"madoguchi/forms"
	"madoguchi/i18n"
	"madoguchi/i18n/locales"
)

func TestEveryCodeHasItsTextsAndNoTextIsLeftOver(t *testing.T) {
	c, err := i18n.Load(locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{}
	for _, e := range problem.Table() {
		for _, part := range []string{".say", ".do"} {
			id := "problem." + string(e.Code) + part
			want[id] = true
			for _, lang := range locales.Complete() {
				if !c.Has(lang, id) {
					t.Errorf("%s has no %s", lang, id)
				}
			}
		}
	}
	for _, id := range c.IDs() {
		if len(id) > 8 && id[:8] == "problem." && !want[id] {
			t.Errorf("text %s belongs to no code", id)
		}
	}
}

func TestCodesAreUnique(t *testing.T) {
	seen := map[problem.Code]bool{}
	for _, e := range problem.Table() {
		if seen[e.Code] {
			t.Errorf("%s twice", e.Code)
		}
		seen[e.Code] = true
	}
}

// Every kind the rooms below can raise must have a code of its own meaning; only
// Internal may end as a fault of ours.
func TestEveryKindIsMapped(t *testing.T) {
	for k := card.Internal; k <= card.Cancelled; k++ {
		p := problem.Of(fmt.Errorf("wrapped: %w", card.Fail(k, "test", nil)), problem.PIN)
		if (p.Code == problem.InternalFault) != (k == card.Internal) {
			t.Errorf("card %v is %s", k, p.Code)
		}
		if _, ok := problem.Find(p.Code); !ok {
			t.Errorf("%s is not in the table", p.Code)
		}
	}
	for k := forms.Internal; k <= forms.Cancelled; k++ {
		p := problem.Of(forms.Fail(k, "test", nil), problem.NoSecret)
		if (p.Code == problem.InternalFault) != (k == forms.Internal) {
			t.Errorf("forms %v is %s", k, p.Code)
		}
	}
}

func TestTheSecretDecidesTheWords(t *testing.T) {
	f := &card.Failure{Kind: card.WrongSecret, Op: "VERIFY", TriesLeft: 4}
	p := problem.Of(f, problem.SigningPassword)
	if p.Code != problem.WrongPassword || p.TriesLeft != 4 || p.Args["tries"] != 4 || p.Exit != problem.ExitRefused || p.Tries != problem.TrySpent {
		t.Errorf("%+v", p)
	}
	if p := problem.Of(f, problem.PIN); p.Code != problem.WrongPIN {
		t.Errorf("%s", p.Code)
	}
}

func TestOf(t *testing.T) {
	if problem.Of(nil, problem.PIN) != nil {
		t.Error("nil is a problem")
	}
	if c := problem.Of(context.Canceled, problem.NoSecret).Code; c != problem.Stopped {
		t.Errorf("cancelled is %s", c)
	}
	if c := problem.Of(errors.New("x"), problem.NoSecret).Code; c != problem.InternalFault {
		t.Errorf("unknown is %s", c)
	}
	own := problem.New(problem.ModeRequired, nil)
	if problem.Of(fmt.Errorf("w: %w", own), problem.NoSecret) != own {
		t.Error("a problem inside was lost")
	}
}
