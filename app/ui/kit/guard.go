package kit

import "fyne.io/fyne/v2"

// Guard is a Window that tells a press that is meant from one that is not: a key
// that is held down goes on pressing, and the second press of a double click
// comes when the next screen stands there already.
type Guard interface {
	// KeyDown is told every key that goes down while a widget has the keyboard.
	KeyDown(*fyne.KeyEvent)
	// Fresh reports whether a key went down for what it is asked to do now. It is
	// asked once for each.
	Fresh(*fyne.KeyEvent) bool
	// Meant is Fresh, and that the person could have seen what stands there. With
	// nil it is about the pointer.
	Meant(*fyne.KeyEvent) bool
	// Touch notes that somebody is there.
	Touch()
}

func (k *Kit) keyDown(e *fyne.KeyEvent) {
	if g, ok := k.Window.(Guard); ok {
		g.KeyDown(e)
	}
}

// fresh is for what has its own field to be filled first.
func (k *Kit) fresh(e *fyne.KeyEvent) bool {
	g, ok := k.Window.(Guard)
	return !ok || g.Fresh(e)
}

func (k *Kit) meant(e *fyne.KeyEvent) bool {
	g, ok := k.Window.(Guard)
	return !ok || g.Meant(e)
}

func (k *Kit) touch() {
	if g, ok := k.Window.(Guard); ok {
		g.Touch()
	}
}

// Whatever can have the keyboard passes on which keys go down; an entry does in
// its own KeyDown.

// KeyDown implements desktop.Keyable.
func (p *pressable) KeyDown(e *fyne.KeyEvent) { p.k.keyDown(e) }

// KeyUp implements desktop.Keyable.
func (p *pressable) KeyUp(*fyne.KeyEvent) {}

// KeyDown implements desktop.Keyable.
func (p *keypad) KeyDown(e *fyne.KeyEvent) { p.k.keyDown(e) }

// KeyUp implements desktop.Keyable.
func (p *keypad) KeyUp(*fyne.KeyEvent) {}

// KeyDown implements desktop.Keyable.
func (f *secretField) KeyDown(e *fyne.KeyEvent) { f.k.keyDown(e) }

// KeyUp implements desktop.Keyable.
func (f *secretField) KeyUp(*fyne.KeyEvent) {}

// KeyDown implements desktop.Keyable.
func (f *passphraseField) KeyDown(e *fyne.KeyEvent) { f.k.keyDown(e) }

// KeyUp implements desktop.Keyable.
func (f *passphraseField) KeyUp(*fyne.KeyEvent) {}
