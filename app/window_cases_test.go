package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"madoguchi/app/casebook"
	"madoguchi/app/fact"
	"madoguchi/app/jobs"
	"madoguchi/app/ui"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/first"
	"madoguchi/app/ui/pagetest"
	"madoguchi/assets"
)

const (
	// casePassphrase opens the casebook of the tests, handPassphrase a hand-over file.
	casePassphrase = "four words of mine"
	handPassphrase = "other words for you"
	// quickly is scrypt's work factor where nothing depends on it.
	quickly = 10
)

// helperDesk is the window on a computer with a config folder of its own.
type helperDesk struct {
	*pagetest.Desk
	t      *testing.T
	config string
	rules  *jobs.Rulebook
}

func openHelperDesk(t *testing.T, config, lang string, idle time.Duration, places ...page.Place) *helperDesk {
	t.Helper()
	w, err := wiring()
	if err != nil {
		t.Fatal(err)
	}
	d := &helperDesk{t: t, config: config}
	if d.rules, err = w.Rules(); err != nil {
		t.Fatal(err)
	}
	w.Casebook = func(helping bool) (*casebook.Book, error) { return casebookIn(config, helping, w.Rules, quickly) }
	d.Desk = pagetest.Open(t, ui.Options{
		Jobs: w, Fonts: assets.Fonts(), Icons: assets.Icons(), Language: lang, Idle: idle,
		Places: func() []page.Place { return places },
	}, func(h page.Host) page.Page { return first.New(h) })
	return d
}

// book is the casebook as another program would open it.
func (d *helperDesk) book() *casebook.Book {
	d.t.Helper()
	b, err := casebookIn(d.config, true, func() (*jobs.Rulebook, error) { return d.rules, nil }, quickly)
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(b.Close)
	return b
}

// saved lists the cases as they are saved.
func (d *helperDesk) saved() []casebook.Case {
	d.t.Helper()
	b := d.book()
	if err := b.Open(d.t.Context(), []byte(casePassphrase)); err != nil {
		d.t.Fatal(err)
	}
	list, err := b.Cases(d.t.Context())
	if err != nil {
		d.t.Fatal(err)
	}
	return list
}

// helps begins with "I am helping someone" and the cases.
func (d *helperDesk) helps() {
	d.t.Helper()
	d.Press("window.first.helper")
	if err := d.Begin("cases"); err != nil {
		d.t.Fatal(err)
	}
}

// makes makes a casebook by keyboard.
func (d *helperDesk) makes() {
	d.t.Helper()
	d.helps()
	d.Press("window.cases.begin.yes")
	d.Type(casePassphrase)
	d.Key("Return")
	d.Type(casePassphrase)
	d.Key("Return")
	d.UntilSays("No case yet")
}

// begins makes a new case.
func (d *helperDesk) begins(nickname string) {
	d.t.Helper()
	d.Press("window.cases.new")
	d.Type(nickname)
	d.Key("Return")
	d.UntilTitle("Case: " + nickname)
}

// tells answers for the case at hand, as the page of questions does.
func (d *helperDesk) tells(id string, value any) {
	d.t.Helper()
	_, in, err := d.Inquiry()
	if err != nil {
		d.t.Fatal(err)
	}
	if err := in.Facts.Put(fact.Fact{ID: id, Value: value, From: fact.FromAnswer}); err != nil {
		d.t.Fatal(err)
	}
	d.Refresh(false)
}

// inDays is a day as many days from today in Japan.
func inDays(n int) string { return now().AddDate(0, 0, n).Format(time.DateOnly) }

