package guidance

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strconv"

	"madoguchi/app/cond"
	"madoguchi/app/fact"
	"madoguchi/app/law"
)

// commonPath holds the steps that the program adds to others.
const commonPath = "common"

// Load reads paths/*.yaml, gate.yaml, screener.yaml, flags.yaml, classes.yaml,
// origins.yaml, documents.yaml, cards.yaml and letters.yaml of fsys. All faults are
// reported together, each a *fact.Fault.
func Load(fsys fs.FS, from Sources) (*Guides, error) {
	l := &loader{from: from, scope: cond.Scope{Vocabulary: from.Book.Vocabulary(), Params: from.Book.Params()}}
	l.guides = &Guides{vocabulary: l.scope.Vocabulary, nodes: map[string]*Node{}}
	var paths []fact.Node
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".yaml" {
			return err
		}
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		n, err := fact.Read(name, b)
		if err != nil {
			l.fault(err)
			return nil
		}
		if path.Dir(name) == "paths" {
			paths = append(paths, n)
			return nil
		}
		take := map[string]func(fact.Node) error{
			"gate.yaml": l.screens(&l.guides.Gate), "screener.yaml": l.screens(&l.guides.Screener),
			"flags.yaml": l.each(l.flag), "classes.yaml": l.each(l.class), "origins.yaml": l.each(l.origin),
			"documents.yaml": l.documents, "cards.yaml": l.each(l.card), "letters.yaml": l.each(l.letter),
		}[name]
		if take == nil {
			l.fault(n.Fault("name it gate, screener, flags, classes, origins, documents, cards or letters, or put it in paths", "nobody reads this file"))
			return nil
		}
		l.fault(take(n))
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, n := range paths {
		l.fault(l.path(n))
	}
	slices.SortStableFunc(l.guides.paths, func(a, b *Path) int { return cmp.Compare(a.Order, b.Order) })
	l.finish()
	return l.guides, errors.Join(l.faults...)
}

type loader struct {
	from   Sources
	scope  cond.Scope
	guides *Guides
	faults []error
	later  []func() error // what needs every path
}

func (l *loader) fault(err error) {
	if err != nil {
		l.faults = append(l.faults, err)
	}
}

func (l *loader) each(take func(fact.Node) error) func(fact.Node) error {
	return func(n fact.Node) error {
		if n.Kind != fact.Sequence {
			return n.Fault("write a list: - {id: …}", "here is %v", n.Kind)
		}
		for _, item := range n.Items {
			l.fault(take(item))
		}
		return nil
	}
}

func (l *loader) path(n fact.Node) error {
	if err := n.Only("path", "order", "icon", "start", "nodes", "examples", "confidence", "valid", "checked_on", "review_by"); err != nil {
		return err
	}
	p := &Path{Place: n.Place}
	id, _ := n.Get("path")
	if p.ID = id.Text; p.ID == "" || p.ID+".yaml" != path.Base(n.File) {
		return id.Fault("write path: and the name of the file", "the path is not named as its file")
	}
	order, _ := n.Get("order")
	icon, _ := n.Get("icon")
	p.Order, p.Icon = order.Int, icon.Text
	examples, _ := n.Get("examples")
	p.examples = examples.Items
	nodes, _ := n.Get("nodes")
	for _, item := range nodes.Items {
		l.fault(l.node(p, item, n))
	}
	if p.ID == commonPath {
		l.guides.common = p
		return nil
	}
	start, _ := n.Get("start")
	if len(p.Nodes) == 0 || p.Nodes[0].ID != start.Text {
		return start.Fault("write start: and the first node", "nobody knows where the path begins")
	}
	if p.Order == 0 || p.Icon == "" {
		return n.Fault("write order: and icon:", "the path %s is not complete", p.ID)
	}
	l.guides.paths = append(l.guides.paths, p)
	return nil
}

