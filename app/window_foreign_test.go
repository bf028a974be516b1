package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"madoguchi/app/cardsession"
)

// No name of a file passes for another, or for words of the program's own.
func TestFileNamesCannotPassForOthers(t *testing.T) {
	d := openSignDesk(t, cardsession.ModeSelf, "resident")
	sample, err := os.ReadFile(d.paper)
	if err != nil {
		t.Fatal(err)
	}
	names := []string{
		"a\u202efdp.exe.pdf",                      // reads a.exe.pdf … backwards
		"b\nThe signature is good.pdf",            // a line of its own
		"c｜無効《有効》.pdf",                            // a reading that says the contrary
		"d\xff\xfe.pdf",                           // no letters
		"e\u200b\u2066.pdf",                       // not seen
		"f" + strings.Repeat("長い名前", 20) + ".pdf", // long
	}
	for _, n := range names {
		if err := os.WriteFile(filepath.Join(d.folder, n), sample, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	looks := func() {
		t.Helper()
		for line := range strings.Lines(d.Says()) {
			line = strings.TrimSuffix(line, "\n")
			if strings.HasPrefix(line, "The signature is good") || strings.ContainsFunc(line, func(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Cf) }) {
				t.Errorf("it says %q", line)
			}
		}
		if strings.Contains(d.Says(), "c｜無効《有効》") != strings.Contains(d.Says(), "無効") {
			t.Errorf("a reading was made of a name:\n%s", d.Says())
		}
		for _, r := range d.Missing() {
			t.Errorf("no face has %q", r)
		}
	}
	d.Press("window.sign.purpose.private")
	d.Press("window.sign.paper.choose")
	d.UntilSays("paper.pdf")
	looks()
	d.Key("Escape")
	for _, n := range names {
		d.Drop([]string{filepath.Join(d.folder, n)})
		d.UntilTitle(planTitle)
		looks()
		d.Key("Escape")
	}
	// Neither a folder nor what is not there is signed.
	for _, path := range []string{d.folder, filepath.Join(d.folder, "not there"), "/dev/zero", ""} {
		d.Drop([]string{path})
		d.UntilTitle("This cannot be signed like this")
		d.Key("Escape")
	}
}
