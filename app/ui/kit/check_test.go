package kit

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"madoguchi/app/ui/theme"
)

func TestCheck(t *testing.T) {
	r := furnish(t, "en", theme.Look{})
	var got []bool
	r.show(r.k.Check(false, Data("Yes, I have read it", "en"), func(on bool) { got = append(got, on) }))
	off := r.picture("check-off")
	r.key("Space")
	on := r.picture("check-on")
	r.key("Return")
	r.press("Yes, I have read it")
	if !slices.Equal(got, []bool{true, false, true}) {
		t.Errorf("it told %v", got)
	}
	if same(off, on) {
		t.Error("a tick is not seen")
	}
	r.show(r.k.Check(true, Data("Yes, I have read it", "en"), nil))
	if !same(on, r.picture("check-made-on")) {
		t.Error("one made ticked looks otherwise than one that was ticked")
	}
}

// Whatever the size of the text and of the window, what is pressed is high
// enough and stands inside it.
func TestFieldsHaveRoom(t *testing.T) {
	for _, lang := range []string{"en", "ja", "ja-x-easy", "en-x-pseudo"} {
		for _, scale := range []float32{1, 1.5, 2} {
			for _, width := range []float32{400, 560, 760, 960} {
				look := theme.Look{Scale: scale}
				r := furnish(t, lang, look)
				s, v, d := NewSecret(16), &Value{Text: "山田"}, &Date{Year: 1990, Month: 1, Day: 2}
				s.keys = true
				d.typed = d.draft()
				d.typed.open = true
				r.show(r.k.Within(r.k.Groups(
					r.k.SecretField(s, T("window.kit.secret.keys"), nil), r.k.PINPad(NewSecret(4), T("window.kit.secret.keys"), nil),
					r.k.Search(v, T("window.kit.kana"), nil), r.k.KanaPad(v), r.k.DateField(d, T("window.kit.date.day"), nil),
					r.k.Check(true, T("window.kit.secret.paste"), nil),
				)))
				r.win.Resize(fyne.NewSize(width, r.view.HeightFor(width)))
				n := 0
				Walk(r.view.Content(), func(b Box) bool {
					_, tap := b.(fyne.Tappable)
					_, focus := b.(fyne.Focusable)
					if !tap && !focus {
						return true
					}
					n++
					if h := b.Size().Height; h < 44*scale {
						t.Errorf("%s %v %v: %T is %v high", lang, scale, width, b, h)
					}
					at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b)
					if at.X < 0 || at.X+b.Size().Width > width {
						t.Errorf("%s %v %v: %T stands from %v to %v", lang, scale, width, b, at.X, at.X+b.Size().Width)
					}
					return true
				})
				if n < 110 {
					t.Errorf("only %d things were looked at", n)
				}
			}
		}
	}
}
