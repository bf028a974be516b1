// Package deadline works out by when what has to be done: records of the law, each
// with the day that is shown (safe) and the last day, over facts of which any may be
// unknown; the spans of a time line; and the calendar file.
//
// It holds no record and no text and knows no clock. Facts come with their derived
// ones already worked out.
package deadline

import (
	"cmp"
	"errors"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"madoguchi/app/cond"
	"madoguchi/app/fact"
	"madoguchi/app/law"
	"madoguchi/app/lawdate"
)

// Record is one thing to be done by a day.
type Record struct {
	// ID is that of the row, such as G-21.
	ID, Topic string
	// Also are further topics it belongs to.
	Also []string
	// Office to go to; Bring and Do: ids of texts item.*.
	Office    string
	Bring, Do []string
	// Alarms are days before the safe one.
	Alarms []int
	law.Basis
	Place fact.Place

	when, done                     *cond.Predicate
	start, opens, safe, late, last *cond.DateNode
	examples                       []fact.Node
}

// Span is one bar of the time line: how long something holds.
type Span struct {
	ID   string
	when *cond.Predicate
	from *cond.DateNode
	to   *cond.DateNode
	// Soft: it does not end by itself on its last day.
	Soft bool
	law.Basis
	Place fact.Place
}

// Table is every record and span. It does not change and may be used by several
// goroutines.
type Table struct {
	records []*Record
	spans   []*Span
}

// Record finds one by id; nil for none.
func (t *Table) Record(id string) *Record {
	for _, r := range t.records {
		if r.ID == id {
			return r
		}
	}
	return nil
}

// most is how many alarms a record may have.
const mostAlarms = 3

var recordID = regexp.MustCompile(`^[A-Z]+-[0-9]+[a-z]?([.][0-9]+)?$`)

// Load reads every *.yaml of fsys: mappings with deadlines: and spans:, and defaults
// for what they rest on. All faults are reported together, each a *fact.Fault.
func Load(fsys fs.FS, scope cond.Scope, library *law.Library) (*Table, error) {
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return nil, err
	}
	var files []fact.Node
	for _, name := range names {
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		n, err := fact.Read(name, b)
		if err != nil {
			return nil, err
		}
		files = append(files, n)
	}
	return Build(files, scope, library)
}

// Build is Load for files already read, in the order of their names.
func Build(files []fact.Node, scope cond.Scope, library *law.Library) (*Table, error) {
	t := &Table{}
	var faults []error
	for _, n := range files {
		if err := n.Only("deadlines", "spans", "confidence", "valid", "checked_on", "review_by"); err != nil {
			faults = append(faults, err)
			continue
		}
		list, _ := n.Get("deadlines")
		for _, item := range list.Items {
			faults = append(faults, t.record(item, n, scope, library))
		}
		spans, _ := n.Get("spans")
		for _, item := range spans.Items {
			faults = append(faults, t.span(item, n, scope, library))
		}
		if len(list.Items)+len(spans.Items) == 0 {
			faults = append(faults, n.Fault("write deadlines: or spans:", "the file has no records"))
		}
	}
	return t, errors.Join(faults...)
}

