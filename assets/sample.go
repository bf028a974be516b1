package assets

import (
	"embed"
	"io/fs"
)

//go:embed sample
var sampleFiles embed.FS

// Sample is the folder of papers to practise on; sample.pdf, one page, is at its
// root.
func Sample() fs.FS {
	sub, err := fs.Sub(sampleFiles, "sample")
	if err != nil {
		return sampleFiles // fs.Sub refuses malformed paths only
	}
	return sub
}