func (l *loader) node(p *Path, n, file fact.Node) (err error) {
	if err := n.Only(append([]string{"id", "ask", "first", "step", "end", "also", "next"}, law.BasisKeys()...)...); err != nil {
		return err
	}
	node := &Node{Path: p, Place: n.Place}
	id, _ := n.Get("id")
	if node.ID, err = id.AsWord(); err != nil {
		return err
	}
	if old := l.guides.nodes[node.ID]; old != nil {
		return id.Fault("give it another name", "the node %s stands at %v already", node.ID, old.Place)
	}
	ask, asks := n.Get("ask")
	step, does := n.Get("step")
	end, ends := n.Get("end")
	first, _ := n.Get("first")
	node.First, node.End = first.Bool, ends && end.Bool
	kinds := 0
	for _, is := range []bool{asks, does, node.End} {
		if is {
			kinds++
		}
	}
	if kinds != 1 {
		return n.Fault("write one of ask:, step: and end: true", "the node %s is not one of the three", node.ID)
	}
	switch {
	case asks:
		if node.Ask, err = l.facts(ask); err != nil {
			return err
		}
	case does:
		if node.Do, err = l.do(step); err != nil {
			return err
		}
		if node.Basis, err = l.from.Book.Library().ReadBasis(n, file); err != nil {
			return err
		}
	}
	if also, some := n.Get("also"); some {
		if node.Also, err = also.AsWords(); err != nil {
			return err
		}
		l.exist(also)
	}
	p.Nodes = append(p.Nodes, node)
	l.guides.nodes[node.ID] = node
	next, _ := n.Get("next")
	switch {
	case node.End && len(next.Items) > 0:
		return next.Fault("delete it", "an end leads nowhere")
	case !node.End && p.ID != commonPath && len(next.Items) == 0:
		return n.Fault("write next: [{to: …}]", "the node %s leads nowhere", node.ID)
	}
	l.ways(node, next)
	return nil
}

// ways reads where a node leads once every node is known.
func (l *loader) ways(node *Node, next fact.Node) {
	at := len(node.Path.Nodes) - 1
	l.later = append(l.later, func() error {
		for i, item := range next.Items {
			if err := item.Only("when", "to"); err != nil {
				return err
			}
			w := way{}
			when, some := item.Get("when")
			if last := i == len(next.Items)-1; last == some {
				return item.Fault("give every way a when: except the last, which is taken for no and for unknown", "it is not clear when this way is taken")
			}
			if some {
				var err error
				if w.when, err = l.condition(when); err != nil {
					return err
				}
			}
			to, _ := item.Get("to")
			place := slices.IndexFunc(node.Path.Nodes, func(n *Node) bool { return n.ID == to.Text })
			if place < 0 {
				return to.Fault(fact.Nearest(to.Text, ids(node.Path.Nodes)), "the path has no node %q", to.Text)
			}
			if place <= at {
				return to.Fault("put the node it leads to further down", "ways go forward only")
			}
			w.to = node.Path.Nodes[place]
			node.ways = append(node.ways, w)
		}
		return nil
	})
}

// exist looks later whether paths are there.
func (l *loader) exist(list fact.Node) {
	l.later = append(l.later, func() error {
		for _, item := range list.Items {
			if l.guides.Path(item.Text) == nil {
				var names []string
				for _, p := range l.guides.paths {
					names = append(names, p.ID)
				}
				return item.Fault(fact.Nearest(item.Text, names), "there is no path %q", item.Text)
			}
		}
		return nil
	})
}

func (l *loader) facts(n fact.Node) ([]string, error) {
	list, err := n.AsWords()
	for i, id := range list {
		if d, some := l.scope.Vocabulary.Lookup(id); !some || d.Derived {
			return nil, n.Items[i].Fault(l.scope.Vocabulary.Cure(id), "there is no fact %q to ask", id)
		}
	}
	return list, err
}

