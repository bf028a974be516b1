// Command content looks after the texts: it says which are older than their
// English source, and records that somebody has looked at them again.
//
//	go run ./build/content status             what is missing or stale
//	go run ./build/content stamp LANG [ID…]   these texts (or all) fit their source now
//
// It writes only i18n/locales/status.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"madoguchi/i18n"
)

const folder = "i18n/locales"

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "content:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	c, err := i18n.Load(os.DirFS(folder))
	if err != nil {
		return err
	}
	switch {
	case len(args) == 1 && args[0] == "status":
		return status(c, out)
	case len(args) >= 2 && args[0] == "stamp":
		return stamp(c, args[1], args[2:])
	}
	return errors.New("usage: content status | content stamp LANG [ID…]")
}

func status(c *i18n.Catalogue, out io.Writer) error {
	for _, lang := range c.Languages() {
		var missing, stale, reviewed int
		for _, id := range c.IDs() {
			switch {
			case !c.Has(lang, id):
				missing++
				fmt.Fprintf(out, "%s %s is missing\n", lang, id)
			case c.Stale(lang, id):
				stale++
				fmt.Fprintf(out, "%s %s is stale\n", lang, id)
			}
			if c.Status(lang, id).Reviewer != "" {
				reviewed++
			}
		}
		fmt.Fprintf(out, "%s: %d texts, %d missing, %d stale, %d read by a native reader\n", lang, len(c.IDs())-missing, missing, stale, reviewed)
	}
	return nil
}

// stamp records the present source for the given texts of a language. A review
// of an older wording is kept only where the source did not change.
func stamp(c *i18n.Catalogue, lang string, ids []string) error {
	if lang == i18n.Source || !slices.Contains(c.Languages(), lang) {
		return fmt.Errorf("no translated language %s", lang)
	}
	all := map[string]i18n.Status{}
	for _, id := range c.IDs() {
		if !c.Has(lang, id) {
			continue
		}
		s := c.Status(lang, id)
		if (len(ids) == 0 || slices.Contains(ids, id)) && c.Stale(lang, id) {
			s.From, s.Reviewer, s.Back = c.Hash(id), "", ""
		}
		all[id] = s
	}
	for _, id := range ids {
		if _, ok := all[id]; !ok {
			return fmt.Errorf("%s has no text %s", lang, id)
		}
	}
	b, err := json.MarshalIndent(all, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "status", lang+".json"), append(b, '\n'), 0o644)
}
