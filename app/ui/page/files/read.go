package files

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

// entry is a file or folder.
type entry struct {
	name string
	// key is the name as it is sought: see folded.
	key     string
	folder  bool
	changed time.Time
}

// read lists a folder: folders by name, then files, the newest first. Hidden ones
// and what is neither file nor folder are left out; a link counts as what it leads
// to.
func read(folder string) ([]entry, error) {
	all, err := os.ReadDir(folder)
	if err != nil && len(all) == 0 {
		return nil, err
	}
	out := make([]entry, 0, len(all))
	for _, x := range all {
		if hidden(x.Name()) {
			continue
		}
		var st fs.FileInfo
		if x.Type()&fs.ModeSymlink != 0 {
			st, err = os.Stat(folder + string(os.PathSeparator) + x.Name())
		} else {
			st, err = x.Info()
		}
		if err != nil || !st.IsDir() && !st.Mode().IsRegular() {
			continue
		}
		out = append(out, entry{name: x.Name(), key: folded(x.Name()), folder: st.IsDir(), changed: st.ModTime()})
	}
	slices.SortStableFunc(out, func(a, b entry) int {
		switch {
		case a.folder != b.folder:
			if a.folder {
				return -1
			}
			return 1
		case a.folder:
			return strings.Compare(a.key, b.key)
		}
		return b.changed.Compare(a.changed)
	})
	return out, nil
}

func hidden(name string) bool { return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") }

// folded makes letters of every width and case alike, katakana and hiragana too,
// and characters in one piece and in several: other systems write が as two.
func folded(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'ァ' && r <= 'ヶ' {
			return r - 'ァ' + 'ぁ'
		}
		return r
	}, strings.ToLower(norm.NFKC.String(name)))
}
