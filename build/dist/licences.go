package main

import (
	"bytes"
	"debug/buildinfo"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// licences is the text of every licence of what is inside the program: the
// modules it was built of, which its build information names, and the
// typefaces. A module without a text in assets/licences is an error.
func (m *maker) licences(program []byte) ([]byte, error) {
	dir := filepath.Join(m.root, "assets", "licences")
	b, err := os.ReadFile(filepath.Join(dir, "index.json"))
	if err != nil {
		return nil, err
	}
	var index []struct{ Module, Version, Licence, File string }
	if err := json.Unmarshal(b, &index); err != nil {
		return nil, fmt.Errorf("assets/licences/index.json: %w", err)
	}
	info, err := buildinfo.Read(bytes.NewReader(program))
	if err != nil {
		return nil, err
	}
	inside := []string{"std"}
	for _, d := range info.Deps {
		inside = append(inside, d.Path)
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "%s %s\n\nThe program states no licence of its own yet. Inside it are:\n", m.product.name, m.product.version)
	part := func(head, file string) error {
		text, err := os.ReadFile(file)
		if err == nil {
			fmt.Fprintf(&out, "\n%s\n%s\n\n%s\n", bytes.Repeat([]byte("="), 72), head, bytes.TrimSpace(text))
		}
		return err
	}
	for _, module := range inside {
		i := slices.IndexFunc(index, func(e struct{ Module, Version, Licence, File string }) bool { return e.Module == module })
		if i < 0 {
			return nil, fmt.Errorf("assets/licences has no licence of %s, which is in the program", module)
		}
		e := index[i]
		if err := part(e.Module+" "+e.Version+" ("+e.Licence+")", filepath.Join(dir, e.File)); err != nil {
			return nil, err
		}
	}
	fonts, err := filepath.Glob(filepath.Join(m.root, "assets", "fonts", "*_ofl.txt"))
	if err != nil {
		return nil, err
	}
	for _, f := range fonts {
		if err := part("Typeface: "+filepath.Base(f), f); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), nil
}
