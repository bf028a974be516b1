package kit

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
)

// The kana of the keys, and those that a key changes: a small one, one with ゛,
// one with ゜. What stands at the same place in both rows belongs together.
const (
	fifty = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん"

	large, little  = "あいうえおつやゆよわアイウエオツヤユヨワカケ", "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
	clearK, voiced = "かきくけこさしすせそたちつてとはひふへほうカキクケコサシスセソタチツテトハヒフヘホウ", "がぎぐげござじずぜぞだぢづでどばびぶべぼゔガギグゲゴザジズゼゾダヂヅデドバビブベボヴ"
	breath, popped = "はひふへほハヒフヘホ", "ぱぴぷぺぽパピプペポ"
)

// toKatakana is how far a hiragana is from its katakana.
const toKatakana = 'ア' - 'あ'

// KanaPad is keys for Japanese, for people whose keyboard has none: it writes
// where the caret of v stands.
func (k *Kit) KanaPad(v *Value) Box {
	f := &kanaPad{k: k, v: v}
	keys := make([]key, 0, 64)
	for _, r := range fifty {
		keys = append(keys, key{label: Data(string(r), "ja"), do: func() { f.write(f.kana(r)) }})
	}
	for _, r := range "ー・、。" {
		keys = append(keys, key{label: Data(string(r), "ja"), do: func() { f.write(r) }})
	}
	keys = append(keys, key{label: T("window.kit.delete"), icon: "backspace", do: f.drop})
	for _, x := range turns() {
		keys = append(keys, key{label: Data(x.name, "ja"), wide: true, do: func() { f.turn(x.from, x.to) }})
	}
	keys = append(keys,
		key{label: T("window.kit.kana.katakana"), wide: true, do: f.toggle},
		key{label: T("window.kit.kana.space"), wide: true, do: func() { f.write('　') }},
	)
	f.pad = k.keypad(T("window.kit.kana"), keys, kanaGrids()...)
	f.pad.typed = func(r rune) { f.write(r) }
	f.pad.pressed = func(e *fyne.KeyEvent) bool {
		if e.Name == fyne.KeyBackspace {
			f.drop()
			return true
		}
		return false
	}
	f.show()
	return f.pad
}

// kanaPad is what its keys share.
type kanaPad struct {
	k   *Kit
	v   *Value
	pad *keypad
}

// turns are what a key makes of the kana before the caret, and back.
func turns() []struct{ name, from, to string } {
	return []struct{ name, from, to string }{
		{"か → が", clearK, voiced},
		{"は → ぱ", breath, popped},
		{"つ → っ", large, little},
	}
}

// The keys after the fifty sounds, in their order.
const (
	atLong = 46 + iota
	atDot
	atComma
	atStop
	atDelete
	atVoiced
	atPopped
	atSmall
	atKatakana
	atSpace
)

// kanaGrids stand the fifty sounds in two tables of five beside each other, or
// where there is less room in one, the wide keys below.
func kanaGrids() []grid2 {
	rows := []string{
		"あいうえお", "かきくけこ", "さしすせそ", "たちつてと", "なにぬねの",
		"はひふへほ", "まみむめも", "や　ゆ　よ", "らりるれろ", "わ　を　ん",
	}
	var slim, broad grid2
	for _, row := range rows {
		var g []int
		for _, r := range row {
			at := -1
			if i := strings.IndexRune(fifty, r); i >= 0 {
				at = i / len("あ")
			}
			g = append(g, at)
		}
		slim = append(slim, g)
	}
	for i := range 5 {
		broad = append(broad, append(append([]int(nil), slim[i]...), slim[i+5]...))
	}
	below := grid2{{atVoiced, atPopped, atSmall}, {atKatakana, atSpace}}
	broad = append(broad, []int{atLong, atDot, atComma, atStop, -1, -1, -1, -1, -1, atDelete})
	slim = append(slim, []int{atLong, atDot, atComma, atStop, atDelete})
	narrow := slices.Concat(slim, grid2{{atVoiced, atPopped}, {atSmall}, {atKatakana}, {atSpace}})
	return []grid2{append(broad, below...), slices.Concat(slim, below), narrow}
}

// kana is a hiragana in the form the keys have now.
func (f *kanaPad) kana(r rune) rune {
	if f.v.katakana {
		return r + toKatakana
	}
	return r
}

func (f *kanaPad) write(r rune) {
	f.done(f.v.insert(string(r), true))
}

func (f *kanaPad) drop() { f.done(f.v.erase(-1)) }

// turn changes the kana before the caret into the one it belongs with, or back.
func (f *kanaPad) turn(from, to string) {
	f.v.sync()
	at := f.v.caret
	before := f.v.beside(at, -1)
	if at-before != 1 || f.v.anchor != at {
		f.done(false)
		return
	}
	r := f.v.runes[before]
	if to == popped || to == voiced { // ば and ぱ change into each other
		if other := twin(r, voiced, clearK); to == popped && strings.ContainsRune(breath, other) {
			r = other
		}
		if other := twin(r, popped, breath); to == voiced && other != r {
			r = other
		}
	}
	n := twin(r, from, to)
	if n == r {
		n = twin(r, to, from)
	}
	if n == f.v.runes[before] {
		f.done(false)
		return
	}
	f.v.replace(before, at, []rune{n}, true)
	f.done(true)
}

// twin is what stands in to where r stands in from; r if it does not.
func twin(r rune, from, to string) rune {
	if i := strings.IndexRune(from, r); i >= 0 {
		return []rune(to[i:])[0]
	}
	return r
}

func (f *kanaPad) toggle() {
	f.v.katakana = !f.v.katakana
	f.show()
	f.done(false)
}

// show puts the kana on the keys.
func (f *kanaPad) show() {
	for i, r := range []rune(fifty) {
		f.pad.keys[i].set(Data(string(f.kana(r)), "ja"))
	}
	name := T("window.kit.kana.katakana")
	if f.v.katakana {
		name = T("window.kit.kana.hiragana")
	}
	f.pad.keys[atKatakana].set(name)
	for i, x := range turns() {
		label := x.name
		if f.v.katakana {
			label = strings.Map(func(r rune) rune {
				if r >= 'ぁ' && r <= 'ゖ' {
					r += toKatakana
				}
				return r
			}, label)
		}
		f.pad.keys[atVoiced+i].set(Data(label, "ja"))
	}
	f.pad.Refresh()
}

// done tells of a change, and gives the keyboard back to where is written if a
// press took it away.
func (f *kanaPad) done(did bool) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(f.pad); c != nil && c.Focused() == nil {
		if f.v.take != nil {
			f.v.take()
		} else {
			f.k.Window.Focus(f.pad)
		}
	}
	if did {
		f.v.tell()
	}
}
