package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"madoguchi/build/content/translation"
	"madoguchi/i18n"
	"madoguchi/i18n/glossary"
)

const (
	assetsFolder = "assets"
	// machine is who made a text that no person wrote.
	machine = "machine"
)

// sheet is one area as translators get it: <area>/<language>.json, as the locale files
// stand. What is filled in is translator, and text and back of each text; the
// rest is to be read.
type sheet struct {
	Language string `json:"language"`
	// Area is the folder of the texts in i18n/locales, "." for its root.
	Area string `json:"area"`
	// Translator is "machine", or what the translator wants to be called.
	Translator string `json:"translator"`
	// Blind: only back is filled in, by somebody who has not seen the English text.
	Blind bool       `json:"blind,omitempty"`
	Texts []sheetRow `json:"texts"`
}

// sheetRow is one text.
type sheetRow struct {
	ID string `json:"id"`
	// English, Japanese and easy Japanese, plural forms as objects.
	English  *translation.Wordings `json:"en,omitempty"`
	Japanese *translation.Wordings `json:"ja,omitempty"`
	Easy     *translation.Wordings `json:"ja_x_easy,omitempty"`
	// Status is missing, stale, made or reviewed.
	Status string `json:"status,omitempty"`
	Safety bool   `json:"safety,omitempty"`
	// Placeholders must stand in the translation.
	Placeholders []string `json:"placeholders,omitempty"`
	// Forms are the plural forms that the language needs here.
	Forms []string `json:"forms,omitempty"`
	// Terms must be written as the offices do.
	Terms []sheetTerm `json:"terms,omitempty"`
	// Most is about how many letters fit on a button.
	Most int `json:"most,omitempty"`
	// Was is the translation of an older English text.
	Was *translation.Wordings `json:"was,omitempty"`
	// From is the hash of the English text.
	From string `json:"from"`
	// Text is the translation, "" for none yet.
	Text translation.Wordings `json:"text"`
	// Back is the translation in English again, for safety texts.
	Back string `json:"back"`
}

type sheetTerm struct {
	ID       string `json:"id"`
	Japanese string `json:"ja"`
	Reading  string `json:"reading"`
	// Say are the wordings, the best one first.
	Say []string `json:"say"`
	// Seen are the letters of where the best one was seen; "" for a proposal.
	Seen string `json:"seen"`
	Note string `json:"note,omitempty"`
}

// desk is what translators' files are made from and held to.
type desk struct {
	texts   *i18n.Catalogue
	rules   *translation.Rules
	checker *translation.Checker
}

func openDesk(lang string) (*desk, error) {
	rules, err := translation.OwnRules()
	if err != nil {
		return nil, err
	}
	terms, err := glossary.Load(os.DirFS(filepath.Join(assetsFolder, "glossary")))
	if err != nil {
		return nil, err
	}
	d := &desk{rules: rules}
	if d.checker, err = translation.New(rules, terms, os.DirFS(filepath.Join(assetsFolder, "wording")), lang); err != nil {
		return nil, err
	}
	d.texts, err = i18n.Load(os.DirFS(folder))
	return d, err
}

// wanted lists the ids of the texts that the language is to have within an area.
func (d *desk) wanted(area string) (ids []string) {
	for _, id := range d.texts.IDs() {
		if a := d.texts.Area(i18n.Source, id); within(a, area) && d.rules.Wanted(d.checker.Language, a, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

func (d *desk) wordings(lang, id string) translation.Wordings {
	by, forms := d.texts.Message(lang, id)
	return translation.Wordings{By: by, Forms: forms}
}

func (d *desk) safety(id string) bool { return d.rules.Safety(d.texts.Area(i18n.Source, id), id) }

// state is missing, stale, made or reviewed.
func (d *desk) state(id string) string {
	lang := d.checker.ID
	switch {
	case !d.texts.Has(lang, id):
		return "missing"
	case d.texts.Stale(lang, id):
		return "stale"
	case d.texts.Status(lang, id).Reviewer != "":
		return "reviewed"
	}
	return "made"
}

// sheetFile is where the sheet of an area stands below a folder.
func sheetFile(dir, area, lang string) string {
	return filepath.Join(dir, filepath.FromSlash(area), lang+".json")
}

// readSheet reads a sheet and refuses what is none. The name of the faults is that of
// the file.
func readSheet(dir, name, lang string) (s sheet, err error) {
	b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		return s, err
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&s); err != nil {
		line := 1 + bytes.Count(b[:min(int(dec.InputOffset()), len(b))], []byte("\n"))
		return s, fmt.Errorf("%s:%d: %w; export it again and fill in text and back", name, line, err)
	}
	switch {
	case s.Language != lang:
		return s, fmt.Errorf("%s: it is in %q; write language: %q", name, s.Language, lang)
	case s.Area != path.Dir(name):
		return s, fmt.Errorf("%s: it is of area %q; leave the file where it was", name, s.Area)
	case strings.TrimSpace(s.Translator) == "" || len(s.Translator) > 60 || strings.ContainsAny(s.Translator, "@\n"):
		return s, fmt.Errorf("%s: %q is no translator; write machine, or a short name, no address", name, s.Translator)
	}
	return s, nil
}

// encode is a value as the files of this program have it.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	err := e.Encode(v)
	return b.Bytes(), err
}
