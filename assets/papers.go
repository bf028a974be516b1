package assets

import (
	"embed"
	"io/fs"
)

//go:embed papers
var paperFiles embed.FS

// Papers are what a paper for the counter may say of a topic, and what follows from
// the clerk's tick: *.yaml.
func Papers() fs.FS {
	sub, err := fs.Sub(paperFiles, "papers")
	if err != nil {
		return paperFiles // fs.Sub refuses malformed paths only
	}
	return sub
}
