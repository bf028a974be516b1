package platform

import "path/filepath"

func userFolders(env func(string) string, _ func(string) ([]byte, error)) (Folders, error) {
	home := env("HOME")
	if !filepath.IsAbs(home) {
		return Folders{}, ErrNoHome
	}
	own := filepath.Join(home, "Library", "Application Support", application)
	return Folders{
		Config:    filepath.Join(own, "config"),
		State:     filepath.Join(own, "state"),
		Documents: filepath.Join(home, "Documents"),
	}, nil
}
