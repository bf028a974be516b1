package kit

import (
	"unicode"

	"github.com/go-text/typesetting/segmenter"
)

// Value is a line of text while a person types it. The page owns it and may read
// and set Text at any time; it keeps the place of the caret and what can be
// undone, so that these stay when the screen is made anew.
type Value struct {
	// Text is what stands there, UTF-8 without line breaks.
	Text string
	// Changed, when not nil, is called after every change a person made.
	Changed func()
	// Hint is shown while nothing is typed.
	Hint Msg

	last       string // Text as it was left by the methods below
	runes      []rune
	edges      []int // where clusters begin, in runes; and the end
	caret      int   // in runes, always one of edges
	anchor     int   // the other end of what is selected; caret for none
	undo, redo []version
	typing     bool   // the last change was typing, which is undone as one
	seen       func() // the entry that shows it draws it anew
	take       func() // and gets the keyboard
	katakana   bool   // the keys of a KanaPad write katakana
}

// version is a text that was, and where the caret stood.
type version struct {
	text  string
	caret int
}

// mostUndo bounds how much can be undone; longest how long a text may get, in
// runes.
const (
	mostUndo = 100
	longest  = 4096
)

// Wipe forgets the text and all that can be undone.
func (v *Value) Wipe() { *v = Value{Changed: v.Changed, Hint: v.Hint} }

// sync takes in a Text that was set from outside.
func (v *Value) sync() {
	if v.edges != nil && v.last == v.Text {
		return
	}
	v.set([]rune(v.Text))
	v.caret = len(v.runes)
	v.anchor = v.caret
	v.undo, v.redo, v.typing = nil, nil, false
}

func (v *Value) set(r []rune) {
	v.runes = r
	v.Text = string(r)
	v.last = v.Text
	var seg segmenter.Segmenter
	seg.Init(r)
	v.edges = v.edges[:0]
	for g := seg.GraphemeIterator(); g.Next(); {
		v.edges = append(v.edges, g.Grapheme().Offset)
	}
	v.edges = append(v.edges, len(r))
}

// edge is the nearest cluster edge at or after a rune.
func (v *Value) edge(at int) int {
	for _, e := range v.edges {
		if e >= at {
			return e
		}
	}
	return len(v.runes)
}

// beside is the cluster edge before or after the one at.
func (v *Value) beside(at, step int) int {
	for i, e := range v.edges {
		if e == at {
			return v.edges[min(max(0, i+step), len(v.edges)-1)]
		}
	}
	return v.edge(at)
}

// selected is what is selected, from and to in runes.
func (v *Value) selected() (from, to int) { return min(v.caret, v.anchor), max(v.caret, v.anchor) }

// replace puts r in the place of from to to and the caret behind it.
func (v *Value) replace(from, to int, r []rune, typing bool) {
	if !v.typing || !typing {
		v.undo = append(v.undo, version{v.Text, v.caret})
		if len(v.undo) > mostUndo {
			v.undo = v.undo[1:]
		}
	}
	v.typing, v.redo = typing, nil
	out := make([]rune, 0, len(v.runes)+len(r))
	out = append(out, v.runes[:from]...)
	out = append(out, r...)
	end := len(out)
	out = append(out, v.runes[to:]...)
	v.set(out)
	v.caret = v.edge(end)
	v.anchor = v.caret
}

// insert writes in the place of what is selected. Line breaks become spaces and
// what cannot be seen is left out.
func (v *Value) insert(text string, typing bool) bool {
	v.sync()
	var r []rune
	for _, c := range text {
		switch {
		case c == '\n' || c == '\t' || c == 0x2028 || c == 0x2029:
			r = append(r, ' ')
		case unicode.IsControl(c), c == 0xFEFF, c == unicode.ReplacementChar:
		default:
			r = append(r, c)
		}
	}
	from, to := v.selected()
	if len(r) == 0 || len(v.runes)-(to-from)+len(r) > longest {
		return false
	}
	v.replace(from, to, r, typing && from == to)
	return true
}

// erase takes away what is selected, else the cluster before or after the caret.
func (v *Value) erase(step int) bool {
	v.sync()
	from, to := v.selected()
	if from == to {
		other := v.beside(v.caret, step)
		from, to = min(v.caret, other), max(v.caret, other)
	}
	if from == to {
		return false
	}
	v.replace(from, to, nil, false)
	return true
}

// clear takes everything away.
func (v *Value) clear() bool {
	v.sync()
	if len(v.runes) == 0 {
		return false
	}
	v.replace(0, len(v.runes), nil, false)
	return true
}

// again goes from one version to the one kept last in from, keeping this one in to.
func (v *Value) again(from, to *[]version) bool {
	v.sync()
	n := len(*from)
	if n == 0 {
		return false
	}
	was := (*from)[n-1]
	*from = (*from)[:n-1]
	*to = append(*to, version{v.Text, v.caret})
	v.set([]rune(was.text))
	v.caret = v.edge(min(was.caret, len(v.runes)))
	v.anchor, v.typing = v.caret, false
	return true
}

// goTo moves the caret, and what is selected with it unless selecting.
func (v *Value) goTo(at int, selecting bool) {
	v.caret, v.typing = v.edge(min(max(0, at), len(v.runes))), false
	if !selecting {
		v.anchor = v.caret
	}
}

// lettering is what a word is made of: where it changes, a word ends.
type lettering int

const (
	ofSpace lettering = iota
	ofMarks
	ofLetters
	ofHan
	ofHiragana
	ofKatakana
)

func letteringOf(r rune) lettering {
	switch {
	case unicode.IsSpace(r):
		return ofSpace
	case unicode.Is(unicode.Han, r), r == '々':
		return ofHan
	case unicode.Is(unicode.Hiragana, r):
		return ofHiragana
	case unicode.Is(unicode.Katakana, r), r == 'ー':
		return ofKatakana
	case unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsMark(r), r == '_':
		return ofLetters
	}
	return ofMarks
}

// wordEnd is the end of the word in a direction, over the spaces before it.
func (v *Value) wordEnd(at, step int) int {
	kindAt := func(i int) lettering {
		if step < 0 {
			i = v.beside(i, -1)
		}
		return letteringOf(v.runes[i])
	}
	stop := 0
	if step > 0 {
		stop = len(v.runes)
	}
	for at != stop && kindAt(at) == ofSpace {
		at = v.beside(at, step)
	}
	if at == stop {
		return at
	}
	for first := kindAt(at); at != stop && kindAt(at) == first; {
		at = v.beside(at, step)
	}
	return at
}

// selectWord selects the word at a rune.
func (v *Value) selectWord(at int) {
	v.sync()
	if len(v.runes) == 0 {
		return
	}
	from := at
	if from == len(v.runes) {
		from = v.beside(from, -1)
	}
	to, k := from, letteringOf(v.runes[from])
	for from > 0 && letteringOf(v.runes[v.beside(from, -1)]) == k {
		from = v.beside(from, -1)
	}
	for to < len(v.runes) && letteringOf(v.runes[to]) == k {
		to = v.beside(to, 1)
	}
	v.goTo(from, false)
	v.goTo(to, true)
}

// tell is called after a change that a person made.
func (v *Value) tell() {
	if v.seen != nil {
		v.seen()
	}
	if v.Changed != nil {
		v.Changed()
	}
}
