package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"madoguchi/app/ui/theme"
)

func TestKanaAreWritten(t *testing.T) {
	for _, x := range []struct{ name, keys, want string }{
		{"plain", "や ま た", "やまた"},
		{"with marks", "か v き は p ふ v", "がきぱぶ"},
		{"back from the marks", "か v v は p p", "かは"},
		{"one mark into the other", "は v p ひ p v", "ぱび"},
		{"small", "つ s や s s あ s", "っやぁ"},
		{"voiced from small", "つ s v", "っ"},
		{"u", "う v", "ゔ"},
		{"nothing to change", "v p s ん v", "ん"},
		{"katakana", "k ま い け る ・ す み す v", "マイケル・スミズ"},
		{"katakana small", "k て s い s う v あ s ー", "ティヴァー"},
		{"and back", "k あ k あ", "アあ"},
		{"space and delete", "あ _ い < <", "あ"},
		{"marks of a text", "あ 、 。", "あ、。"},
	} {
		t.Run(x.name, func(t *testing.T) {
			r := furnish(t, "en", theme.Look{})
			v := &Value{}
			r.show(r.k.Column(r.k.Entry(v, Data("Name", "en"), nil), r.k.KanaPad(v)))
			e := r.focused()
			p := Focusables(r.view)[1].(*keypad)
			names := map[string]int{"v": atVoiced, "p": atPopped, "s": atSmall, "k": atKatakana, "_": atSpace, "<": atDelete}
			for _, n := range strings.Fields(x.keys) {
				at, ok := names[n]
				if !ok {
					if at = strings.Index(fifty, n) / 3; !strings.Contains(fifty, n) {
						at = atLong + strings.Index("ー・、。", n)/3
					}
				}
				r.win.Canvas().Unfocus() // as a press does
				p.keys[at].Tapped(&fyne.PointEvent{})
			}
			if v.Text != x.want {
				t.Errorf("it wrote %q, not %q", v.Text, x.want)
			}
			if r.focused() != e {
				t.Errorf("%T has the keyboard", r.focused())
			}
			if !strings.Contains(r.says(), x.want) {
				t.Error("the line does not show it")
			}
		})
	}
}

func TestKanaGoWhereTheCaretStands(t *testing.T) {
	r := furnish(t, "en", theme.Look{})
	v := &Value{Text: "やまだ"}
	changed := 0
	r.show(r.k.Column(r.k.Entry(v, Data("Name", "en"), func() { changed++ }), r.k.KanaPad(v)))
	r.key("Left")
	r.press("ま")
	if v.Text != "やままだ" || changed != 1 {
		t.Errorf("it is %q after %d changes", v.Text, changed)
	}
	r.press("か")
	r.key("Ctrl+A")
	r.press("ん")
	if v.Text != "ん" {
		t.Errorf("in the place of all it is %q", v.Text)
	}
}

func TestKanaKeysByKeyboard(t *testing.T) {
	r := furnish(t, "en", theme.Look{})
	v := &Value{}
	told := 0
	v.Changed = func() { told++ }
	r.show(r.k.Column(r.k.KanaPad(v), r.k.Button(Action{Label: Data("after", "en")})))
	// From あ: right to い, down to き, right over to ね's row and over the empty
	// place in it.
	r.key("Right", "Down", "Space")
	if v.Text != "き" || told != 1 {
		t.Errorf("it is %q after %d changes", v.Text, told)
	}
	r.key("Down", "Down", "Down", "Right", "Right", "Right", "Right", "Right", "Space") // に ぬ ね の わ を
	if v.Text != "きを" {
		t.Errorf("it is %q", v.Text)
	}
	r.key("Up", "Space", "Up", "Up", "Space", "Return")
	if v.Text != "きをるむむ" {
		t.Errorf("it is %q", v.Text)
	}
	r.key("BackSpace")
	r.typing("ま")
	if v.Text != "きをるむま" {
		t.Errorf("it is %q", v.Text)
	}
	r.key("Tab")
	if got := r.focused().(Labelled).Label().Key(); got != "\x00after" {
		t.Errorf("Tab leads to %q", got)
	}
}

func TestKanaKeysKeepTheirForm(t *testing.T) {
	r := furnish(t, "en", theme.Look{})
	v := &Value{}
	r.show(r.k.KanaPad(v))
	r.press("window.kit.kana.katakana")
	r.show(r.k.KanaPad(v))
	r.press("ネ")
	r.press("window.kit.kana.hiragana")
	r.press("ね")
	if v.Text != "ネね" {
		t.Errorf("it wrote %q", v.Text)
	}
}
