package assets

import (
	"embed"
	"io/fs"
)

//go:embed icons
var iconFiles embed.FS

// Icons is the folder of pictures, all of them our own drawings.
//
// NAME.svg is a picture of the window on a square of 24 units. Its one colour
// is written #000000 everywhere, so that whoever shows it can put another in
// its place. It looks like lines drawn with a round pen 2 units wide, and is
// made of filled outlines: the toolkit draws the lines of an SVG equally wide
// in pixels at every size, so real lines would be too thin where a reader has
// asked for large pictures. The comment in the file is the way of the pen.
//
// program.svg is the program's own icon in its colours, 256 units square;
// program_SIZE.png is the same with SIZE pixels a side (16 is redrawn
// on its pixels), and program.ico is those up to 256 for Windows.
func Icons() fs.FS {
	sub, err := fs.Sub(iconFiles, "icons")
	if err != nil {
		return iconFiles // fs.Sub refuses malformed paths only
	}
	return sub
}
