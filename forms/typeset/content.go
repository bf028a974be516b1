package typeset

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"math"
	"slices"
	"strconv"

	"madoguchi/forms"
	"madoguchi/forms/pdf"
	"madoguchi/i18n/flow"
)

// content writes what stands on a page as a content stream (ISO 32000-1 7.8.2).
type content struct {
	bytes.Buffer
	page   *Page
	fonts  *embedding
	blocks []told // that are read out, each marked with its index
	tagged bool   // marks refer to a structure tree
}

// told is a block that is read out.
type told struct {
	*Block
	whole bool // its glyphs in their order do not say what it says
}

func (c *content) write() {
	for _, m := range c.page.marks {
		switch {
		case m.block == nil:
			c.WriteString("/Artifact BMC\n")
			c.color(m.color)
			fmt.Fprintf(c, "%s %s %s %s re f\nEMC\n", dot(m.x), dot(c.page.Height-m.y-m.height), dot(m.width), dot(m.height))
		case m.decoration:
			c.WriteString("/Artifact BMC\n")
			if m.turn == 0 {
				c.block(m.block, m.x, c.page.Height-m.y, false)
			} else {
				sin, cos := math.Sincos(m.turn * math.Pi / 180)
				fmt.Fprintf(c, "q %s %s %s %s %s %s cm\n", fine(cos), fine(sin), fine(-sin), fine(cos), dot(m.x), dot(c.page.Height-m.y))
				c.block(m.block, -m.block.column/2, m.block.Height/2, false)
				c.WriteString("Q\n")
			}
			c.WriteString("EMC\n")
		default:
			if c.tagged {
				fmt.Fprintf(c, "/P <</MCID %d>> BDC\n", len(c.blocks))
				c.blocks = append(c.blocks, told{Block: m.block})
			} else {
				fmt.Fprintf(c, "/Span <</Lang <%x>>> BDC\n", m.block.lang)
			}
			c.block(m.block, m.x, c.page.Height-m.y, true)
			c.WriteString("EMC\n")
		}
	}
}

// block writes text whose column has its upper left corner there, y growing
// upwards. Decoration says nothing.
func (c *content) block(b *Block, x, y float64, speaks bool) {
	c.color(b.color)
	c.WriteString("BT\n")
	if !speaks {
		c.WriteString("/Span <</ActualText <feff>>> BDC\n")
	}
	b.eachRun(func(r run) {
		s := setter{content: c, font: c.fonts.of[r.Face], size: r.Size, x: x + r.X, y: y - r.y - r.Baseline}
		if s.font != nil {
			s.run(r, speaks)
		}
	})
	if !speaks {
		c.WriteString("EMC\n")
	}
	c.WriteString("ET\n")
}

func (c *content) color(k Color) {
	fmt.Fprintf(c, "%s %s %s rg\n", dot(k.R), dot(k.G), dot(k.B))
}

// setter writes the glyphs of one run.
type setter struct {
	*content
	font *embedded
	size float64
	x, y float64 // where the run begins

	showing    bool    // inside the array of a TJ
	placed     bool    // pen and level hold
	pen, level float64 // where the next glyph would come to stand
}

func (s *setter) run(r run, speaks bool) {
	fmt.Fprintf(s, "/%s %s Tf\n", s.font.name, dot(s.size))
	pieces := piecesOf(r)
	if !speaks {
		for _, p := range pieces {
			s.glyphs(p)
		}
		s.stop()
		return
	}
	if r.RTL {
		s.retell()
	}
	for i := 0; i < len(pieces); {
		p := pieces[i]
		if s.plain(p) {
			s.glyphs(p)
			i++
			continue
		}
		if r.RTL {
			s.spell(p)
			i++
			continue
		}
		// Neighbours that need their text written down share one span.
		end := i + 1
		for end < len(pieces) && !s.plain(pieces[end]) {
			end++
		}
		said := ""
		for _, p := range pieces[i:end] {
			said += p.text
		}
		from, _ := pieces[i].reach()
		_, to := pieces[end-1].reach()
		s.span(said, from, to, pieces[i:end])
		i = end
	}
	s.stop()
}