func TestACaseIsMadeKeptAndTakenUpAgain(t *testing.T) {
	d := openHelperDesk(t, t.TempDir(), "en", 0)
	d.helps()
	if got := d.Focused(); got != "window.cases.begin.no" {
		t.Errorf("the keyboard begins at %s", got)
	}
	d.Key("Tab", "Return")
	d.UntilTitle("Cases · A new passphrase")
	d.Type(casePassphrase)
	d.Key("Return")
	d.Type("something else again")
	d.Key("Return")
	d.UntilSays("The two are not the same")
	d.Type(casePassphrase)
	d.Key("Return")
	d.UntilSays("No case yet")
	if strings.Contains(d.Says(), "four") {
		t.Error("the passphrase stands on the screen")
	}

	d.Key("Return") // the page's one action: a new case
	d.UntilTitle("New case")
	d.Type("Sakura")
	d.Key("Return")
	d.UntilTitle("Case: Sakura")
	d.UntilSays("The case at hand: Sakura")

	d.tells("residence_status", "student")
	d.tells("residence_document", "residence_card")
	d.tells("stay_end", inDays(20))
	d.UntilSays("Something changed and is not saved yet")
	d.Press("window.cases.away")
	d.UntilTitle("Keep what changed in “Sakura”?")
	d.Key("Return")
	d.UntilSays("Next: ")
	if d.CaseAtHand() != nil || strings.Contains(d.Says(), "The case at hand") {
		t.Error("the case is still at hand")
	}
	if _, in, err := d.Inquiry(); err != nil || len(in.Facts.Known()) != 0 {
		t.Errorf("after the case was put away %v is known, %v", in.Facts.Known(), err)
	}
	list := d.saved()
	if len(list) != 1 || list[0].Nickname != "Sakura" || len(list[0].Facts) != 3 {
		t.Fatalf("saved: %+v", list)
	}

	again := openHelperDesk(t, d.config, "en", 0)
	again.helps()
	again.Type("wrong words of mine")
	again.Key("Return")
	again.UntilSays("does not open the casebook")
	again.Type(casePassphrase)
	again.Key("Return")
	again.UntilSays("Sakura")
	again.Press("Sakura")
	again.UntilTitle("Case: Sakura")
	_, in, err := again.Inquiry()
	if err != nil {
		t.Fatal(err)
	}
	if known := in.Facts.Known(); len(known) != 3 || again.CaseAtHand() == nil || again.CaseAtHand().Changed() || !strings.Contains(fmt.Sprint(known), inDays(20)) {
		t.Errorf("taken up with %v", known)
	}
	again.tells("residence_status", "engineer_humanities_international")
	again.Press("window.cases.away")
	again.Press("window.cases.leave.drop")
	again.UntilTitle("Cases")
	if f := again.saved()[0].Facts; len(f) != 3 || !strings.Contains(fmt.Sprint(f), "student") {
		t.Errorf("what was dropped is saved: %v", f)
	}
}

func TestTheWeekShowsAllCasesNearestFirst(t *testing.T) {
	d := openHelperDesk(t, t.TempDir(), "en", 0)
	d.makes()
	for nickname, days := range map[string]int{"Sakura": 5, "Kaede": 2, "Momiji": 80} {
		d.begins(nickname)
		d.tells("residence_status", "student")
		d.tells("residence_document", "residence_card")
		d.tells("stay_end", inDays(days))
		d.Press("window.cases.away")
		d.Press("window.cases.leave.keep")
		d.UntilTitle("Cases")
		d.Until("the cases are there", func() bool { return d.Find("window.cases.new") != nil })
	}
	says := d.Says()
	week, all, ok := strings.Cut(says, "3 cases")
	if !ok || !strings.Contains(week, "This week") {
		t.Fatalf("it says\n%s", says)
	}
	kaede, sakura := strings.Index(week, "Kaede"), strings.Index(week, "Sakura")
	if kaede < 0 || sakura < kaede || strings.Contains(week, "Momiji") {
		t.Errorf("the week says\n%s", week)
	}
	if !strings.Contains(all, "Momiji") {
		t.Errorf("the list says\n%s", all)
	}
	before := strings.Count(d.Says(), "It is done")
	d.Press("window.cases.done")
	d.Until("it is done", func() bool {
		return d.Find("window.cases.new") != nil && strings.Count(d.Says(), "It is done") == before-1
	})
	steps := 0
	for _, c := range d.saved() {
		steps += len(c.Steps)
	}
	if steps != 1 {
		t.Errorf("%d steps are saved", steps)
	}
}

// The next day of a case is told as probable where it is no surer.
func TestTheNextDayOfACaseIsNoSurerThanItIs(t *testing.T) {
	d := openHelperDesk(t, t.TempDir(), "en", 0)
	d.makes()
	d.begins("Sakura")
	d.tells("residence_status", "student")
	d.tells("residence_document", "residence_card")
	d.tells("stay_end", inDays(300))
	d.tells("event", "permission_given")
	d.tells("event_on", inDays(-3))
	d.Press("window.cases.away")
	d.Press("window.cases.leave.keep")
	d.UntilTitle("Cases")
	d.Until("the cases are there", func() bool { return d.Find("window.cases.new") != nil })
	_, all, _ := strings.Cut(d.Says(), "1 case")
	if strings.Count(all, "Show new card") == 0 || strings.Count(all, "Show new card") != strings.Count(all, "Probably: Show new card") {
		t.Errorf("the list says\n%s", all)
	}
}

func TestANicknameThatCouldLeadToSomebodyIsRefused(t *testing.T) {
	d := openHelperDesk(t, t.TempDir(), "en", 0)
	d.makes()
	for typed, why := range map[string]string{
		"AB1234567CD": "A nickname holds no digits", "Tanaka": "This looks like a person's name",
		"sato@mail": "one word of letters", "": "at least one character",
	} {
		d.Press("window.cases.new")
		d.Type(typed)
		d.Key("Return")
		d.UntilSays(why)
		d.Key("Escape")
		d.UntilTitle("Cases")
	}
	if list := d.saved(); len(list) != 0 {
		t.Errorf("saved: %+v", list)
	}
}

