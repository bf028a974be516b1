package assets

import (
	"embed"
	"io/fs"
)

//go:embed pins
var pinFiles embed.FS

// Pins is the folder of pinned certificate authorities; jpki.json is at its
// root.
func Pins() fs.FS {
	sub, err := fs.Sub(pinFiles, "pins")
	if err != nil {
		return pinFiles // fs.Sub refuses malformed paths only
	}
	return sub
}
