package guidance

import (
	"slices"
	"strconv"

	"madoguchi/app/cond"
	"madoguchi/app/fact"
)

// Asked is one screen to show, for one State where it is asked for each.
type Asked struct {
	*Screen
	// Item is the place in the list states, -1 for a screen that is asked once.
	Item int
}

// Key names what was skipped: the fact, or "states.1.papers" for a field of the
// second State.
func (a Asked) Key(id string) string {
	if a.Item < 0 {
		return id
	}
	return statesFact + "." + strconv.Itoa(a.Item) + id[len(statesFact):]
}

// NextGate is the next screen of the gate; ok is false when the gate is passed.
func (g *Guides) NextGate(who Person) (Asked, bool) { return first(g.Gate, who) }

// NextScreen is the next screen of the screener; ok is false when nothing more is
// asked.
func (g *Guides) NextScreen(who Person) (Asked, bool) { return first(g.Screener, who) }

// Open lists the screens that are still to come, as far as the answers tell.
func (g *Guides) Open(screens []*Screen, who Person) (list []Asked) {
	for i := 0; i < len(screens); i++ {
		s := screens[i]
		if !s.PerState {
			if s.shown(who, -1) {
				list = append(list, Asked{s, -1})
			}
			continue
		}
		// Screens asked for each State that follow one another are asked State by State,
		// after the one on which the States are named.
		end := i
		for end < len(screens) && screens[end].PerState {
			end++
		}
		if !who.Facts.Value(statesFact).Known() && !who.skipped(statesFact) {
			list = append(list, Asked{&Screen{ID: statesFact, Ask: []string{statesFact}, Place: s.Place}, -1})
		}
		for item := range who.Facts.Value(statesFact).Items() {
			for _, s := range screens[i:end] {
				if s.shown(who, item) {
					list = append(list, Asked{s, item})
				}
			}
		}
		i = end - 1
	}
	return list
}

func first(screens []*Screen, who Person) (Asked, bool) {
	g := Guides{}
	if list := g.Open(screens, who); len(list) > 0 {
		return list[0], true
	}
	return Asked{}, false
}

// shown reports whether a screen is to be asked: its condition may hold, and none of
// its facts is known or skipped.
func (s *Screen) shown(who Person, item int) bool {
	if s.when.eval(given{Case: who.Case.Case}) == cond.No {
		return false
	}
	a := Asked{s, item}
	return !slices.ContainsFunc(s.Ask, func(id string) bool {
		if who.skipped(a.Key(id)) {
			return true
		}
		if item < 0 {
			return who.Facts.Value(id).Known()
		}
		return field(who.Facts, item, id).Known()
	})
}

// field is a field of an item of the list of States.
func field(facts *fact.Set, item int, id string) fact.Value {
	d, _ := facts.Vocabulary().Lookup(statesFact)
	return facts.Value(statesFact).Items()[item][d.Field(id)]
}

// Found are the classes of the answers: overlays first, then the first whose
// condition holds.
func (g *Guides) Found(c cond.Case) (list []*Class) {
	in := given{Case: c, flags: map[string]bool{}}
	s := g.Standing(c)
	for _, f := range flagNames() {
		in.flags[f] = s.Has(f)
	}
	for _, class := range g.Classes {
		if class.Overlay && class.when.eval(in) == cond.Yes {
			list = append(list, class)
		}
	}
	for _, class := range g.Classes {
		if !class.Overlay && class.when.eval(in) == cond.Yes {
			return append(list, class)
		}
	}
	return list
}

// Near are the groups whose clues the answers hold, for whoever helps to look at.
func (g *Guides) Near(c cond.Case) (list []*Origin) {
	for _, o := range g.Origins {
		if o.when != nil && o.when.eval(given{Case: c}) == cond.Yes {
			list = append(list, o)
		}
	}
	return list
}
