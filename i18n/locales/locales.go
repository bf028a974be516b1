// Package locales holds the texts, one flat file a language. It has no code
// beyond handing them out.
package locales

import (
	"embed"
	"io/fs"
)

//go:embed *.json status/*.json
var files embed.FS

// Files returns the locale files.
func Files() fs.FS { return files }
