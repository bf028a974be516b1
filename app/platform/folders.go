package platform

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// application is the name of our folder inside the user's.
const application = "madoguchi"

// Folders are where a user's files belong. None of them is made here.
type Folders struct {
	// Config is for what the person chose; it may be copied to another computer.
	Config string
	// State is for what the program keeps for itself on this computer.
	State string
	// Documents is where the person looks for finished papers.
	Documents string
}

// ErrNoHome: the system does not say where the user's files are.
var ErrNoHome = errors.New("no home folder")

// UserFolders finds the folders by the rules of the system: the XDG Base
// Directory Specification and user-dirs.dirs on Linux and other Unix systems,
// Application Support on macOS, the Known Folders on Windows.
func UserFolders() (Folders, error) { return userFolders(os.Getenv, os.ReadFile) }

// xdgFolders follows the XDG Base Directory Specification 0.8, by which a path
// that is not absolute is ignored.
func xdgFolders(env func(string) string, read func(string) ([]byte, error)) (Folders, error) {
	home := env("HOME")
	if !filepath.IsAbs(home) {
		return Folders{}, ErrNoHome
	}
	base := func(name string, under ...string) string {
		if dir := env(name); filepath.IsAbs(dir) {
			return dir
		}
		return filepath.Join(append([]string{home}, under...)...)
	}
	config := base("XDG_CONFIG_HOME", ".config")
	f := Folders{
		Config:    filepath.Join(config, application),
		State:     filepath.Join(base("XDG_STATE_HOME", ".local", "state"), application),
		Documents: filepath.Join(home, "Documents"),
	}
	// Without the file, or when it cannot be read, the usual name is as good.
	b, _ := read(filepath.Join(config, "user-dirs.dirs"))
	if dir := userDir(string(b), "XDG_DOCUMENTS_DIR", home); dir != "" {
		f.Documents = dir
	}
	return f, nil
}

// userDir reads one line of user-dirs.dirs: NAME="$HOME/folder" or an absolute
// path, quoted as for a shell.
func userDir(text, name, home string) string {
	for line := range strings.Lines(text) {
		value, ok := strings.CutPrefix(strings.TrimSpace(line), name+"=")
		if !ok {
			continue
		}
		value, ok = strings.CutPrefix(value, `"`)
		if !ok {
			continue
		}
		if value, ok = strings.CutSuffix(value, `"`); !ok {
			continue
		}
		rest, under := strings.CutPrefix(value, "$HOME")
		rest = unquoteShell(rest)
		switch {
		case under && (rest == "" || rest[0] == '/'):
			return filepath.Join(home, rest)
		case !under && filepath.IsAbs(rest):
			return filepath.Clean(rest)
		}
	}
	return ""
}

// unquoteShell takes away the backslashes of a double-quoted shell string.
func unquoteShell(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
