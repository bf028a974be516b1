package ruby

import (
	"errors"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func cases(t *testing.T, name string) [][]string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for _, l := range strings.Split(strings.TrimSuffix(string(b), "\n"), "\n") {
		if !strings.HasPrefix(l, "#") {
			out = append(out, strings.Split(l, "\t"))
		}
	}
	return out
}

func TestNotationIsRead(t *testing.T) {
	for _, c := range cases(t, "testdata/good.txt") {
		var want []Run
		for _, f := range strings.Fields(c[1]) {
			b, r, _ := strings.Cut(strings.ReplaceAll(f, "_", " "), "/")
			want = append(want, Run{b, r})
		}
		got, err := Parse(c[0])
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %q, %v; want %q", c[0], got, err, want)
		}
	}
}

func TestWrongNotationIsRefusedWithItsPlace(t *testing.T) {
	for _, c := range cases(t, "testdata/bad.txt") {
		_, err := Parse(c[0])
		var e *Error
		if !errors.As(err, &e) || string(e.Reason) != c[1] || strconv.Itoa(e.Column) != c[2] {
			t.Errorf("%s: %+v, want %s at %s", c[0], err, c[1], c[2])
			continue
		}
		if len([]rune(c[0][:e.Offset])) != e.Column {
			t.Errorf("%s: byte %d is not character %d", c[0], e.Offset, e.Column)
		}
	}
}

func TestPlainAndBracketed(t *testing.T) {
	runs, err := Parse("市役所《しやくしょ》へ ｜行《い》きます。")
	if err != nil {
		t.Fatal(err)
	}
	if p := Plain(runs); p != "市役所へ 行きます。" {
		t.Error(p)
	}
	if b := Bracketed(runs); b != "市役所（しやくしょ）へ 行（い）きます。" {
		t.Error(b)
	}
}

func TestFormatRefusesWhatCannotBeWritten(t *testing.T) {
	for reason, r := range map[Reason]Run{
		Nested: {"漢《字", ""}, NoBase: {"", "よみ"}, EmptyReading: {"漢字", " "}, NotClosed: {"漢\n字", "よみ"},
	} {
		_, err := Format([]Run{r})
		var e *Error
		if !errors.As(err, &e) || e.Reason != reason {
			t.Errorf("%q: %v, want %s", r, err, reason)
		}
	}
}

// Every notation that is read keeps every character of its text, and what is
// written from the runs reads as the same runs.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"｜住民票《じゅうみんひょう》を", "佐々木《ささき》", "かな《よみ》", "｜a《b》c｜", "》", "漢\n字《じ》"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		runs, err := Parse(s)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.Offset < 0 || e.Offset >= len(s) {
				t.Fatalf("%q: %#v", s, err)
			}
			return
		}
		var all strings.Builder
		for _, r := range runs {
			all.WriteString(r.Base + r.Reading)
		}
		if got, want := all.String(), strings.NewReplacer("｜", "", "《", "", "》", "").Replace(s); got != want {
			t.Fatalf("%q became %q", s, got)
		}
		text, err := Format(runs)
		if err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		if again, err := Parse(text); err != nil || !slices.Equal(again, runs) {
			t.Fatalf("%q: %q, then %q, %v", s, runs, again, err)
		}
	})
}