func (t *Table) record(n, file fact.Node, scope cond.Scope, library *law.Library) (err error) {
	keys := append([]string{"id", "topic", "also", "when", "done", "start", "opens", "safe", "late", "last", "alarms", "office", "bring", "do", "examples"}, law.BasisKeys()...)
	if err := n.Only(keys...); err != nil {
		return err
	}
	r := &Record{Place: n.Place}
	id, _ := n.Get("id")
	topic, _ := n.Get("topic")
	office, _ := n.Get("office")
	r.ID, r.Topic, r.Office = id.Text, topic.Text, office.Text
	switch {
	case !recordID.MatchString(r.ID):
		return id.Fault("write id: as G-21 or G-21.1", "%q is no number of a row", r.ID)
	case t.Record(r.ID) != nil:
		return id.Fault("give it another number", "the deadline %s stands at %v already", r.ID, t.Record(r.ID).Place)
	case r.Topic == "" || r.Office == "":
		return n.Fault("write topic: and office:", "nobody knows where %s belongs", r.ID)
	}
	if r.Basis, err = library.ReadBasis(n, file); err != nil {
		return err
	}
	when, _ := n.Get("when")
	if r.when, err = scope.Predicate(when); err != nil {
		return err
	}
	if done, some := n.Get("done"); some {
		if r.done, err = scope.Predicate(done); err != nil {
			return err
		}
	}
	for _, d := range []struct {
		key string
		to  **cond.DateNode
	}{{"start", &r.start}, {"opens", &r.opens}, {"safe", &r.safe}, {"late", &r.late}, {"last", &r.last}} {
		if v, some := n.Get(d.key); some {
			if *d.to, err = scope.Date(v); err != nil {
				return err
			}
		}
	}
	if r.safe == nil && r.last == nil {
		return n.Fault("write safe: or last:", "%s has no day", r.ID)
	}
	for key, to := range map[string]*[]string{"also": &r.Also, "bring": &r.Bring, "do": &r.Do} {
		if v, some := n.Get(key); some && len(v.Items) > 0 {
			if *to, err = v.AsWords(); err != nil {
				return err
			}
		}
	}
	alarms, _ := n.Get("alarms")
	for _, a := range alarms.Items {
		if a.Kind != fact.Number || a.Int < 0 || a.Int > 366 || slices.Contains(r.Alarms, a.Int) || len(r.Alarms) == mostAlarms {
			return a.Fault("write up to three different numbers of days", "this is no alarm")
		}
		r.Alarms = append(r.Alarms, a.Int)
	}
	examples, _ := n.Get("examples")
	if r.examples = examples.Items; len(r.examples) == 0 {
		return n.Fault("write examples: [{on, facts, safe, last}]", "the deadline %s has no example", r.ID)
	}
	t.records = append(t.records, r)
	return nil
}

func (t *Table) span(n, file fact.Node, scope cond.Scope, library *law.Library) (err error) {
	if err := n.Only(append([]string{"id", "when", "from", "to", "soft"}, law.BasisKeys()...)...); err != nil {
		return err
	}
	s := &Span{Place: n.Place}
	id, _ := n.Get("id")
	if s.ID, err = id.AsWord(); err != nil {
		return err
	}
	if s.Basis, err = library.ReadBasis(n, file); err != nil {
		return err
	}
	when, _ := n.Get("when")
	if s.when, err = scope.Predicate(when); err != nil {
		return err
	}
	if from, some := n.Get("from"); some {
		if s.from, err = scope.Date(from); err != nil {
			return err
		}
	}
	to, _ := n.Get("to")
	if s.to, err = scope.Date(to); err != nil {
		return err
	}
	soft, _ := n.Get("soft")
	s.Soft = soft.Bool
	t.spans = append(t.spans, s)
	return nil
}

// Event is a record that concerns the person, with its days.
type Event struct {
	*Record
	// Confidence is that of the record and of the derived facts it looks at.
	Confidence law.Confidence
	// Start, Opens, Safe and Last are no date where there is none. Safe is never
	// after Last; one of the two is always there.
	Start, Opens, Safe, Last lawdate.Date
	// Unchecked: the holidays of that year are not listed; the office may be shut.
	Unchecked bool
	// Passed: the day that is shown lies before the day asked about.
	Passed bool
	// Late: it has passed, and the last day has not.
	Late bool

	then lawdate.Date // the day to keep when it is late
}

// ToCome is the day that is still ahead: the one that is shown, or, where that has
// passed, the one to keep then, at most the last; false where all have passed.
func (e Event) ToCome() (lawdate.Date, bool) {
	switch {
	case !e.Passed:
		return e.Day(), true
	case e.Late:
		return cmp.Or(e.then, e.Last), true
	}
	return lawdate.Date{}, false
}

// Day is the day that is shown.
func (e Event) Day() lawdate.Date {
	if e.Safe.IsZero() {
		return e.Last
	}
	return e.Safe
}

// Case is a person on a day: derived facts are worked out, Weak tells which of them
// rest on a reading that is only probable; nil for none.
type Case struct {
	cond.Case
	Weak func(id string) bool
}

// Events are the records that concern the person: days that have passed first, the
// latest of them first, then the nearest.
func (t *Table) Events(c Case) []Event {
	var list []Event
	for _, r := range t.records {
		if r.idle(c) || r.when.Eval(c.Case) != cond.Yes {
			continue
		}
		if e, ok := r.event(c); ok {
			list = append(list, e)
		}
	}
	Sort(list)
	return list
}

// Sort puts events in the order in which they are told: days that have passed
// first, the latest of them first, then the nearest.
func Sort(list []Event) { byDay(list, func(e Event) Event { return e }) }

