package flow

import (
	"slices"
	"strings"

	"github.com/go-text/typesetting/language"
)

const (
	maxWords   = 20_000 // shaped words kept before starting afresh
	contextLen = 5      // runes of context on either side, as many as HarfBuzz looks at
)

// word is a shaped piece of text in font units, good for every size.
type word struct {
	glyphs      []wordGlyph // from left to right
	advance     float64
	top, bottom float64 // of the ink, from the baseline up
	missing     []int   // runes without a glyph, from the start of the word
}

type wordGlyph struct {
	id            uint32
	start, end    int // runes it stands for, from the start of the word
	advance, x, y float64
}

// wordKey names a shaped word. before and past are the text it is joined to, such
// as the rest of an Arabic word whose middle is bold.
type wordKey struct {
	face         Face
	script       language.Script
	rtl          bool
	lang         string
	before, past string
	text         string
}

// shape answers runes from start to end of the atom, which may be a part of it.
func (e *Engine) shape(p *Prepared, a *atom, start, end int) *word {
	before, past := start, end
	if !a.blank {
		for before > 0 && start-before < contextLen && p.breaks[before]&lineBreak == 0 && !space(p.runes[before-1]) {
			before--
		}
		for past < len(p.runes) && past-end < contextLen && p.breaks[past]&lineBreak == 0 && !space(p.runes[past]) {
			past++
		}
	}
	key := wordKey{
		face: a.face, script: a.script, rtl: a.level&1 == 1, lang: shapingLang(p.styles[a.style].Lang),
		before: p.Text[p.bytes[before]:p.bytes[start]], text: p.Text[p.bytes[start]:p.bytes[end]], past: p.Text[p.bytes[end]:p.bytes[past]],
	}
	return e.word(key, p.shown[before:past], start-before, end-before)
}

// word answers text[start:end] from the cache, or shapes it.
func (e *Engine) word(key wordKey, text []rune, start, end int) *word {
	if w, ok := e.words[key]; ok {
		return w
	}
	glyphs := key.face.Shape(Shaping{Text: text, Start: start, End: end, RTL: key.rtl, Script: key.script, Lang: key.lang})
	w := &word{glyphs: make([]wordGlyph, len(glyphs))}
	starts := make([]int, 0, len(glyphs)+1)
	for _, g := range glyphs {
		starts = append(starts, g.Cluster)
	}
	starts = append(starts, end)
	slices.Sort(starts)
	for i, g := range glyphs {
		after, _ := slices.BinarySearch(starts, g.Cluster+1)
		w.glyphs[i] = wordGlyph{g.ID, g.Cluster - start, starts[after] - start, g.Advance, g.XOffset, g.YOffset}
		w.advance += g.Advance
		w.top = max(w.top, g.Top+g.YOffset)
		w.bottom = min(w.bottom, g.Bottom+g.YOffset)
		if g.ID == 0 {
			w.addMissing(key.face, text, g.Cluster, starts[after], start)
		}
	}
	slices.Sort(w.missing)
	if len(e.words) >= maxWords {
		clear(e.words)
	}
	key.before, key.text, key.past = strings.Clone(key.before), strings.Clone(key.text), strings.Clone(key.past)
	e.words[key] = w
	return w
}

// addMissing notes which runes of a cluster the face has no glyph for; all, if it
// has each but not what they become together.
func (w *word) addMissing(f Face, text []rune, from, to, start int) {
	all := hasAll(f, text[from:to])
	for r := from; r < to; r++ {
		if !ignorable(text[r]) && (all || !f.Has(text[r])) && !slices.Contains(w.missing, r-start) {
			w.missing = append(w.missing, r-start)
		}
	}
}

// prefixOf is, for every rune of the atom and its end, how far the text before it
// reaches, in font units; within a ligature the way is divided evenly.
func (p *Prepared) prefixOf(i int) []float64 {
	if f, ok := p.prefix[i]; ok {
		return f
	}
	a := &p.atoms[i]
	f := make([]float64, a.end-a.start+1)
	for _, g := range a.word.glyphs {
		for r := g.start; r < g.end; r++ {
			f[r+1] += g.advance / float64(g.end-g.start)
		}
	}
	for r := 1; r < len(f); r++ {
		f[r] += f[r-1]
	}
	p.prefix[i] = f
	return f
}
