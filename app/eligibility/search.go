package eligibility

import (
	"fmt"
	"slices"
	"strings"

	"madoguchi/app/cond"
	"madoguchi/app/fact"
	"madoguchi/app/lawdate"
)

// search looks for a person for whom conditions hold: facts take, one after the
// other, each of the few values between which the conditions can tell, and a
// branch is left as soon as a condition is No.
//
// Values are sampled, derived facts are taken as free: what is found exists, what
// is not found may exist all the same for days between the samples.
type search struct {
	book  *Book
	q     *Question
	facts *fact.Set
	on    lawdate.Date
	left  int
}

// most is how many persons are looked at for one pair of rules.
const most = 200_000

// reachable reports whether a rule can hold while none that wins over it does.
func (s *search) reachable(r *Rule) bool {
	yes := []*cond.Predicate{r.when}
	if s.q.applies != nil {
		yes = append(yes, s.q.applies)
	}
	var no []*cond.Predicate
	for _, i := range r.under {
		if o := s.q.sorted[i]; !o.Holds(r.From) && !r.From.IsZero() {
			continue
		}
		no = append(no, s.q.sorted[i].when)
	}
	return s.person(days(r, r), yes, no)
}

// together reports whether both can hold while nothing wins over either.
func (s *search) together(r, o *Rule) bool {
	on := days(r, o)
	if len(on) == 0 {
		return false
	}
	yes := []*cond.Predicate{r.when, o.when}
	if s.q.applies != nil {
		yes = append(yes, s.q.applies)
	}
	var no []*cond.Predicate
	for _, i := range append(slices.Clone(r.under), o.under...) {
		no = append(no, s.q.sorted[i].when)
	}
	return s.person(on, yes, no)
}

// days are days on which both records hold: the day of the check of each, and their
// first day.
func days(r, o *Rule) (list []lawdate.Date) {
	for _, d := range []lawdate.Date{r.CheckedOn, r.From, o.From} {
		if !d.IsZero() && r.Holds(d) && o.Holds(d) && !slices.Contains(list, d) {
			list = append(list, d)
		}
	}
	return list
}

