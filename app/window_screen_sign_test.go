//go:build !ci && linux

package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"madoguchi/app/cardsession"
	"madoguchi/app/ui"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/files"
	"madoguchi/app/ui/pagetest"
	"madoguchi/assets"
)

// papers is a sitting with the sample sheet among the person's documents.
type papers struct {
	*sitting
	sheet []byte
}

// signed is where the signed sheet is, from the Home's folder.
const signed = "home/Documents/paper_practice_signed.pdf"

func sitWithPaper(t *testing.T, language string) *papers {
	t.Helper()
	p := &papers{sitting: sit(t, language)}
	var err error
	if p.sheet, err = os.ReadFile("../assets/sample/sample.pdf"); err == nil {
		err = os.WriteFile(p.Home.Path("Documents", "paper.pdf"), p.sheet, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// toCard chooses to sign the paper for a private agreement and goes on until the
// card is needed.
func (p *papers) toCard(answer int) {
	p.t.Helper()
	p.choose(answer, "window.home.sign")
	p.at("window.sign.who.title")
	p.Key("Tab", "Tab", "Return") // a private agreement
	p.at("window.sign.paper.title")
	p.Key("Return") // choose a file
	p.at("window.sign.files.title")
	for range p.tabsToPaper() {
		p.Key("Tab")
	}
	p.Key("Return")
	p.at("window.sign.plan.title")
	p.Key("Return")
	p.at("window.sign.discloses.title")
	p.Key("Return")
}

// tabsToPaper counts, without a screen, how often Tab is pressed on the page on
// which a file is chosen until the keyboard is at the paper.
func (p *papers) tabsToPaper() int {
	p.t.Helper()
	w, err := wiring()
	if err != nil {
		p.t.Fatal(err)
	}
	d := pagetest.Open(p.t, ui.Options{
		Jobs: w, Fonts: assets.Fonts(), Icons: assets.Icons(), Language: "en",
		Places: func() []page.Place {
			return []page.Place{
				{ID: "documents", Path: p.Home.Path("Documents")},
				{ID: "downloads", Path: p.Home.Path("Downloads")},
				{ID: "home", Path: p.Home.Path()},
			}
		},
	}, func(h page.Host) page.Page {
		h.SetMode(cardsession.ModeSelf)
		return files.New(h, files.Ask{Ends: []string{".pdf"}})
	})
	d.UntilSays("paper.pdf")
	for n := range 40 {
		if d.Focused() == "paper.pdf" {
			return n
		}
		d.Key("Tab")
	}
	p.t.Fatal("the keyboard does not come to the paper")
	return 0
}

// hasNotMoved answers the question whether name or address changed: "yes" is first.
func (p *papers) hasNotMoved() {
	p.t.Helper()
	p.Key("Tab", "Return")
}

// password types the signing password and sends it.
func (p *papers) password() {
	p.t.Helper()
	p.at("window.sign.password.title")
	p.Type(p.secrets("resident").Sign)
	p.Key("Return")
}

// isSigned demands the signed file beside the paper, judged by the program and by
// others, and nothing else.
func (p *papers) isSigned(c inserted) {
	p.t.Helper()
	if n := c.card.Seen().Verify; n != 1 {
		p.t.Errorf("the password was sent %d times", n)
	}
	p.Kill()
	out := filepath.Join(p.Home.Dir, signed)
	exe, err := os.Executable()
	if err != nil {
		p.t.Fatal(err)
	}
	verify := exec.Command(exe, "--card", "practice", "pdf", "verify", out)
	verify.Env = append(p.Home.Env(), asProgram+"=1")
	if said, err := verify.CombinedOutput(); err != nil {
		p.t.Errorf("our own check: %v\n%s", err, said)
	}
	said, err := exec.Command("pdfsig", "-nocert", out).CombinedOutput()
	if err != nil || !strings.Contains(string(said), "Signature is Valid.") || !strings.Contains(string(said), "Total document signed") {
		p.t.Errorf("pdfsig: %v\n%s", err, said)
	}
	p.holds("paper.pdf", filepath.Base(signed))
	p.keepsNothingOf("resident", signed)
}

// holds demands that just these files lie among the documents, and the paper as
// it was.
func (p *papers) holds(names ...string) {
	p.t.Helper()
	var got []string
	all, err := os.ReadDir(p.Home.Path("Documents"))
	for _, e := range all {
		got = append(got, e.Name())
	}
	if err != nil || !slices.Equal(got, names) {
		p.t.Errorf("among the documents there are %q (%v), not %q", got, err, names)
	}
	if now, err := os.ReadFile(p.Home.Path("Documents", "paper.pdf")); err != nil || !bytes.Equal(now, p.sheet) {
		p.t.Errorf("the paper itself was changed (%v)", err)
	}
}

// A paper is signed with the keyboard alone, through the smart-card service, from
// the first question to the receipt.
func TestSignAPaperByKeyboard(t *testing.T) {
	p := sitWithPaper(t, "ja")
	p.toCard(aboutMe)
	p.at("window.sign.card.title")
	c := p.insert("resident")
	p.at("window.sign.moved.title")
	p.holds("paper.pdf")
	p.hasNotMoved()
	p.password()
	p.at("window.sign.done.title")
	p.isSigned(c)
}

// The card is pulled, and the service stopped, while the password is waited for:
// nothing of what was typed is used, and after a card is back it goes on.
func TestSigningRecovers(t *testing.T) {
	p := sitWithPaper(t, "en")
	c := p.insert("resident")
	p.toCard(aboutMe)
	p.at("window.sign.moved.title")
	p.hasNotMoved()
	p.at("window.sign.password.title")
	p.Type(p.secrets("resident").Sign)
	c.Remove()
	p.at("window.sign.card.title")
	p.holds("paper.pdf")
	if n := c.card.Seen().Verify; n != 0 {
		t.Errorf("a password that nobody sent was sent %d times", n)
	}
	c = p.insert("resident")
	p.at("window.sign.moved.title")
	p.hasNotMoved()
	p.at("window.sign.password.title")
	p.Type(p.secrets("resident").Sign)
	p.service.Stop()
	p.at("window.sign.card.title")
	p.service.Start()
	p.at("window.sign.moved.title")
	p.hasNotMoved()
	p.password()
	p.at("window.sign.done.title")
	p.isSigned(c)
}

// A wrong password costs one try, which is said; who says "I moved" signs nothing.
func TestSigningIsRefusedByKeyboard(t *testing.T) {
	p := sitWithPaper(t, "en")
	c := p.insert("resident")
	p.toCard(aboutMe)
	p.at("window.sign.moved.title")
	p.Key("Return") // yes, I moved
	p.at("window.sign.failed.title")
	if n := c.card.Seen().Verify; n != 0 {
		t.Errorf("who has moved was asked for the password %d times", n)
	}
	p.Key("Escape")
	p.at("window.sign.discloses.title")
	p.Key("Return")
	p.at("window.sign.moved.title")
	p.hasNotMoved()
	p.at("window.sign.password.title")
	p.Type("WRONG99")
	p.Key("Return")
	p.at("window.sign.failed.title")
	p.holds("paper.pdf")
	if n := c.card.Seen().Verify; n != 1 {
		t.Errorf("the password was sent %d times", n)
	}
	p.Kill()
	p.keepsNothingOf("resident")
	if files, err := p.Home.Holding("WRONG99"); err != nil || len(files) > 0 {
		t.Errorf("the wrong password is in %q (%v)", files, err)
	}
}
