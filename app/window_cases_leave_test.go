package main

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"madoguchi/app/casebook"
	"madoguchi/app/fact"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
)

func TestAWipedWindowForgetsTheCase(t *testing.T) {
	d := openHelperDesk(t, t.TempDir(), "en", 2*time.Second)
	d.makes()
	d.begins("Sakura")
	book, _ := d.Casebook()
	d.UntilTitle("Who is this about?")
	if st, err := book.State(); err != nil || st != casebook.Shut {
		t.Errorf("the casebook is %v, %v", st, err)
	}
	if d.CaseAtHand() != nil || strings.Contains(d.Says(), "Sakura") {
		t.Error("the case is still at hand")
	}
	d.helps()
	d.UntilTitle("Cases · Locked")
	if strings.Contains(d.Says(), "Sakura") {
		t.Error("the cases are shown without the passphrase")
	}
}

func TestAnotherModeAsksAboutTheCaseAndThenHasNone(t *testing.T) {
	d := openHelperDesk(t, t.TempDir(), "en", 0)
	d.makes()
	d.begins("Sakura")
	d.tells("residence_status", "student")
	d.Home()
	if d.Find("window.home.cases") == nil {
		t.Error("a helper has no door to the cases")
	}
	d.Press("window.mode.helper")
	d.UntilTitle("Keep what changed in “Sakura”?")
	d.Press("window.cases.leave.keep")
	d.UntilTitle("Who is this about?")
	for _, mode := range []string{"self", "counter"} {
		d.Press("window.first." + mode)
		if b, _ := d.Casebook(); b != nil || d.CaseAtHand() != nil {
			t.Errorf("%s has cases", mode)
		}
		if d.Find("window.home.cases") != nil {
			t.Errorf("%s has a door to them", mode)
		}
		if err := d.Begin("cases"); err != nil {
			t.Fatal(err)
		}
		d.UntilSays("Cases are only for people who help others")
		if says := d.Says(); strings.Contains(says, "Sakura") || d.Find("window.cases.new") != nil {
			t.Errorf("%s says\n%s", mode, says)
		}
		d.Press("window.mode." + mode)
		d.UntilTitle("Who is this about?")
	}
	if list := d.saved(); len(list) != 1 || len(list[0].Facts) != 1 {
		t.Errorf("saved: %+v", list)
	}
}

