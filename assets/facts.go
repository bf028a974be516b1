package assets

import (
	"embed"
	"io/fs"
)

//go:embed facts
var factFiles embed.FS

// Facts is the vocabulary of facts: <area>.yaml.
func Facts() fs.FS {
	sub, err := fs.Sub(factFiles, "facts")
	if err != nil {
		return factFiles // fs.Sub refuses malformed paths only
	}
	return sub
}
