package flow

import (
	"slices"
	"testing"

	"github.com/go-text/typesetting/language"
)

func TestNeutralCharactersTakeTheScriptAroundThem(t *testing.T) {
	const han, latin = language.Han, language.Latin
	for text, want := range map[string][]language.Script{
		"12票":      {han, han, han},
		"票(ab)。":   {han, han, latin, latin, han, latin}, // the closing bracket is of its opening one's script
		"a1,票2":    {latin, latin, latin, han, han},
		"e\u0301票": {latin, latin, han},
		"12":       {han, han}, // the language's
	} {
		if got := scriptsOf([]rune(text), "ja"); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

func TestDigitsLookLikeTheWordBesideThem(t *testing.T) {
	latin := &blockFace{name: "latin", has: func(r rune) bool { return r < 0x80 }}
	all := &blockFace{name: "all"}
	p := New(Stack{{Face: latin}, {Face: all}}).Prepare(Paragraph{Spans: []Span{Plain("票12a34", Style{Size: 10})}}, Options{})
	for l := range p.Lines(1000) {
		var got []string
		for _, r := range l.Runs {
			got = append(got, r.Face.(*blockFace).name+":"+p.Text[r.Start:r.End])
		}
		if !slices.Equal(got, []string{"all:票12", "latin:a34"}) {
			t.Errorf("%q", got)
		}
	}
}

// The letters of an Arabic word join even where its middle is bold: each part is
// shaped with the others as context, up to the next space.
func TestPartsOfAWordKnowTheirNeighbours(t *testing.T) {
	face := &recordingFace{}
	bold := Style{Size: 10, Weight: Bold}
	New(Stack{{Face: face}}).Prepare(Paragraph{Lang: "ar", Spans: []Span{
		Plain("جا مس", Style{Size: 10}), Plain("تق", bold), Plain("بل جا", Style{Size: 10}),
	}}, Options{})
	for _, want := range []string{"[مس]تقبل", "مس[تق]بل", "مستق[بل]"} {
		if !slices.Contains(face.calls, want) {
			t.Errorf("%s is not among %q", want, face.calls)
		}
	}
}

type recordingFace struct {
	blockFace
	calls []string
}

func (f *recordingFace) Shape(in Shaping) []Shaped {
	f.calls = append(f.calls, string(in.Text[:in.Start])+"["+string(in.Text[in.Start:in.End])+"]"+string(in.Text[in.End:]))
	return f.blockFace.Shape(in)
}
