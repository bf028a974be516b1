package flow

import (
	"strings"

	"github.com/go-text/typesetting/language"
	"golang.org/x/text/unicode/bidi"
)

// scriptsOf gives every rune a script to be shaped in: Common and Inherited ones
// take that of the text before them, else of the text after, else the
// language's; a closing bracket takes that of its opening one.
func scriptsOf(text []rune, lang string) []language.Script {
	out := make([]language.Script, len(text))
	type opened struct {
		want   rune
		script language.Script
	}
	var open []opened
	current := language.Script(0)
	for i, r := range text {
		s := language.LookupScript(r)
		if strongScript(s) {
			current = s
			if current != out[i] {
				for j := i - 1; j >= 0 && out[j] == 0; j-- {
					out[j] = s
				}
			}
			out[i] = s
			continue
		}
		out[i] = current
		if r < 0x80 && r != '(' && r != ')' && r != '[' && r != ']' && r != '{' && r != '}' {
			continue
		}
		if prop, _ := bidi.LookupRune(r); !prop.IsBracket() {
			continue
		} else if prop.IsOpeningBracket() {
			if len(open) < maxBrackets {
				open = append(open, opened{otherBracket(r), current})
			}
			continue
		}
		for j := len(open) - 1; j >= 0; j-- {
			if open[j].want == r {
				if open[j].script != 0 {
					out[i] = open[j].script
				}
				open = open[:j]
				break
			}
		}
	}
	for i := range out {
		if out[i] == 0 {
			out[i] = defaultScript(lang)
		}
	}
	return out
}

func strongScript(s language.Script) bool {
	return s != language.Common && s != language.Inherited && s != language.Unknown && s != 0
}

// defaultScript is the script of text that shows none, such as a lone number.
func defaultScript(lang string) language.Script {
	switch primary, _, _ := strings.Cut(strings.ToLower(lang), "-"); primary {
	case "ja", "zh":
		return language.Han
	case "ko":
		return language.Hangul
	case "ar", "fa", "prs", "ps", "ur":
		return language.Arabic
	case "th":
		return language.Thai
	case "my":
		return language.Myanmar
	case "km":
		return language.Khmer
	case "lo":
		return language.Lao
	case "ne", "hi", "mr":
		return language.Devanagari
	case "bn":
		return language.Bengali
	case "ta":
		return language.Tamil
	case "si":
		return language.Sinhala
	case "am", "ti":
		return language.Ethiopic
	case "ru", "uk", "mn":
		return language.Cyrillic
	case "he":
		return language.Hebrew
	}
	return language.Latin
}

// shapingLang is lang without private use, which fonts know nothing of.
func shapingLang(lang string) string {
	if strings.HasPrefix(lang, "x-") {
		return ""
	}
	lang, _, _ = strings.Cut(lang, "-x-")
	return lang
}

// choice is a question to Faces whose answer is kept.
type choice struct {
	r rune
	q Query
}

// face asks Faces, once for every character.
func (e *Engine) face(cluster []rune, q Query) Face {
	if len(cluster) > 1 {
		return e.faces.Face(cluster, q)
	}
	key := choice{cluster[0], q}
	f, ok := e.choices[key]
	if !ok {
		if len(e.choices) >= maxWords {
			clear(e.choices)
		}
		f = e.faces.Face(cluster, q)
		e.choices[key] = f
	}
	return f
}

// picker chooses the face of cluster after cluster of one line.
type picker struct {
	e       *Engine
	scripts []language.Script
	last    Face
	style   Style
	script  language.Script
}

// face keeps the last face for characters of no script of their own, such as
// digits and full stops, so that these look like the word they stand by.
func (k *picker) face(cluster []rune, at int, s Style) Face {
	script := k.scripts[at]
	neutral := !strongScript(language.LookupScript(cluster[0]))
	if neutral && k.last != nil && script == k.script && s == k.style && hasAll(k.last, cluster) {
		return k.last
	}
	f := k.e.face(cluster, Query{Script: script, Lang: shapingLang(s.Lang), Weight: s.Weight})
	k.last, k.style, k.script = f, s, script
	return f
}
