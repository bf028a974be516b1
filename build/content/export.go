package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"unicode/utf8"

	"madoguchi/build/content/translation"
	"madoguchi/i18n"
)

// export writes the sheets of a language for an area and all below it. blind are those
// for translating safety texts back.
func export(lang, dir, area string, blind bool, out io.Writer) error {
	d, err := openDesk(lang)
	if err != nil {
		return err
	}
	buttons, err := buttonTexts("app/ui")
	if err != nil {
		return err
	}
	sheets := map[string]*sheet{}
	var texts, letters, safety int
	for _, id := range d.wanted(area) {
		row := d.row(id, buttons)
		if blind {
			if row.Text.Empty() || !row.Safety || row.Back != "" {
				continue
			}
			row = sheetRow{ID: id, From: row.From, Text: row.Text}
		}
		a := d.texts.Area(i18n.Source, id)
		if sheets[a] == nil {
			sheets[a] = &sheet{Language: lang, Area: a, Translator: machine, Blind: blind}
		}
		sheets[a].Texts = append(sheets[a].Texts, row)
		texts++
		letters += size(d.wordings(i18n.Source, id))
		if d.safety(id) {
			safety++
		}
	}
	if texts == 0 {
		return fmt.Errorf("%s has no texts to write out in %s", lang, area)
	}
	for a, s := range sheets {
		b, err := encode(s)
		if err != nil {
			return err
		}
		name := sheetFile(dir, a, lang)
		if _, err := os.Stat(name); err == nil {
			return fmt.Errorf("%s is there; what stands in it would be lost: import or delete it", name)
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, b, 0o644); err != nil {
			return err
		}
	}
	fmt.Fprintf(out, "%s: %d texts, %d letters of English, %d safety texts, %d files in %s\n", lang, texts, letters, safety, len(sheets), dir)
	return nil
}

// row is a text as its sheet has it.
func (d *desk) row(id string, buttons map[string]bool) sheetRow {
	lang := d.checker.ID
	english := d.wordings(i18n.Source, id)
	r := sheetRow{
		ID: id, English: &english, Status: d.state(id), Safety: d.safety(id),
		Placeholders: translation.Placeholders(english), From: d.texts.Hash(id),
	}
	r.Japanese, r.Easy = d.beside("ja", id), d.beside("ja-x-easy", id)
	if english.By != "" {
		r.Forms = d.checker.Plurals()
	}
	for _, t := range d.checker.Terms(english) {
		say := t.Say(lang)
		if len(say) == 0 {
			continue
		}
		row := sheetTerm{ID: t.ID, Japanese: t.Japanese, Reading: t.Reading, Note: t.Note}
		for _, w := range say {
			row.Say = append(row.Say, w.Say)
		}
		for _, s := range say[0].From {
			row.Seen += string(s)
		}
		r.Terms = append(r.Terms, row)
	}
	if buttons[id] {
		r.Most = fits(size(english))
	}
	text := d.wordings(lang, id)
	switch {
	case r.Status == "stale":
		r.Was = &text
	case r.Status != "missing":
		r.Text, r.Back = text, d.texts.Status(lang, id).Back
	}
	return r
}

// beside is a text of another language, nil where it is the one translated into.
func (d *desk) beside(lang, id string) *translation.Wordings {
	if lang == d.checker.ID || !d.texts.Has(lang, id) {
		return nil
	}
	w := d.wordings(lang, id)
	return &w
}

// size is how many characters a text has, all its forms together.
func size(w translation.Wordings) (n int) {
	for _, f := range w.Forms {
		n += utf8.RuneCountInString(f)
	}
	return n
}

// fits is about how many letters fit where an English label of that many does: short
// words grow most.
func fits(english int) int { return max(12, english*3/2+4) }

var label = regexp.MustCompile(`Label:\s*kit\.T\("([a-z_0-9.]+)"`)

// buttonTexts lists the texts that stand on buttons: those that the code of the window
// names as labels. Ones put together at run time are not found.
func buttonTexts(code string) (map[string]bool, error) {
	ids := map[string]bool{}
	err := filepath.WalkDir(code, func(name string, e fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || e.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		b, err := os.ReadFile(name)
		for _, m := range label.FindAllSubmatch(b, -1) {
			ids[string(m[1])] = true
		}
		return err
	})
	return ids, err
}
