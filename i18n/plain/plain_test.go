package plain

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"madoguchi/i18n/ruby"
)

func checker() *Checker {
	return New(Words{
		Glossary:  []string{"住民票", "在留カード", "国籍"},
		Official:  []string{"届出受理証明書"},
		Loanwords: []string{"カード", "コピー", "マイナンバーカード"},
		Easy:      strings.Split("人紙町所名前国一二三四五六七八九十日月火水", ""),
	})
}

func TestTheRules(t *testing.T) {
	b, err := os.ReadFile("testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	c := checker()
	for _, l := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		if strings.HasPrefix(l, "#") {
			continue
		}
		text, want, _ := strings.Cut(l, "\t")
		found, err := c.Check(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		var got []string
		for _, f := range found {
			if !slices.Contains(got, string(f.Rule)) {
				got = append(got, string(f.Rule))
			}
		}
		slices.Sort(got)
		rules := strings.Fields(want)
		if want == "ok" {
			rules = nil
		}
		slices.Sort(rules)
		if !slices.Equal(got, rules) {
			t.Errorf("%s\n got %v, want %v", text, got, rules)
		}
	}
}

func TestAFindingNamesItsPlace(t *testing.T) {
	const text = "｜紙《かみ》を 届出 してください。"
	found, err := checker().Check(text)
	if err != nil || len(found) != 1 {
		t.Fatal(found, err)
	}
	runs, _ := ruby.Parse(text)
	if got := ruby.Plain(runs)[found[0].Start:found[0].End]; got != "届出" {
		t.Errorf("%q", got)
	}
}

func TestALongPage(t *testing.T) {
	for n, want := range map[int]int{200: 0, 201: 1} { // five characters a sentence
		found, err := checker().Check(strings.Repeat("うみ です。", n))
		if err != nil || len(found) != want || want == 1 && (found[0].Rule != PageLong || found[0].Count != 1005) {
			t.Errorf("%d sentences: %v, %v", n, found, err)
		}
	}
}

func TestWrongNotationIsAnError(t *testing.T) {
	_, err := checker().Check("｜紙")
	var e *ruby.Error
	if !errors.As(err, &e) {
		t.Fatal(err)
	}
}

// Whatever the text, a finding lies within it.
func FuzzCheck(f *testing.F) {
	for _, s := range []string{"｜紙《かみ》を だす。", "令和元年（令和8年）", "{a} 9:30〜", "ない、ありません", "\xff。", "（（）"} {
		f.Add(s)
	}
	c := checker()
	f.Fuzz(func(t *testing.T, s string) {
		found, err := c.Check(s)
		if err != nil {
			return
		}
		runs, _ := ruby.Parse(s)
		plain := ruby.Plain(runs)
		for _, x := range found {
			if x.Start < 0 || x.End > len(plain) || x.Start > x.End || utf8.ValidString(plain) && !utf8.ValidString(plain[x.Start:x.End]) {
				t.Fatalf("%q: %+v", plain, x)
			}
		}
	})
}
