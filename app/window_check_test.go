package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"madoguchi/app/cardsession"
	"madoguchi/app/ui"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/check"
	"madoguchi/app/ui/page/first"
	"madoguchi/app/ui/page/home"
	"madoguchi/app/ui/pagetest"
	"madoguchi/assets"
)

// checkDesk is somebody in front of the page that checks signatures.
type checkDesk struct {
	*pagetest.Desk
	t      *testing.T
	folder string
	// signed is a paper with a practice signature.
	signed string
}

// openCheckDesk opens the page, for practice where person is not "".
func openCheckDesk(t *testing.T, person string) *checkDesk {
	t.Helper()
	s := newStage(t)
	j := tasks[2]
	if o := s.run(j.stdin(s), j.args(s)...); o.status != 0 {
		t.Fatal(o.out)
	}
	w, err := wiring()
	if err != nil {
		t.Fatal(err)
	}
	c := &checkDesk{t: t, folder: s.dir, signed: filepath.Join(s.dir, "out.pdf")}
	c.Desk = pagetest.Open(t, ui.Options{
		Jobs: w, Fonts: assets.Fonts(), Icons: assets.Icons(), Language: "en",
		Places: func() []page.Place { return []page.Place{{ID: "documents", Path: s.dir}} },
	}, func(h page.Host) page.Page { return first.New(h) })
	c.SetMode(cardsession.ModeSelf)
	c.Open(home.New(c.Window))
	if person != "" {
		if err := c.Practise(person); err != nil {
			t.Fatal(err)
		}
	}
	c.Open(check.New(c.Window))
	return c
}

func (c *checkDesk) says(want ...string) {
	c.t.Helper()
	for _, w := range want {
		if said := c.Says(); !strings.Contains(said, w) {
			c.t.Errorf("%q does not say %q:\n%s", c.Title(), w, said)
		}
	}
}

func (c *checkDesk) saysNot(not ...string) {
	c.t.Helper()
	for _, w := range not {
		if said := c.Says(); strings.Contains(said, w) {
			c.t.Errorf("%q says %q:\n%s", c.Title(), w, said)
		}
	}
}

const (
	foundTitle      = "What can be said"
	nothingAgainst  = "Nothing was found that speaks against"
	registryTitle   = "The form the registry asks for"
	cannotBeChecked = "This file cannot be checked"
)

func TestSignedPaperIsCheckedByKeyboard(t *testing.T) {
	c := openCheckDesk(t, "resident")
	c.UntilTitle("Check a signed paper")
	c.Key("Return")
	c.UntilTitle("Choose the signed paper")
	c.UntilSays("out.pdf")
	walkTo(t, c.Desk, "out.pdf")
	c.Key("Return")
	c.UntilTitle(foundTitle)
	c.says("out.pdf", nothingAgainst, "unchanged since it was signed", "revoked cannot be found out", "But it was made with a practice card")
	c.saysNot("valid", "genuine", "authority this program knows")
	c.Press("window.check.registry")
	c.UntilTitle(registryTitle)
	c.says("As it should be", "Look at this", "registry's decision")
	c.saysNot("Not as it should be")
	c.Key("Escape")
	c.UntilTitle(foundTitle)
}

// Where it is not about practice, a practice signature proves nothing.
func TestPracticeSignatureProvesNothing(t *testing.T) {
	c := openCheckDesk(t, "")
	c.Drop([]string{c.signed})
	c.UntilTitle(foundTitle)
	c.says("It proves nothing")
	c.saysNot(nothingAgainst)
}

func TestChangedPaperIsToldFromItsSignature(t *testing.T) {
	c := openCheckDesk(t, "resident")
	b, err := os.ReadFile(c.signed)
	if err != nil {
		t.Fatal(err)
	}
	b[20] ^= 1
	changed := filepath.Join(c.folder, "changed.pdf")
	if err := os.WriteFile(changed, b, 0o600); err != nil {
		t.Fatal(err)
	}
	c.Drop([]string{changed})
	c.UntilTitle(foundTitle)
	c.says("does not fit the file", "issuer and dates were not looked at")
	c.saysNot(nothingAgainst, "It stands in the certificate")
	c.Press("window.check.registry")
	c.UntilTitle(registryTitle)
	c.says("The form is not what the rule asks for", "Not as it should be")
}

func TestPaperWithoutSignatureIsSaidToHaveNone(t *testing.T) {
	c := openCheckDesk(t, "resident")
	sample, err := filepath.Abs("../assets/sample/sample.pdf")
	if err != nil {
		t.Fatal(err)
	}
	c.Drop([]string{sample})
	c.UntilTitle(foundTitle)
	c.says("This PDF has no digital signature")
	c.saysNot(nothingAgainst)
	if c.Find("window.check.registry") != nil {
		t.Error("the registry's rule is offered for a paper without a signature")
	}
	text := filepath.Join(c.folder, "letter.pdf")
	if err := os.WriteFile(text, []byte("Dear Madam"), 0o600); err != nil {
		t.Fatal(err)
	}
	c.Drop([]string{text})
	c.UntilTitle(cannotBeChecked)
	c.says("This file is not a PDF")
	c.Key("Escape")
	c.UntilTitle("Check a signed paper")
}
