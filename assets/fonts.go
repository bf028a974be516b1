package assets

import (
	"embed"
	"io/fs"
)

//go:embed fonts
var fontFiles embed.FS

// Fonts is the folder of typefaces: index.json and, at its root, the files it
// lists. They are TrueType with outlines in glyf, one face to a file, neither
// variable nor hinted, 1000 units to the em, under the SIL Open Font License 1.1,
// whose text with the copyright notices of a face lies beside it.
//
// index.json is a list of {file, family, weight (400 or 700), face, role,
// languages (BCP 47), scripts (ISO 15924), ascent, descent (units, the latter
// negative), units_per_em, bytes, sha256, coverage, licence (SPDX),
// licence_file, sources, changes}. A face whose role is "primary" serves whole
// lines of its languages, Latin letters included; the one whose role is
// "primary and fallback" has the characters of Japanese names and terms for
// lines of every language, and never stands higher than they do.
func Fonts() fs.FS {
	sub, err := fs.Sub(fontFiles, "fonts")
	if err != nil {
		return fontFiles // fs.Sub refuses malformed paths only
	}
	return sub
}