// spell says the letters of a piece that reads from the right one by one: of
// several in one span readers turn the order round. The first span has the glyphs.
func (s *setter) spell(p piece) {
	letters := []rune(p.text)
	if p.marked || len(letters) < 2 {
		from, to := p.reach()
		s.span(p.text, from, to, []piece{p})
		return
	}
	from, to := p.reach()
	part := (to - from) / float64(len(letters))
	glyphs := []piece{p}
	for _, r := range slices.Backward(letters) {
		s.span(string(r), from, from+part, glyphs)
		from, glyphs = from+part, nil
	}
}

// span writes glyphs together with what they say. Readers take the place of the
// text from where the first glyph begins and the last ends, so blank ones stand
// there where signs above and below do not. Places are from the left of the run.
func (s *setter) span(said string, from, to float64, pieces []piece) {
	s.stop()
	s.retell()
	fmt.Fprintf(s, "/Span <</ActualText <feff%s>>> BDC\n", hex16(said))
	var first, last *flow.Glyph
	if n := len(pieces); n > 0 {
		first = &pieces[0].glyphs[0]
		last = &pieces[n-1].glyphs[len(pieces[n-1].glyphs)-1]
	}
	if said != "" && (first == nil || first.Y != 0 || first.X > from) {
		s.blank(from)
	}
	for _, p := range pieces {
		s.glyphs(p)
	}
	if said != "" && (last == nil || last.Y != 0 || last.X+last.Advance < to) {
		s.blank(to)
	}
	s.stop()
	s.WriteString("EMC\n")
}

// retell notes that the text of the block is to be told as a whole too.
func (s *setter) retell() {
	if n := len(s.blocks); n > 0 {
		s.blocks[n-1].whole = true
	}
}

func (s *setter) blank(x float64) {
	s.show(s.x+x, s.y, s.font.ghost(blank), blank.advance)
}

func (s *setter) glyphs(p piece) {
	for _, g := range p.glyphs {
		id := uint16(g.ID)
		s.show(s.x+g.X, s.y-g.Y, int(s.font.subset.New[id]), s.font.advance(id))
		for _, g := range s.font.ghostsOf(id) {
			s.show(s.pen, s.level, s.font.ghost(g), g.advance)
		}
	}
}

// plain reports whether a piece says by its glyph alone what it says.
func (s *setter) plain(p piece) bool {
	if len(p.glyphs) != 1 || p.marked {
		return false
	}
	says, ok := s.font.says[uint16(p.glyphs[0].ID)]
	return ok && says == p.text
}

// show writes a glyph of the subset at a place.
func (s *setter) show(x, y float64, id int, advance uint16) {
	s.at(x, y)
	fmt.Fprintf(s, "<%04x>", id)
	s.pen += s.font.width(advance) * s.size / 1000
}

// at brings the pen to a place.
func (s *setter) at(x, y float64) {
	if !s.placed || math.Abs(y-s.level) > 0.005 {
		s.stop()
		s.pen, s.level, s.placed = round(x, 100), y, true
		fmt.Fprintf(s, "1 0 0 1 %s %s Tm\n", dot(x), dot(y))
	}
	if !s.showing {
		s.WriteByte('[')
		s.showing = true
	}
	if back := math.Round((s.pen - x) / s.size * 1000); back != 0 {
		fmt.Fprintf(s, "%d", int(back))
		s.pen -= back * s.size / 1000
	}
}

// stop ends the glyphs that are being shown.
func (s *setter) stop() {
	if s.showing {
		s.WriteString("]TJ\n")
	}
	s.showing = false
}

// dot writes a length to a hundredth of a point, fine a share to a millionth.
func dot(v float64) string  { return decimal(v, 100) }
func fine(v float64) string { return decimal(v, 1e6) }

func decimal(v, parts float64) string {
	return strconv.FormatFloat(round(v, parts), 'f', -1, 64)
}

// round answers no negative zero.
func round(v, parts float64) float64 { return math.Round(v*parts)/parts + 0 }

// number is a whole number where it can be.
func number(v float64) pdf.Object {
	if v == math.Trunc(v) {
		return pdf.Integer(v)
	}
	return pdf.Real(round(v, 1000))
}

// deflated makes a compressed stream.
func deflated(d pdf.Dict, data []byte) (*pdf.Stream, error) {
	var b bytes.Buffer
	z, err := zlib.NewWriterLevel(&b, zlib.BestCompression)
	if err == nil {
		_, err = z.Write(data)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		return nil, forms.Fail(forms.Internal, "compress stream", err)
	}
	d["Filter"] = pdf.Name("FlateDecode")
	return &pdf.Stream{Dict: d, Data: b.Bytes()}, nil
}
