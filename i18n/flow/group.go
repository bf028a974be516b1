package flow

import (
	"strings"
	"unicode"

	"github.com/go-text/typesetting/language"
)

// group is a base with its reading. It is never broken.
type group struct {
	start, end int    // runes of the base
	text       string // the reading

	first, last int // its atoms
	pieces      []piece
	style       Style
	size        float64 // em of the reading
	width       float64 // of the reading
	clusters    int     // of the reading
	spread      bool    // set loosely over a wider base, as kana are
	// How far a reading that is wider than its base hangs over the kana beside it.
	overBefore, overPast float64
}

// piece is part of a reading in one face.
type piece struct {
	face  Face
	word  *word
	bytes []int // byte of the reading, for every rune of the piece and its end
}

// prepareGroups shapes the readings and makes room for those that are wider than
// their base (JIS X 4051 4.12: half of the excess on either side, up to one
// character of the reading hanging over kana that have none themselves, or over
// the blank half of punctuation).
func (p *Prepared) prepareGroups() {
	at := -1
	for i := range p.atoms {
		a := &p.atoms[i]
		if a.group < 0 {
			continue
		}
		g := &p.groups[a.group]
		if a.group != at {
			g.first, at = i, a.group
		}
		g.last = i
	}
	for i := range p.groups {
		g := &p.groups[i]
		var base float64
		for _, a := range p.atoms[g.first : g.last+1] {
			base += a.width
		}
		g.style = p.styles[p.atoms[g.first].style]
		g.size = g.style.Size * p.o.RubyScale
		p.shapeReading(g)
		excess := g.width - base
		if excess <= 0 {
			continue
		}
		room := min(g.size, excess/2)
		if p.atoms[g.first].level == 0 && p.atoms[g.last].level == 0 {
			if g.first > 0 && p.roomOver(g.first-1, g.start-1, closers) {
				g.overBefore = room
			}
			if g.last+1 < len(p.atoms) && p.roomOver(g.last+1, g.end, openers) {
				g.overPast = room
			}
		}
		p.atoms[g.first].before = excess/2 - g.overBefore
		p.atoms[g.last].past = excess/2 - g.overPast
	}
}

// Full-width punctuation whose second or first half is blank.
const (
	closers = "、。，．」』）】〉》〕"
	openers = "「『（【〈《〔"
)

// roomOver reports whether a reading may hang over the rune, which is in that
// atom: kana without a reading, and the blank half of punctuation.
func (p *Prepared) roomOver(atom, at int, punctuation string) bool {
	r := p.runes[at]
	return p.atoms[atom].group < 0 && p.atoms[atom].level == 0 &&
		(unicode.In(r, unicode.Hiragana, unicode.Katakana) || r == 'ー' || strings.ContainsRune(punctuation, r))
}

func (p *Prepared) shapeReading(g *group) {
	var text []rune
	var bytes []int
	for i, r := range g.text {
		text, bytes = append(text, r), append(bytes, i)
	}
	bytes = append(bytes, len(g.text))
	edges := breaksOf(&p.e.seg, text, false)
	pick := picker{e: p.e, scripts: scriptsOf(text, g.style.Lang)}
	g.spread = true
	type part struct {
		start, end int
		face       Face
		script     language.Script
	}
	var parts []part
	for i := 0; i < len(text); {
		end := i + 1
		for edges[end]&clusterEdge == 0 {
			end++
		}
		if unseen(text[i]) {
			i = end
			continue
		}
		g.clusters++
		g.spread = g.spread && (unicode.In(text[i], unicode.Hiragana, unicode.Katakana, unicode.Han) || text[i] == 'ー' || text[i] == '・')
		f := pick.face(text[i:end], i, g.style)
		if n := len(parts) - 1; n >= 0 && parts[n].end == i && parts[n].face == f && parts[n].script == pick.scripts[i] {
			parts[n].end = end
		} else {
			parts = append(parts, part{i, end, f, pick.scripts[i]})
		}
		i = end
	}
	for _, t := range parts {
		key := wordKey{face: t.face, script: t.script, lang: shapingLang(g.style.Lang), text: g.text[bytes[t.start]:bytes[t.end]]}
		w := p.e.word(key, text[t.start:t.end], 0, t.end-t.start)
		g.pieces = append(g.pieces, piece{t.face, w, bytes[t.start : t.end+1]})
		g.width += w.advance * g.size / t.face.Metrics().UnitsPerEm
		for _, m := range w.missing {
			p.Missing = append(p.Missing, Missing{text[t.start+m], int(p.bytes[g.start])})
		}
	}
}

// setReading places the reading over its base, which reaches from left to right
// on the line.
func (p *Prepared) setReading(g *group, left, right, baseline float64) []Run {
	x, gap := (left+right-g.width)/2, 0.0
	if free := right - left - g.width; free > 0 && g.spread && g.clusters > 1 {
		// One part before and after, two between (JIS X 4051 4.12), but no more
		// than half a character outside.
		edge := min(free/float64(2*g.clusters), g.size/2)
		gap = (free - 2*edge) / float64(g.clusters-1)
		x = left + edge
	}
	runs := make([]Run, 0, len(g.pieces))
	for _, c := range g.pieces {
		k := g.size / c.face.Metrics().UnitsPerEm
		r := Run{
			Face: c.face, Style: g.style, Size: g.size, X: x, Baseline: baseline, Reading: g.text,
			Start: int(p.bytes[g.start]), End: int(p.bytes[g.end]), Glyphs: make([]Glyph, len(c.word.glyphs)),
		}
		var pen float64
		for i, w := range c.word.glyphs {
			last := i+1 == len(c.word.glyphs) || c.word.glyphs[i+1].start != w.start
			r.Glyphs[i] = Glyph{w.id, pen + w.x*k, 0 - w.y*k, w.advance * k, c.bytes[w.start], c.bytes[w.end]}
			pen += w.advance * k
			if last {
				pen += gap
			}
		}
		r.Width = pen - gap
		x += pen
		runs = append(runs, r)
	}
	return runs
}
