package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"madoguchi/build/content/translation"
	"madoguchi/i18n"
	"madoguchi/i18n/glossary"
)

// Where the texts stand, and what they are held to.
const (
	localeFolder    = "i18n/locales"
	glossaryFolder  = "assets/glossary"
	wordingFolder   = "assets/wording"
	translationFile = "build/content/translation/rules.yaml"
)

// texts are those of a house under inspection.
type texts struct {
	*house
	*i18n.Catalogue
	rules   *translation.Rules
	checker *translation.Checker
	// raw are the locale files that were looked into.
	raw map[string][]byte
}

// checkContent refuses texts for users that are missing, older than their English
// source, or against the rules of build/content/translation. A house without texts has
// none to look at.
func (h *house) checkContent() error {
	within := func(name string) string { return filepath.Join(h.root, filepath.FromSlash(name)) }
	if _, err := os.Stat(within(localeFolder)); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	c, err := i18n.Load(os.DirFS(within(localeFolder)))
	if err != nil {
		h.refuse(localeFolder, 0, "mend the file", "the texts cannot be read: %v", err)
		return nil
	}
	b, err := os.ReadFile(within(translationFile))
	if err != nil {
		return err
	}
	t := &texts{house: h, Catalogue: c, raw: map[string][]byte{}}
	if t.rules, err = translation.ReadRules(translationFile, b); err != nil {
		return err
	}
	terms, err := glossary.Load(os.DirFS(within(glossaryFolder)))
	if err != nil {
		return err
	}
	for _, left := range c.Leftover() {
		h.refuse(localeFolder+"/"+left, 0, "delete it", "English has no such text")
	}
	languages := append([]string{i18n.Source}, t.rules.Languages()...)
	for _, lang := range c.Languages() {
		if !slices.Contains(languages, lang) {
			h.refuse(localeFolder, 0, "list it in "+translationFile, "there are texts in %s, and no rules for it", lang)
		}
	}
	for _, lang := range languages {
		if t.checker, err = translation.New(t.rules, terms, os.DirFS(within(wordingFolder)), lang); err != nil {
			return err
		}
		t.checkLanguage()
	}
	return nil
}

func (t *texts) checkLanguage() {
	lang := t.checker.ID
	var missing []string
	for _, id := range t.IDs() {
		area := t.Area(i18n.Source, id)
		switch {
		case !t.Has(lang, id):
			if t.rules.Wanted(t.checker.Language, area, id) && !t.checker.Unfinished {
				missing = append(missing, id)
			}
			continue
		case t.Area(lang, id) != area:
			t.refuseText(id, "move it", "stands in the area %s, in English in %s", t.Area(lang, id), area)
		case t.Stale(lang, id):
			t.refuseText(id, "look at it again, then go run ./build/content stamp "+lang+" "+id, "is older than the English text it was made from")
		}
		for _, f := range t.faults(id) {
			t.refuseText(id, f.Cure, "%s", f.What)
		}
	}
	if len(missing) > 0 {
		t.refuse(localeFolder, 0, "go run ./build/content export "+lang+" -o DIR, and translate them", "%s lacks %d texts: %s", lang, len(missing), some(missing))
	}
}

func (t *texts) faults(id string) []translation.Fault {
	lang := t.checker.ID
	if lang == i18n.Source {
		return t.checker.CheckSource(id, t.wordings(lang, id))
	}
	return t.checker.Check(id, t.wordings(i18n.Source, id), t.wordings(lang, id))
}

func (t *texts) wordings(lang, id string) translation.Wordings {
	by, forms := t.Message(lang, id)
	return translation.Wordings{By: by, Forms: forms}
}

// refuseText refuses a text with its file and line.
func (t *texts) refuseText(id, cure, format string, a ...any) {
	file := path.Join(localeFolder, t.Area(t.checker.ID, id), t.checker.ID+".json")
	if t.raw[file] == nil {
		t.raw[file], _ = os.ReadFile(filepath.Join(t.root, filepath.FromSlash(file))) // it was read before
	}
	line := 1 + bytes.Count(t.raw[file][:max(0, bytes.Index(t.raw[file], []byte(`"`+id+`"`)))], []byte("\n"))
	t.refuse(file, line, cure, "the text %s: %s", id, fmt.Sprintf(format, a...))
}

// some are the first of many.
func some(ids []string) string {
	const most = 5
	if len(ids) <= most {
		return fmt.Sprintf("%q", ids)
	}
	return fmt.Sprintf("%q and %d more", ids[:most], len(ids)-most)
}
