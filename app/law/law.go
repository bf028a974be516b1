// Package law is what records rest on: the acts and pages they cite, how sure a
// reading is, from when to when it holds, and when it has to be read again.
//
// It holds no rule and no text. Acts and pages are data (assets/laws,
// assets/pages); rules, deadlines and announced changes cite them by id.
package law

import (
	"errors"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"madoguchi/app/fact"
	"madoguchi/app/lawdate"
)

// Act is a law, order or rule.
type Act struct {
	ID string
	// Name is the Japanese name, NameEnglish a translation nobody is bound by.
	Name, NameEnglish string
	// EGov is the id in the e-Gov law database, "" where none was found.
	EGov string
	// TextAsOf is the day on which the text that was read was in force, no date where
	// it is not known.
	TextAsOf lawdate.Date
	Place    fact.Place
}

// Page is a published page.
type Page struct {
	ID string
	// URL is "" where the address was not kept; Publisher says then whose it is.
	URL, Publisher string
	// Kind is national, municipal or secondary.
	Kind string
	// Date is the page's own, ReadOn the day it was read; no date where it shows
	// none, where it was not read.
	Date, ReadOn lawdate.Date
	Place        fact.Place
}

// Library is every act and page. It does not change.
type Library struct {
	acts  map[string]*Act
	pages map[string]*Page
}

// Load reads every *.yaml of the two folders: lists of {id, name, name_en, e_gov,
// text_as_of} and of {id, url, publisher, kind, date, read_on, says}. All faults
// are reported together, each a *fact.Fault.
func Load(acts, pages fs.FS) (*Library, error) {
	l := &Library{acts: map[string]*Act{}, pages: map[string]*Page{}}
	err := errors.Join(each(acts, l.act), each(pages, l.page))
	return l, err
}

// Act finds an act by id.
func (l *Library) Act(id string) (Act, bool) {
	if l.acts[id] == nil {
		return Act{}, false
	}
	return *l.acts[id], true
}

// Page finds a page by id.
func (l *Library) Page(id string) (Page, bool) {
	if l.pages[id] == nil {
		return Page{}, false
	}
	return *l.pages[id], true
}

func (l *Library) act(n fact.Node) error {
	if err := n.Only("id", "name", "name_en", "e_gov", "text_as_of"); err != nil {
		return err
	}
	a := &Act{Place: n.Place}
	var err error
	if a.ID, err = name(n, "id"); err != nil {
		return err
	}
	if a.Name, err = name(n, "name"); err != nil {
		return err
	}
	if a.NameEnglish, err = name(n, "name_en"); err != nil {
		return err
	}
	a.EGov = word(n, "e_gov")
	if a.TextAsOf, err = day(n, "text_as_of", false); err != nil {
		return err
	}
	if old := l.acts[a.ID]; old != nil {
		return n.Fault("delete one", "the act %s stands at %v already", a.ID, old.Place)
	}
	l.acts[a.ID] = a
	return nil
}

func (l *Library) page(n fact.Node) error {
	if err := n.Only("id", "url", "publisher", "kind", "date", "read_on", "says"); err != nil {
		return err
	}
	p := &Page{Place: n.Place, URL: word(n, "url"), Publisher: word(n, "publisher")}
	var err error
	if p.ID, err = name(n, "id"); err != nil {
		return err
	}
	if p.URL == "" && p.Publisher == "" {
		return n.Fault("write url: or publisher:", "nobody could find the page %s", p.ID)
	}
	kinds := []string{"national", "municipal", "secondary"}
	if p.Kind = word(n, "kind"); !slices.Contains(kinds, p.Kind) {
		return n.Fault(fact.Nearest(p.Kind, kinds), "the page %s has no kind", p.ID)
	}
	if p.Date, err = day(n, "date", false); err != nil {
		return err
	}
	if p.ReadOn, err = day(n, "read_on", false); err != nil {
		return err
	}
	if old := l.pages[p.ID]; old != nil {
		return n.Fault("delete one", "the page %s stands at %v already", p.ID, old.Place)
	}
	l.pages[p.ID] = p
	return nil
}

// article is how one is written: 16-2(1)(ii), "suppl 9-3-2".
var article = regexp.MustCompile(`^(suppl )?[0-9]+(-[0-9]+)*([(][0-9a-z]+[)])*$`)

// Citation is one place in an act.
type Citation struct {
	Act Act
	// Article as lawyers write it: 30-45, 16-2(1)(ii), "suppl 9-3-2".
	Article string
}

// citation reads "brra:30-45".
func (l *Library) citation(n fact.Node) (Citation, error) {
	id, at, cut := strings.Cut(n.Text, ":")
	if n.Kind != fact.Word || !cut {
		return Citation{}, n.Fault(`write "act:article"`, "here is no act and article")
	}
	a := l.acts[id]
	switch {
	case a == nil:
		ids := make([]string, 0, len(l.acts))
		for id := range l.acts {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		return Citation{}, n.Fault(fact.Nearest(id, ids), "there is no act %q", id)
	case !article.MatchString(at):
		return Citation{}, n.Fault("write it as 16-2(1)(ii) or suppl 9-3-2", "%q is no article", at)
	}
	return Citation{*a, at}, nil
}

// each reads every record of every *.yaml.
func each(fsys fs.FS, take func(fact.Node) error) error {
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return err
	}
	var faults []error
	for _, file := range names {
		b, err := fs.ReadFile(fsys, file)
		if err != nil {
			return err
		}
		n, err := fact.Read(file, b)
		if err == nil && n.Kind != fact.Sequence {
			err = n.Fault("write a list: - {id: …}", "here is %v", n.Kind)
		}
		if err != nil {
			faults = append(faults, err)
			continue
		}
		for _, item := range n.Items {
			if err := take(item); err != nil {
				faults = append(faults, err)
			}
		}
	}
	return errors.Join(faults...)
}

func word(n fact.Node, key string) string {
	v, _ := n.Get(key)
	if v.Kind == fact.Number { // an id that is all digits
		return ""
	}
	return v.Text
}

func name(n fact.Node, key string) (string, error) {
	v, _ := n.Get(key)
	s, err := v.AsWord()
	if err != nil {
		return "", v.Fault("write "+key+": …", "the record has no %s", key)
	}
	return s, nil
}

func day(n fact.Node, key string, must bool) (lawdate.Date, error) {
	v, some := n.Get(key)
	if !some && !must {
		return lawdate.Date{}, nil
	}
	d, err := lawdate.Parse(v.Text)
	if v.Kind != fact.Word || err != nil {
		return d, v.Fault("write "+key+": YYYY-MM-DD", "here is no day")
	}
	return d, nil
}