// byDay is Sort for what has an event.
func byDay[T any](list []T, of func(T) Event) {
	slices.SortStableFunc(list, func(x, y T) int {
		a, b := of(x), of(y)
		if a.Passed != b.Passed {
			if a.Passed {
				return -1
			}
			return 1
		}
		order := a.Day().Compare(b.Day())
		if a.Passed {
			order = -order
		}
		return cmp.Or(order, cmp.Compare(a.ID, b.ID))
	})
}

// idle reports whether the record does not hold on the day, or is known to be done:
// where that is not known it is shown, since a reminder too many harms nobody.
func (r *Record) idle(c Case) bool {
	return !r.Holds(c.On) || r.done != nil && r.done.Eval(c.Case) == cond.Yes
}

// Of reports whether the record belongs to a topic.
func (r *Record) Of(topic string) bool { return r.Topic == topic || slices.Contains(r.Also, topic) }

// Days works the days of a record out for a person whom it is known to concern;
// false where they are not known.
func (r *Record) Days(c Case) (Event, bool) { return r.event(c) }

func (r *Record) event(c Case) (Event, bool) {
	e := Event{Record: r, Confidence: r.Basis.Confidence}
	for _, d := range []struct {
		node *cond.DateNode
		to   *lawdate.Date
	}{{r.start, &e.Start}, {r.opens, &e.Opens}, {r.safe, &e.Safe}, {r.late, &e.then}, {r.last, &e.Last}} {
		if d.node == nil {
			continue
		}
		day := d.node.Eval(c.Case)
		*d.to = day.Date
		e.Unchecked = e.Unchecked || day.Unchecked
	}
	if e.Day().IsZero() || r.safe != nil && e.Safe.IsZero() {
		return e, false
	}
	if !e.Last.IsZero() && e.Safe.After(e.Last) {
		e.Safe = e.Last
	}
	e.Passed = e.Day().Before(c.On)
	e.Late = e.Passed && !e.Last.IsZero() && !e.Last.Before(c.On)
	if e.then.IsZero() || e.then.Before(c.On) || e.then.After(e.Last) {
		e.then = e.Last
	}
	if c.Weak != nil && e.Confidence == law.Certain && slices.ContainsFunc(r.reads(), c.Weak) {
		e.Confidence = law.Probable
	}
	return e, true
}

// Open are the records that may concern the person, or whose day is not known,
// each with the facts that are missing; derived ones among them.
func (t *Table) Open(c Case) map[*Record][]string {
	open := map[*Record][]string{}
	for _, r := range t.records {
		if r.idle(c) {
			continue
		}
		switch r.when.Eval(c.Case) {
		case cond.Unknown:
			open[r] = r.when.Missing(c.Case)
		case cond.Yes:
			day := r.safe
			if day == nil {
				day = r.last
			}
			if missing := day.Missing(c.Case); len(missing) > 0 {
				open[r] = missing
			}
		}
	}
	return open
}

// Bar is a span of the time line with its days. To is included.
type Bar struct {
	*Span
	Confidence law.Confidence
	From, To   lawdate.Date
}

// Bars are the spans of a person that are known, in the order of the data. A span
// without a first day begins on the day asked about, and is left out once it is over.
func (t *Table) Bars(c Case) []Bar {
	var list []Bar
	for _, s := range t.spans {
		if !s.Holds(c.On) || s.when.Eval(c.Case) != cond.Yes {
			continue
		}
		b := Bar{Span: s, Confidence: s.Basis.Confidence, From: c.On, To: s.to.Eval(c.Case).Date}
		if s.from != nil {
			b.From = s.from.Eval(c.Case).Date
		}
		if b.To.IsZero() || b.From.IsZero() || b.To.Before(b.From) { // over, or not known
			continue
		}
		if c.Weak != nil && b.Confidence == law.Certain && slices.ContainsFunc(s.reads(), c.Weak) {
			b.Confidence = law.Probable
		}
		list = append(list, b)
	}
	return list
}

func (r *Record) reads() []string {
	ids := r.when.Facts()
	for _, d := range []*cond.DateNode{r.start, r.opens, r.safe, r.late, r.last} {
		if d != nil {
			ids = append(ids, d.Facts()...)
		}
	}
	return ids
}

func (s *Span) reads() []string {
	ids := append(s.when.Facts(), s.to.Facts()...)
	if s.from != nil {
		ids = append(ids, s.from.Facts()...)
	}
	return ids
}

// TextID is the id of the record as it stands in the ids of texts: g_21_1 for
// G-21.1.
func (r *Record) TextID() string {
	return strings.NewReplacer("-", "_", ".", "_").Replace(strings.ToLower(r.ID))
}
