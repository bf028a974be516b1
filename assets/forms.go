package assets

import (
	"embed"
	"io/fs"
)

//go:embed forms
var formFiles embed.FS

// Forms is the folder of known forms: <family>/<year>.yaml.
func Forms() fs.FS {
	sub, err := fs.Sub(formFiles, "forms")
	if err != nil {
		return formFiles // fs.Sub refuses malformed paths only
	}
	return sub
}
