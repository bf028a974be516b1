package kit_test

import (
	"strings"
	"testing"

	"madoguchi/app/problem"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/theme"
	"madoguchi/assets"
	"madoguchi/i18n/locales"

	"fyne.io/fyne/v2/test"
)

// ofACall are problems of the command line alone.
func ofACall(c problem.Code) bool {
	switch c {
	case problem.BadCall, problem.ModeRequired, problem.StdinTwice, problem.NoSuchPerson, problem.NoSuchCode, problem.VirtualMissing, problem.NoScreen:
		return true
	}
	return false
}

func TestEveryProblemIsToldWithoutTheCommandLine(t *testing.T) {
	test.NewTempApp(t)
	c, faces := texts(t), library(t)
	for _, lang := range locales.Complete() {
		k := kit.New(theme.Look{Scale: 1}, c.For(lang), faces, assets.Icons(), &desk{})
		for _, e := range problem.Table() {
			if ofACall(e.Code) {
				continue
			}
			lines := strings.Split(says(k.Problem(problem.New(e.Code, nil))), "\n")
			if len(lines) < 3 || !strings.Contains(lines[len(lines)-1], string(e.Code)) {
				t.Errorf("%s %s: %q", lang, e.Code, lines)
			}
			for _, l := range lines[:len(lines)-1] {
				for _, never := range []string{"--", " -o", "-o ", "madoguchi ", "[problem", "[window"} {
					if strings.Contains(l, never) {
						t.Errorf("%s %s says %q", lang, e.Code, l)
					}
				}
			}
		}
	}
}

func TestAProblemSaysWhatItDidToTheTries(t *testing.T) {
	k, _ := one(t, "en")
	with := func(c problem.Code, left int) string {
		p := problem.New(c, map[string]any{"tries": left})
		p.TriesLeft = left
		return says(k.Problem(p))
	}
	for _, x := range []struct {
		name, got string
		want      []string
		not       string
	}{
		{"wrong", with(problem.WrongPassword, 2), []string{"One try was spent; 2 left."}, "No try"},
		{"of another kind, but counted", with(problem.CardRemoved, 3), []string{"No try was used up.", "3 tries are left."}, "spent"},
		{"one left", with(problem.CardRemoved, 1), []string{"1 try is left."}, "tries are"},
		{"card away", says(k.Problem(problem.New(problem.CardRemoved, nil))), []string{"No try was used up."}, "left."},
		{"not known", says(k.Problem(problem.New(problem.SecretUncertain, nil))), []string{"may have counted a try"}, "No try"},
		{"a file", says(k.Problem(problem.New(problem.NotPDF, nil))), []string{"not a PDF"}, "No try"},
	} {
		for _, w := range x.want {
			if !strings.Contains(x.got, w) {
				t.Errorf("%s: %q does not say %q", x.name, x.got, w)
			}
		}
		if strings.Contains(x.got, x.not) {
			t.Errorf("%s: %q says %q", x.name, x.got, x.not)
		}
	}
}
