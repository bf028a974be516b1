package guidance

import (
	"slices"

	"madoguchi/app/cond"
	"madoguchi/app/fact"
)

// The flags the program itself works by; others may stand in the data.
const (
	// NoEmbassy: nothing a State the person may fear would hear of.
	NoEmbassy = "no_embassy"
	// LawyerFirst: legal help before any office.
	LawyerFirst = "lawyer_first"
	// StateIsSafe: of the States named, the person fears one not.
	StateIsSafe = "a_state_is_safe"
)

func flagNames() []string { return []string{NoEmbassy, LawyerFirst, StateIsSafe} }

const statesFact = "states"

// notAfraid is the one answer that makes a State safe.
const notAfraid = "not_afraid"

// States are those somebody named, parted by whether they may be contacted.
type States struct {
	// Safe and Feared are values of the field state, none twice; a State of which
	// two entries say different things is feared.
	Safe, Feared []string
}

// Standing is what guards somebody's steps.
type Standing struct {
	// Set are the flags that are set, in the order of the data.
	Set []string
	States
}

// Has reports whether a flag is set.
func (s Standing) Has(flag string) bool { return slices.Contains(s.Set, flag) }

// Standing works out the flags: unanswered counts as set, and fear is a matter of
// each State.
func (g *Guides) Standing(c cond.Case) Standing {
	var s Standing
	set := map[string]bool{}
	for _, f := range g.Flags {
		in := given{Case: c}
		set[f.ID] = f.unless != nil && f.unless.eval(in) != cond.Yes || f.also != nil && f.also.eval(in) == cond.Yes ||
			slices.ContainsFunc(f.once, func(o once) bool { return o.when.eval(in) == cond.Yes && o.unless.eval(in) != cond.Yes })
	}
	protected := false
	for _, f := range g.Flags {
		if f.ID == NoEmbassy && f.also != nil {
			protected = f.also.eval(given{Case: c}) == cond.Yes
		}
	}
	s.States = parted(c.Facts, set[NoEmbassy], protected)
	if named := len(s.Safe) + len(s.Feared); named > 0 {
		set[NoEmbassy] = set[NoEmbassy] || len(s.Feared) > 0
	}
	if unnamed(c.Facts) { // it may be any of them
		set[NoEmbassy] = true
		s.Feared, s.Safe = append(s.Feared, s.Safe...), nil
	}
	set[StateIsSafe] = len(s.Safe) > 0 || len(s.Feared) == 0 && !set[NoEmbassy]
	for _, f := range g.Flags {
		if set[f.ID] {
			s.Set = append(s.Set, f.ID)
		}
	}
	if set[StateIsSafe] {
		s.Set = append(s.Set, StateIsSafe)
	}
	return s
}

// unnamed reports whether a State is feared of which it was not said which it is.
func unnamed(facts *fact.Set) bool {
	d, _ := facts.Vocabulary().Lookup(statesFact)
	return slices.ContainsFunc(facts.Value(statesFact).Items(), func(item fact.Item) bool {
		fear := item[d.Field(statesFact+".fear")]
		return item[d.Field(statesFact+".state")].Text() == "" &&
			(fear.Known() && fear.Text() != notAfraid || item[d.Field(statesFact+".protection")].Bool())
	})
}

// parted looks at each State: what was said of it counts before what was said of all.
// Where the person has asked for protection or has it, only a State that is not the
// one the protection is about can be safe.
func parted(facts *fact.Set, afraid, protected bool) (s States) {
	d, _ := facts.Vocabulary().Lookup(statesFact)
	field := func(item fact.Item, name string) fact.Value { return item[d.Field(statesFact+"."+name)] }
	for _, item := range facts.Value(statesFact).Items() {
		state := field(item, "state").Text()
		if state == "" {
			continue
		}
		feared := afraid
		if said := field(item, "fear"); said.Known() {
			feared = said.Text() != notAfraid
		}
		if about := field(item, "protection"); about.Bool() || protected && !about.Known() {
			feared = true
		}
		if feared {
			s.Safe = slices.DeleteFunc(s.Safe, func(x string) bool { return x == state })
			if !slices.Contains(s.Feared, state) {
				s.Feared = append(s.Feared, state)
			}
		} else if !slices.Contains(s.Feared, state) && !slices.Contains(s.Safe, state) {
			s.Safe = append(s.Safe, state)
		}
	}
	return s
}
