package contact

import (
	"slices"

	"madoguchi/app/directory"
	"madoguchi/app/fact"
	"madoguchi/app/guidance"
	"madoguchi/app/jobs"
	"madoguchi/app/lawdate"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/i18n"
)

// Page is the directory, narrowed by what was chosen.
type Page struct {
	host page.Host
	in   *jobs.Inquiry
	// topics are those asked for: none for all. language is a BCP 47 tag or "".
	topics   []string
	language string
	// safe leaves those only whom somebody without permission to stay may well ask first;
	// nil until somebody said, which takes what the answers say.
	safe *bool
	// choosing is what is being chosen: place, language or topic; "" for the lines.
	choosing string
	sought   kit.Value
	more     bool
	copied   string
}

var (
	_ page.Page   = (*Page)(nil)
	_ page.Backer = (*Page)(nil)
)

// New makes the page; topics are of directory.Topics, none for all.
func New(h page.Host, topics ...string) *Page { return &Page{host: h, topics: topics} }

// mostLines is how many lines stand there before more are asked for.
const mostLines = 12

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: kit.T("window.contact.title"), Help: kit.T("window.contact.help")}
	rules, in, err := p.host.Inquiry()
	if err == nil {
		var guides *guidance.Guides
		if guides, err = rules.Guides(); err == nil {
			p.meet(rules, guides, in)
		}
	}
	if err != nil {
		s.Body = []kit.Box{k.Problem(jobs.Problem(err, 0))}
		return s
	}
	if p.choosing != "" {
		return p.choose(k, rules)
	}
	place := in.Facts.Value(placeFact).Text()
	s.Body = append(s.Body, p.filter(k, place))
	lines := rules.Directory.Find(directory.Query{Topics: p.topics, Place: place, Language: p.language, NoStatus: *p.safe})
	if len(lines) == 0 {
		s.Body = append(s.Body, k.Empty("search", kit.T("window.contact.none"), kit.T("window.contact.none.explain"),
			kit.Action{Label: kit.T("window.contact.all"), Icon: "refresh", Do: p.all}))
	}
	today := lawdate.InJapan(p.host.Jobs().Now())
	shown := lines
	if !p.more {
		shown = lines[:min(mostLines, len(lines))]
	}
	var boxes []kit.Box
	police := Police(k, shown, place)
	for _, l := range shown {
		boxes = append(boxes, police(l), line(k, l, place, today, p.copied, func(n string) {
			k.Window.Clipboard().SetContent(n)
			p.copied = n
			p.host.Refresh(false)
		}))
	}
	s.Body = append(s.Body, k.Column(boxes...))
	if len(shown) < len(lines) {
		s.Others = append(s.Others, kit.Action{Label: kit.T("window.contact.more", i18n.Args{"n": len(lines) - len(shown)}), Icon: "down", Do: func() {
			p.more = true
			p.host.Refresh(false)
		}})
	}
	s.Body = append(s.Body, k.Label(kit.T("window.contact.unconfirmed", i18n.Args{"n": rules.Directory.Unconfirmed()})))
	return s
}

// placeFact is the prefecture where the person lives.
const placeFact = "prefecture"

// meet takes what the answers say of whom to ask first. It is asked again when the page
// is about somebody else.
func (p *Page) meet(rules *jobs.Rulebook, guides *guidance.Guides, in *jobs.Inquiry) {
	if p.in == in && p.safe != nil {
		return
	}
	who := in.Guided(rules, lawdate.InJapan(p.host.Jobs().Now()))
	safe := guides.Standing(who.Case.Case).Has(guidance.LawyerFirst)
	p.in, p.safe = in, &safe
}

// filter is what the lines are narrowed by.
func (p *Page) filter(k *kit.Kit, place string) kit.Box {
	any := kit.T("window.contact.any")
	where, tongue, topic := any, any, any
	if place != "" {
		where = kit.T("place." + place)
	}
	if p.language != "" {
		tongue = kit.T("window.contact.language." + p.language)
	}
	switch len(p.topics) {
	case 0:
	case 1:
		topic = kit.T("directory.topic." + p.topics[0])
	default:
		topic = kit.T("window.contact.these", i18n.Args{"n": len(p.topics)})
	}
	by := func(what, icon string, chosen kit.Msg) kit.Box {
		return k.Choice(kit.Action{Label: kit.T("window.contact.by." + what), Icon: icon, Do: func() {
			p.choosing = what
			p.host.Refresh(true)
		}}, chosen, false)
	}
	return k.Column(
		k.Grid(filterWidth, 3, by("place", "home", where), by("topic", "question", topic), by("language", "language", tongue)),
		k.Check(*p.safe, kit.T("window.contact.safe"), func(on bool) {
			p.safe = &on
			p.more = false
			p.host.Refresh(false)
		}),
	)
}

const (
	// filterWidth is the least width of a thing to narrow by, valueWidth of one of its
	// values.
	filterWidth = 220
	valueWidth  = 170
)

// choose is where one thing to narrow by is chosen.
func (p *Page) choose(k *kit.Kit, rules *jobs.Rulebook) kit.Screen {
	s := kit.Screen{Title: kit.T("window.contact.by." + p.choosing + ".ask")}
	prefix, now := "place.", p.in.Facts.Value(placeFact).Text()
	values, width := directory.Places(), float32(valueWidth)
	switch p.choosing {
	case "language":
		prefix, now, values = "window.contact.language.", p.language, rules.Directory.Languages()
	case "topic":
		prefix, now, values, width = "directory.topic.", "", directory.Topics(), 2*valueWidth-50
		if len(p.topics) == 1 {
			now = p.topics[0]
		}
	}
	search := k.Search(&p.sought, kit.T("window.contact.search"), func() { p.host.Refresh(false) })
	s.First = kit.Focusables(search)[0]
	list := []kit.Box{k.Choice(kit.Action{Label: kit.T("window.contact.any"), Do: func() { p.take("") }}, kit.Msg{}, now == "")}
	if p.sought.Text != "" {
		list = nil
	}
	for _, x := range values {
		if jobs.Holds(k.Texts, p.sought.Text, prefix+x) {
			list = append(list, k.Choice(kit.Action{Label: kit.T(prefix + x), Do: func() { p.take(x) }}, kit.Msg{}, x == now))
		}
	}
	if len(list) == 0 {
		list = append(list, k.Label(kit.T("window.contact.search.none")))
	}
	s.Body = []kit.Box{search, k.Grid(width, 4, list...)}
	return s
}

// take narrows by a value; "" by none.
func (p *Page) take(value string) {
	switch p.choosing {
	case "place":
		if value == "" {
			p.in.Facts.Forget(placeFact)
		} else { // the vocabulary has every place
			_ = p.in.Facts.Put(fact.Fact{ID: placeFact, Value: value, From: fact.FromAnswer})
		}
	case "language":
		p.language = value
	case "topic":
		p.topics = slices.DeleteFunc([]string{value}, func(t string) bool { return t == "" })
	}
	p.more = false
	p.shut()
	p.host.Refresh(true)
}

// all takes away what the lines are narrowed by, but for who may be asked first.
func (p *Page) all() {
	p.topics, p.language = nil, ""
	p.host.Refresh(true)
}

func (p *Page) shut() {
	p.choosing = ""
	p.sought.Wipe()
}

// Back implements page.Backer.
func (p *Page) Back() bool {
	if p.choosing == "" {
		return false
	}
	p.shut()
	return true
}

// Leave implements page.Page.
func (p *Page) Leave() {
	p.sought.Wipe()
	p.in, p.safe, p.copied = nil, nil, ""
}
