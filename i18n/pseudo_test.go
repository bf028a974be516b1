package i18n_test

import (
	"bytes"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/go-text/typesetting/font"

	"madoguchi/assets"
	"madoguchi/i18n"
	"madoguchi/i18n/locales"
)

func english(t *testing.T, texts string) *i18n.Catalogue {
	t.Helper()
	c, err := i18n.Load(fstest.MapFS{"en.json": {Data: []byte(texts)}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestPseudoShowsWhatIsATextOfOurs(t *testing.T) {
	c := english(t, `{"a":"Put your card on the reader, {name}.","b":"The ｜住民票《じゅうみんひょう》, or 印鑑《いんかん》","n":{"by":"n","one":"{n} try","other":"{n} tries"}}`)
	r := c.For(i18n.Pseudo)
	if r.Language() != i18n.Pseudo || r.Text("a", nil).Language != i18n.Pseudo {
		t.Errorf("in %s: %+v", r.Language(), r.Text("a", nil))
	}
	for _, x := range []struct {
		id   string
		a    i18n.Args
		want string
	}{
		{"a", i18n.Args{"name": "Ann {n}"}, "«Pûûţ ýööûûř čáářď ööñ ţţĥĥêê řêêááďêř, Ann {n}.»"},
		{"a", nil, "«Pûûţ ýööûûř čáářď ööñ ţţĥĥêê řêêááďêř, {name}.»"},
		{"b", nil, "«Ţĥêê ｜住民票《じゅうみんひょう》, ööř 印鑑《いんかん》»"},
		{"n", i18n.Args{"n": 1}, "«1 ţřýý»"},
		{"n", i18n.Args{"n": 2}, "«2 ţřïïêêš»"},
		{"nowhere", nil, "[nowhere]"},
	} {
		if got := r.T(x.id, x.a); got != x.want {
			t.Errorf("%s: %s, want %s", x.id, got, x.want)
		}
	}
	if !c.Knows(i18n.Pseudo) || slices.Contains(c.Languages(), i18n.Pseudo) {
		t.Error("it is to be known and not offered")
	}
	for _, other := range []string{"en", "en-x-other", "en_x_pseudo", "EN-X-PSEUDO"} {
		if got := c.For(other); got.Language() != "en" || strings.Contains(got.T("a"), i18n.PseudoOpen) {
			t.Errorf("%s gives %s", other, got.Language())
		}
	}
}

// Over all texts there are: as much longer as German would be, and in letters
// that our typeface of English has.
// grows counts the characters of a text that can grow: the Japanese terms that stand
// in English texts, for a clerk to recognise, stay as they are.
func grows(s string) (n int) {
	for _, r := range s {
		if r < 0x2e80 {
			n++
		}
	}
	return n
}

func TestPseudoIsLongerInLettersWeHave(t *testing.T) {
	c, err := i18n.Load(locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	b, err := fs.ReadFile(assets.Fonts(), "latin_regular.ttf")
	if err != nil {
		t.Fatal(err)
	}
	face, err := font.ParseTTF(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	plain, made := c.For("en"), c.For(i18n.Pseudo)
	var long, short int
	for _, id := range c.IDs() {
		p, m := plain.T(id), made.T(id)
		if strings.Contains(p, i18n.PseudoOpen) || strings.Contains(p, i18n.PseudoClose) {
			t.Errorf("%s has a mark of the pseudo-language: %s", id, p)
		}
		n, grown := grows(p), grows(m)
		short, long = short+n, long+grown
		if n >= 15 && !strings.Contains(p, "{") && (grown*100 < n*128 || grown*100 > n*158) {
			t.Errorf("%s: %d characters of %d: %s", id, grown, n, m)
		}
		for _, r := range m {
			if strings.ContainsRune(p, r) {
				continue
			}
			if _, ok := face.NominalGlyph(r); !ok || r < 0xa0 || r > 0x17f {
				t.Errorf("%s: %q is not in the typeface: %s", id, r, m)
			}
		}
	}
	if ratio := float64(long) / float64(short); ratio < 1.33 || ratio > 1.47 {
		t.Errorf("%.2f times as long", ratio)
	}
}
