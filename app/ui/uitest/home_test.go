package uitest

import (
	"os"
	"slices"
	"testing"
	"unicode/utf16"
)

// A word is found in a file however it is written, and in a file's name, and
// nowhere else.
func TestHolding(t *testing.T) {
	h := NewHome(t)
	little := []byte{0xFF}
	for _, u := range utf16.Encode([]rune("ＰＩＮ1234")) {
		little = append(little, byte(u), byte(u>>8))
	}
	for name, content := range map[string][]byte{
		".config/a": []byte("x ＰＩＮ1234"), "b": little, "ＰＩＮ1234.txt": nil, "c": []byte("ＰＩＮ123"),
	} {
		if err := os.WriteFile(h.Path(name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := h.Holding("ＰＩＮ1234")
	if want := []string{"home/.config/a", "home/b", "home/ＰＩＮ1234.txt"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%q %v, want %q", got, err, want)
	}
	if got, err := h.Holding(""); err != nil || got != nil {
		t.Errorf("nothing is found in %q %v", got, err)
	}
}
