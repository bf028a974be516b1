package typeset

import (
	"math"
	"strings"
	"unicode"

	"madoguchi/i18n/flow"
)

// rightToLeftMark is a letter of no width that reads from the right.
const rightToLeftMark = '\u200f'

// separators are what readers take for part of a number, wherever it stands
// (classes ES, ET and CS of UAX #9).
const separators = "+-,./:،#$%°"

// piece is the least part of a run whose text can be told: a letter, a ligature,
// or a syllable with signs before, above and below.
type piece struct {
	glyphs []flow.Glyph
	text   string // what it says; empty for one that says nothing
	// marked: text has a mark of direction. Readers put together by themselves what
	// reads from the right, knowing only letters and their places; brackets and stops
	// beside a number would change sides.
	marked bool
}

// piecesOf cuts a run, from left to right.
func piecesOf(r run) []piece {
	var out []piece
	for i := 0; i < len(r.Glyphs); {
		g := r.Glyphs[i]
		end := i + 1
		for end < len(r.Glyphs) && r.Glyphs[end].Start == g.Start && r.Glyphs[end].End == g.End {
			end++
		}
		p := piece{glyphs: r.Glyphs[i:end], text: textOf(g, r.text)}
		if r.turned && i == 0 || r.RTL && p.text != "" && strings.Contains(separators, p.text) {
			p.text = string(rightToLeftMark) + p.text
			p.marked = true
		}
		out = append(out, p)
		i = end
	}
	return out
}

// reach is where a piece begins and ends, from the left of its run.
func (p piece) reach() (from, to float64) {
	from, to = math.Inf(1), math.Inf(-1)
	for _, g := range p.glyphs {
		if g.Advance > 0 {
			from, to = min(from, g.X), max(to, g.X+g.Advance)
		}
	}
	if from > to {
		return p.glyphs[0].X, p.glyphs[0].X
	}
	return from, to
}

// endsBlank reports whether a run reads from the right and has something else than
// a letter at its right end.
func endsBlank(r *flow.Run, text string) bool {
	if !r.RTL || len(r.Glyphs) == 0 {
		return false
	}
	s := textOf(r.Glyphs[len(r.Glyphs)-1], text)
	return s != "" && strings.IndexFunc(s, unicode.IsLetter) < 0
}

// textOf is what a glyph of a block stands for.
func textOf(g flow.Glyph, text string) string {
	if g.Start < 0 || g.Start > g.End || g.End > len(text) {
		return ""
	}
	return spoken(text[g.Start:g.End])
}

// spoken leaves out the characters that only tell a layout what to do: where a
// line may end, and what reads from which side.
func spoken(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u200b', r == '\u2060', r == '\ufeff', r == '\u00ad', // zero width space, word joiners, soft hyphen
			r == '\u200e', r == rightToLeftMark, r == '\u061c', // marks of direction
			r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069': // embeddings, isolates
			return -1
		}
		return r
	}, text)
}
