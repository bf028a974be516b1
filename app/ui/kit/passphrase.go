package kit

import (
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"madoguchi/app/ui/theme"
)

// Passphrase is a sentence while a person types it, in any script: UTF-8 bytes in
// one piece of memory that never grows and is overwritten, in no string. The page
// owns it and must call Wipe when it is left.
type Passphrase struct{ text []byte }

// longestPassphrase is in bytes.
const longestPassphrase = 512

// NewPassphrase makes an empty one.
func NewPassphrase() *Passphrase { return &Passphrase{make([]byte, 0, longestPassphrase)} }

// Len is how many characters there are.
func (p *Passphrase) Len() int { return utf8.RuneCount(p.text) }

// Take moves the bytes out, to be wiped by whoever has them then.
func (p *Passphrase) Take() []byte {
	out := make([]byte, len(p.text))
	copy(out, p.text)
	p.Wipe()
	return out
}

// Same reports whether two hold the same.
func (p *Passphrase) Same(o *Passphrase) bool {
	if len(p.text) != len(o.text) {
		return false
	}
	for i, b := range p.text {
		if b != o.text[i] {
			return false
		}
	}
	return true
}

// Wipe overwrites the bytes and leaves none.
func (p *Passphrase) Wipe() {
	p.text = p.text[:cap(p.text)]
	clear(p.text)
	p.text = p.text[:0]
}

// String keeps it out of every text.
func (p *Passphrase) String() string { return "***" }

// GoString keeps it out of %#v too.
func (p *Passphrase) GoString() string { return "***" }

func (p *Passphrase) add(r rune) bool {
	if !unicode.IsPrint(r) || len(p.text)+utf8.RuneLen(r) > cap(p.text) {
		return false
	}
	p.text = utf8.AppendRune(p.text, r)
	return true
}

func (p *Passphrase) drop() {
	_, n := utf8.DecodeLastRune(p.text)
	clear(p.text[len(p.text)-n:])
	p.text = p.text[:len(p.text)-n]
}

// PassphraseField is where a sentence is typed that nobody beside may read: a dot
// a character. It takes nothing from the clipboard and gives nothing to it. Enter
// calls done.
func (k *Kit) PassphraseField(p *Passphrase, label Msg, done func()) Box {
	f := &passphraseField{plate: k.plate(), k: k, p: p, label: label, done: done}
	f.ExtendBaseWidget(f)
	f.draw()
	return k.Column(k.Text(label, Style{Size: theme.Body, Bold: true}), f)
}

type passphraseField struct {
	widget.BaseWidget
	plate
	k     *Kit
	p     *Passphrase
	label Msg
	done  func()
	dots  []fyne.CanvasObject
}

var (
	_ fyne.Focusable = (*passphraseField)(nil)
	_ fyne.Tappable  = (*passphraseField)(nil)
)

// Label implements Labelled.
func (f *passphraseField) Label() Msg { return f.label }

// HeightFor implements Box.
func (f *passphraseField) HeightFor(float32) float32 { return f.k.Look.Size(theme.Touch) }

// Widths implements Box.
func (f *passphraseField) Widths() (least, natural float32) {
	return 8 * f.k.Look.Size(theme.Body), 24 * f.k.Look.Size(theme.Body)
}

// MinSize implements fyne.CanvasObject.
func (f *passphraseField) MinSize() fyne.Size {
	least, _ := f.Widths()
	return fyne.NewSize(least, f.HeightFor(least))
}

// draw sets a dot for each character, as many as there is room for.
func (f *passphraseField) draw() {
	size := f.k.Look.Size(theme.Gap)
	room := int(max(0, f.Size().Width-2*size) / (1.5 * size))
	f.dots = f.dots[:0:0]
	for i := range min(f.p.Len(), room) {
		c := canvas.NewCircle(f.k.Look.Color(theme.Ink))
		move(c, size+float32(i)*1.5*size, (f.Size().Height-size)/2, size, size)
		f.dots = append(f.dots, c)
	}
	f.Refresh()
}

// TypedRune implements fyne.Focusable.
func (f *passphraseField) TypedRune(r rune) {
	f.k.touch()
	f.p.add(r)
	f.draw()
}

// TypedKey implements fyne.Focusable.
func (f *passphraseField) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyBackspace:
		f.p.drop()
		f.draw()
	case fyne.KeyDelete:
		f.p.Wipe()
		f.draw()
	case fyne.KeyReturn, fyne.KeyEnter:
		if f.k.fresh(e) {
			f.done()
		}
	default:
		f.k.Window.Key(e)
	}
}

// FocusGained implements fyne.Focusable.
func (f *passphraseField) FocusGained() {
	f.focus(true)
	f.k.Window.Reveal(f)
}

// FocusLost implements fyne.Focusable.
func (f *passphraseField) FocusLost() { f.focus(false) }

// Tapped implements fyne.Tappable.
func (f *passphraseField) Tapped(*fyne.PointEvent) { f.k.Window.Focus(f) }

// CreateRenderer implements fyne.Widget.
func (f *passphraseField) CreateRenderer() fyne.WidgetRenderer { return &passphraseRenderer{f} }

type passphraseRenderer struct{ f *passphraseField }

func (r *passphraseRenderer) Layout(s fyne.Size) {
	r.f.place(0, 0, s.Width, s.Height)
	r.f.draw()
}
func (r *passphraseRenderer) MinSize() fyne.Size { return r.f.MinSize() }
func (r *passphraseRenderer) Refresh()           { canvas.Refresh(r.f) }
func (r *passphraseRenderer) Destroy()           {}
func (r *passphraseRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.f.ground, r.f.ring}, r.f.dots...)
}
