package ui

import (
	"madoguchi/app/cardsession"
	"madoguchi/app/casebook"
	"madoguchi/app/jobs"
	"madoguchi/app/problem"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page/cases"
	"madoguchi/i18n"
)

// helping is what the window has of a helper's cases. Its zero value has none.
type helping struct {
	book    *casebook.Book
	problem *problem.Problem
	atHand  *jobs.AtHand
}

// beginHelping begins with the cases of a mode: only "I am helping someone" has any, and
// nothing is opened before a case is wanted.
func (w *Window) beginHelping() {
	if w.helping.book != nil {
		w.helping.book.Close()
	}
	w.helping = helping{}
}

// Casebook implements page.Host.
func (w *Window) Casebook() (*casebook.Book, *problem.Problem) {
	h := &w.helping
	if w.mode == cardsession.ModeHelper && h.book == nil && h.problem == nil {
		b, err := w.o.Jobs.Casebook(true)
		h.book, h.problem = b, problem.Of(err, problem.NoSecret)
	}
	return h.book, h.problem
}

// CaseAtHand implements page.Host. A case is at hand for as long as what is told is
// about it.
func (w *Window) CaseAtHand() *jobs.AtHand {
	if c := w.helping.atHand; c != nil && c.Inquiry == w.inquiry {
		return c
	}
	return nil
}

// TakeUp implements page.Host.
func (w *Window) TakeUp(c *jobs.AtHand) {
	w.helping.atHand, w.inquiry = c, nil
	if c != nil {
		w.inquiry = c.Inquiry
	}
}

// keepsCase asks what becomes of what changed in the case at hand before something
// puts it away, and then does that; false where there is nothing to ask. Who is
// asked already and wants it all the same is not asked again.
func (w *Window) keepsCase(then func()) bool {
	c := w.CaseAtHand()
	if c == nil || !c.Changed() {
		return false
	}
	if _, asked := w.top().Page.(*cases.Leaving); asked {
		return false
	}
	w.Open(cases.NewLeaving(w, then))
	return true
}

// caseStripe says whose case is at hand, or is nil.
func (w *Window) caseStripe(k *kit.Kit) kit.Box {
	c := w.CaseAtHand()
	if c == nil {
		return nil
	}
	name := i18n.Args{"nickname": kit.ForeignWord(c.Case.Nickname)}
	ways := []kit.Action{{Label: kit.T("window.cases.away"), Do: w.putAway}}
	if _, shown := w.top().Page.(*cases.One); !shown {
		ways = append([]kit.Action{{Label: kit.T("window.cases.show"), Do: func() { w.Open(cases.NewOne(w)) }}}, ways...)
	}
	return k.Fit(k.Band("helper", kit.T("window.cases.at_hand", name), ways...), k.PlainBand("helper", kit.T("window.cases.at_hand.short", name), ways...))
}

// putAway ends with the case at hand and shows the list of cases.
func (w *Window) putAway() {
	if w.held() {
		return
	}
	then := func() {
		w.TakeUp(nil)
		for len(w.stack) > w.homeAt() {
			w.leave()
		}
		w.Open(cases.New(w))
	}
	if !w.keepsCase(then) {
		then()
	}
}
