package check

import (
	"madoguchi/app/filing"
	"madoguchi/app/jobs"
	"madoguchi/app/problem"
	"madoguchi/app/ui/kit"
	"madoguchi/i18n"
)

// practising reports whether this is about practice: only then is a practice
// signature as good as one can be.
func (p *Page) practising() bool { return p.host.Person() != "" }

// shownScreen is what was found.
func (p *Page) shownScreen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Tells: true, Title: kit.T("window.check.shown.title"), Help: kit.T("window.check.help")}
	s.Body = append(s.Body, p.file(k))
	if !p.note.Empty() {
		s.Body = append(s.Body, k.Callout(kit.Info, p.note, kit.Msg{}))
	}
	if f := jobs.Problem(jobs.Verdict(p.found, p.practising()), problem.NoSecret); f != nil {
		s.Body = append(s.Body, k.Problem(f))
	} else {
		s.Body = append(s.Body, p.good(k))
	}
	if p.found.UsageRights {
		s.Body = append(s.Body, k.Body(kit.T("window.check.usage_rights")))
	}
	for i := range p.found.Signatures {
		s.Body = append(s.Body, p.signature(k, i))
	}
	another := kit.Action{Label: kit.T("window.check.another"), Icon: "file", Do: p.choose}
	s.Primary = &another
	if len(p.found.Signatures) > 0 {
		s.Others = []kit.Action{{Label: kit.T("window.check.registry"), Icon: "search", Do: p.checkRegistry}}
	}
	return s
}

// good is said where nothing speaks against the signatures. One made with a
// practice card is not praised for its issuer.
func (p *Page) good(k *kit.Kit) kit.Box {
	for i := range p.found.Signatures {
		if p.found.Signatures[i].Practice {
			return k.Callout(kit.Info, kit.T("window.check.good"), kit.T("window.check.good.practice"))
		}
	}
	return k.Callout(kit.Success, kit.T("window.check.good"), kit.T("window.check.good.explain"))
}

// signature is what can be said of one signature.
func (p *Page) signature(k *kit.Kit, i int) kit.Box {
	x := &p.found.Signatures[i]
	r := kit.Result{Kind: p.kindOf(i), Title: kit.T("verdict." + string(x.Verdict)), Doubt: kit.T("window.check.not_looked_at")}
	if filing.Whole(x) {
		r.Doubt = kit.T("window.check.revoked")
	}
	if !x.Claimed.IsZero() {
		r.Date = kit.T("window.check.claimed", i18n.Args{"time": x.Claimed.Format("2006-01-02 15:04 (-07:00)")})
	}
	items := []kit.Box{k.Heading(kit.T("window.check.signature", i18n.Args{"n": i + 1, "of": len(p.found.Signatures)})), k.Result(r)}
	if rows := append(p.signer(i), p.later(i)...); len(rows) > 0 {
		items = append(items, k.Panel(k.Facts(rows...)))
	}
	return k.Column(items...)
}

// kindOf is how one signature's result is meant.
func (p *Page) kindOf(i int) kit.Kind {
	switch x := &p.found.Signatures[i]; {
	case !filing.Whole(x):
		return kit.Danger
	case x.Timestamp:
		return kit.Info
	case filing.Good(x) && (!x.Practice || p.practising()):
		return kit.Success
	}
	return kit.Warning
}

// signer is who signed, as far as that can be told.
func (p *Page) signer(i int) []kit.Fact {
	x := &p.found.Signatures[i]
	var rows []kit.Fact
	switch {
	case x.Timestamp:
	case filing.Good(x) && x.Subject.Name != "":
		rows = append(rows, kit.Fact{Label: kit.T("window.check.name"), Value: kit.Foreign(x.Subject.Name, "ja"), From: kit.T("window.check.name.certificate")})
	case x.Name != "":
		rows = append(rows, kit.Fact{Label: kit.T("window.check.name"), Value: kit.Foreign(x.Name, "ja"), From: kit.T("window.check.name.file")})
	}
	if !filing.Whole(x) {
		return rows
	}
	issuer := kit.Fact{Label: kit.T("window.check.by"), Value: kit.T("window.check.issuer_unknown")}
	switch {
	case x.Timestamp:
		issuer.Value = kit.T("window.check.timestamp")
	case x.Practice:
		issuer.Value = kit.T("window.check.practice")
	case x.AnchorID != "":
		issuer.Value = kit.T("window.check.issuer", i18n.Args{"issuer": x.AnchorID})
	}
	rows = append(rows, issuer)
	if !x.Timestamp {
		dates := "window.check.dates_do_not"
		if x.DatesCover {
			dates = "window.check.dates_cover"
		}
		rows = append(rows, kit.Fact{Label: kit.T("window.check.dates"), Value: kit.T(dates)})
	}
	return rows
}

// later are the things that came after a signature.
func (p *Page) later(i int) []kit.Fact {
	var rows []kit.Fact
	for _, c := range p.found.Signatures[i].Later {
		a := i18n.Args{"field": kit.ForeignWord(c.Field), "page": c.Page}
		f := kit.Fact{Label: kit.T("window.check.later"), Value: kit.T("change." + string(c.Kind))}
		switch {
		case c.Field != "" && c.Page > 0:
			f.From = kit.T("window.check.later.field_page", a)
		case c.Field != "":
			f.From = kit.T("window.check.later.field", a)
		case c.Page > 0:
			f.From = kit.T("window.check.later.page", a)
		}
		if c.Visible {
			f.From = kit.T("window.check.later.visible", i18n.Args{"page": c.Page})
		}
		rows = append(rows, f)
	}
	return rows
}
