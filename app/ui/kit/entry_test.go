package kit

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"madoguchi/app/ui/theme"
	"madoguchi/assets"
	"madoguchi/i18n"
	"madoguchi/i18n/flow"
	"madoguchi/i18n/locales"
)

// room is a window in memory with one field in it. It refuses what the real one
// would: to give the keyboard to what is not there or is switched off.
type room struct {
	t    testing.TB
	win  fyne.Window
	k    *Kit
	view *Viewport
	keys []fyne.KeyName // that no widget had a use for
	clip fyne.Clipboard
	do   []func()
}

func (r *room) Key(e *fyne.KeyEvent) { r.keys = append(r.keys, e.Name) }

func (r *room) Focus(f fyne.Focusable) {
	r.t.Helper()
	if f == nil {
		r.win.Canvas().Unfocus()
		return
	}
	for _, x := range Focusables(r.view) {
		if x == f {
			r.win.Canvas().Focus(f)
			return
		}
	}
	r.t.Errorf("%T is to have the keyboard, but cannot be reached", f)
}
func (r *room) FocusNext()     { r.win.Canvas().FocusNext() }
func (r *room) FocusPrevious() { r.win.Canvas().FocusPrevious() }
func (r *room) Reveal(o fyne.CanvasObject) {
	r.t.Helper()
	if !r.view.Holds(o) {
		r.t.Errorf("%T is to be shown, but is not on the page", o)
	}
}

func (r *room) Relayout() {
	if r.view != nil {
		r.view.Relayout()
	}
}
func (r *room) Do(f func())               { r.do = append(r.do, f) }
func (r *room) Clipboard() fyne.Clipboard { return r.clip }

// shelf is what every room reads, opened once: a face takes megabytes, and the
// toolkit keeps a room for a while after it was left.
var shelf = sync.OnceValues(func() (s struct {
	texts *i18n.Catalogue
	faces *flow.Library
}, err error,
) {
	if s.texts, err = i18n.Load(locales.Files()); err == nil {
		s.faces, err = flow.OpenLibrary(assets.Fonts())
	}
	return s, err
})

// furnish opens a room for a reader.
func furnish(t testing.TB, lang string, look theme.Look) *room {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(look.Toolkit())
	s, err := shelf()
	if err != nil {
		t.Fatal(err)
	}
	r := &room{t: t, clip: test.NewClipboard()}
	r.k = New(look, s.texts.For(lang), s.faces, assets.Icons(), r)
	r.win = a.NewWindow("")
	r.win.SetPadded(false)
	r.win.Resize(fyne.NewSize(720, 600))
	return r
}

// show puts a field in the room and gives the keyboard to the first that takes it.
func (r *room) show(b Box) {
	r.view = r.k.Viewport(16, b)
	r.win.SetContent(r.view)
	r.win.Resize(r.win.Canvas().Size())
	r.view.Relayout()
	if f := Focusables(r.view); len(f) > 0 {
		r.win.Canvas().Focus(f[0])
	}
}

// typing types characters where the keyboard is.
func (r *room) typing(text string) {
	r.t.Helper()
	for _, c := range text {
		r.focused().TypedRune(c)
	}
}

func (r *room) focused() fyne.Focusable {
	r.t.Helper()
	f := r.win.Canvas().Focused()
	if f == nil {
		r.t.Fatal("nothing has the keyboard")
	}
	return f
}

// key presses keys; "Shift+" holds Shift, "Ctrl+" gives what the toolkit makes of
// it.
func (r *room) key(names ...string) {
	r.t.Helper()
	for _, n := range names {
		f := r.focused()
		switch name, shift := strings.CutPrefix(n, "Shift+"); {
		case n == "Tab":
			r.FocusNext()
		case n == "Shift+Tab":
			r.FocusPrevious()
		case strings.HasPrefix(n, "Ctrl+"):
			f.(fyne.Shortcutable).TypedShortcut(r.shortcut(strings.TrimPrefix(n, "Ctrl+")))
		case shift:
			k := f.(desktop.Keyable)
			k.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
			f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyName(name)})
			k.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
		default:
			f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyName(n)})
		}
	}
}

// shortcut is what the toolkit makes of Ctrl and a key.
func (r *room) shortcut(name string) fyne.Shortcut {
	switch name {
	case "Z":
		return &fyne.ShortcutUndo{}
	case "Y":
		return &fyne.ShortcutRedo{}
	case "A":
		return &fyne.ShortcutSelectAll{}
	case "C":
		return &fyne.ShortcutCopy{Clipboard: r.clip}
	case "X":
		return &fyne.ShortcutCut{Clipboard: r.clip}
	case "V":
		return &fyne.ShortcutPaste{Clipboard: r.clip}
	}
	m := fyne.KeyModifierControl
	if n, ok := strings.CutPrefix(name, "Shift+"); ok {
		name, m = n, m|fyne.KeyModifierShift
	}
	return &desktop.CustomShortcut{KeyName: fyne.KeyName(name), Modifier: m}
}

// says is all that can be read.
func (r *room) says() string {
	var b strings.Builder
	Walk(r.view, func(x Box) bool {
		if s, ok := x.(interface{ Says() string }); ok {
			b.WriteString(s.Says() + "\n")
		}
		return true
	})
	return b.String()
}

// find is the thing of a label that can be pressed.
func (r *room) find(label string) Box {
	r.t.Helper()
	var found Box
	Walk(r.view, func(x Box) bool {
		l, ok := x.(Labelled)
		_, tap := x.(fyne.Tappable)
		if found == nil && ok && tap && (l.Label().ID() == label || l.Label().Key() == "\x00"+label) {
			found = x
		}
		return true
	})
	if found == nil {
		r.t.Fatalf("nothing to press is called %s", label)
	}
	return found
}

// press taps as the real driver does: what has the keyboard and is not under the
// pointer loses it first.
func (r *room) press(label string) {
	r.t.Helper()
	x := r.find(label)
	if m, ok := x.(desktop.Mouseable); ok {
		m.MouseDown(&desktop.MouseEvent{})
	}
	under := false
	if f, ok := r.win.Canvas().Focused().(Box); ok {
		Walk(f, func(b Box) bool {
			under = under || b == x
			return true
		})
	}
	if !under {
		r.win.Canvas().Unfocus()
	}
	x.(fyne.Tappable).Tapped(&fyne.PointEvent{})
}

// picture is what is seen; with LOOK_AT naming a folder it is also put there.
func (r *room) picture(name string) image.Image {
	r.t.Helper()
	img := r.win.Canvas().Capture()
	if dir := os.Getenv("LOOK_AT"); dir != "" {
		f, err := os.Create(filepath.Join(dir, name+".png"))
		if err != nil {
			r.t.Fatal(err)
		}
		defer f.Close()
		if err := png.Encode(f, img); err != nil {
			r.t.Fatal(err)
		}
	}
	return img
}

// same reports whether two pictures look the same.
func same(a, b image.Image) bool {
	if a.Bounds() != b.Bounds() {
		return false
	}
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			if a.At(x, y) != b.At(x, y) {
				return false
			}
		}
	}
	return true
}
