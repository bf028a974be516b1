package directory

import (
	"errors"
	"io/fs"
	"net/mail"
	"net/url"
	"regexp"
	"slices"

	"madoguchi/app/fact"
	"madoguchi/app/law"
)

// nearFile says which places are next to which; a directory without it knows none.
const nearFile = "near/near.yaml"

// keys are those of a line besides law.BasisKeys.
var keys = []string{"id", "office", "name", "numbers", "web", "mail", "languages", "open", "places", "topics", "no_status"}

// Load reads every *.yaml of fsys: lists of {id, office, name: {ja, en}, numbers, web,
// mail, languages, open: ["mon-fri 9:00-17:00"], places, topics, no_status, law, page,
// confidence, checked_on, review_by}, and near/near.yaml: a list of {place, near}. All
// faults are reported together, each a *fact.Fault.
func Load(fsys fs.FS, library *law.Library) (*Directory, error) {
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return nil, err
	}
	d := &Directory{near: map[string][]string{}}
	var faults []error
	for _, name := range names {
		faults = append(faults, each(fsys, name, func(n fact.Node) error { return d.take(n, library) }))
	}
	if _, err := fs.Stat(fsys, nearFile); err == nil {
		faults = append(faults, each(fsys, nearFile, d.neighbours))
	}
	return d, errors.Join(faults...)
}

func each(fsys fs.FS, name string, take func(fact.Node) error) error {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	n, err := fact.Read(name, b)
	if err != nil {
		return err
	}
	if n.Kind != fact.Sequence {
		return n.Fault("write a list: - {…}", "here is %v", n.Kind)
	}
	var faults []error
	for _, item := range n.Items {
		faults = append(faults, take(item))
	}
	return errors.Join(faults...)
}

func (d *Directory) take(n fact.Node, library *law.Library) error {
	if err := n.Only(slices.Concat(keys, law.BasisKeys())...); err != nil {
		return err
	}
	l := &Line{Place: n.Place}
	for _, read := range []func(fact.Node) error{l.named, l.reached, l.opened, l.serves} {
		if err := read(n); err != nil {
			return err
		}
	}
	var err error
	if l.Basis, err = library.ReadBasis(n, fact.Node{}); err != nil {
		return err
	}
	for _, other := range d.lines {
		if other.ID == l.ID {
			return n.Fault("delete one", "the line %s stands at %v already", l.ID, other.Place)
		}
	}
	d.lines = append(d.lines, l)
	return nil
}

// id is how one is written: it stands in texts as {phone_<id>}.
var id = regexp.MustCompile(`^[a-z0-9]+(_[a-z0-9]+)*$`)

func (l *Line) named(n fact.Node) (err error) {
	v, _ := n.Get("id")
	if l.ID, err = v.AsWord(); err != nil {
		return err
	}
	if !id.MatchString(l.ID) {
		return v.Fault("write small letters, digits and _", "%q is no id", l.ID)
	}
	v, _ = n.Get("office")
	if l.Office, err = v.AsWord(); err != nil {
		return err
	}
	names, some := n.Get("name")
	if !some {
		return nil
	}
	if err := names.Only("ja", "en"); err != nil {
		return err
	}
	l.Names = map[string]string{}
	for _, language := range []string{"ja", "en"} {
		v, _ := names.Get(language)
		if l.Names[language], err = v.AsWord(); err != nil {
			return v.Fault("write name: {ja: …, en: …}", "the line has no name in %s", language)
		}
	}
	return nil
}

// number is one as it is dialled in Japan.
var number = regexp.MustCompile(`^#?[0-9]+(-[0-9]+)*$`)

func (l *Line) reached(n fact.Node) (err error) {
	if v, some := n.Get("numbers"); some {
		if l.Numbers, err = v.AsWords(); err != nil {
			return err
		}
		for i, s := range l.Numbers {
			if !number.MatchString(s) || len(s) < 3 {
				return v.Items[i].Fault("write 03-1234-5678", "%q cannot be dialled", s)
			}
		}
	}
	if v, some := n.Get("web"); some {
		if l.Web, err = v.AsWord(); err != nil {
			return err
		}
		if u, err := url.Parse(l.Web); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			return v.Fault("write https://example.org/", "%q is no address of the web", l.Web)
		}
	}
	if v, some := n.Get("mail"); some {
		if l.Mail, err = v.AsWord(); err != nil {
			return err
		}
		if a, err := mail.ParseAddress(l.Mail); err != nil || a.Address != l.Mail {
			return v.Fault("write name@example.org", "%q is no address of e-mail", l.Mail)
		}
	}
	if len(l.Numbers) == 0 && l.Web == "" && l.Mail == "" {
		return n.Fault("write numbers:, web: or mail:", "nobody can be reached by the line %s", l.ID)
	}
	return nil
}

func (l *Line) opened(n fact.Node) (err error) {
	if v, some := n.Get("languages"); some {
		if l.Languages, err = v.AsWords(); err != nil {
			return err
		}
	}
	v, some := n.Get("open")
	if !some {
		return nil
	}
	if _, err := v.AsWords(); err != nil {
		return err
	}
	for _, item := range v.Items {
		h, err := open(item)
		if err != nil {
			return err
		}
		l.Open = append(l.Open, h)
	}
	return nil
}

func (l *Line) serves(n fact.Node) (err error) {
	v, _ := n.Get("places")
	if l.Places, err = known(v, append(Places(), All), "place"); err != nil {
		return err
	}
	if l.Everywhere() && len(l.Places) > 1 {
		return v.Fault("write [all] alone", "the whole country has every place")
	}
	if v, some := n.Get("topics"); some {
		if l.Topics, err = known(v, Topics(), "topic"); err != nil {
			return err
		}
	}
	v, _ = n.Get("no_status")
	i := slices.Index(answers, v.Text)
	if i < 0 {
		return v.Fault("write no_status: yes, no or ask", "nobody said whether one without permission to stay may ask")
	}
	l.NoStatus = Answer(i)
	return nil
}

// neighbours reads {place: hokkaido, near: [aomori, …]}.
func (d *Directory) neighbours(n fact.Node) error {
	if err := n.Only("place", "near"); err != nil {
		return err
	}
	v, _ := n.Get("place")
	place, err := v.AsWord()
	if err != nil {
		return err
	}
	if !slices.Contains(Places(), place) {
		return v.Fault(fact.Nearest(place, Places()), "there is no place %q", place)
	}
	if d.near[place] != nil {
		return v.Fault("delete one", "%s stands twice", place)
	}
	v, _ = n.Get("near")
	d.near[place], err = known(v, Places(), "place")
	return err
}

// known is a list of words that are all among some.
func known(n fact.Node, among []string, what string) ([]string, error) {
	words, err := n.AsWords()
	if err != nil {
		return nil, err
	}
	for i, w := range words {
		if !slices.Contains(among, w) {
			return nil, n.Items[i].Fault(fact.Nearest(w, among), "there is no %s %q", what, w)
		}
	}
	return words, nil
}
