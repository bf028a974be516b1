package main

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"madoguchi/app/platform"
	"madoguchi/app/ui/page"
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
