package main

import (
	"bytes"
	"strings"
	"testing"

	"madoguchi/app/ui/page/guidesheet"
	"madoguchi/app/ui/page/home"
)

// A paper of a guide is printed through a pipe or saved under a name that says nothing.
func TestAPaperOfAGuideIsPrintedOrSaved(t *testing.T) {
	d := openSheetDesk(t, "en", guided["afraid"])
	d.Open(guidesheet.New(d.Window, "baby"))
	d.UntilTitle("Papers to take along")
	d.UntilSays("Show the full paper to a lawyer")
	d.Press("window.sheet.mine")
	d.UntilTitle("Your paper")
	d.Press("window.sheet.print")
	d.UntilSays("handed to the printer")
	if !bytes.HasPrefix(d.paper, []byte("%PDF")) || d.queue != openPapers(t).jobs.Texts.For("ja").T("paper.name") {
		t.Errorf("printed as %q: %.20q", d.queue, d.paper)
	}
	if names := d.files(t); len(names) > 0 {
		t.Errorf("printing left %q", names)
	}
	d.Press("window.sheet.save")
	d.UntilSays("Saved: paper.pdf")
	full := d.paper
	d.Key("Escape")
	d.UntilTitle("Papers to take along")
	d.Press("window.guidesheet.discreet")
	d.Press("window.sheet.mine")
	d.UntilTitle("Your paper")
	d.paper = nil
	d.Press("window.sheet.print")
	d.Until("the discreet paper is printed", func() bool { return d.paper != nil })
	if bytes.Equal(full, d.paper) {
		t.Error("the discreet paper is the full one")
	}
}

// Where somebody can see the screen a paper is only shown, and nothing of it stays.
func TestAPaperOfAGuideOnAWatchedScreenLeavesNothing(t *testing.T) {
	watched := map[string]any{"watched": true}
	for id, v := range guided["afraid"] {
		watched[id] = v
	}
	d := openSheetDesk(t, "en", watched)
	d.Open(home.New(d.Window))
	d.Open(guidesheet.New(d.Window, "baby"))
	d.UntilTitle("Papers to take along")
	if d.Find("window.sheet.mine") != nil {
		t.Error("a file is offered before it was said that nobody looks")
	}
	d.Press("window.sheet.show")
	d.UntilTitle("Photograph this page")
	if !d.Toplevel().FullScreen() || d.Find("window.sheet.print") != nil || d.Find("window.sheet.save") != nil {
		t.Error("it is not only shown, on the whole screen")
	}
	d.Home()
	if d.Toplevel().FullScreen() || d.paper != nil || len(d.files(t)) > 0 {
		t.Errorf("there is %q", d.files(t))
	}
	d.Open(guidesheet.New(d.Window, "baby"))
	d.UntilTitle("Papers to take along")
	d.Press("window.guidesheet.mine")
	d.Until("printing and saving is offered", func() bool { return d.Find("window.sheet.mine") != nil })
}

// A card is made in the interpreter's language that was chosen.
func TestACardAsksForTheInterpretersLanguage(t *testing.T) {
	d := openSheetDesk(t, "ja-x-easy", guided["safe"])
	d.Open(guidesheet.New(d.Window, "baby"))
	d.Press("window.guidesheet.interpreter_card")
	d.Press("window.guidesheet.language.change")
	d.Press("paper.tongue.rhg")
	d.UntilSays("ロヒンギャ")
	d.Press("window.sheet.mine")
	d.Until("the paper is there", func() bool { return d.Find("window.sheet.print") != nil })
	d.Press("window.sheet.print")
	d.Until("it is printed", func() bool { return d.paper != nil })
	p := openPapers(t)
	g := p.guided("ja-x-easy", "baby", guided["safe"])
	g.Tongue = "rhg"
	s := p.made(g, "interpreter_card")
	if words := strings.Join(bareWords(s), "\n"); !strings.Contains(words, "ロヒンギャ語を話します") || !strings.Contains(words, "ビルマ語やチッタゴン語では") {
		t.Error(words)
	}
	if _, b := p.pdf(s); len(b) != len(d.paper) {
		t.Errorf("%d bytes were printed, the card has %d", len(d.paper), len(b))
	}
}
