package kit

import (
	"math"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"madoguchi/app/ui/theme"
)

// line shows a line to write in.
func line(t *testing.T, v *Value) (*room, *entry) {
	t.Helper()
	r := furnish(t, "en", theme.Look{})
	r.show(r.k.Entry(v, Data("Name", "en"), nil))
	return r, r.focused().(*entry)
}

func TestBackspaceTakesAwayWhatAReaderSeesAsOne(t *testing.T) {
	for _, x := range []struct{ name, text, left string }{
		{"a kana with a mark of its own", "か\u3099", ""},
		{"half of two", "きか\u3099", "き"},
		{"a family", "a👨‍👩‍👧", "a"},
		{"a flag", "🇯🇵🇧🇷", "🇯🇵"},
		{"Thai", "กำน้ำ", "กำ"},
		{"Devanagari", "नमस्ते", "नम"}, // स्ते is one since Unicode 15.1
		{"Burmese", "မြန်မာ", "မြန်မ"}, // ာ is one of its own in UAX #29
		{"Vietnamese in pieces", "e\u0302\u0301x", "e\u0302\u0301"},
		{"Hangul in pieces", "한\u1112\u1161\u11ab", "한"},
		{"a name with its variant", "葛\U000E0100", ""},
	} {
		v := &Value{Text: x.text}
		r, _ := line(t, v)
		r.key("BackSpace")
		if v.Text != x.left {
			t.Errorf("%s: %q became %q, not %q", x.name, x.text, v.Text, x.left)
		}
		r.key("Ctrl+Z")
		if v.Text != x.text {
			t.Errorf("%s: undone it is %q", x.name, v.Text)
		}
		r.key("Home")
		for range v.edges[1:] {
			r.key("Right")
		}
		if v.caret != len(v.runes) {
			t.Errorf("%s: a step for each did not lead to the end", x.name)
		}
	}
}

func TestDeleteTakesAwayWhatComesAfter(t *testing.T) {
	v := &Value{Text: "👨‍👩‍👧か\u3099x"}
	r, _ := line(t, v)
	r.key("Home", "Delete")
	if v.Text != "か\u3099x" {
		t.Errorf("left is %q", v.Text)
	}
	r.key("Right", "Delete", "Delete")
	if v.Text != "か\u3099" {
		t.Errorf("left is %q", v.Text)
	}
}

func TestTypingInPiecesJoins(t *testing.T) {
	v := &Value{}
	r, _ := line(t, v)
	r.typing("か\u3099き")
	if v.Text != "か\u3099き" || len(v.edges) != 3 {
		t.Errorf("%q stands there with %d edges", v.Text, len(v.edges))
	}
	r.key("Left", "BackSpace")
	if v.Text != "き" {
		t.Errorf("left is %q", v.Text)
	}
}

func TestEditing(t *testing.T) {
	for _, x := range []struct {
		name, text, keys, want string
	}{
		{"select back and type over", "hello world", "Shift+Left Shift+Left x", "hello worx"},
		{"all", "hello", "Ctrl+A y", "y"},
		{"words back", "one two  three", "Ctrl+Left Ctrl+Left x", "one xtwo  three"},
		{"words on", "one two three", "Home Ctrl+Right Ctrl+Right x", "one twox three"},
		{"words in Japanese", "東京都のホテル2階", "Ctrl+Left Ctrl+Left Ctrl+Left x", "東京都のxホテル2階"},
		{"select a word", "one two", "Ctrl+Shift+Left x", "one x"},
		{"erase a word", "one two", "Ctrl+BackSpace", "one "},
		{"erase a word on", "one two", "Home Ctrl+Delete", " two"},
		{"a step from what is selected", "abc", "Ctrl+A Left x", "xabc"},
		{"a step from what is selected, on", "abc", "Ctrl+A Right x", "abcx"},
		{"select to the beginning", "abc def", "Shift+Home x", "x"},
		{"select to the end", "abc def", "Home Shift+End x", "x"},
		{"cut and paste twice", "abc", "Ctrl+A Ctrl+X Ctrl+V Ctrl+V", "abcabc"},
		{"copy", "abc", "Ctrl+A Ctrl+C End Ctrl+V", "abcabc"},
		{"copy nothing", "abc", "Ctrl+C Ctrl+V", "abc"},
		{"typing is undone as one", "", "a b c Ctrl+Z", ""},
		{"and done again", "", "a b c Ctrl+Z Ctrl+Y", "abc"},
		{"typing at two places is two", "", "a b Home c Ctrl+Z", "ab"},
		{"nothing to undo", "abc", "Ctrl+Z Ctrl+Y", "abc"},
		{"typing ends what could be done again", "", "a Ctrl+Z b Ctrl+Y", "b"},
		{"erase at the ends", "a", "Delete Home BackSpace", "a"},
	} {
		t.Run(x.name, func(t *testing.T) {
			v := &Value{Text: x.text}
			r, _ := line(t, v)
			for _, k := range strings.Fields(x.keys) {
				if len(k) == 1 {
					r.typing(k)
				} else {
					r.key(k)
				}
			}
			if v.Text != x.want {
				t.Errorf("%s makes %q, not %q", x.keys, v.Text, x.want)
			}
		})
	}
}

