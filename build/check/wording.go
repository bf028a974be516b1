package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"madoguchi/app/fact"
	"madoguchi/i18n/ruby"
)

// Where the words stand, and the texts they are kept out of.
const (
	wordingFolder = "assets/wording/"
	localeFolder  = "i18n/locales/"
)

// banned is one word no text of a language may have.
type banned struct {
	word *regexp.Regexp
	why  string
	but  []string // ids of texts that may
	in   string   // how the ids of the texts begin that may not; "" for all
}

// checkWording refuses texts for users with words of assets/wording/<language>.yaml.
// A language with a subtag, as ja-x-easy, has those of its own and of the one before
// it.
func (h *house) checkWording() error {
	words := map[string][]banned{}
	for _, file := range h.files {
		if !strings.HasPrefix(file, wordingFolder) || path.Ext(file) != ".yaml" {
			continue
		}
		list, err := readWording(h.root, file)
		if err != nil {
			return err
		}
		words[strings.TrimSuffix(path.Base(file), ".yaml")] = list
	}
	for _, file := range h.files {
		if !strings.HasPrefix(file, localeFolder) || path.Ext(file) != ".json" || strings.HasPrefix(file, localeFolder+"status/") {
			continue
		}
		lang := strings.TrimSuffix(path.Base(file), ".json")
		root, _, _ := strings.Cut(lang, "-")
		list := words[lang]
		if root != lang {
			list = slices.Concat(list, words[root])
		}
		if err := h.checkWords(file, list); err != nil {
			return err
		}
	}
	return nil
}

func readWording(root, file string) (list []banned, err error) {
	b, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(file)))
	if err != nil {
		return nil, err
	}
	n, err := fact.Read(file, b)
	if err != nil {
		return nil, err
	}
	for _, item := range n.Items {
		if err := item.Only("word", "why", "but", "in"); err != nil {
			return nil, err
		}
		word, _ := item.Get("word")
		why, _ := item.Get("why")
		in, _ := item.Get("in")
		w := banned{why: why.Text, in: in.Text}
		if w.word, err = regexp.Compile("(?i)" + word.Text); err != nil || word.Text == "" || w.why == "" {
			return nil, item.Fault("write {word: a regular expression, why: …}", "this is no word to keep out (%v)", err)
		}
		if but, some := item.Get("but"); some {
			if w.but, err = but.AsWords(); err != nil {
				return nil, err
			}
		}
		list = append(list, w)
	}
	return list, nil
}

func (h *house) checkWords(file string, list []banned) error {
	b, err := os.ReadFile(filepath.Join(h.root, filepath.FromSlash(file)))
	if err != nil {
		return err
	}
	var texts map[string]any
	if err := json.Unmarshal(b, &texts); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	for id, value := range texts {
		if strings.HasSuffix(id, ".words") { // what people type to search, never shown
			continue
		}
		for _, text := range forms(value) {
			for _, w := range list {
				if found := w.word.FindString(text); found != "" && strings.HasPrefix(id, w.in) && !slices.Contains(w.but, id) {
					line := 1 + bytes.Count(b[:max(0, bytes.Index(b, []byte(`"`+id+`"`)))], []byte("\n"))
					h.refuse(file, line, w.why, "the text %s says %q", id, found)
				}
			}
		}
	}
	return nil
}

// forms are the forms of a text as they are read, without furigana.
func forms(value any) (list []string) {
	switch v := value.(type) {
	case string:
		if runs, err := ruby.Parse(v); err == nil {
			v = ruby.Plain(runs)
		}
		list = append(list, v)
	case map[string]any:
		for _, x := range v {
			list = append(list, forms(x)...)
		}
	}
	return list
}
