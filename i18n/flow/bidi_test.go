package flow

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"testing"
)

// dataLines are the lines of a test file without comments.
func dataLines(t *testing.T, name string) []string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []string
	for s := bufio.NewScanner(f); s.Scan(); {
		if l := s.Text(); l != "" && !strings.HasPrefix(l, "#") {
			out = append(out, l)
		}
	}
	if len(out) == 0 {
		t.Fatalf("%s is empty", name)
	}
	return out
}

func TestLevelsAgreeWithUnicode(t *testing.T) { bidiConformance(t, "testdata/bidi.txt") }

// bidiConformance reads a file in the form of BidiCharacterTest.txt.
func bidiConformance(t *testing.T, name string) {
	bad := 0
	for _, l := range dataLines(t, name) {
		f := strings.Split(l, ";")
		var text []rune
		for _, h := range strings.Fields(f[0]) {
			v, err := strconv.ParseInt(h, 16, 32)
			if err != nil {
				t.Fatal(err)
			}
			text = append(text, rune(v))
		}
		classes, _ := classesOf(text)
		base := int8(0)
		switch f[1] {
		case "1":
			base = 1
		case "2":
			base = max(0, firstStrong(classes))
		}
		if strconv.Itoa(int(base)) != f[2] {
			t.Errorf("%s: paragraph level %d", l, base)
			continue
		}
		levels := levelsOf(text, classes, base)
		for i := len(text) - 1; i >= 0 && (isSpaceClass(classes[i]) || isRemoved(classes[i])); i-- {
			levels[i] = base
		}
		var got, order []string
		var kept []int8
		var at []int
		for i, c := range classes {
			if isRemoved(c) {
				got = append(got, "x")
				continue
			}
			got = append(got, strconv.Itoa(int(levels[i])))
			kept, at = append(kept, levels[i]), append(at, i)
		}
		for _, k := range visualOrder(kept) {
			order = append(order, strconv.Itoa(at[k]))
		}
		if strings.Join(got, " ") != f[3] || strings.Join(order, " ") != f[4] {
			t.Errorf("%s\n got %s; %s", l, got, order)
			if bad++; bad > 10 {
				t.Fatal("and more")
			}
		}
	}
}

// The end of an isolate forgets embeddings that were too deep inside of it (X6a),
// which no line of Unicode's file asks for: the a after it is embedded again.
func TestAnIsolateEndsTooManyEmbeddings(t *testing.T) {
	text := []rune("\u2067" + strings.Repeat("\u202b", 130) + "x\u2069\u202ba\u202c")
	classes, _ := classesOf(text)
	if l := levelsOf(text, classes, 0); l[len(l)-2] != 2 {
		t.Errorf("level %d after the isolate, want 2", l[len(l)-2])
	}
}
