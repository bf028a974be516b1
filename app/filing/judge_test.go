package filing

import (
	"testing"

	"madoguchi/forms/pdf"
)

func TestAMyNumberIsNeverShown(t *testing.T) {
	for _, x := range []struct {
		value  string
		maxLen int
		want   string
	}{
		{"123456789018", 0, Covered},
		{"1234 5678 9018", 0, Covered},
		{"１２３４５６７８９０１８", 0, Covered},
		{"no. 1234-5678-9018 (copy)", 0, Covered},
		{"1234567", 12, Covered},
		{"03-1234-5678", 0, "03-1234-5678"},
		{"練習　太郎", 0, "練習　太郎"},
		{"", 12, ""},
	} {
		got, ok := Shown(pdf.Field{Value: pdf.EncodeText(x.value), MaxLen: x.maxLen})
		if !ok || got != x.want {
			t.Errorf("%q is shown as %q", x.value, got)
		}
	}
	if _, ok := Shown(pdf.Field{}); ok {
		t.Error("a field without a value shows one")
	}
}

func TestRegistryName(t *testing.T) {
	for name, want := range map[string]bool{
		"document_signed.pdf": true, "委任状_signed.pdf": true, "a-b.pdf": true, "熙.pdf": true,
		"": false, "my paper.pdf": false, "a　b.pdf": false, "ｱ.pdf": false, "a(1).pdf": false, "a&b.pdf": false,
		"𠮷.pdf": false, "①.pdf": false, "é.pdf": false, "a/b.pdf": false, "a\x01.pdf": false, "〜.pdf": false, "\xff.pdf": false,
	} {
		if RegistryName(name) != want {
			t.Errorf("%q: %v", name, !want)
		}
	}
}

func TestSignedName(t *testing.T) {
	for _, x := range []struct {
		in       string
		practice bool
		want     string
	}{
		{"a/b.pdf", false, "a/b_signed.pdf"},
		{"b.PDF", true, "b_practice_signed.PDF"},
		{"b", false, "b_signed.pdf"},
	} {
		if got := SignedName(x.in, x.practice); got != x.want {
			t.Errorf("%s: %s, want %s", x.in, got, x.want)
		}
	}
}
