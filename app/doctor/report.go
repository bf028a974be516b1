package doctor

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// Hidden stands where Report took something out.
const Hidden = "[hidden]"

// Report returns the lines as they may be passed on to someone who helps. Every
// one of the words given (name of the user, of the host, the home path) is
// hidden wherever it stands by itself, whatever its case, and so are the serial
// numbers that the service puts in brackets behind the names of readers. The
// lines given stay as they are.
func Report(lines []Line, hide ...string) []Line {
	h := hider(hide)
	out := make([]Line, len(lines))
	for i, l := range lines {
		out[i] = l
		out[i].Facts = make(map[string]any, len(l.Facts))
		for name, value := range l.Facts {
			switch v := value.(type) {
			case string:
				value = h(v)
			case Names:
				value = Names(each(v, h))
			case Words:
				value = Words(each(v, h))
			}
			out[i].Facts[name] = value
		}
	}
	return out
}

func each(list []string, f func(string) string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = f(s)
	}
	return out
}

// brackets hold a serial number: pcscd names a reader "Name [Interface] (serial)
// 00 00".
var brackets = regexp.MustCompile(`\([^()]*\)`)

func hider(words []string) func(string) string {
	words = slices.DeleteFunc(slices.Clone(words), func(w string) bool { return strings.Trim(w, `/\ `) == "" })
	// The longer first: a home path holds the user's name.
	slices.SortFunc(words, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	var patterns []*regexp.Regexp
	for _, w := range words {
		patterns = append(patterns, regexp.MustCompile(`(?i)(^|[^\pL\pN])`+regexp.QuoteMeta(w)+`($|[^\pL\pN])`))
	}
	return func(s string) string {
		s = brackets.ReplaceAllString(s, Hidden)
		for _, p := range patterns {
			for range 2 { // two neighbours share the sign between them
				s = p.ReplaceAllString(s, "${1}"+Hidden+"${2}")
			}
		}
		return s
	}
}
