package assets_test

import (
	"flag"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"slices"
	"testing"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/vector"
)

var fontPicture = flag.String("fontpicture", "", "write a line of each language in both weights into this PNG `file`")

const (
	pictureEm    = 28 // pixels
	pictureWidth = 1500
)

// TestLinesAreDrawnWhole draws a line of each language with Japanese beside it,
// into a box as high as the primary face says, on the highest ascent of the
// line, which is how Fyne does it; words only are laid out, so digits alone run
// as their script does. Ink on the box's edges is ink cut off. To see
// it: go test -run LinesAreDrawnWhole ./assets -fontpicture FILE
func TestLinesAreDrawnWhole(t *testing.T) {
	list, words := loadTypefaces(t), exemplars(t)
	var boxes []*image.Gray
	height := 0
	for _, f := range list {
		ja := japaneseOf(t, list, f.Weight)
		for _, lang := range f.Languages {
			box := image.NewGray(image.Rect(0, 0, pictureWidth, (f.Ascent-f.Descent)*pictureEm/1000+1))
			draw.Draw(box, box.Bounds(), image.White, image.Point{}, draw.Src)
			baseline := float32(max(f.Ascent, ja.Ascent)) * pictureEm / 1000
			line := slices.Clone(words[lang])
			if f.Face == "arabic" || f.Face == "rohingya" {
				slices.Reverse(line)
			}
			x := float32(0)
			for _, w := range line {
				x = drawRun(box, f.face, shapeRun(f.face, w+" "), x, baseline)
			}
			drawRun(box, ja.face, shapeRun(ja.face, " 在留カード（氏名）"), x, baseline)
			if ink(box) < 500 {
				t.Errorf("%s draws nothing for %s", f.File, lang)
			}
			for _, y := range []int{0, box.Rect.Max.Y - 1} {
				if slices.ContainsFunc(box.Pix[y*box.Stride:(y+1)*box.Stride], func(p byte) bool { return p < 0x60 }) {
					t.Errorf("%s: the %s line is cut at %d", f.File, lang, y)
				}
			}
			boxes = append(boxes, box)
			height += box.Rect.Dy() + 2
		}
	}
	if *fontPicture == "" {
		return
	}
	sheet := image.NewRGBA(image.Rect(0, 0, pictureWidth, height))
	draw.Draw(sheet, sheet.Bounds(), image.NewUniform(color.RGBA{0xF0, 0xB0, 0x60, 0xFF}), image.Point{}, draw.Src)
	y := 0
	for _, box := range boxes {
		draw.Draw(sheet, box.Rect.Add(image.Pt(0, y)), box, image.Point{}, draw.Src)
		y += box.Rect.Dy() + 2
	}
	out, err := os.Create(*fontPicture)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	if err := png.Encode(out, sheet); err != nil {
		t.Fatal(err)
	}
}

func ink(box *image.Gray) int {
	n := 0
	for _, p := range box.Pix {
		if p < 0x80 {
			n++
		}
	}
	return n
}

// drawRun draws a run shaped at 1000 px to the em at pictureEm, clipped to the
// box, and answers where it ended.
func drawRun(box *image.Gray, face *font.Face, run shaping.Output, x, baseline float32) float32 {
	const scale = float32(pictureEm) / 1000
	for _, g := range run.Glyphs {
		outline, ok := face.GlyphData(g.GlyphID).(font.GlyphOutline)
		if ok {
			left, up := x+float32(g.XOffset)/64*scale, baseline-float32(g.YOffset)/64*scale
			// A glyph has room for itself, not the whole line: that is quicker.
			room := image.Rect(int(left)-2*pictureEm, 0, int(left)+4*pictureEm, box.Rect.Dy())
			at := func(p opentype.SegmentPoint) (float32, float32) {
				return left + p.X*scale - float32(room.Min.X), up - p.Y*scale
			}
			r := vector.NewRasterizer(room.Dx(), room.Dy())
			for _, s := range outline.Segments {
				ax, ay := at(s.Args[0])
				switch s.Op {
				case opentype.SegmentOpMoveTo:
					r.MoveTo(ax, ay)
				case opentype.SegmentOpLineTo:
					r.LineTo(ax, ay)
				case opentype.SegmentOpQuadTo:
					bx, by := at(s.Args[1])
					r.QuadTo(ax, ay, bx, by)
				}
			}
			r.Draw(box, room, image.Black, image.Point{})
		}
		x += float32(g.Advance) / 64 * scale
	}
	return x
}