func TestALineStaysALine(t *testing.T) {
	v := &Value{}
	r, _ := line(t, v)
	r.clip.SetContent("two\nlines\twith\u2028all\x00\x1b kinds")
	r.key("Ctrl+V")
	if v.Text != "two lines with all kinds" {
		t.Errorf("pasted it is %q", v.Text)
	}
	r.clip.SetContent(strings.Repeat("あ", longest))
	r.key("Ctrl+V")
	if v.Text != "two lines with all kinds" {
		t.Errorf("more than there is room for changed it into %d bytes", len(v.Text))
	}
}

func TestChangesAreTold(t *testing.T) {
	r := furnish(t, "en", theme.Look{})
	told, changed := 0, 0
	v := &Value{Changed: func() { told++ }}
	r.show(r.k.Entry(v, Data("Name", "en"), func() { changed++ }))
	r.typing("ab")
	r.key("Left", "Home", "End", "Delete", "Shift+Left", "Ctrl+C")
	if told != 2 || changed != 2 {
		t.Errorf("two letters and no more changes were told %d and %d times", told, changed)
	}
	r.key("BackSpace", "Ctrl+Z", "Ctrl+V")
	if told != 5 || changed != 5 {
		t.Errorf("three more made %d and %d", told, changed)
	}
}

func TestALineOutlivesItsScreen(t *testing.T) {
	v := &Value{Text: "abc"}
	r, _ := line(t, v)
	r.key("Left")
	r.typing("X")
	r.show(r.k.Entry(v, Data("Name", "en"), nil))
	r.typing("Y")
	if v.Text != "abXYc" {
		t.Errorf("made anew the caret is elsewhere: %q", v.Text)
	}
	r.key("Ctrl+Z")
	if v.Text != "abc" {
		t.Errorf("made anew nothing can be undone: %q", v.Text)
	}
	v.Text = "set by the page"
	r.show(r.k.Entry(v, Data("Name", "en"), nil))
	if !strings.Contains(r.says(), "set by the page") {
		t.Errorf("it says %q", r.says())
	}
	r.typing("!")
	r.key("Ctrl+Z", "Ctrl+Z")
	if v.Text != "set by the page" {
		t.Errorf("what the page has set was undone: %q", v.Text)
	}
}

func TestAWipedLineIsEmpty(t *testing.T) {
	v := &Value{Hint: T("window.kit.kana")}
	r, _ := line(t, v)
	r.typing("山田")
	v.Wipe()
	r.show(r.k.Entry(v, Data("Name", "en"), nil))
	r.key("Ctrl+Z")
	if v.Text != "" || strings.Contains(r.says(), "山") || v.Hint.Empty() {
		t.Errorf("wiped it has %q", v.Text)
	}
}

func TestKeysALineHasNoUseFor(t *testing.T) {
	r, _ := line(t, &Value{Text: "a"})
	r.key("Return", "Escape", "F1", "Up", "Down", "Prior", "Next", "Space")
	if want := []fyne.KeyName{"Return", "Escape", "F1", "Up", "Down", "Prior", "Next"}; !slices.Equal(r.keys, want) {
		t.Errorf("the window got %v", r.keys)
	}
}

func TestThePointerInALine(t *testing.T) {
	v := &Value{Text: "one 東京 three"}
	r, e := line(t, v)
	at := func(n int) float32 {
		left, _ := e.sides()
		return left + float32(e.xOf(n))
	}
	down := func(x float32, m fyne.KeyModifier) {
		e.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, 10)}, Button: desktop.MouseButtonPrimary, Modifier: m})
	}
	down(at(5)+1, 0)
	r.typing("X")
	if v.Text != "one 東X京 three" {
		t.Errorf("typed where pressed: %q", v.Text)
	}
	r.key("Ctrl+Z")
	down(at(0), 0)
	e.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(at(3), 10)}})
	if from, to := v.selected(); from != 0 || to != 3 {
		t.Errorf("drawn over is %d to %d", from, to)
	}
	down(at(6), fyne.KeyModifierShift)
	if from, to := v.selected(); from != 0 || to != 6 {
		t.Errorf("with Shift %d to %d", from, to)
	}
	e.DoubleTapped(&fyne.PointEvent{Position: fyne.NewPos(at(4)+3, 10)})
	if from, to := v.selected(); from != 4 || to != 6 {
		t.Errorf("pressed twice on 東京 selects %d to %d", from, to)
	}
	down(10000, 0)
	if v.caret != len(v.runes) {
		t.Errorf("behind the end the caret is at %d", v.caret)
	}
	if e.runeAt(-50) != 0 {
		t.Error("before the beginning it is not at the beginning")
	}
}

