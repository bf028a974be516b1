package assets

import (
	"embed"
	"io/fs"
)

//go:embed licences
var licences embed.FS

// Licences returns the licence texts of everything this program is built and
// tested with: index.json, a list of {"module", "version", "licence", "file"}
// where licence is an SPDX identifier and module "std" is Go's own library, and
// beside it the texts in UTF-8.
func Licences() fs.FS {
	sub, err := fs.Sub(licences, "licences")
	if err != nil {
		panic(err) // the folder above is a constant
	}
	return sub
}
