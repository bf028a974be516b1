package card

import (
	"fmt"
	"strings"

	"madoguchi/app/problem"
	"madoguchi/card"
)

// there is what lies on the readers, as far as it was told.
type there struct {
	readers []card.Event
	// none says why there are no readers: SightNoService or SightNoReader.
	none card.Sight
	err  error
}

func (t *there) note(e card.Event) {
	if e.Reader.Name == "" {
		*t = there{none: e.Sight, err: e.Err}
		return
	}
	for i, r := range t.readers {
		if r.Reader.Name == e.Reader.Name {
			t.readers = append(t.readers[:i:i], t.readers[i+1:]...)
			break
		}
	}
	if e.Sight == card.SightRemoved { // what is there now is told right after it
		e.Sight = card.SightNoCard
	}
	t.readers = append(t.readers, e)
}

// ready names the cards that can be opened: reader and insertion of each.
func (t *there) ready() string {
	var b strings.Builder
	for _, r := range t.readers {
		if r.Sight == card.SightReady {
			fmt.Fprintf(&b, "%q %d;", r.Reader.Name, r.Reader.Insertion)
		}
	}
	return b.String()
}

// has reports whether a card on a reader can be opened.
func (t *there) has(reader string) bool {
	for _, r := range t.readers {
		if r.Reader.Name == reader {
			return r.Sight == card.SightReady || r.Sight == card.SightInUse
		}
	}
	return false
}

// sight is what a person who waits needs to know first.
func (t *there) sight() card.Sight {
	if len(t.readers) == 0 {
		return t.none
	}
	for _, s := range []card.Sight{card.SightInUse, card.SightUnknown} {
		for _, r := range t.readers {
			if r.Sight == s {
				return s
			}
		}
	}
	return card.SightNoCard
}

// Seen implements page.Watcher.
func (p *Page) Seen(e card.Event) {
	p.follow()
	p.there.note(e)
	p.started = true
	if p.st != nil && e.Sight == card.SightRemoved && e.Reader.Name == p.st.Reader {
		p.lost()
	}
	if !p.there.has(p.chosen) {
		p.chosen = ""
	}
	if p.st == nil {
		p.settle()
		return
	}
	// The card stays. The window takes its stripe away with any card.
	p.host.ShowPractice(p.st.Practice)
}

// follow notices that cards come from elsewhere now, such as when practice ends.
func (p *Page) follow() {
	if s := p.host.Source(); s != p.source {
		p.halt()
		p.wipe()
		p.source, p.there, p.chosen, p.tried = s, there{}, "", ""
		p.step, p.started, p.gone, p.after = waiting, false, false, nil
	}
}

// lost is when the card that is shown was taken away. That a try may have been
// spent must not be missed for that.
func (p *Page) lost() {
	p.after = nil
	if p.fault != nil && p.fault.Code == problem.SecretUncertain {
		p.after = p.fault
	}
	p.halt()
	p.wipe()
	p.gone, p.tried, p.step = true, "", waiting
}

// settle looks at what can be looked at, or waits.
func (p *Page) settle() {
	ready := p.there.ready()
	switch {
	case ready == "":
		p.halt()
		p.tried = ""
		p.wait(p.there.sight())
	case ready != p.tried:
		p.tried = ready
		p.look(false)
		p.host.Refresh(true)
	}
}

// wait waits for whatever a sight says is missing.
func (p *Page) wait(s card.Sight) {
	p.sight, p.without = s, s == card.SightNoService && card.Is(p.there.err, card.Unsupported)
	p.fault, p.choice = nil, nil
	before := p.step
	p.step = waiting
	p.host.Refresh(before != waiting)
}
