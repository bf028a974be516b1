package flow

import (
	"math"
	"strings"

	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/segmenter"
	"golang.org/x/text/unicode/bidi"
)

// Engine shapes paragraphs and keeps the words it has shaped. It is not safe for
// concurrent use.
type Engine struct {
	faces Faces
	seg   segmenter.Segmenter
	words map[wordKey]*word

	choices map[choice]Face
}

// New makes an Engine that takes its faces from faces.
func New(faces Faces) *Engine {
	return &Engine{faces: faces, words: map[wordKey]*word{}, choices: map[choice]Face{}}
}

// Prepared is a paragraph that is shaped and can be set in lines of any width.
// Like its Engine it is not safe for concurrent use.
type Prepared struct {
	Text    string    // all of the paragraph, without readings
	Missing []Missing // what has no glyph, in the order of the text, readings last

	e      *Engine
	o      Options
	runes  []rune
	shown  []rune  // runes as they are shaped
	bytes  []int32 // byte of every rune, and of the end
	breaks []brk
	styles []Style
	atoms  []atom
	groups []group
	prefix map[int][]float64 // of atoms that had to be cut

	primary         Face // the face an empty line is as high as
	primarySize     float64
	ascent, descent float64 // of every line, both positive; without ruby if Uneven
	rubyUp          float64 // from the baseline up to that of the readings; 0: none
	rubyTop         float64 // from the baseline up to the top of the readings
}

// atom is a row of clusters of one face, script, style and level between two
// places where a line may break, its spaces apart.
type atom struct {
	start, end   int // runes
	style        int
	group        int // index of its ruby group, or -1
	level, base  int8
	blank        bool // spaces, which hang at the end of a line
	brk          brk  // what may happen after it
	script       language.Script
	face         Face
	word         *word // nil: nothing to be seen
	width        float64
	before, past float64 // room kept free for a wide reading
}

// Prepare shapes a paragraph. Nothing in the text can make it fail: what no face
// has is in Prepared.Missing.
func (e *Engine) Prepare(para Paragraph, o Options) *Prepared {
	if o.RubyScale <= 0 {
		o.RubyScale = 0.5
	}
	p := &Prepared{e: e, o: o, prefix: map[int][]float64{}}
	styleAt, groupAt := p.flatten(para)
	p.breaks = breaksOf(&e.seg, p.runes, o.SmallKanaStart)
	for from := 0; from < len(p.runes); {
		to := from + 1
		for to < len(p.runes) && styleAt[to] == styleAt[from] {
			to++
		}
		switch lang := p.styles[styleAt[from]].Lang; {
		case speaks(lang, "ko"):
			keepWords(p.runes, p.breaks, from, to)
		case speaks(lang, "ja-x-easy"):
			keepPhrases(p.runes, p.breaks, from, to)
		}
		from = to
	}
	for _, g := range p.groups {
		for i := g.start + 1; i < g.end; i++ {
			p.breaks[i] &^= lineBreak | hardBreak | goodCut
		}
	}
	for from := 0; from < len(p.runes); {
		to := from + 1
		for p.breaks[to]&hardBreak == 0 {
			to++
		}
		p.itemise(para, from, to, styleAt, groupAt)
		from = to
	}
	p.setPrimary()
	for i := range p.atoms {
		a := &p.atoms[i]
		if a.word = nil; !unseen(p.runes[a.start]) {
			a.word = e.shape(p, a, a.start, a.end)
			a.width = a.word.advance * p.scale(a)
			for _, m := range a.word.missing {
				p.Missing = append(p.Missing, Missing{p.runes[a.start+m], int(p.bytes[a.start+m])})
			}
		}
	}
	p.prepareGroups()
	p.measure()
	return p
}

