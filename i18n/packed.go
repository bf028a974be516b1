package i18n

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// packedEnding is how the file of a packed language ends.
const packedEnding = ".zip"

// Packed is Open for texts that were packed: <language>.zip at the root of fsys holds
// the files of one language under the names that Open reads. It is unpacked when the
// first text of the language is asked for. Its statuses say themselves what is stale,
// for English need not be read to find out.
func Packed(fsys fs.FS) (*Catalogue, error) {
	names, err := fs.Glob(fsys, "*"+packedEnding)
	if err != nil {
		return nil, fmt.Errorf("list packed locales: %w", err)
	}
	c := &Catalogue{fsys: fsys, languages: map[string]*shelf{}, alone: map[string]*shelf{}}
	for _, name := range names {
		c.languages[strings.TrimSuffix(name, packedEnding)] = &shelf{packed: name}
	}
	return c, c.hasSource()
}

// unpack is the files of a packed language. It notes their names.
func (l *shelf) unpack(fsys fs.FS) (fs.FS, error) {
	b, err := fs.ReadFile(fsys, l.packed)
	if err != nil {
		return nil, fmt.Errorf("read locale %s: %w", l.packed, err)
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, fmt.Errorf("unpack locale %s: %w", l.packed, err)
	}
	for _, f := range z.File {
		if path.Dir(f.Name) == statusFolder {
			l.status = f.Name
		} else {
			l.files = append(l.files, f.Name)
		}
	}
	return z, nil
}