func (s *search) person(on []lawdate.Date, yes, no []*cond.Predicate) bool {
	var ids []string
	for _, p := range append(slices.Clone(yes), no...) {
		ids = append(ids, p.Facts()...)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	ids = slices.DeleteFunc(ids, func(id string) bool { return id == fact.AskedOn })
	for _, day := range on {
		s.on, s.left = day, most
		s.facts = s.book.vocabulary.NewSet()
		cells := s.cells(ids, append(slices.Clone(yes), no...))
		slices.SortFunc(ids, func(a, b string) int { return len(cells[a]) - len(cells[b]) })
		if s.branch(ids, cells, yes, no) {
			return true
		}
	}
	return false
}

func (s *search) branch(ids []string, cells map[string][]fact.Value, yes, no []*cond.Predicate) bool {
	if s.left--; s.left < 0 {
		return false
	}
	c := cond.Case{Facts: s.facts, On: s.on}
	done := true
	for _, p := range yes {
		switch p.Eval(c) {
		case cond.No:
			return false
		case cond.Unknown:
			done = false
		}
	}
	for _, p := range no {
		switch p.Eval(c) {
		case cond.Yes:
			return false
		case cond.Unknown:
			done = false
		}
	}
	if done {
		return true
	}
	if len(ids) == 0 {
		return false
	}
	number := s.book.vocabulary.Number(ids[0])
	for _, v := range cells[ids[0]] {
		s.facts.Set(number, v, fact.FromAnswer)
		if s.branch(ids[1:], cells, yes, no) {
			return true
		}
	}
	s.facts.Set(number, fact.Value{}, "")
	return false
}

// found is the person that was found, in words for who writes rules.
func (s *search) found() string {
	var words []string
	for _, f := range s.facts.Known() {
		words = append(words, fmt.Sprintf("%s %v", f.ID, f.Value))
	}
	return strings.Join(words, ", ") + " on " + s.on.String()
}

// cells are values of each fact between which the conditions can tell.
func (s *search) cells(ids []string, conditions []*cond.Predicate) map[string][]fact.Value {
	cells := map[string][]fact.Value{}
	for _, id := range ids {
		d, _ := s.book.vocabulary.Lookup(id)
		var constants []fact.Value
		for _, p := range conditions {
			constants = append(constants, p.Constants(id)...)
		}
		cells[id] = Cells(d, constants, s.on)
	}
	return cells
}

// Cells are values of a fact between which rules that mention the constants can
// tell: every constant and one that is none of them; numbers, and days seen from
// on, as samples.
func Cells(d fact.Definition, constants []fact.Value, on lawdate.Date) (list []fact.Value) {
	add := func(raw any) {
		if v, err := d.Value(raw); err == nil && v.Known() && !slices.ContainsFunc(list, v.Is) {
			list = append(list, v)
		}
	}
	switch d.Type {
	case fact.Bool:
		add(true)
		add(false)
	case fact.Enum:
		for _, v := range constants {
			add(v.Text())
		}
		for _, v := range d.Values {
			if n := len(list); n > len(constants) {
				break
			} else {
				add(v)
			}
		}
	case fact.Int:
		for _, n := range []int{0, 1, 3, 4, 5, 6, 7, 9, 10, 14, 15, 19, 20, 21, 29, 30, 31, 32, 36, 60, 119, 120, 121, 180} {
			add(n)
		}
	case fact.Date:
		for _, day := range sampleDays(d.ID, on) {
			add(day.String())
		}
		for _, v := range constants {
			y, m, dd := v.Day()
			if day, err := lawdate.Of(y, m, dd); err == nil {
				for _, n := range []int{-1, 0, 1} {
					add(day.AddDays(n).String())
				}
			}
		}
	case fact.Text:
		add("x")
	case fact.List:
		add([]any{})
		for _, item := range sampleItems(d, on) {
			add([]any{item})
			add([]any{item, item})
			add([]any{item, item, item})
		}
	}
	return list
}

// sampleDays are days before and after on; for a birth date, birthdays of the ages
// that laws name.
func sampleDays(id string, on lawdate.Date) (list []lawdate.Date) {
	if id == "dob" {
		for _, age := range []int{0, 1, 3, 14, 15, 16, 17, 18, 19, 20, 22, 30, 40, 59, 60, 64, 65, 74, 75, 80} {
			list = append(list, on.AddMonths(-12*age), on.AddMonths(-12*age).AddDays(1), on.AddMonths(-12*age-6))
		}
		return list
	}
	for _, n := range []int{0, -1, 1, 7, -7, -14, -15, 20, -30, 30, -45, 45, -61, 61, 89, 91, -91, 120, -120, -200, 200, 400, -400, 1100, -1100, -2300, 2300, -4000} {
		list = append(list, on.AddDays(n))
	}
	return list
}

func sampleItems(d fact.Definition, on lawdate.Date) []any {
	items := []map[string]any{{}}
	for _, f := range d.Fields {
		name := f.ID[len(d.ID)+1:]
		var values []any
		switch f.Type {
		case fact.Bool:
			values = []any{true, false}
		case fact.Date:
			for _, months := range []int{1, 20, 100, 200, 225, 250, 300} {
				values = append(values, on.AddMonths(-months).String())
			}
		case fact.Enum:
			values = []any{f.Values[0], f.Values[len(f.Values)-1]}
		case fact.Int:
			values = []any{1, 3}
		}
		var next []map[string]any
		for _, item := range items {
			for _, v := range values {
				more := map[string]any{name: v}
				for k, w := range item {
					more[k] = w
				}
				next = append(next, more)
			}
		}
		items = next
	}
	out := make([]any, len(items))
	for i, item := range items {
		out[i] = item
	}
	return out
}
