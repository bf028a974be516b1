package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"madoguchi/build/content/translation"
	"madoguchi/i18n"
)

// textsFolder holds the texts as the program has them, a file a language, for
// i18n.Packed: all languages as they stand in i18n/locales would be a fifth of the
// program.
const textsFolder = "texts"

// packTexts writes the files of textsFolder that are other than the texts are.
func packTexts(locales, assets string) error {
	all, err := packedTexts(os.DirFS(locales))
	if err != nil {
		return err
	}
	dir := filepath.Join(assets, textsFolder)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, lang := range slices.Sorted(maps.Keys(all)) {
		name := filepath.Join(dir, lang+".zip")
		if old, err := os.ReadFile(name); err == nil && sameTexts(old, all[lang]) {
			continue
		}
		b, err := zipped(lang, all[lang])
		if err != nil {
			return err
		}
		if err := os.WriteFile(name, b, 0o644); err != nil {
			return err
		}
	}
	return packedAway(dir, all)
}

// packedAway removes the files of languages that there are no more.
func packedAway(dir string, all map[string]map[string][]byte) error {
	there, err := filepath.Glob(filepath.Join(dir, "*.zip"))
	for _, name := range there {
		if all[strings.TrimSuffix(filepath.Base(name), ".zip")] == nil && err == nil {
			err = os.Remove(name)
		}
	}
	return err
}

// packedTexts is what the program has of each language: the files of texts, without
// the blanks of indenting, and of their statuses what a reader is told.
func packedTexts(locales fs.FS) (map[string]map[string][]byte, error) {
	c, err := i18n.Load(locales)
	if err != nil {
		return nil, err
	}
	rules, err := translation.OwnRules()
	if err != nil {
		return nil, err
	}
	all := map[string]map[string][]byte{}
	for _, lang := range c.Languages() {
		areas, statuses := map[string]map[string]any{}, map[string]i18n.Status{}
		for _, id := range c.IDs() {
			if !c.Has(lang, id) {
				continue
			}
			area := c.Area(lang, id)
			if areas[area] == nil {
				areas[area] = map[string]any{}
			}
			by, forms := c.Message(lang, id)
			areas[area][id] = translation.Wordings{By: by, Forms: forms}.Value()
			if s := told(c, rules, lang, id); s != (i18n.Status{}) {
				statuses[id] = s
			}
		}
		files := map[string][]byte{}
		put := func(name string, v any) (err error) {
			files[name], err = compact(v)
			return err
		}
		for area, texts := range areas {
			if err := put(path.Join(area, lang+".json"), texts); err != nil {
				return nil, err
			}
		}
		if err := put(path.Join("status", lang+".json"), statuses); err != nil {
			return nil, err
		}
		all[lang] = files
	}
	return all, nil
}

// told is what a reader is told of how a text came to be.
func told(c *i18n.Catalogue, rules *translation.Rules, lang, id string) i18n.Status {
	s := i18n.Status{Stale: c.Stale(lang, id)}
	if rules.Safety(c.Area(i18n.Source, id), id) {
		s.Safety, s.Reviewer = true, c.Status(lang, id).Reviewer
	}
	return s
}

func compact(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return b.Bytes(), err
}

// readAtOnce are the languages that are not pressed: most starts read one of them.
func readAtOnce(lang string) bool { return lang == i18n.Source || strings.HasPrefix(lang, "ja") }

func zipped(lang string, files map[string][]byte) ([]byte, error) {
	method := zip.Deflate
	if readAtOnce(lang) {
		method = zip.Store
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return nil, err
		}
		if _, err := f.Write(files[name]); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return out.Bytes(), err
}

// sameTexts compares what is packed, for another Go may press it into other bytes.
func sameTexts(packed []byte, files map[string][]byte) bool {
	have, err := unzipped(packed)
	return err == nil && maps.EqualFunc(have, files, bytes.Equal)
}

func unzipped(packed []byte) (map[string][]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return nil, err
	}
	all := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		if all[f.Name], err = io.ReadAll(r); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	return all, nil
}
