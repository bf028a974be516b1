package flow

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
)

// A Stroke is one piece of a glyph's outline: it begins where the one before
// ended. Points are in font units, x to the right and y up.
type Stroke struct {
	Op StrokeOp
	// To has one point for MoveTo and LineTo, two for QuadTo, three for CubeTo: those that
	// pull, then the one where the stroke ends.
	To [3]Point
}

// Point is a point of an outline, in font units.
type Point struct{ X, Y float32 }

// StrokeOp is what a Stroke does.
type StrokeOp uint8

// Strokes. Every contour begins with MoveTo and is closed.
const (
	MoveTo StrokeOp = iota
	LineTo
	QuadTo
	CubeTo
)

// Points are the points of the stroke.
func (s *Stroke) Points() []Point {
	return s.To[:max(1, int(s.Op))]
}

// Pen draws an outline, such as one of golang.org/x/image/vector does.
type Pen interface {
	MoveTo(x, y float32)
	LineTo(x, y float32)
	QuadTo(bx, by, cx, cy float32)
	CubeTo(bx, by, cx, cy, dx, dy float32)
	ClosePath()
}

// Trace draws an outline with its contours closed; to puts its points in their
// places.
func Trace(outline []Stroke, pen Pen, to func(Point) (x, y float32)) {
	for i := range outline {
		s := &outline[i]
		x, y := to(s.To[0])
		switch s.Op {
		case MoveTo:
			if i > 0 {
				pen.ClosePath()
			}
			pen.MoveTo(x, y)
		case LineTo:
			pen.LineTo(x, y)
		case QuadTo:
			bx, by := to(s.To[1])
			pen.QuadTo(x, y, bx, by)
		case CubeTo:
			bx, by := to(s.To[1])
			cx, cy := to(s.To[2])
			pen.CubeTo(x, y, bx, by, cx, cy)
		}
	}
	pen.ClosePath()
}

// outlines reads the TrueType outlines of a font one by one, as they are asked
// for. The shaper's own reader takes all of them apart when the font is opened:
// with a Japanese face of ten thousand glyphs that is most of what the start of
// a window takes, in time and in memory.
type outlines struct {
	file   io.ReaderAt
	glyphs int
	long   bool  // places are 32 bits wide, not 16 in steps of two bytes
	places int64 // where loca begins
	data   int64 // where glyf begins
}

// errNoGlyf: the font's outlines are not TrueType's.
var errNoGlyf = errors.New("no TrueType outlines")

// Places in a font file, in bytes (OpenType 1.9: font directory, head, maxp, glyf).
const (
	directoryAt = 12 // after the header
	entryLength = 16
	headLength  = 54
	headLoca    = 51 // the low byte of indexToLocFormat
	maxpLength  = 6
	maxpGlyphs  = 4
	glyphHeader = 10
	glyphYMin   = 4
	glyphYMax   = 8
)

// What one outline may take at most, whatever a font says of itself.
const (
	mostBytes  = 1 << 16
	mostPoints = 1 << 14
	mostNested = 8
)

// onCurve is the flag of a point that lies on the outline.
const onCurve = 1

// open reads a font of one face and finds its outlines.
func open(file io.ReaderAt, size int64) (*font.Face, *outlines, error) {
	o := &outlines{file: file}
	directory, err := o.locate()
	if err != nil {
		return nil, nil, err
	}
	ld, err := opentype.NewLoader(io.NewSectionReader(masked{file, directory}, 0, size))
	if err != nil {
		return nil, nil, err
	}
	f, err := font.NewFont(ld)
	if err != nil {
		return nil, nil, err
	}
	return font.NewFace(f), o, nil
}

// locate finds the tables of the outlines and returns the start of the file with
// both under a name that nobody asks for.
func (o *outlines) locate() ([]byte, error) {
	var header [directoryAt]byte
	if _, err := o.file.ReadAt(header[:], 0); err != nil {
		return nil, fmt.Errorf("header: %w", err)
	}
	directory := make([]byte, directoryAt+entryLength*int(binary.BigEndian.Uint16(header[4:])))
	if _, err := o.file.ReadAt(directory, 0); err != nil {
		return nil, fmt.Errorf("directory: %w", err)
	}
	var head [headLength]byte
	var maxp [maxpLength]byte
	read := map[string][]byte{"head": head[:], "maxp": maxp[:]}
	found := map[string]*int64{"loca": &o.places, "glyf": &o.data}
	for at := directoryAt; at < len(directory); at += entryLength {
		entry := directory[at:][:entryLength]
		name, place := string(entry[:4]), int64(binary.BigEndian.Uint32(entry[8:]))
		if b, ok := read[name]; ok {
			if _, err := o.file.ReadAt(b, place); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
		}
		if p, ok := found[name]; ok {
			*p = place
			copy(entry, "\x00\x00\x00\x00")
		}
	}
	if o.places == 0 || o.data == 0 {
		return nil, errNoGlyf
	}
	o.long = head[headLoca] == 1
	o.glyphs = int(binary.BigEndian.Uint16(maxp[maxpGlyphs:]))
	return directory, nil
}

