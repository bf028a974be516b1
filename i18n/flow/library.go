package flow

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"github.com/go-text/typesetting/language"
)

// Library is Faces from a folder of typefaces: index.json, a list of {file,
// weight, role, languages (BCP 47), scripts (ISO 15924)}, and the files it
// lists. A face is read when a character is first set in it. Like an Engine it
// is not safe for concurrent use.
type Library struct {
	fsys  fs.FS
	faces []*volume
	err   error
}

var _ Faces = (*Library)(nil)

// volume is one face of a Library.
type volume struct {
	File      string
	Weight    Weight
	Role      string
	Languages []string
	Scripts   []string

	face *OpenType
	bad  bool
}

// fallbackRole marks the face that holds names and terms for lines of every
// language.
const fallbackRole = "primary and fallback"

// OpenLibrary reads the index and none of the faces.
func OpenLibrary(fsys fs.FS) (*Library, error) {
	b, err := fs.ReadFile(fsys, "index.json")
	if err != nil {
		return nil, fmt.Errorf("list typefaces: %w", err)
	}
	l := &Library{fsys: fsys}
	if err := json.Unmarshal(b, &l.faces); err != nil {
		return nil, fmt.Errorf("list typefaces: %w", err)
	}
	if len(l.faces) == 0 {
		return nil, errors.New("list typefaces: there are none")
	}
	return l, nil
}

// Err is the first face that could not be read, if any; others stand in for it.
func (l *Library) Err() error { return l.err }

// Read lists the files that were read so far, in the order of the index.
func (l *Library) Read() []string {
	var names []string
	for _, v := range l.faces {
		if v.face != nil {
			names = append(names, v.File)
		}
	}
	return names
}

// Face implements Faces: the face of the query's language, then those made for
// the cluster's script, then the fallback, then any that has all of the cluster.
func (l *Library) Face(cluster []rune, q Query) Face {
	var first Face
	tried := make([]bool, len(l.faces))
	for _, wanted := range []func(*volume) bool{
		func(v *volume) bool {
			return slices.ContainsFunc(v.Languages, func(t string) bool { return speaks(q.Lang, t) })
		},
		func(v *volume) bool { return v.writes(q.Script) },
		func(v *volume) bool { return v.Role == fallbackRole },
		func(*volume) bool { return true },
	} {
		for i, v := range l.faces {
			if tried[i] || weight(v.Weight) != nearest(q.Weight) || !wanted(v) {
				continue
			}
			tried[i] = true
			f := l.open(v)
			if f == nil {
				continue
			}
			if hasAll(f, cluster) {
				return f
			}
			if first == nil {
				first = f
			}
		}
	}
	if first == nil {
		return nothing{}
	}
	return first
}

// nearest is the weight of the two a family has.
func nearest(w Weight) int {
	if weight(w) >= 600 {
		return int(Bold)
	}
	return int(Regular)
}

// writes reports whether a face is made for a script, also as one part of a
// writing system of several.
func (v *volume) writes(s language.Script) bool {
	for _, name := range v.Scripts {
		switch {
		case name == s.String():
			return true
		case name == "Jpan" && (s == language.Han || s == language.Hiragana || s == language.Katakana),
			name == "Kore" && s == language.Hangul:
			return true
		}
	}
	return false
}

// open reads the face straight from its file, so that no second copy of it
// stays in memory.
func (l *Library) open(v *volume) *OpenType {
	if v.face != nil || v.bad {
		return v.face
	}
	face, err := readFace(l.fsys, v.File)
	if err != nil {
		v.bad = true
		l.err = errors.Join(l.err, fmt.Errorf("read %s: %w", v.File, err))
		return nil
	}
	v.face = face
	return face
}

func readFace(fsys fs.FS, name string) (*OpenType, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	// The file stays open as long as the face lives, and outlines are read where it
	// lies: for one that is embedded in the program neither costs anything.
	if r, ok := f.(io.ReaderAt); ok {
		st, err := f.Stat()
		if err != nil {
			_ = f.Close()
			return nil, err
		}
		return Read(r, st.Size())
	}
	defer func() { _ = f.Close() }()
	b, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	return Parse(b)
}

// nothing is the face of a library whose files are all gone: every character is
// reported as missing.
type nothing struct{}

func (nothing) Has(rune) bool    { return false }
func (nothing) Metrics() Metrics { return Metrics{UnitsPerEm: 1000, Ascent: 880, Descent: -120} }

func (nothing) Shape(in Shaping) []Shaped {
	out := make([]Shaped, 0, in.End-in.Start)
	for i := in.Start; i < in.End; i++ {
		out = append(out, Shaped{Cluster: i, Advance: 500})
	}
	if in.RTL {
		slices.Reverse(out)
	}
	return out
}
