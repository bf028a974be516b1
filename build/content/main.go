// Command content looks after the texts and the rules: it hands the texts to those who
// translate them and takes them back, says which are missing or older than their
// English source, records that somebody has looked at them again, and packs the rules
// and the texts into the form that the program reads.
//
//	go run ./build/content status [AREA]                    what is missing or stale
//	go run ./build/content status LANG                      how far a language is
//	go run ./build/content export LANG -o DIR [-blind] [AREA/]  sheets for translators
//	go run ./build/content breaks LANG DIR                  set U+200B between words in the sheets
//	go run ./build/content import LANG DIR [-n]             check the sheets and take them in
//	go run ./build/content stamp LANG [ID…] [AREA/…]        these texts (or all) fit their source now
//	go run ./build/content pack                             after every change of a rule or a text
//
// An area is a folder of i18n/locales with all below it, such as window/sign; a
// stamp tells it from an id by the slash behind it, and "./" is all areas. Sheets are
// JSON files that stand as the locale files do, DIR/AREA/LANG.json; who translates
// fills in text, and for safety texts somebody else, from a blind sheet, back. An
// import writes all of it or nothing; -n writes nothing and says what it would do.
// All but pack write i18n/locales alone, and two stamps or imports at once both count.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"madoguchi/build/content/translation"
	"madoguchi/i18n"
	"madoguchi/i18n/locales"
)

const folder = "i18n/locales"

// patience is how long a stamp waits for another one, which takes milliseconds.
const patience = 20 * time.Second

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "content:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	switch {
	case len(args) == 1 && args[0] == "status":
		return status(".", out)
	case len(args) == 2 && args[0] == "status" && translated(args[1]):
		return progress(args[1], out)
	case len(args) == 2 && args[0] == "status":
		return status(path.Clean(args[1]), out)
	case len(args) >= 2 && args[0] == "stamp":
		return locked(filepath.Join(folder, ".stamp.lock"), patience, func() error { return stamp(args[1], args[2:]) })
	case len(args) >= 2 && args[0] == "export":
		return exportCall(args[1], args[2:], out)
	case len(args) == 3 && args[0] == "breaks":
		return setBreaks(args[1], args[2], dictionary, out)
	case (len(args) == 3 || len(args) == 4 && args[3] == "-n") && args[0] == "import":
		return locked(filepath.Join(folder, ".stamp.lock"), patience, func() error { return importSheets(args[1], args[2], len(args) == 4, out) })
	case len(args) == 1 && args[0] == "pack":
		return errors.Join(pack(assetsFolder), packTexts(folder, assetsFolder))
	}
	return errUsage
}

var errUsage = errors.New("usage: content pack | status [AREA | LANG] | stamp LANG [ID…] [AREA/…] | export LANG -o DIR [-blind] [AREA/] | breaks LANG DIR | import LANG DIR [-n]")

// exportCall reads the rest of an export.
func exportCall(lang string, args []string, out io.Writer) error {
	dir, area, blind := "", ".", false
	for i := 0; i < len(args); i++ {
		switch {
		case args[i] == "-o" && i+1 < len(args) && dir == "":
			i++
			dir = args[i]
		case args[i] == "-blind":
			blind = true
		case strings.HasSuffix(args[i], "/") && area == ".":
			area = path.Clean(args[i])
		default:
			return errUsage
		}
	}
	if dir == "" {
		return errUsage
	}
	return export(lang, dir, area, blind, out)
}

// translated reports whether a word is a language that is translated into.
func translated(word string) bool {
	rules, err := translation.OwnRules()
	return err == nil && slices.Contains(rules.Languages(), word)
}

func status(area string, out io.Writer) error {
	c, err := i18n.Load(os.DirFS(folder))
	if err != nil {
		return err
	}
	ids := slices.DeleteFunc(c.IDs(), func(id string) bool { return !within(c.Area(i18n.Source, id), area) })
	if len(ids) == 0 {
		return fmt.Errorf("no texts in %s", area)
	}
	for _, left := range c.Leftover() {
		fmt.Fprintf(out, "%s is not in English\n", left)
	}
	for _, lang := range c.Languages() {
		complete := slices.Contains(locales.Complete(), lang)
		var missing, stale, reviewed int
		for _, id := range ids {
			switch {
			case !c.Has(lang, id):
				missing++
				if complete {
					fmt.Fprintf(out, "%s %s is missing\n", lang, id)
				}
			case c.Stale(lang, id):
				stale++
				fmt.Fprintf(out, "%s %s is stale\n", lang, id)
			}
			if c.Status(lang, id).Reviewer != "" {
				reviewed++
			}
		}
		of := "missing"
		if !complete {
			of = "not in this language yet"
		}
		fmt.Fprintf(out, "%s: %d texts, %d %s, %d stale, %d read by a native reader\n", lang, len(ids)-missing, missing, of, stale, reviewed)
	}
	return nil
}

// within reports whether an area is another one or below it.
func within(area, other string) bool {
	return other == "." || area == other || strings.HasPrefix(area, other+"/")
}

// stamp records the present source for the chosen texts of a language. A review
// of an older wording is kept only where the source did not change.
func stamp(lang string, chosen []string) error {
	c, err := i18n.Load(os.DirFS(folder))
	if err != nil {
		return err
	}
	if lang == i18n.Source || !slices.Contains(c.Languages(), lang) {
		return fmt.Errorf("no translated language %s", lang)
	}
	if len(chosen) == 0 {
		chosen = []string{"./"}
	}
	rules, err := translation.OwnRules()
	if err != nil {
		return err
	}
	all := map[string]i18n.Status{}
	met := map[string]bool{}
	for _, id := range c.IDs() {
		if !c.Has(lang, id) {
			continue
		}
		s := c.Status(lang, id)
		for _, w := range chosen {
			if area, ok := strings.CutSuffix(w, "/"); w != id && (!ok || !within(c.Area(lang, id), area)) {
				continue
			}
			met[w] = true
			if c.Stale(lang, id) {
				s.From, s.Reviewer, s.Back = c.Hash(id), "", ""
			}
			s.Safety = rules.Safety(c.Area(i18n.Source, id), id) && !slices.Contains(locales.Complete(), lang)
		}
		all[id] = s
	}
	for _, w := range chosen {
		if !met[w] {
			return fmt.Errorf("%s has no text %s", lang, w)
		}
	}
	b, err := encode(all)
	if err != nil {
		return err
	}
	return replace(filepath.Join(folder, "status", lang+".json"), b)
}

// replace gives a file its new content at once, so that nobody reads half of it.
// What does not change it leaves alone.
func replace(name string, b []byte) error {
	if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, b) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	// Not in the folder of the file, all of which is built into the program.
	beside := filepath.Join(folder, ".stamp.new")
	if err := os.WriteFile(beside, b, 0o644); err != nil {
		return err
	}
	return os.Rename(beside, name)
}

// locked runs do while it alone has the lock file, and waits for it that long.
func locked(lock string, wait time.Duration, do func() error) (err error) {
	for deadline := time.Now().Add(wait); ; time.Sleep(5 * time.Millisecond) {
		f, err := os.OpenFile(lock, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
		if err == nil {
			f.Close()
			break
		}
		if !errors.Is(err, fs.ErrExist) {
			return err
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("another stamp is at work; if not, remove %s", lock)
		}
	}
	defer func() { err = errors.Join(err, os.Remove(lock)) }()
	return do()
}
