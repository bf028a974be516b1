package flow

import (
	"testing"

	"madoguchi/assets"
)

// fontsDir is where the typefaces of the program are, for programs outside.
const fontsDir = "../../assets/fonts/"

// ourFaces are the typefaces of the program. One that cannot be read fails the
// test at its end.
func ourFaces(t testing.TB) *Library {
	t.Helper()
	l, err := OpenLibrary(assets.Fonts())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Err(); err != nil {
			t.Error(err)
		}
	})
	return l
}

// ourFace is one of them, by the name of its file.
func ourFace(t testing.TB, file string) *OpenType {
	t.Helper()
	f, err := readFace(assets.Fonts(), file)
	if err != nil {
		t.Fatal(err)
	}
	return f
}