// place is where a glyph's data lies in the file: nothing for one without an
// outline, or that is not there.
func (o *outlines) place(id uint32) (from, to int64) {
	if int64(id) >= int64(o.glyphs) {
		return 0, 0
	}
	var b [8]byte
	if o.long {
		if _, err := o.file.ReadAt(b[:], o.places+4*int64(id)); err != nil {
			return 0, 0
		}
		from, to = int64(binary.BigEndian.Uint32(b[:])), int64(binary.BigEndian.Uint32(b[4:]))
	} else {
		if _, err := o.file.ReadAt(b[:4], o.places+2*int64(id)); err != nil {
			return 0, 0
		}
		from, to = 2*int64(binary.BigEndian.Uint16(b[:])), 2*int64(binary.BigEndian.Uint16(b[2:]))
	}
	return o.data + from, o.data + to
}

// extent is the highest and the lowest point of a glyph, as its header says.
func (o *outlines) extent(id uint32) (top, bottom float64) {
	from, to := o.place(id)
	if to-from < glyphHeader {
		return 0, 0
	}
	var b [glyphHeader]byte
	if _, err := o.file.ReadAt(b[:], from); err != nil {
		return 0, 0
	}
	y := func(at int) float64 { return float64(int16(binary.BigEndian.Uint16(b[at:]))) }
	return y(glyphYMax), y(glyphYMin)
}

// strokes are a glyph's; none where it has no outline.
func (o *outlines) strokes(id uint32) []Stroke {
	points := o.points(id, 0)
	var out []Stroke
	for from := 0; from < len(points); {
		to := from
		for to < len(points)-1 && !points[to].last {
			to++
		}
		out = contour(out, points[from:to+1])
		from = to + 1
	}
	return out
}

// point is one of an outline as the font has it.
type point struct {
	Point
	on, last bool // on the curve; the last of its contour
}

func between(a, b point) point {
	return point{Point: Point{(a.X + b.X) / 2, (a.Y + b.Y) / 2}, on: true}
}

// contour adds the strokes of one closed contour. Between two points that pull
// lies one on the curve that is not written down.
func contour(out []Stroke, points []point) []Stroke {
	n := len(points)
	start, first, more := points[0], 0, n-1
	if !start.on && n > 1 {
		if points[1].on {
			start, first = points[1], 1
		} else {
			start, more = between(points[0], points[1]), n
		}
	}
	out = append(out, Stroke{Op: MoveTo, To: [3]Point{start.Point}})
	var pull *point
	to := func(p point) {
		if pull == nil {
			out = append(out, Stroke{Op: LineTo, To: [3]Point{p.Point}})
		} else {
			out = append(out, Stroke{Op: QuadTo, To: [3]Point{pull.Point, p.Point}})
		}
		pull = nil
	}
	for i := 1; i <= more; i++ {
		p := points[(first+i)%n]
		if p.on {
			to(p)
			continue
		}
		if pull != nil {
			to(between(*pull, p))
		}
		pull = &p
	}
	to(start)
	return out
}

// points are all the points of a glyph, those of its parts in their places.
func (o *outlines) points(id uint32, nested int) []point {
	from, to := o.place(id)
	if to <= from || to-from > mostBytes || nested > mostNested {
		return nil
	}
	b := make([]byte, to-from)
	if _, err := o.file.ReadAt(b, from); err != nil {
		return nil
	}
	g, _, err := tables.ParseGlyph(b)
	if err != nil {
		return nil
	}
	switch d := g.Data.(type) {
	case tables.SimpleGlyph:
		return simple(d)
	case tables.CompositeGlyph:
		var out []point
		for i := range d.Glyphs {
			part := &d.Glyphs[i]
			out = append(out, placed(part, o.points(uint32(part.GlyphIndex), nested+1), out)...)
			if len(out) > mostPoints {
				return nil
			}
		}
		return out
	}
	return nil
}

func simple(d tables.SimpleGlyph) []point {
	out := make([]point, len(d.Points))
	for i, p := range d.Points {
		out[i] = point{Point: Point{float32(p.X), float32(p.Y)}, on: p.Flag&onCurve != 0}
	}
	for _, end := range d.EndPtsOfContours {
		if int(end) < len(out) {
			out[end].last = true
		}
	}
	return out
}

// placed moves the points of a part to where it stands; before are those of the
// parts before it.
func placed(part *tables.CompositeGlyphPart, points, before []point) []point {
	var dx, dy float32
	if !part.IsAnchored() {
		x, y := part.ArgsAsTranslation()
		dx, dy = float32(x), float32(y)
	}
	s := part.Scale
	for i := range points {
		p := &points[i]
		if part.IsScaledOffsets() {
			p.X, p.Y = p.X+dx, p.Y+dy
		}
		p.X, p.Y = p.X*s[0]+p.Y*s[2], p.X*s[1]+p.Y*s[3]
		if !part.IsScaledOffsets() {
			p.X, p.Y = p.X+dx, p.Y+dy
		}
	}
	if a, b := part.ArgsAsIndices(); part.IsAnchored() && a < len(before) && b < len(points) {
		dx, dy = before[a].X-points[b].X, before[a].Y-points[b].Y
		for i := range points {
			points[i].X, points[i].Y = points[i].X+dx, points[i].Y+dy
		}
	}
	return points
}

// masked is a file with another beginning.
type masked struct {
	file  io.ReaderAt
	start []byte
}

func (m masked) ReadAt(b []byte, at int64) (int, error) {
	n, err := m.file.ReadAt(b, at)
	if at < int64(len(m.start)) {
		copy(b[:n], m.start[at:])
	}
	return n, err
}
