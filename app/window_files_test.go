package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/app/ui"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/files"
	"madoguchi/app/ui/page/first"
	"madoguchi/app/ui/page/home"
	"madoguchi/app/ui/pagetest"
	"madoguchi/assets"
)

const filesTitle = "Choose the paper"

// openFiles opens the page on which a file is chosen, at a folder.
func openFiles(t *testing.T, folder string) (d *pagetest.Desk, chosen *string) {
	t.Helper()
	w, err := wiring()
	if err != nil {
		t.Fatal(err)
	}
	chosen = new(string)
	d = pagetest.Open(t, ui.Options{
		Jobs: w, Fonts: assets.Fonts(), Icons: assets.Icons(), Language: "en",
		Places: func() []page.Place { return []page.Place{{ID: "documents", Path: folder}} },
	}, func(h page.Host) page.Page { return first.New(h) })
	d.SetMode(cardsession.ModeSelf)
	d.Open(home.New(d.Window))
	d.Open(files.New(d.Window, files.Ask{
		Title: kit.T("window.sign.files.title"), Ends: []string{".pdf"}, Chosen: func(path string) { *chosen = path },
	}))
	d.UntilTitle(filesTitle)
	return d, chosen
}

// walkTo presses Tab until the keyboard is at what has that text.
func walkTo(t *testing.T, d *pagetest.Desk, label string) {
	t.Helper()
	for range 100 {
		if d.Focused() == label {
			return
		}
		d.Key("Tab")
	}
	t.Fatalf("Tab does not lead to %s:\n%s", label, d.Says())
}

// write makes empty files and, with a slash at the end, folders.
func write(t *testing.T, folder string, names ...string) {
	t.Helper()
	for _, n := range names {
		path := filepath.Join(folder, n)
		if strings.HasSuffix(n, "/") {
			if err := os.Mkdir(path, 0o700); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestFileIsFoundByPartOfItsName(t *testing.T) {
	folder := t.TempDir()
	// As macOS writes it: か and its mark apart. Full-width, half-width, capitals.
	write(t, folder, "委任状か\u3099き.pdf", "ＡＢＣ.PDF", "ﾃｽﾄ.pdf", "写真.jpg", "~$open.pdf", ".hidden.pdf", "登記/")
	d, chosen := openFiles(t, folder)
	d.UntilSays("ﾃｽﾄ.pdf")
	said := d.Says()
	for _, not := range []string{"写真.jpg", "~$open", ".hidden"} {
		if strings.Contains(said, not) {
			t.Errorf("%s is shown", not)
		}
	}
	if got := d.Focused(); got != "登記" {
		t.Errorf("the keyboard is at %q, wanted the first in the list", got)
	}
	for part, want := range map[string]string{"が": "委任状か\u3099き.pdf", "abc": "ＡＢＣ.PDF", "テスト": "ﾃｽﾄ.pdf", "てす": "ﾃｽﾄ.pdf"} {
		walkTo(t, d, "window.files.part")
		d.Type(part)
		d.Until("only "+want+" is left", func() bool {
			return d.Find(want) != nil && d.Find("登記") == nil
		})
		d.Press("window.kit.clear")
		d.UntilSays("登記")
	}
	d.Press("登記")
	d.UntilSays("There is no such file here")
	d.Press("window.files.up")
	d.UntilSays("ＡＢＣ.PDF")
	d.Press("window.files.every")
	d.UntilSays("写真.jpg")
	d.Press("ＡＢＣ.PDF")
	if *chosen != filepath.Join(folder, "ＡＢＣ.PDF") {
		t.Errorf("chosen: %s", *chosen)
	}
	d.UntilTitle("What is it about?")
}

// Backspace in the field takes a letter away; elsewhere it goes up.
func TestBackspaceGoesUpOnlyOutsideTheField(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, "inner/", "outer.pdf")
	write(t, filepath.Join(folder, "inner"), "inner.pdf")
	d, _ := openFiles(t, filepath.Join(folder, "inner"))
	d.UntilSays("inner.pdf")
	walkTo(t, d, "window.files.part")
	d.Type("x")
	d.UntilSays("No name has that in it")
	d.Key("BackSpace", "BackSpace", "BackSpace")
	d.UntilSays("inner.pdf")
	walkTo(t, d, "inner.pdf")
	d.Key("BackSpace")
	d.UntilSays("outer.pdf")
}

// A folder that may not be opened says so, and one can go elsewhere.
func TestUnreadableFolderIsTold(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, "shut/", "paper.pdf")
	d, _ := openFiles(t, folder)
	d.UntilSays("paper.pdf")
	// It goes away while it is looked at: a stick that is pulled out.
	if err := os.Remove(filepath.Join(folder, "shut")); err != nil {
		t.Fatal(err)
	}
	d.Press("shut")
	d.UntilSays("This folder cannot be opened")
	d.Press("window.files.up")
	d.UntilSays("paper.pdf")
}

// Twenty thousand files are shown as soon as a person would expect, the newest
// first, and any of them is found by its name.
func TestTwentyThousandFiles(t *testing.T) {
	const many = 20000
	folder := t.TempDir()
	for i := range many {
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("書類%05d.pdf", i)), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	newest := filepath.Join(folder, "書類12345.pdf")
	later := time.Now().Add(time.Hour)
	if err := os.Chtimes(newest, later, later); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	d, chosen := openFiles(t, folder)
	d.UntilSays("書類12345.pdf")
	t.Logf("shown after %v", time.Since(start))
	if got := d.Focused(); got != "書類12345.pdf" {
		t.Errorf("the keyboard is at %q, wanted the newest", got)
	}
	if !strings.Contains(d.Says(), "19,940 more") {
		t.Errorf("how many more there are is not said:\n%s", d.Says())
	}
	start = time.Now()
	walkTo(t, d, "window.files.part")
	d.Type("00777")
	d.UntilSays("書類00777.pdf")
	t.Logf("found after %v", time.Since(start))
	d.Press("書類00777.pdf")
	if *chosen != filepath.Join(folder, "書類00777.pdf") {
		t.Errorf("chosen: %s", *chosen)
	}
}

// The sheet to practise on is laid there once, and never over a file of the
// person's.
func TestPracticeSheetReplacesNothing(t *testing.T) {
	folder := t.TempDir()
	mine := filepath.Join(folder, sampleName)
	if err := os.WriteFile(mine, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	var got []string
	for range 2 {
		path, err := sampleIn(folder)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, filepath.Base(path))
	}
	if !slices.Equal(got, []string{"madoguchi_sample_2.pdf", "madoguchi_sample_2.pdf"}) {
		t.Errorf("%v", got)
	}
	if b, err := os.ReadFile(mine); err != nil || string(b) != "mine" {
		t.Errorf("%q %v", b, err)
	}
}

func TestPlacesAreFoldersThatAreThere(t *testing.T) {
	for _, p := range places() {
		if !isFolder(p.Path) || p.ID == "" && p.Name == "" {
			t.Errorf("%+v", p)
		}
	}
	for _, p := range sticks("linux", "nobody-of-that-name") {
		if !isFolder(p.Path) {
			t.Errorf("%+v", p)
		}
	}
}
