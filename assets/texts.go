package assets

import (
	"embed"
	"io/fs"
)

// texts is written by build/content from i18n/locales.
//
//go:embed texts/*.zip
var texts embed.FS

// Texts are those for users, packed: <language>.zip.
func Texts() fs.FS {
	sub, err := fs.Sub(texts, "texts")
	if err != nil {
		return damaged{err} // fs.Sub refuses malformed paths only
	}
	return sub
}
