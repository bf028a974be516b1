// Package locales holds the texts: one file an area and language, such as
// window/sign/ja.json, or ja.json at the root. What is known about how they came
// to be is in status, one file a language. It has no code beyond handing them out.
package locales

import (
	"embed"
	"io/fs"
)

// A pattern for each depth there is: one that matches a folder would refuse to be
// built as long as that is empty. A test finds a file that is deeper.
//
//go:embed *.json */*.json */*/*.json
var files embed.FS

// Files returns the locale files.
func Files() fs.FS { return files }

// Complete lists the languages that must have every text. The others may have
// some, and their readers are told where a text comes from another language.
func Complete() []string { return []string{"en", "ja", "ja-x-easy"} }
