package flow

import (
	"testing"

	"madoguchi/i18n"
	"madoguchi/i18n/locales"
	"madoguchi/i18n/ruby"
)

// Every text of the program can be shown in the typefaces of the program, bold
// too, and its readings are written as they must be.
func TestEveryTextHasItsGlyphs(t *testing.T) {
	c, err := i18n.Load(locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	e := New(ourFaces(t))
	for _, lang := range append(c.Languages(), i18n.Pseudo) {
		for _, id := range c.IDs() {
			text := c.For(lang).Text(id, nil)
			runs, err := ruby.Parse(text.String)
			if err != nil {
				t.Errorf("%s %s: %v", lang, id, err)
				continue
			}
			for _, w := range []Weight{Regular, Bold} {
				p := e.Prepare(Paragraph{Lang: text.Language, Spans: []Span{{runs, Style{Size: 12, Weight: w}}}}, Options{})
				for _, m := range p.Missing {
					t.Errorf("%s %s: no glyph for %q", lang, id, m.Rune)
				}
			}
		}
	}
}
