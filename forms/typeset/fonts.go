package typeset

import (
	"bytes"
	"io"
	"io/fs"

	"madoguchi/forms"
	"madoguchi/i18n/flow"
)

// Fonts are the typefaces of a paper, for every language we have a face for. Like
// the faces themselves it is not safe for concurrent use.
type Fonts struct {
	library *flow.Library
	engine  *flow.Engine
	shelf   *shelf
	sources map[flow.Face]*source
}

// source is the file of a face.
type source struct {
	file io.ReaderAt
	size int64
}

// OpenFonts takes typefaces from a folder as flow.OpenLibrary describes it; a file
// is read when a character is first set in it. Problem: ReadFailed when there is
// no list of them.
func OpenFonts(fsys fs.FS) (*Fonts, error) {
	s := &shelf{fsys: fsys}
	l, err := flow.OpenLibrary(s)
	if err != nil {
		return nil, forms.Fail(forms.ReadFailed, "open typefaces", err)
	}
	return &Fonts{library: l, engine: flow.New(l), shelf: s, sources: map[flow.Face]*source{}}, nil
}

// outlined is a face whose outlines can be drawn.
type outlined interface {
	Outline(id uint32) []flow.Stroke
	Metrics() flow.Metrics
}

// source finds the file of a face, nil if it has none: the one that is read when
// the face is asked for an outline.
func (f *Fonts) source(face flow.Face) *source {
	if s, ok := f.sources[face]; ok {
		return s
	}
	f.shelf.last = nil
	if o, ok := face.(outlined); ok {
		o.Outline(0)
	}
	f.sources[face] = f.shelf.last
	return f.shelf.last
}

// shelf is a folder that notes which of its files was read last.
type shelf struct {
	fsys fs.FS
	last *source
}

func (s *shelf) Open(name string) (fs.File, error) {
	f, err := s.fsys.Open(name)
	if err != nil {
		return nil, err
	}
	st, err := f.Stat()
	if err != nil || st.IsDir() {
		return f, err
	}
	r, ok := f.(io.ReaderAt)
	if !ok {
		b, err := io.ReadAll(f)
		if err != nil {
			_ = f.Close()
			return nil, err
		}
		whole := bytes.NewReader(b)
		return &book{File: f, Reader: whole, source: &source{whole, whole.Size()}, shelf: s}, nil
	}
	return &book{File: f, Reader: f, source: &source{r, st.Size()}, shelf: s}, nil
}

// book is a file of a shelf.
type book struct {
	fs.File
	io.Reader
	source *source
	shelf  *shelf
}

func (b *book) Read(p []byte) (int, error) { return b.Reader.Read(p) }

func (b *book) ReadAt(p []byte, at int64) (int, error) {
	b.shelf.last = b.source
	return b.source.file.ReadAt(p, at)
}
