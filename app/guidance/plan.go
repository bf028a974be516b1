package guidance

import (
	"slices"

	"madoguchi/app/cond"
	"madoguchi/app/deadline"
	"madoguchi/app/law"
	"madoguchi/app/lawdate"
)

// Person is somebody on a day, as far as was told.
type Person struct {
	deadline.Case
	// Skipped reports whether somebody chose not to answer a fact; nil for nobody
	// did. What is skipped stays unknown and is not asked again.
	Skipped func(id string) bool
}

func (p Person) skipped(id string) bool { return p.Skipped != nil && p.Skipped(id) }

// Plan is what can be done, in the order in which to do it.
type Plan struct {
	Path *Path
	Standing
	// Steps to show: emergencies first; where a lawyer comes first, legal help; then
	// the rest as the path goes.
	Steps []Step
	// Running are the steps of Steps on which a day of the law runs, to be shown in
	// their safe form above legal help; empty where a lawyer need not come first.
	Running []Step
	// Ask is the next question of the path; nil when there is none. More is how many
	// questions are open at least.
	Ask *Node
	// Hidden is how many steps are not shown because a State would hear of them.
	Hidden int
	// Also are further paths.
	Also []string
	// Warnings are ids of texts guide.warn.*, in the order to show.
	Warnings []string
}

// Step is a node that says what to do, for somebody.
type Step struct {
	*Node
	// Safe is the day to keep, Last the last one; no date where there is none or the
	// day is not known.
	Safe, Last lawdate.Date
	// Passed: the day to keep lies before the day asked about. Unchecked: the office
	// may be shut on it.
	Passed, Unchecked bool
	Confidence        law.Confidence
	// Together: only together with legal advice, or after it.
	Together bool
	// For are the States the step is about: values of the field state. Empty for a
	// step that concerns none, and where none was named.
	For []string
	// Items to bring; what only a feared State could give is replaced.
	Items []string
}

// getLegalHelp is the step of the common path that stands for a path without one.
const getLegalHelp = "get_legal_help"

// dangers are the steps of the common path for what is dangerous now.
var dangers = map[string][]string{
	"illness":  {"call_119"},
	"violence": {"call_dv_line", "call_110"},
	"child":    {"call_189"},
	"detained": {"call_duty_lawyer"},
	"letter":   {getLegalHelp},
}

// Plan walks a path. The walk stops at no question: what is not known takes the way
// for "not known", and Ask is the first question that would make it more exact.
func (g *Guides) Plan(p *Path, who Person) *Plan {
	plan := &Plan{Path: p, Standing: g.Standing(who.Case.Case)}
	in := given{Case: who.Case.Case, flags: map[string]bool{}}
	for _, f := range flagNames() {
		in.flags[f] = plan.Has(f)
	}
	var walked []Step
	for n := p.Nodes[0]; n != nil; n = n.follow(in) {
		switch {
		case n.Do != nil:
			walked = append(walked, g.step(n, who, plan))
		case n.Ask != nil && plan.Ask == nil && n.open(who):
			plan.Ask = n
		}
		plan.Also = append(plan.Also, n.Also...)
	}
	g.arrange(plan, walked, who)
	return plan
}

// Questions lists the nodes of a path that ask, on the way that is taken, and have
// not been answered or skipped.
func (g *Guides) Questions(p *Path, who Person) (list []*Node) {
	in := given{Case: who.Case.Case, flags: map[string]bool{}}
	s := g.Standing(who.Case.Case)
	for _, f := range flagNames() {
		in.flags[f] = s.Has(f)
	}
	for n := p.Nodes[0]; n != nil; n = n.follow(in) {
		if n.Ask != nil && n.open(who) {
			list = append(list, n)
		}
	}
	return list
}

// follow is the node a way leads to; nil at an end.
func (n *Node) follow(in given) *Node {
	for _, w := range n.ways {
		if w.when.eval(in) == cond.Yes {
			return w.to
		}
	}
	return nil
}

// open reports whether a fact of a question is neither known nor skipped. A question
// for several facts is answered by one: they stand on one screen.
func (n *Node) open(who Person) bool {
	return !slices.ContainsFunc(n.Ask, func(id string) bool {
		return who.Facts.Value(id).Known() || who.skipped(id)
	})
}

func (g *Guides) step(n *Node, who Person, plan *Plan) Step {
	s := Step{Node: n, Confidence: n.Confidence}
	switch d := n.Do; {
	case d.Deadline != nil:
		if e, some := d.Deadline.Days(who.Case); some {
			s.Safe, s.Last, s.Passed, s.Unchecked = e.Day(), e.Last, e.Passed, e.Unchecked
		}
	default:
		for _, day := range []struct {
			node *cond.DateNode
			to   *lawdate.Date
		}{{d.safe, &s.Safe}, {d.last, &s.Last}} {
			if day.node != nil {
				at := day.node.Eval(who.Case.Case)
				*day.to, s.Unchecked = at.Date, s.Unchecked || at.Unchecked
			}
		}
		if s.Safe.IsZero() {
			s.Safe = s.Last
		}
		if !s.Last.IsZero() && s.Safe.After(s.Last) {
			s.Safe = s.Last
		}
		s.Passed = !s.Safe.IsZero() && s.Safe.Before(who.On)
	}
	if n.Do.Contact != NoContact {
		s.For = n.Do.tied(who, plan.Safe)
	}
	s.Items = g.items(n.Do, plan)
	return s
}

