package kit

import (
	"io/fs"

	"fyne.io/fyne/v2"

	"madoguchi/app/ui/ink"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
	"madoguchi/i18n/flow"
)

// Kit makes widgets for one reader. It is used on the toolkit's goroutine only,
// but for Do. What it made keeps its look; after a change of look or language a
// page is made anew.
type Kit struct {
	Look theme.Look
	// Texts are the reader's; Second, when not nil, those of the person beside
	// them, shown together.
	Texts, Second *i18n.Reader
	// Icons are the pictures of assets/icons.
	Icons fs.FS
	// Window is what the widgets ask of the window they stand in.
	Window Window

	engine *flow.Engine
	faces  *flow.Library
	pot    *ink.Pot
	icons  map[string]*fyne.StaticResource
	told   Told
}

// Window is what widgets ask of the window they stand in.
type Window interface {
	// Key is told every key that a focused widget has no use for.
	Key(*fyne.KeyEvent)
	// Focus gives the keyboard to a widget, or with nil takes it from all.
	Focus(fyne.Focusable)
	// FocusNext and FocusPrevious walk as Tab and Shift+Tab do.
	FocusNext()
	FocusPrevious()
	// Reveal scrolls until an object is in sight.
	Reveal(fyne.CanvasObject)
	// Relayout is called when something became higher or lower.
	Relayout()
	// Do calls f on the toolkit's goroutine, from any other.
	Do(f func())
	// Clipboard is the system's.
	Clipboard() fyne.Clipboard
}

// Told says what the texts made so far were like.
type Told struct {
	// Borrowed: at least one came from another language than the reader's.
	Borrowed bool
	// Stale: at least one is older than its source.
	Stale bool
	// Unread: nobody who grew up with the language has read one in which a mistake
	// could hurt somebody.
	Unread bool
	// Missing are characters that no face has.
	Missing []rune
}

// New makes a Kit. faces is read from in passing: one Library serves one Kit at a
// time.
func New(look theme.Look, texts *i18n.Reader, faces *flow.Library, icons fs.FS, w Window) *Kit {
	return &Kit{
		Look: look, Texts: texts, Icons: icons, Window: w, faces: faces,
		engine: flow.New(faces), pot: ink.NewPot(), icons: map[string]*fyne.StaticResource{},
	}
}

// Told returns what the texts made since the last call were like.
func (k *Kit) Told() Told {
	t := k.told
	k.told = Told{}
	return t
}

// Do calls f on the toolkit's goroutine, from any other.
func (k *Kit) Do(f func()) { k.Window.Do(f) }
