package uitest

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf16"
)

// Home is what a program takes for its person's folders: empty at first, and
// removed with the test. A second run in the same Home is the same person
// starting the program again.
type Home struct {
	// Dir holds all of them, and nothing else.
	Dir string
}

// homeFolders are the folders of a Home and the variables that name them.
var homeFolders = [...]struct{ variable, folder string }{
	{"HOME", "home"},
	{"XDG_CONFIG_HOME", "home/.config"},
	{"XDG_DATA_HOME", "home/.local/share"},
	{"XDG_STATE_HOME", "home/.local/state"},
	{"XDG_CACHE_HOME", "home/.cache"},
	{"XDG_DOCUMENTS_DIR", "home/Documents"},
	{"XDG_DOWNLOAD_DIR", "home/Downloads"},
	{"XDG_DATA_DIRS", "share"},
	{"XDG_RUNTIME_DIR", "run"},
	{"TMPDIR", "tmp"},
}

// NewHome makes a Home. Its path is short, for the sockets that may lie in it.
func NewHome(tb testing.TB) *Home {
	tb.Helper()
	h, err := MakeHome()
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := os.RemoveAll(h.Dir); err != nil {
			tb.Error(err)
		}
	})
	return h
}

// MakeHome is NewHome for what is no test; the caller removes Dir.
func MakeHome() (*Home, error) {
	dir, err := os.MkdirTemp("", "home")
	if err != nil {
		return nil, err
	}
	for _, x := range homeFolders {
		if err := os.MkdirAll(filepath.Join(dir, x.folder), 0o700); err != nil {
			return nil, err
		}
	}
	// The system's own list of font folders, with none in it.
	none := []byte("<?xml version=\"1.0\"?>\n<fontconfig></fontconfig>\n")
	return &Home{Dir: dir}, os.WriteFile(filepath.Join(dir, "fonts.conf"), none, 0o600)
}

// Env is the environment of a program that lives there: its folders, PATH, a
// plain locale, and no more; no session bus, no font of the system's list.
func (h *Home) Env() []string {
	env := []string{"PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8", "FONTCONFIG_FILE=" + filepath.Join(h.Dir, "fonts.conf")}
	for _, x := range homeFolders {
		env = append(env, x.variable+"="+filepath.Join(h.Dir, x.folder))
	}
	return env
}

// Path is a path inside the person's home folder.
func (h *Home) Path(elem ...string) string {
	return filepath.Join(append([]string{h.Dir, "home"}, elem...)...)
}

// Files lists every file below Dir, by its path from there.
func (h *Home) Files() ([]string, error) {
	var out []string
	err := filepath.WalkDir(h.Dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(h.Dir, path)
		out = append(out, rel)
		return err
	})
	return out, err
}

// Holding lists the files, below Dir, in whose bytes or name the text is found:
// as UTF-8, or as UTF-16 of either byte order.
func (h *Home) Holding(text string) ([]string, error) {
	var out []string
	files, err := h.Files()
	if err != nil {
		return nil, err
	}
	for _, name := range files {
		path := filepath.Join(h.Dir, name)
		if st, err := os.Lstat(path); err == nil && !st.Mode().IsRegular() {
			continue // a socket or a link has no bytes of its own
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		if Holds(append(b, name...), text) {
			out = append(out, name)
		}
	}
	return out, nil
}

// Holds reports whether the text is in b: as UTF-8, or as UTF-16 of either byte
// order. No text is in nothing.
func Holds(b []byte, text string) bool {
	if text == "" {
		return false
	}
	var little, big []byte
	for _, u := range utf16.Encode([]rune(text)) {
		little, big = append(little, byte(u), byte(u>>8)), append(big, byte(u>>8), byte(u))
	}
	return bytes.Contains(b, []byte(text)) || bytes.Contains(b, little) || bytes.Contains(b, big)
}
