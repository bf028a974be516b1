package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"madoguchi/app/platform"
	"madoguchi/app/ui/page"
	"madoguchi/assets"
	"madoguchi/forms"
)

// places are the folders where people's files lie, the likeliest first, and the
// sticks that are plugged in.
func places() []page.Place {
	home, err := os.UserHomeDir()
	if err != nil {
		return []page.Place{{Name: string(filepath.Separator), Path: string(filepath.Separator)}}
	}
	documents := filepath.Join(home, "Documents")
	if f, err := platform.UserFolders(); err == nil && f.Documents != "" {
		documents = f.Documents
	}
	var out []page.Place
	for _, p := range []page.Place{
		{ID: "documents", Path: documents},
		{ID: "downloads", Path: filepath.Join(home, "Downloads")},
		{ID: "downloads", Path: filepath.Join(home, "ダウンロード")},
		{ID: "desktop", Path: filepath.Join(home, "Desktop")},
		{ID: "desktop", Path: filepath.Join(home, "デスクトップ")},
		{ID: "home", Path: home},
	} {
		if isFolder(p.Path) && !slices.ContainsFunc(out, func(o page.Place) bool { return o.Path == p.Path }) {
			out = append(out, p)
		}
	}
	return append(out, sticks(runtime.GOOS, os.Getenv("USER"))...)
}

// sampleName is what the sheet to practise on is called among a person's files.
const sampleName = "madoguchi_sample.pdf"

// sampleIn lays the sheet to practise on in a folder, unless it is there, and
// returns its path. It replaces nothing.
func sampleIn(folder string) (string, error) {
	sheet, err := fs.ReadFile(assets.Sample(), "sample.pdf")
	if err != nil {
		return "", err
	}
	base, ext := strings.TrimSuffix(sampleName, ".pdf"), ".pdf"
	for n := 2; ; n++ {
		path := filepath.Join(folder, base+ext)
		if there, err := os.ReadFile(path); err == nil && bytes.Equal(there, sheet) {
			return path, nil
		}
		p, err := outputs{}.create(path, nil, false)
		if err == nil {
			_, wrote := p.Write(sheet)
			if wrote == nil {
				wrote = p.Commit()
			}
			return path, errors.Join(wrote, p.Abort())
		}
		if !forms.Is(err, forms.OutputExists) {
			return "", err
		}
		base = fmt.Sprintf("%s_%d", strings.TrimSuffix(sampleName, ext), n)
	}
}

// sticks are the disks that were plugged in, by the names the system gives them.
func sticks(system, user string) []page.Place {
	var out []page.Place
	if system == "windows" {
		for c := 'D'; c <= 'Z'; c++ {
			if root := string(c) + `:\`; isFolder(root) {
				out = append(out, page.Place{Name: root, Path: root})
			}
		}
		return out
	}
	for _, root := range []string{filepath.Join("/media", user), filepath.Join("/run/media", user), "/Volumes"} {
		all, err := os.ReadDir(root)
		if err != nil {
			continue
		}
		for _, x := range all {
			if path := filepath.Join(root, x.Name()); isFolder(path) {
				out = append(out, page.Place{Name: x.Name(), Path: path})
			}
		}
	}
	return out
}

func isFolder(path string) bool {
	st, err := os.Stat(path)
	return err == nil && st.IsDir()
}
