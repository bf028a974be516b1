package main

import (
	"archive/tar"
	"cmp"
	"io"
	"path"
	"slices"
	"time"
)

// An entry is a file of a package.
type entry struct {
	name string // relative, with slashes
	mode int64
	data []byte
}

// A tree is what a package puts on a disk.
type tree []entry

func (t *tree) add(name string, mode int64, data []byte) {
	*t = append(*t, entry{name, mode, data})
}

// sorted are the entries by name.
func (t tree) sorted() tree {
	s := slices.Clone(t)
	slices.SortFunc(s, func(a, b entry) int { return cmp.Compare(a.name, b.name) })
	return s
}

// folders are all folders above the entries, by name, each once.
func (t tree) folders() []string {
	var dirs []string
	for _, e := range t {
		for d := path.Dir(e.name); d != "."; d = path.Dir(d) {
			dirs = append(dirs, d)
		}
	}
	slices.Sort(dirs)
	return slices.Compact(dirs)
}

// writeTar writes folders and files of t below prefix, which ends in a slash, in
// one order, owned by root and dated at.
func (t tree) writeTar(w io.Writer, prefix string, at time.Time) error {
	tw := tar.NewWriter(w)
	header := tar.Header{Uname: "root", Gname: "root", ModTime: at, Format: tar.FormatGNU}
	folder := func(name string) error {
		h := header
		h.Typeflag, h.Name, h.Mode = tar.TypeDir, name, 0o755
		return tw.WriteHeader(&h)
	}
	if err := folder(prefix); err != nil {
		return err
	}
	for _, d := range t.folders() {
		if err := folder(prefix + d + "/"); err != nil {
			return err
		}
	}
	for _, e := range t.sorted() {
		h := header
		h.Typeflag, h.Name, h.Mode, h.Size = tar.TypeReg, prefix+e.name, e.mode, int64(len(e.data))
		if err := tw.WriteHeader(&h); err != nil {
			return err
		}
		if _, err := tw.Write(e.data); err != nil {
			return err
		}
	}
	return tw.Close()
}
