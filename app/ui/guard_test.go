package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
)

// Where the toolkit missed that a key went up it tells the next press as one that
// is held; the key must not be dead for good.
func TestAMissedReleaseDoesNotKillAKey(t *testing.T) {
	var w Window
	enter := &fyne.KeyEvent{Name: fyne.KeyReturn}
	w.KeyDown(enter)
	if !w.Fresh(enter) {
		t.Error("a press does nothing")
	}
	if w.Fresh(enter) {
		t.Error("a held key is taken for a press")
	}
	w.guard.at = w.guard.at.Add(-rest)
	if !w.Fresh(enter) {
		t.Error("the key is dead")
	}
	if w.Fresh(enter) {
		t.Error("and then it is taken twice")
	}
	w.guard.at = time.Time{}
	if w.Fresh(&fyne.KeyEvent{Name: fyne.KeySpace}) {
		t.Error("another key is taken for a press")
	}
}
