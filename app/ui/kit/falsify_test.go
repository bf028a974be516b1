package kit_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page/gallery"
	"madoguchi/app/ui/theme"
	"madoguchi/assets"
	"madoguchi/i18n"
	"madoguchi/i18n/flow"
)

// The measured check is worth something only if it fails when something is wrong.

// few are variants that between them show every kind of writing.
func few() []variant {
	look := theme.Look{Scale: 1.5, Still: true}
	parts := []gallery.Part{gallery.Texts, gallery.Scripts, gallery.Callouts, gallery.Facts}
	return []variant{{"en", "", look, 960, parts}, {"ja-x-easy", "", look, 960, parts}, {"my", "", look, 480, parts}, {i18n.Pseudo, "ja", look, 1280, parts}}
}

// wrongWith measures variants with the faces of a folder.
func wrongWith(t *testing.T, c *i18n.Catalogue, fonts fs.FS, variants ...variant) []string {
	t.Helper()
	faces, err := flow.OpenLibrary(fonts)
	if err != nil {
		t.Fatal(err)
	}
	var wrong []string
	for _, v := range variants {
		wrong = append(wrong, v.measure(t, c, faces, newRuler())...)
	}
	return wrong
}

func TestAFaceThatIsGoneIsNoticed(t *testing.T) {
	test.NewTempApp(t)
	c, faces := texts(t), library(t)
	easy := few()[1]
	if wrong := easy.measure(t, c, faces, newRuler()); len(wrong) > 0 {
		t.Fatalf("with every face: %s", wrong)
	}
	used := faces.Read()
	for _, name := range []string{"latin_regular.ttf", "latin_bold.ttf", "ja_regular.ttf", "ja_bold.ttf", "myanmar_bold.ttf", "zh_hans_regular.ttf", "ko_bold.ttf"} {
		if !slices.Contains(used, name) {
			t.Errorf("the gallery does not show %s", name)
		}
	}
	for _, name := range used {
		// Gone with its line in the list, so that nobody knows of it: only its
		// characters tell.
		if alone(name) {
			if wrong := wrongWith(t, c, unlisted(t, name), easy); !about(wrong, "no face has") {
				t.Errorf("%s is in no list: %q", name, wrong)
			}
		}
		if wrong := wrongWith(t, c, without{assets.Fonts(), name}, easy); !about(wrong, "read "+name) {
			t.Errorf("%s is gone: %q", name, wrong)
		}
	}
}

// alone reports whether no other face of its weight has the characters of this one;
// the bold ones are alike.
func alone(name string) bool {
	return slices.Contains([]string{"arabic_regular.ttf", "devanagari_regular.ttf", "ko_regular.ttf", "myanmar_regular.ttf", "thai_regular.ttf"}, name)
}

func about(wrong []string, what string) bool {
	return slices.ContainsFunc(wrong, func(w string) bool { return strings.Contains(w, what) })
}

// without is a folder that lacks a file.
type without struct {
	fs.FS
	name string
}

func (w without) Open(name string) (fs.File, error) {
	if name == w.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return w.FS.Open(name)
}

// with is a folder with another file in the place of one.
type with struct {
	fs.FS
	name string
	file []byte
}

func (w with) Open(name string) (fs.File, error) {
	if name == w.name {
		return fstest.MapFS{name: &fstest.MapFile{Data: w.file}}.Open(name)
	}
	return w.FS.Open(name)
}

// unlisted are our faces without one.
func unlisted(t *testing.T, name string) fs.FS {
	t.Helper()
	b, err := fs.ReadFile(assets.Fonts(), "index.json")
	if err != nil {
		t.Fatal(err)
	}
	var list []map[string]any
	if err := json.Unmarshal(b, &list); err != nil {
		t.Fatal(err)
	}
	n := len(list)
	list = slices.DeleteFunc(list, func(f map[string]any) bool { return f["file"] == name })
	if len(list) != n-1 {
		t.Fatalf("%s is not in the list", name)
	}
	if b, err = json.Marshal(list); err != nil {
		t.Fatal(err)
	}
	return with{assets.Fonts(), "index.json", b}
}