func (l *loader) do(n fact.Node) (d *Do, err error) {
	if err := n.Only("where", "by_when", "bring", "cost", "refused", "tags", "contacts_home_state", "contact", "links", "today", "letters"); err != nil {
		return nil, err
	}
	d = &Do{}
	fault := func(e error) {
		if err == nil {
			err = e
		}
	}
	where, _ := n.Get("where")
	fault(instead(where, &d.WhereNone, func() error { d.Where, err = where.AsWord(); return err }))
	by, _ := n.Get("by_when")
	fault(instead(by, &d.DayNone, func() error { return l.byWhen(d, by) }))
	bring, _ := n.Get("bring")
	fault(instead(bring, &d.BringNone, func() (err error) { d.Bring, err = bring.AsWords(); return err }))
	cost, _ := n.Get("cost")
	fault(instead(cost, &d.CostNone, func() error {
		_, isParam := l.scope.Params.Lookup(cost.Text)
		if d.Cost = cost.Text; d.Cost != "free" && d.Cost != "ask" && !isParam {
			return cost.Fault("write free, ask or a param of yen", "%q is no cost", cost.Text)
		}
		return nil
	}))
	refused, _ := n.Get("refused")
	fault(instead(refused, &d.RefusedNone, func() error {
		if d.Refused = refused.Bool; !d.Refused {
			return refused.Fault("write true, or {none: not_refusable}", "nobody knows what to do when the office says no")
		}
		return nil
	}))
	if list, some := n.Get("tags"); some && len(list.Items) > 0 {
		words, e := list.AsWords()
		fault(e)
		for i, w := range words {
			if !slices.Contains(tags, w) {
				fault(list.Items[i].Fault(fact.Nearest(w, tags), "there is no tag %q", w))
			}
			d.Tags = append(d.Tags, Tag(w))
		}
	}
	contact, _ := n.Get("contacts_home_state")
	kind := slices.Index(contacts, contact.Text)
	if kind < 0 {
		fault(contact.Fault("write contacts_home_state: yes, indirect or no", "nobody knows whether a State hears of this"))
	}
	d.Contact = Contact(max(0, kind))
	for key, to := range map[string]*[]string{"contact": &d.Call, "links": &d.Links, "letters": &d.Letters} {
		if v, some := n.Get(key); some && len(v.Items) > 0 {
			list, e := v.AsWords()
			fault(e)
			*to = list
		}
	}
	today, _ := n.Get("today")
	d.Today = today.Bool
	if d.Has(Clock) && d.Deadline == nil && d.safe == nil && d.last == nil {
		fault(n.Fault("write by_when:", "a clock without a day"))
	}
	return d, err
}

// instead reads {none: reason}, or else what is there.
func instead(n fact.Node, reason *string, read func() error) error {
	if none, some := n.Get("none"); some {
		*reason = none.Text
		if !slices.Contains(reasons(), none.Text) {
			return none.Fault(fact.Nearest(none.Text, reasons()), "there is no reason %q", none.Text)
		}
		return n.Only("none")
	}
	return read()
}

func reasons() []string {
	return []string{"no_office", "no_day", "no_papers", "no_cost", "not_refusable", "open_end", "emergency_now"}
}

func (l *loader) byWhen(d *Do, n fact.Node) (err error) {
	if err := n.Only("deadline", "safe", "last"); err != nil {
		return err
	}
	if id, some := n.Get("deadline"); some {
		if d.Deadline = l.from.Deadlines.Record(id.Text); d.Deadline == nil {
			return id.Fault("write the id of a record of assets/deadlines", "there is no deadline %q", id.Text)
		}
		return n.Only("deadline")
	}
	for key, to := range map[string]**cond.DateNode{"safe": &d.safe, "last": &d.last} {
		if v, some := n.Get(key); some {
			if *to, err = l.scope.Date(v); err != nil {
				return err
			}
		}
	}
	if d.safe == nil && d.last == nil {
		return n.Fault("write deadline:, safe: or last:, or {none: no_day}", "there is no day")
	}
	return nil
}

func ids(nodes []*Node) (list []string) {
	for _, n := range nodes {
		list = append(list, n.ID)
	}
	return list
}

func itoa(n int) string { return strconv.Itoa(n) }
