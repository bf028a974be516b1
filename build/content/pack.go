package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"

	"madoguchi/app/fact"
)

// packedFile holds the rules and what they cite, read and checked as far as a file
// alone can be, so that the program starts without reading YAML.
const packedFile = "assets/packed.zip"

// packedFolders are the folders of assets that are packed.
var packedFolders = []string{"changes", "deadlines", "directory", "facts", "guides", "holidays", "laws", "pages", "params", "rules"}

// pack writes packedFile from the folders of assets.
func pack(assets string) error {
	b, err := packed(os.DirFS(assets))
	if err != nil {
		return err
	}
	name := filepath.Join(assets, filepath.Base(packedFile))
	if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, b) {
		return nil
	}
	return os.WriteFile(name, b, 0o644)
}

// packed is the archive: every YAML file of the folders under its own name, in the
// form of fact.Pack. The same files give the same bytes.
func packed(assets fs.FS) ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	var faults []error
	for _, folder := range packedFolders {
		err := fs.WalkDir(assets, folder, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			if path.Ext(name) != ".yaml" {
				return fmt.Errorf("%s is no YAML file", name)
			}
			text, err := fs.ReadFile(assets, name)
			if err != nil {
				return err
			}
			n, err := fact.Read(name, text)
			if err != nil {
				faults = append(faults, err)
				return nil
			}
			f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store, Modified: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)})
			if err != nil {
				return err
			}
			_, err = f.Write(fact.Pack(n))
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), errors.Join(faults...)
}
