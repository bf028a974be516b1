package flow

import (
	"slices"
	"strings"
	"testing"

	"madoguchi/i18n/ruby"
)

// BenchmarkLayout sets a page of text: first is the first time a program sees the
// text, again a page whose words it knows, and width the same paragraph in
// another width, as when a window is dragged.
func BenchmarkLayout(b *testing.B) {
	faces := ourFaces(b)
	for _, name := range []string{"ja", "my", "ar"} {
		sample := samples[slices.IndexFunc(samples, func(s struct{ name, lang, text string }) bool { return s.name == name })]
		runs, err := ruby.Parse(strings.Repeat(sample.text, 10))
		if err != nil {
			b.Fatal(err)
		}
		para := Paragraph{Lang: sample.lang, Spans: []Span{{runs, Style{Size: 11}}}}
		e := New(faces)
		page := e.Prepare(para, Options{})
		b.Logf("%s: %d characters", name, len(page.runes))
		b.Run(name+"/first", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				drain(New(faces).Prepare(para, Options{}), 480)
			}
		})
		b.Run(name+"/again", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				drain(e.Prepare(para, Options{}), 480)
			}
		})
		b.Run(name+"/width", func(b *testing.B) {
			b.ReportAllocs()
			width := 300.0
			for b.Loop() {
				width = 780 - width
				drain(page, width)
			}
		})
	}
}

func drain(p *Prepared, width float64) (n int) {
	for range p.Lines(width) {
		n++
	}
	return n
}