// tied are those of some States that have one of the ties of a step.
func (d *Do) tied(who Person, states []string) (list []string) {
	if len(d.Links) == 0 {
		return states
	}
	for i := range who.Facts.Value(statesFact).Items() {
		link, state := field(who.Facts, i, statesFact+".link"), field(who.Facts, i, statesFact+".state").Text()
		if (!link.Known() || slices.Contains(d.Links, link.Text())) && slices.Contains(states, state) && !slices.Contains(list, state) {
			list = append(list, state)
		}
	}
	return list
}

// items are those to bring, with substitutes for what a feared State would give.
func (g *Guides) items(d *Do, plan *Plan) (list []string) {
	for _, item := range d.Bring {
		i := slices.IndexFunc(g.Documents, func(doc *Document) bool { return doc.ID == item })
		give := []string{item}
		if i >= 0 && d.Contact == NoContact && plan.Has(NoEmbassy) {
			give = g.Documents[i].Substitutes
		}
		for _, id := range give {
			if !slices.Contains(list, id) {
				list = append(list, id)
			}
		}
	}
	return list
}

// arrange puts the steps in the order to show and takes those away that a State
// would hear of.
func (g *Guides) arrange(plan *Plan, walked []Step, who Person) {
	lawyer := plan.Has(LawyerFirst)
	var first, help, rest []Step
	add := func(list *[]Step, s Step) {
		for _, l := range [][]Step{first, help, rest} {
			if slices.ContainsFunc(l, func(o Step) bool { return o.Node == s.Node }) {
				return
			}
		}
		*list = append(*list, s)
	}
	for _, id := range dangers[who.Facts.Value("danger").Text()] {
		if n := g.nodes[id]; n != nil {
			s := g.step(n, who, plan)
			if n.Do.Has(LegalHelp) && !n.Do.Has(Emergency) {
				add(&help, s)
			} else {
				add(&first, s)
			}
		}
	}
	for _, s := range walked {
		switch {
		case s.Do.Contact != NoContact && !plan.Has(StateIsSafe):
			plan.Hidden++
		case len(s.For) == 0 && s.Do.Contact != NoContact && len(plan.Safe) > 0: // no State has that tie
		case s.Do.Has(Emergency):
			add(&first, s)
		case lawyer && s.Do.Has(LegalHelp):
			add(&help, s)
		default:
			s.Together = lawyer && s.Do.guarded()
			if lawyer && s.Do.Has(Clock) && !s.Safe.IsZero() {
				plan.Running = append(plan.Running, s)
			}
			add(&rest, s)
		}
	}
	if lawyer && len(help) == 0 && g.nodes[getLegalHelp] != nil {
		add(&help, g.step(g.nodes[getLegalHelp], who, plan))
	}
	plan.Steps = slices.Concat(first, help, rest)
	plan.Warn()
	slices.Sort(plan.Also)
	plan.Also = slices.Compact(plan.Also)
}

// guarded reports whether somebody without permission should not go alone.
func (d *Do) guarded() bool {
	return slices.ContainsFunc([]Tag{WithImmigration, WithPolice, PublicCounter, AtCourt, Clock}, d.Has)
}

// Warn names the warnings of the flags and steps; what says not to contact a State is
// always the first.
func (p *Plan) Warn() {
	p.Warnings = nil
	switch {
	case p.Has(NoEmbassy) && len(p.Feared) > 0:
		p.Warnings = append(p.Warnings, "guide.warn.no_embassy")
	case p.Has(NoEmbassy):
		p.Warnings = append(p.Warnings, "guide.warn.no_embassy_any")
	}
	if p.Has(LawyerFirst) {
		p.Warnings = append(p.Warnings, "guide.warn.lawyer_first")
	}
	for _, w := range []struct {
		tag Tag
		id  string
	}{{NotAlone, "not_alone"}, {NoFalse, "no_false"}} {
		if p.Has(string(w.tag)) || slices.ContainsFunc(p.Steps, func(s Step) bool { return s.Do.Has(w.tag) }) {
			p.Warnings = append(p.Warnings, "guide.warn."+w.id)
		}
	}
	if p.Has("no_renounce") {
		p.Warnings = append(p.Warnings, "guide.warn.no_renounce")
	}
}

// Today is the one thing that can be begun today: the first such step after the
// emergencies, else the first step; nil for a plan without steps.
func (p *Plan) Today() *Step {
	for i := range p.Steps {
		if s := &p.Steps[i]; s.Do.Today && !s.Do.Has(Emergency) {
			return s
		}
	}
	if len(p.Steps) > 0 {
		return &p.Steps[0]
	}
	return nil
}

// Call are the topics of the directory for somebody to talk to: those of Today, and
// of legal help where a lawyer comes first.
func (p *Plan) Call() (list []string) {
	take := func(d *Do) {
		for _, t := range d.Call {
			if t != string(Emergency) && !slices.Contains(list, t) {
				list = append(list, t)
			}
		}
	}
	if p.Has(LawyerFirst) {
		for _, s := range p.Steps {
			if s.Do.Has(LegalHelp) {
				take(s.Do)
			}
		}
	}
	if s := p.Today(); s != nil {
		take(s.Do)
	}
	if len(list) == 0 {
		list = []string{"legal_aid", "bar_association"}
	}
	return list
}

// Next is the question to ask before any step is shown; nil when the plan may be
// shown. Further questions are optional: see Plan.Ask.
func (p *Plan) Next() *Node {
	if p.Ask != nil && p.Ask.First {
		return p.Ask
	}
	return nil
}
