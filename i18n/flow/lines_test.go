package flow

import (
	"math"
	"slices"
	"strings"
	"testing"

	"madoguchi/i18n/ruby"
)

func prepare(t testing.TB, text, lang string, o Options) *Prepared {
	t.Helper()
	runs, err := ruby.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return New(blocks()).Prepare(Paragraph{Lang: lang, Spans: []Span{{runs, Style{Size: 10}}}}, o)
}

func texts(p *Prepared, width float64) []string {
	var out []string
	for l := range p.Lines(width) {
		out = append(out, strings.TrimRight(p.Text[l.Start:l.End], "\n"))
	}
	return out
}

// seen is what stands on a line from left to right, glyph by glyph.
func seen(l Line) string {
	var b strings.Builder
	for _, r := range l.Runs {
		for _, g := range r.Glyphs {
			b.WriteRune(rune(g.ID))
		}
	}
	return b.String()
}

func TestLinesBreakWhereTheyMay(t *testing.T) {
	for _, c := range []struct {
		text, lang string
		width      float64 // a wide character is 10
		want       string
	}{
		{"あいうえおかき", "ja", 30, "あいう|えおか|き"},
		{"あいう。えお", "ja", 30, "あい|う。え|お"},
		{"あい「うえ」お", "ja", 30, "あい|「う|え」お"},
		{"キャッシュカード", "ja", 30, "キャッ|シュ|カード"},
		{"My Number カード", "ja", 40, "My |Number |カード"},
		{"100\u00a0000 yen", "en", 25, "100\u00a00|00 |yen"},
		{"山\u2060田さん", "ja", 20, "山\u2060田|さん"},
		{"ぶん\u200bせつ", "ja", 20, "ぶん\u200b|せつ"},
		{"aaa bbb", "en", 15, "aaa |bbb"},
		{"aaa bbb", "en", 35, "aaa bbb"},
		{"abcdefgh", "en", 20, "abcd|efgh"},
		{"x abcdefgh", "en", 20, "x |abcd|efgh"},
		{"one\ntwo", "en", 100, "one|two"},
		{"one\n", "en", 100, "one|"},
		{"one\r\n\r\ntwo", "en", 100, "one\r|\r|two"},
		{"", "en", 100, ""},
		{"สวัสดีครับ ผม", "th", 35, "สวัสดีครับ |ผม"},
		{"สวัสดีครับ", "th", 20, "สวัสดี|ครับ"},
		{"မြန်မာ", "my", 10, "မြန်|မာ"},
		{"か\u3099き\u3099", "ja", 5, "か\u3099|き\u3099"},
		{"👩‍👩‍👧👩‍👩‍👧", "en", 5, "👩‍👩‍👧|👩‍👩‍👧"},
		{"aa」。", "ja", 15, "a|a」|。"},
		{"あ　　い", "ja", 10, "あ　　|い"},
		{"받을 수 있습니다", "ko", 55, "받을 수 |있습니다"},
		{"받을 수 있습니다", "", 55, "받을 수 있|습니다"},
		{"있습니다", "ko", 20, "있습|니다"},
		{"co\u00adoperate", "en", 40, "co\u00ad|operate"},
	} {
		p := prepare(t, c.text, c.lang, Options{})
		if got := strings.Join(texts(p, c.width), "|"); got != c.want {
			t.Errorf("%q in %v: %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

func TestSmallKanaMayBeginALineByChoice(t *testing.T) {
	p := prepare(t, "キャッシュ", "ja", Options{SmallKanaStart: true})
	if got := strings.Join(texts(p, 20), "|"); got != "キャ|ッシ|ュ" {
		t.Error(got)
	}
}

func TestASoftHyphenIsSeenOnlyWhereTheLineBreaks(t *testing.T) {
	p := prepare(t, "co\u00adop", "en", Options{})
	for width, want := range map[float64]string{100: "coop", 15: "co\u2010|op", 10: "co|op"} {
		var got []string
		for l := range p.Lines(width) {
			got = append(got, seen(l))
			if l.Width > width {
				t.Errorf("the line %q is %v wide in %v", seen(l), l.Width, width)
			}
		}
		if strings.Join(got, "|") != want {
			t.Errorf("in %v: %q, want %q", width, got, want)
		}
	}
}

func TestMixedDirection(t *testing.T) {
	for _, c := range []struct{ text, lang, want string }{
		{"abc אבג def", "en", "abc גבא def"},
		{"אבג abc דהו", "he", "והד abc גבא"},
		{"אבג 123 דהו", "he", "והד 123 גבא"},
		{"רחוב 12, דירה 3", "he", "3 הריד ,12 בוחר"},
		{"(אבג)", "he", "(גבא)"},
		{"אבג (abc) דהו", "he", "והד (abc) גבא"},
		{"PDF אבג", "he", "גבא PDF"},
		{"PDF אבג", "", "PDF גבא"},
		{"אבג PDF", "", "PDF גבא"},
		{"abc (אבג 12) def", "en", "abc (12 גבא) def"},
		{"住民票 אבג 12", "he", "12 גבא 住民票"},
		{"אבג " + Isolate("0570-01") + " דהו", "he", "והד 0570-01 גבא"},
		{"ابج 0570-01", "ar", "01-0570 جبا"}, // what Isolate is for
		{"ابج " + Isolate("0570-01"), "ar", "0570-01 جبا"},
	} {
		p := prepare(t, c.text, c.lang, Options{})
		for l := range p.Lines(math.Inf(1)) {
			if got := seen(l); got != c.want {
				t.Errorf("%s (%s): %s, want %s", c.text, c.lang, got, c.want)
			}
		}
	}
}

func TestEveryLineOfMixedTextIsOrderedByItself(t *testing.T) {
	p := prepare(t, "אבג abc def דהו", "he", Options{})
	var got []string
	for l := range p.Lines(40) {
		got = append(got, seen(l))
		if !l.RTL || math.Abs(l.X+l.Width-40) > 1e-9 {
			t.Errorf("line %q from %v to %v does not stand at the right", seen(l), l.X, l.X+l.Width)
		}
	}
	if !slices.Equal(got, []string{"abc גבא", "והד def"}) {
		t.Errorf("%q", got)
	}
}

func TestAlignment(t *testing.T) {
	for o, want := range map[Align]float64{Start: 0, Center: 10, End: 20} {
		for l := range prepare(t, "あ", "ja", Options{Align: o}).Lines(30) {
			if l.X != want || l.Runs[0].X != want {
				t.Errorf("alignment %d at %v, run at %v", o, l.X, l.Runs[0].X)
			}
		}
	}
}

func TestNoGlyphReachesOutOfItsLine(t *testing.T) {
	for _, o := range []Options{{}, {Uneven: true}, {LineHeight: 1.2}} {
		for text, deep := range map[string]float64{"Ệ\u0323\u0301 a": 13, "ကြွ": 13, "aaa": 8.8} {
			for l := range prepare(t, text, "", o).Lines(1000) {
				if l.Baseline < deep {
					t.Errorf("%q: the baseline at %v cuts marks %v high", text, l.Baseline, deep)
				}
				if below := l.Height - l.Baseline; strings.ContainsRune(text, 'က') && below < 9 {
					t.Errorf("%q: %v below the baseline", text, below)
				}
			}
		}
	}
}

func TestLinesOfAParagraphAreEquallyHigh(t *testing.T) {
	p := prepare(t, "あいう住民票《じゅうみんひょう》えおか き ကြွ", "ja", Options{})
	heights := map[float64]bool{}
	n := 0
	for l := range p.Lines(40) {
		heights[l.Height] = true
		n++
	}
	if n < 3 || len(heights) != 1 {
		t.Errorf("%d lines with heights %v", n, heights)
	}
}

func TestWhatHasNoGlyphIsReported(t *testing.T) {
	latin := Stack{{Face: &blockFace{has: func(r rune) bool { return r < 0x80 }}}}
	runs := []ruby.Run{{Base: "a字b"}, {Base: "c", Reading: "よ"}, {Base: "\u200b\u2060a\u200d\n"}}
	p := New(latin).Prepare(Paragraph{Spans: []Span{{runs, Style{Size: 10}}}}, Options{})
	if want := []Missing{{'字', 1}, {'よ', 5}}; !slices.Equal(p.Missing, want) {
		t.Errorf("%v, want %v", p.Missing, want)
	}
}

func TestAGlyphNamesTheTextOfItsCluster(t *testing.T) {
	for l := range prepare(t, "xe\u0301y אב", "", Options{}).Lines(1000) {
		var got [][2]int
		for _, r := range l.Runs {
			for _, g := range r.Glyphs {
				got = append(got, [2]int{g.Start, g.End})
			}
		}
		if want := [][2]int{{0, 1}, {1, 4}, {1, 4}, {4, 5}, {5, 6}, {8, 10}, {6, 8}}; !slices.Equal(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
	}
}

func TestDirectionOfLanguages(t *testing.T) {
	for lang, want := range map[string]bool{
		"ar": true, "fa-AF": true, "prs": true, "ps": true, "ur-PK": true, "he": true, "ku-Arab": true, "rhg-Rohg": true,
		"ja": false, "ja-x-easy": false, "az-Latn": false, "uz-x-arab": false, "ar-Latn": false, "kmr": false, "": false,
	} {
		if got := rightToLeft(lang); got != want {
			t.Errorf("%q: %t", lang, got)
		}
	}
}

func TestFontsHearNoPrivateUse(t *testing.T) {
	for lang, want := range map[string]string{"ja-x-easy": "ja", "zh-Hant-TW": "zh-Hant-TW", "x-pseudo": "", "": ""} {
		if got := shapingLang(lang); got != want {
			t.Errorf("%q: %q", lang, got)
		}
	}
}

// swashFace makes the last letter of a piece wider than it is inside the word.
type swashFace struct{ blockFace }

func (f *swashFace) Shape(in Shaping) []Shaped {
	out := f.blockFace.Shape(in)
	if in.End < len(in.Text) {
		out[len(out)-1].Advance += 300
	}
	return out
}

func TestAPieceOfAWordIsMeasuredAsItIsSet(t *testing.T) {
	p := New(Stack{{Face: &swashFace{}}}).Prepare(Paragraph{Spans: []Span{Plain("abcdefghij", Style{Size: 10})}}, Options{})
	for l := range p.Lines(21) { // four letters would fit, the swash does not
		if l.Overflow {
			t.Errorf("%q is %v wide", p.Text[l.Start:l.End], l.Width)
		}
	}
}

func TestAClusterIsNeverSplitOverTwoFaces(t *testing.T) {
	base := &blockFace{name: "no marks", has: func(r rune) bool { return r < 0x300 }}
	all := &blockFace{name: "all"}
	p := New(Stack{{Face: base}, {Face: all}}).Prepare(Paragraph{Spans: []Span{Plain("ae\u0323\u0301a", Style{Size: 10})}}, Options{})
	for l := range p.Lines(1000) {
		var got []string
		for _, r := range l.Runs {
			got = append(got, r.Face.(*blockFace).name+":"+p.Text[r.Start:r.End])
		}
		if !slices.Equal(got, []string{"no marks:a", "all:e\u0323\u0301", "no marks:a"}) {
			t.Errorf("%q", got)
		}
	}
}

func TestTheFaceOfTheLanguageComesFirst(t *testing.T) {
	ja, zh, any := &blockFace{name: "ja"}, &blockFace{name: "zh-Hant"}, &blockFace{name: "any"}
	bold := &blockFace{name: "ja bold"}
	s := Stack{{Face: zh, Lang: "zh-Hant"}, {Face: any}, {Face: ja, Lang: "ja"}, {Face: bold, Lang: "ja", Weight: Bold}}
	for _, c := range []struct {
		lang string
		w    Weight
		want string
	}{{"ja-x-easy", 0, "ja"}, {"ja", Bold, "ja bold"}, {"zh-Hant-TW", 0, "zh-Hant"}, {"zh-Hans", 0, "any"}, {"", 0, "any"}} {
		p := New(s).Prepare(Paragraph{Lang: c.lang, Spans: []Span{Plain("直", Style{Size: 10, Weight: c.w})}}, Options{})
		for l := range p.Lines(100) {
			if got := l.Runs[0].Face.(*blockFace).name; got != c.want {
				t.Errorf("%s %d: face %s, want %s", c.lang, c.w, got, c.want)
			}
		}
	}
}
