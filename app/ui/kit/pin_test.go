package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"madoguchi/app/ui/theme"
)

// pad shows a pad for a PIN of four digits.
func pad(t *testing.T) (*room, *Secret, *int) {
	t.Helper()
	r := furnish(t, "en", theme.Look{})
	s := NewSecret(4)
	done := 0
	r.show(r.k.PINPad(s, Data("PIN", "en"), func() { done++ }))
	return r, s, &done
}

func TestAPINIsTyped(t *testing.T) {
	for _, x := range []struct{ typed, held, says string }{
		{"1234", "1234", ""},
		{"１２３４", "1234", ""},
		{"12a", "12", "only digits"},
		{"12あ", "12", "only digits"},
		{"12٣", "12", "only digits"},
		{"12345", "1234", "All 4 digits are there"},
		{"1a2", "12", ""},
	} {
		r, s, _ := pad(t)
		r.typing(x.typed)
		if held(s) != x.held {
			t.Errorf("%q: it holds %q", x.typed, held(s))
		}
		if said := r.says(); !strings.Contains(said, x.says) || x.says == "" && strings.Contains(said, "Nothing was added") {
			t.Errorf("%q: it says %q", x.typed, said)
		}
		if strings.Contains(r.says(), x.held) {
			t.Errorf("%q: the digits are said", x.typed)
		}
	}
}

func TestEnterIsForAFullPIN(t *testing.T) {
	r, _, done := pad(t)
	r.typing("123")
	r.key("Return")
	if *done != 0 || !strings.Contains(r.says(), "enter all 4 digits") {
		t.Errorf("with three digits Enter did it %d times, and it says %q", *done, r.says())
	}
	r.typing("4")
	if strings.Contains(r.says(), "enter all") {
		t.Error("with four digits it still asks for all")
	}
	r.key("KP_Enter")
	if *done != 1 {
		t.Errorf("Enter did it %d times", *done)
	}
	r.key("Escape")
	if len(r.keys) != 1 || r.keys[0] != fyne.KeyEscape {
		t.Errorf("the window got %v", r.keys)
	}
}

func TestThePINPad(t *testing.T) {
	r, s, _ := pad(t)
	f := r.focused()
	empty := r.picture("pin-empty")
	r.press("7")
	r.press("0")
	r.press("7")
	if held(s) != "707" || r.focused() != f {
		t.Errorf("the keys wrote %q, %T has the keyboard", held(s), r.focused())
	}
	if same(empty, r.picture("pin-three")) {
		t.Error("the boxes do not fill")
	}
	Walk(r.view, func(b Box) bool {
		if b, ok := b.(*pinBoxes); ok {
			for i, p := range b.plates {
				if p.ring.Visible() != (i == 3) {
					t.Errorf("after three digits box %d has a ring: %v", i, p.ring.Visible())
				}
			}
		}
		return true
	})
	r.press("window.kit.delete")
	r.key("BackSpace")
	if held(s) != "7" {
		t.Errorf("twice erased it holds %q", held(s))
	}
	r.key("Delete")
	if s.Len() != 0 || !same(empty, r.picture("pin-cleared")) {
		t.Errorf("cleared it holds %q, or looks otherwise than empty", held(s))
	}
	// The first key only shows where the arrows begin. From 1: right, down, down is
	// 8; below it 0; left there is nothing.
	r.key("Space")
	if s.Len() != 0 || same(empty, r.picture("pin-arrows")) {
		t.Errorf("the space bar alone wrote %q, or it is not seen where the arrows begin", held(s))
	}
	r.key("Right", "Down", "Down", "Space", "Down", "Space", "Left", "Space", "Up", "Left", "Space")
	if held(s) != "8007" {
		t.Errorf("the arrows and the space bar wrote %q", held(s))
	}
	if len(Focusables(r.view)) != 1 {
		t.Errorf("Tab stops %d times in it", len(Focusables(r.view)))
	}
}

func TestNoPINPassesTheClipboard(t *testing.T) {
	r, s, _ := pad(t)
	r.clip.SetContent("9876")
	r.key("Ctrl+V", "Ctrl+A", "Ctrl+C")
	if s.Len() != 0 || r.clip.Content() != "9876" || !strings.Contains(r.says(), "Nothing is pasted here") {
		t.Errorf("it holds %q, the clipboard %q, and it says %q", held(s), r.clip.Content(), r.says())
	}
}
