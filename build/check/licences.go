package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

const licenceDir = "assets/licences"

// standardLibrary is the entry of what the Go distribution itself puts into
// the program; its version is go.mod's go line.
const standardLibrary = "std"

// module is a requirement of go.mod.
type module struct {
	path, version string
	line          int
}

// licence is one entry of assets/licences/index.json.
type licence struct {
	Module  string `json:"module"`
	Version string `json:"version"`
	Licence string `json:"licence"` // SPDX identifier
	File    string `json:"file"`    // beside index.json
}

// readModule reads go.mod.
func (h *house) readModule(ctx context.Context) error {
	cmd := exec.CommandContext(ctx, "go", "mod", "edit", "-json")
	cmd.Dir = h.root
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("go mod edit -json: %w", err)
	}
	var mod struct {
		Go      string
		Module  struct{ Path string }
		Require []struct{ Path, Version string }
	}
	if err := json.Unmarshal(out, &mod); err != nil {
		return fmt.Errorf("go mod edit -json: %w", err)
	}
	text, err := os.ReadFile(h.abs("go.mod"))
	if err != nil {
		return err
	}
	h.module = mod.Module.Path
	h.require = []module{{standardLibrary, "go" + mod.Go, lineOf(text, "go ")}}
	for _, r := range mod.Require {
		h.require = append(h.require, module{r.Path, r.Version, lineOf(text, r.Path+" ")})
	}
	return nil
}

// checkLicences compares go.mod with assets/licences: each module listed with
// its version and its text, and nothing listed that is gone.
func (h *house) checkLicences() {
	const cure = "go run ./build/check -licences"
	name := licenceDir + "/index.json"
	text, err := os.ReadFile(h.abs(name))
	var list []licence
	if err == nil {
		err = json.Unmarshal(text, &list)
	}
	if err != nil {
		h.refuse(name, 1, cure, "the list of licences cannot be read")
		return
	}
	files := map[string]bool{"index.json": true}
	listed := map[string]licence{}
	for _, l := range list {
		line := lineOf(text, `"`+l.Module+`"`)
		listed[l.Module] = l
		files[l.File] = true
		if !slices.ContainsFunc(h.require, func(m module) bool { return m.path == l.Module }) {
			h.refuse(name, line, cure, "%s is listed and not in go.mod", l.Module)
		}
		if l.Licence == "" {
			h.refuse(name, line, "read "+l.File+" and write its SPDX identifier", "%s has no licence identifier", l.Module)
		}
		if b, err := os.ReadFile(h.abs(path.Join(licenceDir, l.File))); err != nil || len(bytes.TrimSpace(b)) == 0 {
			h.refuse(name, line, cure, "the licence text %q of %s is not there", l.File, l.Module)
		}
	}
	for _, m := range h.require {
		switch l, ok := listed[m.path]; {
		case !ok:
			h.refuse("go.mod", m.line, cure, "%s has no licence text in %s", m.path, licenceDir)
		case l.Version != m.version:
			h.refuse(name, lineOf(text, `"`+m.path+`"`), cure, "%s is listed at %s, go.mod wants %s", m.path, l.Version, m.version)
		}
	}
	for _, f := range h.files {
		if rest, ok := strings.CutPrefix(f, licenceDir+"/"); ok && !files[rest] {
			h.refuse(f, 0, cure, "licence text of nothing in %s", name)
		}
	}
}

// writeLicences writes assets/licences anew from go.mod and the module cache.
func writeLicences(root string) error {
	ctx := context.Background()
	h := &house{root: root}
	if err := h.readModule(ctx); err != nil {
		return err
	}
	dir := h.abs(licenceDir)
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	var list []licence
	for _, m := range h.require {
		src, err := h.sourceOf(ctx, m)
		if err != nil {
			return err
		}
		text, err := licenceText(src)
		if err != nil {
			return fmt.Errorf("%s: %w", m.path, err)
		}
		l := licence{m.path, m.version, identify(text), strings.ReplaceAll(m.path, "/", "_") + ".txt"}
		if l.Licence == "" {
			return fmt.Errorf("%s: its licence is none of those known here; add it to identify", m.path)
		}
		if err := os.WriteFile(filepath.Join(dir, l.File), text, 0o644); err != nil {
			return err
		}
		list = append(list, l)
	}
	slices.SortFunc(list, func(a, b licence) int { return cmp.Compare(a.Module, b.Module) })
	b, err := json.MarshalIndent(list, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "index.json"), append(b, '\n'), 0o644)
}

// sourceOf returns the folder that holds the module's source.
func (h *house) sourceOf(ctx context.Context, m module) (string, error) {
	args := []string{"env", "GOROOT"}
	if m.path != standardLibrary {
		args = []string{"mod", "download", "-json", m.path + "@" + m.version}
	}
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = h.root
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("go %s: %w", strings.Join(args, " "), err)
	}
	if m.path == standardLibrary {
		return strings.TrimSpace(string(out)), nil
	}
	var answer struct{ Dir string }
	err = json.Unmarshal(out, &answer)
	return answer.Dir, err
}

// licenceText joins the texts at the top of a module: LICENSE and whatever has
// to go with it.
func licenceText(dir string) ([]byte, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var text []byte
	for _, e := range entries {
		upper := strings.ToUpper(e.Name())
		if e.IsDir() || !slices.ContainsFunc([]string{"LICENSE", "LICENCE", "COPYING", "NOTICE"}, func(p string) bool { return strings.HasPrefix(upper, p) }) {
			continue
		}
		b, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		if len(text) > 0 {
			text = append(text, "\n----\n\n"...)
		}
		text = append(text, bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n"))...)
	}
	if len(text) == 0 {
		return nil, fmt.Errorf("no licence text at its top")
	}
	return text, nil
}

// identify names the licence by words that only it has.
func identify(text []byte) string {
	one := strings.Join(strings.Fields(string(text)), " ")
	for _, known := range []struct{ id, words string }{
		{"Apache-2.0", "Apache License Version 2.0"},
		{"MPL-2.0", "Mozilla Public License Version 2.0"},
		{"MPL-2.0", "Mozilla Public License, version 2.0"},
		{"BSD-3-Clause", "may be used to endorse or promote products derived from this software"},
		{"BSD-2-Clause", "Redistributions in binary form must reproduce the above copyright notice"},
		{"MIT", "Permission is hereby granted, free of charge, to any person obtaining a copy of this software"},
		{"ISC", "Permission to use, copy, modify, and/or distribute this software for any purpose"},
	} {
		if strings.Contains(one, known.words) {
			return known.id
		}
	}
	return ""
}

// lineOf is the line of the first occurrence of what, or 1.
func lineOf(text []byte, what string) int {
	before, _, found := bytes.Cut(text, []byte(what))
	if !found {
		return 1
	}
	return bytes.Count(before, []byte("\n")) + 1
}