// In Arabic the first letter stands at the right, and a number inside reads from
// the left.
func TestCaretInArabicWithDigits(t *testing.T) {
	v := &Value{Text: "عام 2026 م"}
	_, e := line(t, v)
	x := func(n int) float64 { return e.xOf(n) }
	wide := e.line.Width
	if !e.line.RTL || math.Abs(x(0)-wide) > 1 {
		t.Errorf("the caret begins at %v of %v", x(0), wide)
	}
	for n := 1; n < 4; n++ {
		if x(n) >= x(n-1) {
			t.Errorf("caret %d is at %v, right of the one before, %v", n, x(n), x(n-1))
		}
	}
	for n := 5; n < 8; n++ {
		if x(n) <= x(n-1) {
			t.Errorf("inside the number caret %d is at %v, left of the one before, %v", n, x(n), x(n-1))
		}
	}
	if x(4) >= x(3) || x(9) >= x(4) {
		t.Errorf("the number begins at %v, after it comes %v, before it %v", x(4), x(9), x(3))
	}
	// The same run selected in the middle of both is in two pieces.
	if got := e.spans(2, 6); len(got) != 2 {
		t.Errorf("m and the first two digits are selected as %v", got)
	}
}

func TestLeftIsLeftInArabic(t *testing.T) {
	v := &Value{Text: "سلام"}
	r, e := line(t, v)
	r.key("Home")
	at := e.xOf(v.caret)
	r.key("Left")
	if v.caret != 1 || e.xOf(v.caret) >= at {
		t.Errorf("left of the beginning the caret is %d", v.caret)
	}
	r.key("Ctrl+Left")
	if v.caret != 4 {
		t.Errorf("a word to the left is %d", v.caret)
	}
}

func TestEmptyLineOfAnArabicReader(t *testing.T) {
	r := furnish(t, "ar", theme.Look{})
	v := &Value{}
	r.show(r.k.Entry(v, Data("Name", ""), nil))
	e := r.focused().(*entry)
	if r.k.Texts.Language() != "ar" {
		r.typing("س")
	}
	if e.caret.Position().X < e.Size().Width/2 {
		t.Errorf("the caret is at %v of %v", e.caret.Position().X, e.Size().Width)
	}
}

func TestSpacesAtTheEndAreSeen(t *testing.T) {
	v := &Value{Text: "ab"}
	r, e := line(t, v)
	for _, space := range []string{" ", "\u3000", " "} {
		before := e.xOf(v.caret)
		r.typing(space)
		if e.xOf(v.caret) < before+2 {
			t.Errorf("%q moved the caret from %v to %v", space, before, e.xOf(v.caret))
		}
	}
}

func TestTheCaretStaysInSight(t *testing.T) {
	for _, text := range []string{"とても長い名前", "a long name ", "اسم طويل جدا "} {
		v := &Value{Text: strings.Repeat(text, 40)}
		r, e := line(t, v)
		check := func(where string) {
			t.Helper()
			if x := e.caret.Position().X; x < 0 || x > e.Size().Width || !e.caret.Visible() {
				t.Errorf("%q %s: the caret is at %v of %v", text, where, x, e.Size().Width)
			}
		}
		check("at the end")
		r.key("Home")
		check("at the beginning")
		for range 100 {
			r.key("Right")
		}
		check("in the middle")
		r.key("Ctrl+A")
		for _, m := range e.marks {
			if m.Position().X < 0 || m.Position().X+m.Size().Width > e.Size().Width {
				t.Errorf("%q: what is selected is drawn at %v, %v wide", text, m.Position(), m.Size().Width)
			}
		}
		r.key("BackSpace")
		check("when all is gone")
	}
}

func TestEveryScriptIsSeen(t *testing.T) {
	for _, text := range []string{"山田", "नमस्ते", "မြန်မာ", "ไทย", "عربي", "한국", "Nguyễn", "ኢትዮጵያ", "ខ្មែរ", "සිංහල", "தமிழ்", "Өвөг"} {
		v := &Value{}
		r, e := line(t, v)
		r.typing(text)
		for _, run := range e.line.Runs {
			for _, g := range run.Glyphs {
				if g.ID == 0 {
					t.Errorf("%s has a box instead of a letter", text)
				}
			}
		}
	}
}

func TestSearch(t *testing.T) {
	r := furnish(t, "en", theme.Look{})
	v := &Value{Hint: T("window.kit.kana")}
	changed := 0
	r.show(r.k.Search(v, Data("Search", "en"), func() { changed++ }))
	empty := r.picture("search-empty")
	r.typing("abc")
	if same(empty, r.picture("search-typed")) {
		t.Error("what was typed is not seen")
	}
	f := r.focused()
	r.press("window.kit.clear")
	if v.Text != "" || changed != 4 || r.focused() != f {
		t.Errorf("cleared it has %q after %d changes, %T has the keyboard", v.Text, changed, r.focused())
	}
	if !same(empty, r.picture("search-cleared")) {
		t.Error("the hint does not come back")
	}
	r.key("Ctrl+Z")
	if v.Text != "abc" {
		t.Error("clearing cannot be undone")
	}
}