func TestBurningLeavesNothingToOpen(t *testing.T) {
	d := openHelperDesk(t, t.TempDir(), "en", 0)
	d.makes()
	d.begins("Sakura")
	d.Press("window.cases.away")
	d.UntilTitle("Cases")
	d.Until("the cases are there", func() bool { return d.Find("window.cases.new") != nil })
	d.begins("Kaede")
	old := copyOf(t, d.config)

	d.Press("window.cases.burn")
	d.UntilSays("Hand-over files, backups and other copies")
	if got := d.Focused(); got != "window.cases.burn.no" {
		t.Errorf("the keyboard begins at %s", got)
	}
	d.Press("window.cases.burn.go_on")
	d.UntilTitle("Really burn “Kaede”?")
	if got := d.Focused(); got != "window.cases.burn.no" {
		t.Errorf("the keyboard begins at %s", got)
	}
	d.Press("window.cases.burn.yes")
	d.UntilSays("“Kaede” is burned")
	if d.CaseAtHand() != nil {
		t.Error("what was burned is at hand")
	}
	if list := d.saved(); len(list) != 1 || list[0].Nickname != "Sakura" {
		t.Errorf("saved: %+v", list)
	}
	// An older copy of the file beside the key of today: the passphrase opens nothing.
	name := d.book().Path()
	today, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(filepath.Join(old, strings.TrimPrefix(name, d.config)))
	if err != nil {
		t.Fatal(err)
	}
	put := func(b []byte) {
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put(before)
	b := d.book()
	err = b.Open(t.Context(), []byte(casePassphrase))
	if err == nil {
		_, err = b.Cases(t.Context())
	}
	if err == nil {
		t.Error("an older copy can be opened")
	}
	put(today)

	d.Press("window.done")
	d.UntilTitle("Cases")
	d.Until("the cases are there", func() bool { return d.Find("window.cases.burn_all") != nil })
	d.Press("window.cases.burn_all")
	d.Press("window.cases.burn.go_on")
	d.Press("window.cases.burn.yes")
	d.UntilSays("All cases are burned")
	if st, err := d.book().State(); err != nil || st != casebook.Absent {
		t.Errorf("after burning all: %v %v", st, err)
	}
	d.Press("window.done")
	d.UntilSays("Keep cases on this computer?")
}

// copyOf copies a folder.
func copyOf(t *testing.T, folder string) string {
	t.Helper()
	to := t.TempDir()
	if err := os.CopyFS(to, os.DirFS(folder)); err != nil {
		t.Fatal(err)
	}
	return to
}

func TestACaseIsHandedOverByAFile(t *testing.T) {
	stick := t.TempDir()
	place := page.Place{Name: "Stick", Path: stick}
	d := openHelperDesk(t, t.TempDir(), "en", 0, place)
	d.makes()
	d.begins("Sakura")
	d.tells("residence_status", "student")
	d.Press("window.cases.one.hand_over")
	d.UntilSays("Only what is saved is handed over")
	d.Press("window.cases.keep")
	d.UntilSays("Choose another one than your own")
	d.Type(handPassphrase)
	d.Key("Return")
	d.Type(handPassphrase)
	d.Key("Return")
	d.UntilTitle("Hand over · Where to?")
	d.Press("Stick")
	d.UntilSays("The file is written")
	files, err := filepath.Glob(filepath.Join(stick, "*"))
	if err != nil || len(files) != 1 || !strings.HasPrefix(filepath.Base(files[0]), "notes-") {
		t.Fatalf("written: %v %v", files, err)
	}

	other := openHelperDesk(t, t.TempDir(), "en", 0, place)
	other.makes()
	other.Drop(append(files, files[0]))
	other.UntilSays("One file at a time")
	other.Drop(files)
	other.UntilTitle("Take over a file")
	other.Type("not what was told")
	other.Key("Return")
	other.UntilSays("does not open the file")
	other.Type(handPassphrase)
	other.Key("Return")
	other.UntilSays("“Sakura” is here now")
	other.Press("window.cases.take.show")
	other.UntilTitle("Case: Sakura")
	other.tells("residence_status", "engineer_humanities_international")
	other.Press("window.cases.away")
	other.Press("window.cases.leave.keep")
	other.UntilTitle("Cases")
	other.Until("the cases are there", func() bool { return other.Find("window.cases.take") != nil })

	// Once more, by the page of files: it is here, and the two differ.
	other.Press("window.cases.take")
	other.UntilSays(filepath.Base(files[0]))
	other.Press(filepath.Base(files[0]))
	other.UntilTitle("Take over a file")
	other.Type(handPassphrase)
	other.Key("Return")
	other.UntilTitle("“Sakura” is here already")
	other.UntilSays("They differ in 1 answer")
	other.Press("window.cases.same.both")
	other.UntilTitle("Another nickname")
	other.Type("Kaede")
	other.Key("Return")
	other.UntilTitle("Case: Kaede")
	got := map[string]any{}
	for _, c := range other.saved() {
		got[c.Nickname] = c.Facts[0].Value
	}
	if len(got) != 2 || got["Kaede"] != "student" || got["Sakura"] != "engineer_humanities_international" {
		t.Errorf("saved: %v", got)
	}
}
