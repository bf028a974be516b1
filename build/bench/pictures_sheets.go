//go:build !ci && linux

package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"

	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"
)

// A sheet has two columns and two rows, each picture at most as wide as a column,
// in pixels, so that its text can still be read.
const (
	sheetColumn = 960
	sheetRows   = 2
	sheetGap    = 12
	sheetName   = 20
)

// tile is a picture on a sheet. Pictures of different pages stand on different
// sheets.
type tile struct {
	name, page string
	image.Image
}

// writeSheets writes the sheets and returns how many there are.
func writeSheets(folder string, all []tile) (int, error) {
	var n, of int
	for start := 0; start < len(all); n++ {
		end := start
		for end < len(all) && end < start+2*sheetRows && all[end].page == all[start].page {
			end++
		}
		if of++; start == 0 || all[start-1].page != all[start].page {
			of = 1
		}
		name := filepath.Join(folder, fmt.Sprintf("sheet_%s_%02d.png", all[start].page, of))
		if err := writePNG(name, sheet(all[start:end])); err != nil {
			return n, err
		}
		start = end
	}
	return n, nil
}

// sheet lays pictures out, their names above them.
func sheet(tiles []tile) image.Image {
	at := make([]image.Rectangle, len(tiles))
	var y, high int
	for i, t := range tiles {
		w, h := t.Bounds().Dx(), t.Bounds().Dy()
		if w > sheetColumn {
			w, h = sheetColumn, h*sheetColumn/w
		}
		if i%2 == 0 {
			y, high = y+high+sheetGap, 0
		}
		x := sheetGap + i%2*(sheetColumn+sheetGap)
		at[i] = image.Rect(x, y+sheetName, x+w, y+sheetName+h)
		high = max(high, sheetName+h)
	}
	out := image.NewRGBA(image.Rect(0, 0, 2*sheetColumn+3*sheetGap, y+high+sheetGap))
	draw.Draw(out, out.Bounds(), image.NewUniform(color.Gray{0x90}), image.Point{}, draw.Src)
	for i, t := range tiles {
		draw.CatmullRom.Scale(out, at[i], t, t.Bounds(), draw.Src, nil)
		d := font.Drawer{Dst: out, Src: image.Black, Face: basicfont.Face7x13, Dot: fixed.P(at[i].Min.X, at[i].Min.Y-6)}
		d.DrawString(t.name)
	}
	return out
}

func writePNG(name string, m image.Image) error {
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		return err
	}
	return os.WriteFile(name, b.Bytes(), 0o644)
}
