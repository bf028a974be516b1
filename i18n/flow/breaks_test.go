package flow

import (
	"strconv"
	"strings"
	"testing"

	"github.com/go-text/typesetting/segmenter"
)

func TestBreaksAgreeWithUnicode(t *testing.T) { lineConformance(t, "testdata/linebreak.txt") }

// lineConformance reads a file in the form of LineBreakTest.txt. Lines are read
// with small kana held, as the file has them, and breaks inside a grapheme
// cluster, which we never make, are passed over.
func lineConformance(t *testing.T, name string) {
	var seg segmenter.Segmenter
	for _, l := range dataLines(t, name) {
		l, _, _ = strings.Cut(l, "#")
		var text []rune
		var want []bool
		for _, f := range strings.Fields(l) {
			switch f {
			case "÷", "×":
				want = append(want, f == "÷")
			default:
				v, err := strconv.ParseInt(f, 16, 32)
				if err != nil {
					t.Fatal(err)
				}
				text = append(text, rune(v))
			}
		}
		got := breaksOf(&seg, text, false)
		for i := range want {
			if i > 0 && got[i]&clusterEdge != 0 && (got[i]&lineBreak != 0) != want[i] {
				t.Errorf("%s: break before %d is %t", l, i, !want[i])
			}
		}
	}
}

func marked(text []rune, breaks []brk, flag brk) string {
	var b strings.Builder
	for i, r := range text {
		if i > 0 && breaks[i]&flag != 0 {
			b.WriteByte('|')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func TestKinsoku(t *testing.T) {
	var seg segmenter.Segmenter
	for _, l := range dataLines(t, "testdata/kinsoku.txt") {
		mode, want, _ := strings.Cut(l, "\t")
		want, err := strconv.Unquote(`"` + want + `"`)
		if err != nil {
			t.Fatal(err)
		}
		text := []rune(strings.ReplaceAll(want, "|", ""))
		if got := marked(text, breaksOf(&seg, text, mode == "loose"), lineBreak); got != want {
			t.Errorf("%s: %+q\n  want %+q\n  %s", mode, got, want, got)
		}
	}
}

func TestWordsAreCutBetweenSyllables(t *testing.T) {
	var seg segmenter.Segmenter
	for _, l := range dataLines(t, "testdata/clusters.txt") {
		word, want, _ := strings.Cut(l, "\t")
		if got := marked([]rune(word), breaksOf(&seg, []rune(word), false), goodCut); got != want {
			t.Errorf("%s: cut as %s, want %s", word, got, want)
		}
	}
}
