package assets

import (
	"embed"
	"io/fs"
)

//go:embed practice
var practice embed.FS

// Practice holds the made-up people of the practice cards (people/*.json, UTF-8),
// a drawn portrait for all of them (photo.jp2, JPEG 2000), their keys and those
// of the practice authorities (keys/*.pem, PKCS #8) and the fingerprints of the
// authorities' certificates (authority.json). The keys are public on purpose:
// what they sign proves nothing.
func Practice() fs.FS {
	sub, err := fs.Sub(practice, "practice")
	if err != nil {
		// Only a name that is no path can fail here, and this one is a path.
		return practice
	}
	return sub
}
