package main

import (
	"strings"
	"testing"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/app/ui/page/home"
	"madoguchi/app/ui/page/problems"
	rememberpage "madoguchi/app/ui/page/remember"
	"madoguchi/app/ui/theme"
)

// Whoever practises finds the passwords of the card again from Home.
func TestPasswordsOfThePracticeCardAreFoundAgain(t *testing.T) {
	d := openDesk(t, "en")
	d.SetMode(cardsession.ModeSelf)
	d.Open(home.New(d.Window))
	d.Press("window.home.practice")
	d.Press("window.practice.person.locked")
	d.UntilTitle("What is it about?")
	d.Press("window.home.practising")
	set, err := d.Jobs().Practice()
	if err != nil {
		t.Fatal(err)
	}
	secrets, err := set.Secrets("locked", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	d.UntilSays(secrets.Sign)
	d.UntilSays(secrets.Input)
}

// The list of problems tells no cure that only the command line has, in no
// language, and begins with what people meet most.
func TestProblemsAreToldForTheWindow(t *testing.T) {
	for _, language := range []string{"en", "ja", "ja-x-easy"} {
		d := openDesk(t, language)
		d.Open(problems.New(d.Window))
		if all := d.Says(); strings.Index(all, "wrong_password") > strings.Index(all, "reader_missing") {
			t.Errorf("%s: a missing reader comes before a wrong password", language)
		}
		d.Press("window.problems.more")
		all := d.Says()
		if !strings.Contains(all, "pdf_damaged") {
			t.Errorf("%s: not all problems are listed", language)
		}
		for line := range strings.Lines(all) {
			if strings.Contains(line, "--") {
				t.Errorf("%s: %s", language, line)
			}
		}
	}
}

// Who only presses Enter has nothing remembered.
func TestEnterRemembersNothing(t *testing.T) {
	d := openDesk(t, "en")
	d.SetMode(cardsession.ModeSelf)
	d.Open(home.New(d.Window))
	d.Open(rememberpage.New(d.Window))
	if got := d.Focused(); got != "window.remember.leave" {
		t.Errorf("the keyboard is at %q", got)
	}
	d.Key("Return")
	d.UntilTitle("What is it about?")
	state, err := d.Store().State()
	if err != nil || state != "off" {
		t.Errorf("%v %v", state, err)
	}
}

// The list of languages begins at the one in use: Enter changes nothing.
func TestLanguagesBeginAtTheOneInUse(t *testing.T) {
	d := openDesk(t, "ja-x-easy")
	d.Press("window.language")
	d.Key("Return")
	if got, _ := d.Languages(); got != "ja-x-easy" {
		t.Errorf("the language became %s", got)
	}
}

// So do the settings.
func TestSettingsBeginAtTheColoursInUse(t *testing.T) {
	d := openDesk(t, "en")
	look := d.Look()
	look.Scheme = theme.Dark
	d.SetLook(look)
	d.Press("window.settings")
	d.Key("Return")
	if got := d.Look().Scheme; got != theme.Dark {
		t.Errorf("the colours became %s", got)
	}
}

// The help says what the pictures of the bar are.
func TestHelpNamesThePictures(t *testing.T) {
	d := openDesk(t, "en")
	d.Key("F1")
	for _, words := range []string{"Smaller text", "Settings", "Swap the two languages", "Ctrl +", "PgDn"} {
		d.UntilSays(words)
	}
}