func TestAFaceThatLiesIsNoticed(t *testing.T) {
	test.NewTempApp(t)
	c := texts(t)
	for _, lie := range []struct {
		name, what string
		tell       func(t *testing.T, file []byte)
	}{
		{"ascent", "up and", func(t *testing.T, file []byte) {
			halve(table(t, file, "hhea")[4:])
			halve(table(t, file, "OS/2")[68:]) // sTypoAscender
			halve(table(t, file, "OS/2")[74:]) // usWinAscent
		}},
		{"descent", "up and", func(t *testing.T, file []byte) {
			halve(table(t, file, "hhea")[6:])
			halve(table(t, file, "OS/2")[70:]) // sTypoDescender
			halve(table(t, file, "OS/2")[76:]) // usWinDescent
		}},
		{"advance", "ink from", func(t *testing.T, file []byte) {
			n := int(binary.BigEndian.Uint16(table(t, file, "hhea")[34:])) // numberOfHMetrics
			widths := table(t, file, "hmtx")
			for i := range n {
				halve(widths[4*i:])
				halve(widths[4*i:])
			}
		}},
	} {
		for _, name := range []string{"latin_regular.ttf", "myanmar_regular.ttf"} {
			file, err := fs.ReadFile(assets.Fonts(), name)
			if err != nil {
				t.Fatal(err)
			}
			file = bytes.Clone(file)
			lie.tell(t, file)
			if wrong := wrongWith(t, c, with{assets.Fonts(), name, file}, few()...); !about(wrong, lie.what) {
				t.Errorf("%s of half the %s: %q", name, lie.name, wrong)
			}
		}
	}
}

// table is a table of an OpenType file (OpenType 1.9, "Table directory").
func table(t *testing.T, file []byte, tag string) []byte {
	t.Helper()
	for i := range int(binary.BigEndian.Uint16(file[4:])) {
		e := file[12+16*i:]
		if string(e[:4]) == tag {
			at, n := binary.BigEndian.Uint32(e[8:]), binary.BigEndian.Uint32(e[12:])
			return file[at : at+n]
		}
	}
	t.Fatalf("no table %s", tag)
	return nil
}

func halve(b []byte) {
	binary.BigEndian.PutUint16(b, uint16(int16(binary.BigEndian.Uint16(b))/2))
}

// A box that is one unit too small is noticed, on every side.
func TestTheRulerNoticesOneUnit(t *testing.T) {
	test.NewTempApp(t)
	k := kit.New(theme.Look{Scale: 1}, texts(t).For("en"), library(t), assets.Icons(), &desk{})
	// Ｈ and ｊ reach far, and are wide.
	text := k.Text(kit.Data("Hjgf", "en"), kit.Style{Size: theme.Title, Bold: true})
	text.Resize(fyne.NewSize(200, text.HeightFor(200)))
	d := text.Drawn()[0]
	r := newRuler()
	r.line(d, text, "")
	if len(r.wrong) > 0 {
		t.Fatal(r.wrong)
	}
	tight := d
	for len(r.wrong) == 0 { // down to its ink
		tight.Size.Height--
		r.line(tight, text, "")
	}
	if tight.Size.Height < d.Size.Height-14 {
		t.Errorf("noticed at %v of %v only", tight.Size.Height, d.Size.Height)
	}
	for name, change := range map[string]func(*kit.Drawn){
		"left":   func(d *kit.Drawn) { d.Left = 2; d.Size.Width = 200 },
		"right":  func(d *kit.Drawn) { d.Size.Width = float32(d.Line.Width) - d.Left - 1 },
		"beside": func(d *kit.Drawn) { d.At.X = 190 },
		"below":  func(d *kit.Drawn) { d.At.Y = 3 },
	} {
		r, small := newRuler(), d
		change(&small)
		if r.line(small, text, ""); len(r.wrong) == 0 {
			t.Errorf("%s: not noticed", name)
		}
	}
}

// So is whatever else the gallery is measured for.
func TestTheRulerNoticesWhatIsOutOfPlace(t *testing.T) {
	test.NewTempApp(t)
	k := kit.New(theme.Look{Scale: 1}, texts(t).For("en"), library(t), assets.Icons(), &desk{})
	for _, x := range []struct {
		what  string
		wrong func(top, button kit.Box, whole kit.Box)
	}{
		{"", func(_, _, _ kit.Box) {}},
		{"lie on each other", func(_, button, _ kit.Box) { button.Move(fyne.NewPos(0, 4)) }},
		{"reaches out", func(_, button, _ kit.Box) { button.Move(fyne.NewPos(40, button.Position().Y)) }},
		{"reaches out", func(top, _, _ kit.Box) { top.Move(fyne.NewPos(-1, 0)) }},
		{"too small to press", func(_, button, _ kit.Box) { button.Resize(fyne.NewSize(300, 30)) }},
		{"high, needs", func(_, _, whole kit.Box) { whole.Resize(whole.Size().SubtractWidthHeight(0, 10)) }},
		{"is cut in two", func(_, button, _ kit.Box) { button.Resize(fyne.NewSize(120, 200)) }},
	} {
		top, button := k.Body(kit.Data("Words above a button", "en")), k.Button(kit.Action{Label: kit.Data("Aufenthaltsbescheinigung", "de")})
		whole := k.Column(top, button)
		whole.Resize(fyne.NewSize(300, whole.HeightFor(300)))
		x.wrong(top, button, whole)
		r := newRuler()
		r.box(whole, "")
		r.words(whole, "")
		if x.what == "" && len(r.wrong) > 0 || x.what != "" && !about(r.wrong, x.what) {
			t.Errorf("%q: %q", x.what, r.wrong)
		}
	}
}
