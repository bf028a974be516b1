//go:build !ci

package flow

import (
	"os"
	"testing"

	"github.com/go-text/typesetting/font"
)

// Tests with real fonts use Debian's fonts-noto-core and fonts-noto-cjk.
const (
	notoDir = "/usr/share/fonts/truetype/noto/"
	cjkFile = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
)

// systemFace reads a face of a file, by its number in a collection.
func systemFace(t testing.TB, file string, number int) *OpenType {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	faces, err := font.ParseTTC(f)
	if err != nil {
		t.Fatal(err)
	}
	return NewOpenType(faces[number])
}

// systemFaces is one face for each script the program is written in.
func systemFaces(t testing.TB) Stack {
	t.Helper()
	s := Stack{{Face: systemFace(t, notoDir+"NotoSans-Regular.ttf", 0)}}
	for _, n := range []string{"NotoNaskhArabic", "NotoSansMyanmar", "NotoSansThai", "NotoSansKhmer", "NotoSansLao", "NotoSansDevanagari", "NotoSansBengali", "NotoSansTamil", "NotoSansSinhala", "NotoSansEthiopic", "NotoSansHebrew"} {
		s = append(s, Choice{Face: systemFace(t, notoDir+n+"-Regular.ttf", 0)})
	}
	for i, lang := range []string{"ja", "ko", "zh-Hans", "zh-Hant"} {
		s = append(s, Choice{Face: systemFace(t, cjkFile, i), Lang: lang})
	}
	return s
}
