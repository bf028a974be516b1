package kit_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page/gallery"
)

type drawer interface{ Drawn() []kit.Drawn }

// A text of thousands of lines inside of what scrolls.
func longIn(t *testing.T, text string, width float32) (kit.Box, *kit.Viewport) {
	t.Helper()
	k, _ := one(t, "en")
	l := k.Long(text, "en")
	v := k.Viewport(0, k.Column(k.Body(data("Licences")), k.Panel(l)))
	w := test.NewTempWindow(t, v)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, 500))
	return l, v
}

func TestALongTextIsWholeAtEveryWidth(t *testing.T) {
	text := strings.Repeat(gallery.Terms()+"  indented\tand tabbed\n\nAwordthatislongerthananylinecouldeverbeandmustbecutsomewhere日本語の長い文章は、どこで切ってもよいが、句読点の前では切らない。\n", 3)
	want := strings.TrimRight(text, "\n")
	for _, width := range []float32{160, 480, 960} {
		l, v := longIn(t, text, width)
		rows := kit.Rows(l)
		var got strings.Builder
		at := 0
		for _, r := range rows {
			if at > 0 && want[at] == '\n' { // ends a line of the text itself
				got.WriteByte('\n')
				at++
			}
			if i := strings.Index(want[at:], r); i != 0 {
				t.Fatalf("%v: row %q is not what follows %q", width, r, want[max(0, at-20):at])
			}
			got.WriteString(r)
			at += len(r)
		}
		if got.String() != want {
			t.Fatalf("%v: the rows are not the text", width)
		}
		inner := l.Size().Width
		for y := float32(0); y < v.HeightFor(width); y += 400 {
			v.To(y)
			for _, d := range l.(drawer).Drawn() {
				if w := float32(d.Line.Width); w > inner+0.5 {
					t.Errorf("%v: a row %v wide in %v: %q", width, w, inner, rows[int(d.At.Y+1)/21])
				}
			}
		}
		for _, r := range rows {
			if strings.HasPrefix(r, "、") || strings.HasPrefix(r, "。") {
				t.Errorf("%v: a row begins with %q", width, r)
			}
		}
	}
}

func TestOnlyTheLinesInSightAreMade(t *testing.T) {
	l, v := longIn(t, manyLines(200<<10), 700)
	n := len(kit.Rows(l))
	if n < 2000 {
		t.Fatalf("%d rows", n)
	}
	inSight := func() (int, float32, float32) {
		top, bottom := float32(1e9), float32(0)
		lines := l.(drawer).Drawn()
		for _, d := range lines {
			top, bottom = min(top, d.At.Y), max(bottom, d.At.Y)
		}
		return len(lines), top, bottom
	}
	made, top, _ := inSight()
	if made < 10 || made > 60 || top > 5 {
		t.Errorf("at the beginning %d lines from %v", made, top)
	}
	v.To(20_000)
	made, top, bottom := inSight()
	if made < 10 || made > 60 || top > 20_000 || bottom < 20_300 {
		t.Errorf("far down %d lines from %v to %v", made, top, bottom)
	}
	if r := v.HeightFor(700) / float32(n); r < 15 || r > 40 {
		t.Errorf("%v units a row", r)
	}
}
