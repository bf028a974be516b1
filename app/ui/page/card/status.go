package card

import (
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/app/ui/kit"
	"madoguchi/card"
	"madoguchi/i18n"
	"madoguchi/i18n/era"
)

// counter is the counter of one secret of the card.
type counter struct {
	id   string
	left int
}

func (p *Page) counters() []counter {
	t := p.st.Tries
	return []counter{{"input", t.Input}, {"sign", t.Signing}, {"auth", t.Authentication}}
}

// locked tells of each secret that is locked what that means and where it is
// reset.
func (p *Page) locked(k *kit.Kit) []kit.Box {
	var out []kit.Box
	for _, c := range p.counters() {
		if c.left == 0 {
			out = append(out, k.Callout(kit.Warning, kit.T("window.card.locked."+c.id), kit.T("window.card.locked."+c.id+".do")))
		}
	}
	return out
}

// tries are the counters in words.
func (p *Page) tries(k *kit.Kit) kit.Box {
	var rows []kit.Fact
	for _, c := range p.counters() {
		row := kit.Fact{Label: kit.T("window.card.secret." + c.id), From: kit.T("window.card.secret." + c.id + ".for")}
		switch c.left {
		case card.TriesUnknown:
			row.Value = kit.T("window.card.unknown")
		case 0:
			row.Value = kit.T("window.card.tries.locked")
		default:
			row.Value = kit.T("window.card.tries", i18n.Args{"tries": c.left})
		}
		rows = append(rows, row)
	}
	return k.Panel(k.Heading(kit.T("window.card.secrets")), k.Facts(rows...))
}

// certificates are the two certificates, by the card's own record.
func (p *Page) certificates(k *kit.Kit) kit.Box {
	st := p.st
	auth := kit.Fact{Label: kit.T("window.card.certificate.auth"), Value: kit.T("window.card.certificate.auth_unread")}
	ended := kit.Box(nil)
	if !st.AuthNotAfter.IsZero() {
		auth.Value = day("window.card.until", st.AuthNotAfter)
		auth.From = day("window.card.since", st.AuthNotBefore)
		if st.AuthNotAfter.Before(p.host.Jobs().Now()) {
			ended = k.Callout(kit.Warning, day("window.card.ended", st.AuthNotAfter), kit.T("window.card.ended.do"))
		}
	}
	sign := kit.Fact{Label: kit.T("window.card.certificate.sign"), Value: kit.T("window.card.unknown")}
	switch st.Signature {
	case cardsession.Present:
		sign.Value, sign.From = kit.T("window.card.certificate.present"), kit.T("window.card.certificate.present.explain")
	case cardsession.Absent:
		sign.Value, sign.From = kit.T("window.card.certificate.absent"), kit.T("window.card.certificate.absent.explain")
	}
	rows := []kit.Box{k.Heading(kit.T("window.card.certificates")), ended, k.Facts(auth, sign), k.Body(kit.T("window.card.revocation"))}
	if st.Signature == cardsession.Present {
		rows = append(rows, k.Body(kit.T("window.card.moved")))
	}
	return k.Panel(rows...)
}

// day is a text about a day in Japan, in both calendars.
func day(id string, t time.Time) kit.Msg { return onDay(id, era.Today(t)) }

func onDay(id string, d era.Date) kit.Msg {
	japanese, err := era.Format(d)
	if err != nil { // before Meiji 6
		japanese = d.String()
	}
	return kit.T(id, i18n.Args{"date": d.String(), "era": japanese})
}