func TestNothingOfACaseLiesInTheClear(t *testing.T) {
	const nickname, stay = "Zwetschgenbaum", "engineer_humanities_international"
	root := t.TempDir()
	for _, d := range []string{"home", "tmp", "run", "stick"} {
		if err := os.Mkdir(filepath.Join(root, d), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("HOME", filepath.Join(root, "home"))
	t.Setenv("XDG_RUNTIME_DIR", filepath.Join(root, "run"))
	t.Setenv("TMPDIR", filepath.Join(root, "tmp"))
	d := openHelperDesk(t, filepath.Join(root, "home", ".config", "madoguchi"), "en", 0, page.Place{Name: "Stick", Path: filepath.Join(root, "stick")})
	d.makes()
	d.begins(nickname)
	d.tells("residence_status", stay)
	d.tells("stay_end", inDays(33))
	d.Press("window.cases.keep")
	d.UntilSays("Saved.")
	d.Press("window.cases.one.hand_over")
	d.Type(handPassphrase)
	d.Key("Return")
	d.Type(handPassphrase)
	d.Key("Return")
	d.Press("Stick")
	d.UntilSays("The file is written")
	d.Press("window.done")
	d.Press("window.cases.away")
	d.UntilTitle("Cases")
	d.Until("the cases are there", func() bool { return d.Find("window.cases.new") != nil })
	files := leftIn(t, root, map[string]string{
		"nickname": nickname, "status": stay, "day": inDays(33), "passphrase": casePassphrase, "passphrase of the file": handPassphrase,
	})
	if files < 3 { // the casebook, its key, the hand-over file
		t.Errorf("only %d files were looked at", files)
	}
	if b := d.saved(); len(b) != 1 || b[0].Nickname != nickname {
		t.Errorf("the search looked where nothing is: %+v", b)
	}
}

// leftIn fails for every file below a folder that holds one of the words, and counts
// the files.
func leftIn(t *testing.T, root string, words map[string]string) (files int) {
	t.Helper()
	err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		files++
		b, err := os.ReadFile(name)
		for _, hit := range append(found(b, words), found([]byte(name), words)...) {
			t.Errorf("%s holds the %s", strings.TrimPrefix(name, root), hit)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// A practice card is about somebody else: the case is put away before it comes in,
// and what changed is asked about.
func TestPractisingPutsTheCaseAway(t *testing.T) {
	d := openHelperDesk(t, t.TempDir(), "en", 0)
	d.makes()
	d.begins("Sakura")
	d.tells("residence_status", "student")
	d.Until("it is asked", func() bool { // once the list below is read
		if err := d.Practise("resident"); err != nil {
			t.Fatal(err)
		}
		return strings.HasPrefix(d.Title(), "Keep what changed in “Sakura”?")
	})
	if d.Person() != "" {
		t.Error("the practice card is in before the answer")
	}
	d.Press("window.cases.leave.keep")
	d.Until("the practice card is in", func() bool { return d.Person() == "resident" })
	if d.CaseAtHand() != nil {
		t.Error("the case is still at hand")
	}
	if list := d.saved(); len(list) != 1 || len(list[0].Facts) != 1 {
		t.Errorf("saved: %+v", list)
	}
}

// What was answered before there was a case goes into a new one, or is told to be
// in none; a text goes nowhere.
func TestWhatWasAnsweredBeforeGoesIntoANewCase(t *testing.T) {
	d := openHelperDesk(t, t.TempDir(), "en", 0)
	d.makes()
	d.tells("residence_status", "student")
	d.tells("holder_name", "PLANTED")
	d.UntilSays("1 answer belongs to no case")
	d.begins("Sakura")
	list := d.saved()
	if len(list) != 1 || len(list[0].Facts) != 1 || list[0].Facts[0].Value != "student" {
		t.Errorf("saved: %+v", list)
	}
	if d.CaseAtHand().Changed() {
		t.Error("it is not what was saved")
	}
	d.ForgetInquiry()
	if d.CaseAtHand() != nil {
		t.Error("what was forgotten is still at hand, and would be saved")
	}
	if list := d.saved(); len(list) != 1 || len(list[0].Facts) != 1 {
		t.Errorf("saved: %+v", list)
	}
}

// Two windows at one computer: what the other one saved is not overwritten.
func TestAnotherWindowsChangeIsNotLost(t *testing.T) {
	d := openHelperDesk(t, t.TempDir(), "en", 0)
	d.makes()
	d.begins("Sakura")
	d.tells("residence_status", "student")

	b := d.book()
	if err := b.Open(t.Context(), []byte(casePassphrase)); err != nil {
		t.Fatal(err)
	}
	other := d.saved()[0]
	other.Facts = []fact.Fact{{ID: "stay_end", Value: inDays(9), From: fact.FromAnswer}}
	if _, err := b.Put(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	d.Press("window.cases.away")
	d.Press("window.cases.leave.keep")
	d.UntilSays("changed in another window")
	d.Press("window.cases.leave.merge")
	d.UntilTitle("Cases")
	if f := d.saved()[0].Facts; len(f) != 2 {
		t.Errorf("saved: %v", f)
	}
}

// Whatever is pressed in whatever order, nothing falls over, and what was saved is
// still there unless it was burned.
func TestCasesStandPokes(t *testing.T) {
	stick := t.TempDir()
	for seed := range uint64(3) {
		d := openHelperDesk(t, t.TempDir(), "en", 0, page.Place{Name: "Stick", Path: stick})
		d.makes()
		d.begins("Sakura")
		d.tells("residence_status", "student")
		r := rand.New(rand.NewPCG(seed, 11))
		keys := []fyne.KeyName{"Return", "Escape", "Tab", "Shift+Tab", "Down", "BackSpace"}
		for range 150 {
			switch n := r.IntN(10); {
			case n < 4:
				d.Key(keys[r.IntN(len(keys))])
			case n < 9:
				if all := kit.Focusables(d.Frame()); len(all) > 0 {
					if x, ok := all[r.IntN(len(all))].(fyne.Tappable); ok {
						x.Tapped(&fyne.PointEvent{})
					}
				}
			default:
				d.Type("kakitsubata")
			}
			d.Until("", func() bool { return true })
			if strings.HasPrefix(d.Title(), "[") {
				t.Fatalf("seed %d: the title is %q", seed, d.Title())
			}
		}
		d.Says()
		d.Window.Close()
		if c := d.CaseAtHand(); c != nil {
			t.Errorf("seed %d: a closed window has a case at hand", seed)
		}
	}
}
