package translation

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"madoguchi/app/fact"
)

// banned is a word that no text of a language may have.
type banned struct {
	word *regexp.Regexp
	why  string
	but  []string
	in   string
}

// readWording reads the words kept out of a language and of the one it is a kind of:
// of ja too for ja-x-easy. A language without such a file has none.
func readWording(wording fs.FS, lang string) (list []banned, err error) {
	root, _, _ := strings.Cut(lang, "-")
	for _, l := range slices.Compact([]string{lang, root}) {
		name := l + ".yaml"
		b, err := fs.ReadFile(wording, name)
		if err != nil {
			continue
		}
		n, err := fact.Read(path.Join("assets/wording", name), b)
		if err != nil {
			return nil, err
		}
		for _, item := range n.Items {
			w, err := readBanned(item)
			if err != nil {
				return nil, err
			}
			list = append(list, w)
		}
	}
	return list, nil
}

func readBanned(n fact.Node) (w banned, err error) {
	if err := n.Only("word", "why", "but", "in"); err != nil {
		return w, err
	}
	word, _ := n.Get("word")
	why, _ := n.Get("why")
	in, _ := n.Get("in")
	w = banned{why: why.Text, in: in.Text}
	if w.word, err = regexp.Compile("(?i)" + word.Text); err != nil || word.Text == "" || w.why == "" {
		return w, n.Fault("write {word: a regular expression, why: …}", "this is no word to keep out")
	}
	if but, some := n.Get("but"); some {
		w.but, err = but.AsWords()
	}
	return w, err
}

// of is what the word is in a text; empty: not there, or allowed.
func (w banned) of(id, text string) string {
	if strings.HasSuffix(id, ".words") || !strings.HasPrefix(id, w.in) || slices.Contains(w.but, id) {
		return ""
	}
	return w.word.FindString(text)
}
