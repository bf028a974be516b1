package kit

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"madoguchi/app/ui/theme"
)

func TestLookAtFields(t *testing.T) {
	for _, x := range []struct {
		lang  string
		look  theme.Look
		width float32
	}{
		{"en", theme.Look{Scheme: theme.Light, Scale: 1}, 760},
		{"ja-x-easy", theme.Look{Scheme: theme.Dark, Scale: 1}, 760},
		{"ja", theme.Look{Scheme: theme.Light, Scale: 2}, 960},
		{"en", theme.Look{Scheme: theme.Contrast, Scale: 2}, 560},
	} {
		r := furnish(t, x.lang, x.look)
		k := r.k
		s := NewSecret(16)
		s.keys = true
		for _, b := range []byte("ABC12") {
			s.add(b)
		}
		p := NewSecret(4)
		p.add('1')
		p.add('2')
		v := &Value{Text: "山田 太郎 ABC عربي 123 नमस्ते"}
		w := &Value{Hint: T("window.kit.kana")}
		d := &Date{Year: 1989, Month: 1, Day: 7}
		bad := &Date{}
		bad.typed = bad.draft()
		bad.typed.year.Text, bad.typed.month.Text, bad.typed.day.Text = "昭和65", "1", "8"
		bad.typed.open = true
		box := k.Within(k.Groups(
			k.SecretField(s, T("window.kit.secret.keys"), nil),
			k.PINPad(p, Data("PIN", "en"), nil),
			k.Entry(v, Data("Name 名前", ""), nil),
			k.Search(w, Data("Search 検索", ""), nil),
			k.KanaPad(w),
			k.DateField(d, Data("Birthday", ""), nil),
			k.DateField(bad, Data("Other day", ""), nil),
			k.Check(true, Data("I have read this and it is a long sentence that wraps because the window is not wide enough for it, whatever the size of the text may be.", "en"), nil),
			k.Check(false, Data("No", "en"), nil),
		))
		r.win.Resize(fyne.NewSize(x.width, 400))
		r.show(box)
		r.win.Resize(fyne.NewSize(x.width, r.view.HeightFor(x.width)))
		f := Focusables(r.view)
		f[0].TypedRune('あ')
		for _, o := range f {
			if e, ok := o.(*entry); ok && e.v == v {
				r.Focus(e)
				v.goTo(3, false)
				v.goTo(12, true)
				e.show()
			}
		}
		r.win.Resize(fyne.NewSize(x.width, r.view.HeightFor(x.width)))
		r.picture(fmt.Sprintf("fields-%s-%s-%.0f", x.lang, x.look.Scheme, x.look.Scale*100))
	}
}
