package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// shownFor is how long a secret is shown before it is covered again by itself.
const shownFor = 10 * time.Second

// SecretField is where a signing password is typed: capital letters and digits.
// Each letter is a dot until the person asks to see them. It takes nothing from
// the clipboard and gives nothing to it. Enter calls done.
func (k *Kit) SecretField(s *Secret, label Msg, done func()) Box {
	f := newSecretField(k, s, label, done)
	eye := k.eye(f)
	keys := k.secretKeys(f)
	keys.Hidden = !s.keys
	var box *group
	open := k.Quiet(Action{Label: T("window.kit.secret.keys"), Icon: "keyboard", Do: func() {
		s.keys = !s.keys
		keys.Hidden = !s.keys
		k.settle(box)
	}})
	box = newGroup(column{k.Look.Size(theme.Gap)}, []Box{
		k.Text(label, Style{Size: theme.Body, Bold: true}),
		newGroup(fieldRow{k.Look.Size(theme.Gap)}, []Box{f, eye}),
		f.hint.box, f.count, k.Row(open), keys,
	})
	f.outer = box
	return box
}

// secretField is the field itself.
type secretField struct {
	widget.BaseWidget
	plate
	k     *Kit
	s     *Secret
	label Msg
	done  func()
	hint  *hint
	count *Text
	outer *group
	dots  *canvas.Raster
	// shown: the letters themselves stand there.
	shown   bool
	cover   func() bool // stops the clock that covers them again
	focused bool
	changed taking // what was made of a letter before
	// later calls f after d, on the toolkit's goroutine.
	later func(d time.Duration, f func()) (stop func() bool)
	eye   *secretEye
}

var (
	_ fyne.Focusable    = (*secretField)(nil)
	_ fyne.Shortcutable = (*secretField)(nil)
	_ fyne.Tappable     = (*secretField)(nil)
)

func newSecretField(k *Kit, s *Secret, label Msg, done func()) *secretField {
	f := &secretField{
		plate: k.plate(), k: k, s: s, label: label, done: done, hint: k.hint(),
		count: k.Text(Msg{}, Style{Size: theme.Small, Role: theme.Muted}),
		later: func(d time.Duration, f func()) func() bool {
			return time.AfterFunc(d, func() { k.Window.Do(f) }).Stop
		},
	}
	f.dots = canvas.NewRaster(f.draw)
	f.ExtendBaseWidget(f)
	f.tell()
	return f
}

// Label implements Labelled.
func (f *secretField) Label() Msg { return f.label }

// tell says how many letters there are.
func (f *secretField) tell() {
	f.count.Set(T("window.kit.secret.count", i18n.Args{"count": f.s.Len(), "most": f.s.most}))
	f.dots.Refresh()
}

// say puts a word below the field.
func (f *secretField) say(m Msg, warning bool) {
	if f.hint.say(m, warning) {
		f.k.settle(f.outer)
		f.hint.show(f)
	}
}

// TypedRune takes a letter as the keyboard gives it.
func (f *secretField) TypedRune(r rune) {
	b, how := passwordLetter(r)
	if how.refused() {
		f.say(how.msg(), true)
		return
	}
	if !f.s.add(b) {
		f.say(T("window.kit.secret.full", i18n.Args{"most": f.s.most}), true)
		return
	}
	if how != taken {
		f.changed = how // and it stays said, so that the page does not jump at every letter
	}
	f.say(f.changed.msg(), false)
	f.tell()
}

func (f *secretField) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyBackspace:
		f.s.drop()
		f.say(f.changed.msg(), false)
		f.tell()
	case fyne.KeyDelete:
		f.s.Wipe()
		f.changed = taken
		f.say(Msg{}, false)
		f.tell()
	case fyne.KeyReturn, fyne.KeyEnter:
		f.show(false)
		if f.done != nil && f.k.fresh(e) {
			f.done()
		}
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd, fyne.KeySpace:
	default:
		f.k.Window.Key(e)
	}
}

// TypedShortcut refuses the clipboard, which other programs read and keep.
func (f *secretField) TypedShortcut(s fyne.Shortcut) {
	switch s.(type) {
	case *fyne.ShortcutPaste:
		f.say(T("window.kit.secret.paste"), true)
	case *fyne.ShortcutCopy, *fyne.ShortcutCut:
		f.say(T("window.kit.secret.copy"), true)
	case *fyne.ShortcutUndo, *fyne.ShortcutRedo, *fyne.ShortcutSelectAll:
	default:
		passOn(f, s)
	}
}

// passOn gives a shortcut that a field has no use for to the window.
func passOn(o fyne.CanvasObject, s fyne.Shortcut) {
	if c, ok := fyne.CurrentApp().Driver().CanvasForObject(o).(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}

// show uncovers the letters for a while, or covers them.
func (f *secretField) show(on bool) {
	f.stop()
	f.shown = on
	if on {
		f.cover = f.later(shownFor, func() { f.show(false) })
	}
	f.dots.Refresh()
	if f.eye != nil {
		f.eye.paint()
	}
}

// stop covers the letters without drawing.
func (f *secretField) stop() {
	if f.cover != nil {
		f.cover()
		f.cover = nil
	}
	f.shown = false
}

func (f *secretField) Tapped(*fyne.PointEvent) { f.k.Window.Focus(f) }

func (f *secretField) FocusGained() {
	f.focused = true
	f.focus(true)
	f.k.Window.Reveal(f)
}

func (f *secretField) FocusLost() {
	f.focused = false
	f.focus(false)
	f.show(false)
}

func (f *secretField) Cursor() desktop.Cursor { return desktop.TextCursor }

func (f *secretField) HeightFor(float32) float32 {
	return max(f.k.Look.Size(theme.Touch), 2.2*f.k.Look.Size(theme.Large))
}

func (f *secretField) Widths() (least, natural float32) {
	l := f.k.Look.Size(theme.Large)
	return 8 * l, (float32(f.s.most) + 2) * l * letterWide
}

func (f *secretField) MinSize() fyne.Size {
	least, _ := f.Widths()
	return fyne.NewSize(least, f.HeightFor(least))
}

func (f *secretField) CreateRenderer() fyne.WidgetRenderer { return &secretRenderer{f} }

type secretRenderer struct{ f *secretField }

func (r *secretRenderer) Layout(s fyne.Size) {
	r.f.place(0, 0, s.Width, s.Height)
	r.f.dots.Resize(s)
}
func (r *secretRenderer) MinSize() fyne.Size { return r.f.MinSize() }
func (r *secretRenderer) Refresh()           { r.Layout(r.f.Size()) }
func (r *secretRenderer) Destroy()           { r.f.stop() }
func (r *secretRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.f.ground, r.f.dots, r.f.ring}
}
