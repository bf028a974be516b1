package assets

import (
	"embed"
	"io/fs"
)

//go:embed icons
var iconFiles embed.FS

// Icons is the folder of pictures.
func Icons() fs.FS {
	sub, err := fs.Sub(iconFiles, "icons")
	if err != nil {
		return iconFiles // fs.Sub refuses malformed paths only
	}
	return sub
}