// flatten joins the spans, and answers the style and group of every rune.
func (p *Prepared) flatten(para Paragraph) (styleAt, groupAt []int) {
	var text strings.Builder
	for _, s := range para.Spans {
		style := s.Style
		if style.Lang == "" {
			style.Lang = para.Lang
		}
		if !(style.Size > 0) || math.IsInf(style.Size, 0) {
			style.Size = 1
		}
		p.styles = append(p.styles, style)
		for _, r := range s.Runs {
			in := -1
			n := len(p.runes)
			for i, c := range r.Base {
				p.runes = append(p.runes, c)
				p.bytes = append(p.bytes, int32(text.Len()+i))
			}
			if r.Reading != "" && len(p.runes) > n {
				in = len(p.groups)
				p.groups = append(p.groups, group{start: n, end: len(p.runes), text: r.Reading})
			}
			for range len(p.runes) - n {
				styleAt, groupAt = append(styleAt, len(p.styles)-1), append(groupAt, in)
			}
			text.WriteString(r.Base)
		}
	}
	p.Text = text.String()
	p.bytes = append(p.bytes, int32(len(p.Text)))
	p.shown = p.runes
	for i, r := range p.runes {
		if r == '\t' {
			if &p.shown[0] == &p.runes[0] {
				p.shown = append([]rune(nil), p.runes...)
			}
			p.shown[i] = ' '
		}
	}
	if len(p.styles) == 0 {
		p.styles = []Style{{Lang: para.Lang, Size: 1}}
	}
	return styleAt, groupAt
}

// itemise makes the atoms of one hard line.
func (p *Prepared) itemise(para Paragraph, from, to int, styleAt, groupAt []int) {
	text := p.runes[from:to]
	classes, mixed := classesOf(text)
	base := baseLevel(para, classes)
	var levels []int8
	if mixed || base != 0 {
		levels = levelsOf(text, classes, base)
	}
	pick := picker{e: p.e, scripts: scriptsOf(text, para.Lang)}
	for i := from; i < to; {
		end := i + 1
		for end < to && p.breaks[end]&(clusterEdge|lineBreak) == 0 {
			end++
		}
		a := atom{start: i, end: end, style: styleAt[i], group: groupAt[i], base: base}
		if levels != nil {
			a.level = levels[i-from]
		}
		hidden := unseen(p.runes[i])
		a.blank = space(p.runes[i])
		a.script = pick.scripts[i-from]
		if !hidden {
			a.face = pick.face(p.runes[i:end], i-from, p.styles[a.style])
		}
		if n := len(p.atoms) - 1; n >= 0 && i > from && p.breaks[i]&lineBreak == 0 && !hidden && p.atoms[n].face != nil && p.atoms[n].joins(a) {
			p.atoms[n].end = end
		} else {
			p.atoms = append(p.atoms, a)
		}
		p.atoms[len(p.atoms)-1].brk = p.breaks[end]
		i = end
	}
}

// joins reports whether b continues a.
func (a atom) joins(b atom) bool {
	return a.face == b.face && a.script == b.script && a.style == b.style && a.group == b.group &&
		a.level == b.level && a.blank == b.blank
}

// baseLevel is the paragraph's level: as asked, by its language, or by its first
// strong character.
func baseLevel(para Paragraph, classes []bidi.Class) int8 {
	switch para.Direction {
	case LeftToRight:
		return 0
	case RightToLeft:
		return 1
	}
	if para.Lang != "" && para.Lang != "und" {
		if rightToLeft(para.Lang) {
			return 1
		}
		return 0
	}
	return max(0, firstStrong(classes))
}

// rightToLeft reports whether a language is written from the right, by its
// script if it names one.
func rightToLeft(lang string) bool {
	parts := strings.Split(strings.ToLower(lang), "-")
	for _, s := range parts[1:] {
		if s == "x" {
			break
		}
		if len(s) == 4 && (s[0] < '0' || s[0] > '9') {
			switch s {
			case "arab", "aran", "hebr", "thaa", "syrc", "nkoo", "rohg", "adlm":
				return true
			}
			return false
		}
	}
	switch parts[0] {
	case "ar", "fa", "prs", "ps", "ur", "he", "iw", "yi", "dv", "ug", "sd", "ckb", "syr", "nqo", "arb", "pes", "pus":
		return true
	}
	return false
}

func (p *Prepared) scale(a *atom) float64 {
	return p.styles[a.style].Size / a.face.Metrics().UnitsPerEm
}

// setPrimary finds the face that gives an empty line its height.
func (p *Prepared) setPrimary() {
	for i := range p.atoms {
		if a := &p.atoms[i]; a.face != nil {
			p.primary, p.primarySize = a.face, p.styles[a.style].Size
			return
		}
	}
	s := p.styles[0]
	p.primary = p.e.face([]rune{' '}, Query{Script: defaultScript(s.Lang), Lang: shapingLang(s.Lang), Weight: s.Weight})
	p.primarySize = s.Size
}
