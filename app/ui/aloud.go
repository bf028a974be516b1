package ui

import (
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page/aloud"
	"madoguchi/app/ui/page/guide"
)

// readAloud reads what stands in the window aloud, where that is guidance.
func (w *Window) readAloud() {
	if !guides(w.top().Page) {
		return
	}
	_, in, err := w.Inquiry()
	if err != nil {
		return
	}
	p := aloud.New(w, in, aloud.Lines(w.kit, w.screen), w.first)
	w.Open(p)
	p.Begin()
}

// aloudAction is the button that does it, on the pages of a guide.
func (w *Window) aloudAction() (kit.Action, bool) {
	if _, is := w.top().Page.(*guide.Page); !is {
		return kit.Action{}, false
	}
	return kit.Action{Label: kit.T("window.aloud", aloud.Args()), Icon: "sound", Do: w.readAloud}, true
}
