// Package guidance walks somebody through what comes next: a gate, flags that guard
// every step, a screener that names questions and never people, and paths of steps.
//
// What is not answered counts as the dangerous answer: fear that was not denied is
// fear, permission that was not stated is none. No step of a plan has a State the
// person may fear act, send or be asked, and who may be without permission is led to
// legal help before any office. The room holds no text and no path, keeps nothing,
// and decides nothing about anybody's nationality.
package guidance

import (
	"slices"

	"madoguchi/app/cond"
	"madoguchi/app/deadline"
	"madoguchi/app/eligibility"
	"madoguchi/app/fact"
	"madoguchi/app/law"
)

// Guides is everything the guides are made of. It does not change and may be used by
// several goroutines.
type Guides struct {
	Gate, Screener []*Screen
	// Flags in the order of the data; Origins are groups of people with the
	// questions worth asking.
	Flags     []*Flag
	Classes   []*Class
	Origins   []*Origin
	Documents []*Document
	Cards     []*Card
	Letters   []*Letter

	vocabulary *fact.Vocabulary
	paths      []*Path
	common     *Path
	nodes      map[string]*Node
}

// Path is a guide from a question to what can be done.
type Path struct {
	ID    string
	Order int
	// Icon is a name of assets/icons without its ending.
	Icon  string
	Nodes []*Node // in the order of the data; the first is where it starts
	Place fact.Place

	examples []fact.Node
}

// Node is a question, a step or an end of a path.
type Node struct {
	ID   string
	Path *Path
	// Ask are the facts of a question, all on one screen.
	Ask []string
	// First: asked before any step is shown.
	First bool
	// Do is what to do; nil for a question and an end.
	Do *Do
	// End: the path stops here. Also are further paths.
	End  bool
	Also []string
	law.Basis
	Place fact.Place

	ways []way
}

// way leads on from a node.
type way struct {
	when *condition // nil: always
	to   *Node
}

// Contact says whether a step has to do with a State the person may fear.
type Contact uint8

// The kinds of contact. Indirect is an apostille, a police certificate, relatives
// who fetch papers, the renewal of a passport.
const (
	NoContact Contact = iota
	Indirect
	Direct
)

var contacts = []string{"no", "indirect", "yes"}

func (c Contact) String() string { return contacts[c] }

// Do is what a step is made of. What is not there has a reason in its place, an id
// of the texts guide.none.*.
type Do struct {
	// Where is the office, an id of the texts office.*.
	Where, WhereNone string
	// Deadline is the record whose days are kept; else safe and last are.
	Deadline *deadline.Record
	DayNone  string
	// Bring are ids of texts item.*.
	Bring     []string
	BringNone string
	// Cost is free, ask or a param of yen.
	Cost, CostNone string
	// Refused: a text says what to do when the office says no.
	Refused     bool
	RefusedNone string
	Tags        []Tag
	Contact     Contact
	// Links are the ties with which a State has to do with the step, values of the field
	// link of the States; none for any tie. A State whose tie is not known has to do with it.
	Links []string
	// Call are topics of the directory: whom to talk to.
	Call []string
	// Today: it can be begun today without any office deciding.
	Today bool
	// Letters are the papers that go with it.
	Letters []string

	safe, last *cond.DateNode
}

// Tag is what a flag works by.
type Tag string

// The tags of steps.
const (
	Emergency       Tag = "emergency"
	Clock           Tag = "clock"
	LegalHelp       Tag = "legal_help"
	WithImmigration Tag = "contacts_immigration"
	WithPolice      Tag = "contacts_police"
	PublicCounter   Tag = "public_counter"
	AtCourt         Tag = "court"
	HomePapers      Tag = "home_papers"
	NotAlone        Tag = "not_alone"
	NoFalse         Tag = "no_false"
)

var tags = []string{
	string(Emergency), string(Clock), string(LegalHelp), string(WithImmigration), string(WithPolice),
	string(PublicCounter), string(AtCourt), string(HomePapers), string(NotAlone), string(NoFalse),
}

// Has reports whether the step has a tag.
func (d *Do) Has(t Tag) bool { return slices.Contains(d.Tags, t) }

// Screen is one screen of the gate or the screener.
type Screen struct {
	ID  string
	Ask []string
	// PerState: asked once for each item of the list states.
	PerState bool
	Place    fact.Place

	when *condition
}

// Class is what the answers are questions about. It says nothing about the person.
type Class struct {
	ID string
	// Overlay: it stands beside the class that was found, before it.
	Overlay bool
	Paths   []string
	Place   fact.Place

	when *condition
}

// Flag guards the steps. It is set unless a first condition is Yes, also when a second
// one is, and once another one is, unless the one beside that is Yes: so what is not
// answered sets it.
type Flag struct {
	ID    string
	Place fact.Place

	unless, also *condition
	once         []once
}

// once sets a flag when a condition is Yes and another one is not.
type once struct{ when, unless *condition }

// Origin is a group of people with the questions worth asking them. No answer of
// the program says that somebody belongs to it.
type Origin struct {
	ID            string
	Ask, Evidence []string
	Paths         []string
	Caution       string
	law.Basis
	Place fact.Place

	when *condition
}

// Document is a paper that only a State can give, and what stands in for it.
type Document struct {
	// ID and Substitutes are ids of texts item.*.
	ID          string
	Contact     Contact
	Substitutes []string
}

// Card is a paper to show: to an officer, a lawyer, an interpreter.
type Card struct {
	ID     string
	Lines  []string
	Phones []string // topics of the directory
	Wallet bool
}

// Letter is a frame to be filled by hand, with facts only.
type Letter struct {
	ID     string
	Lines  []string
	Blanks []string
}

// Paths lists them in their order, without the pieces that every path may use.
func (g *Guides) Paths() []*Path { return slices.Clone(g.paths) }

// Path finds one by id; nil for none.
func (g *Guides) Path(id string) *Path {
	for _, p := range g.paths {
		if p.ID == id {
			return p
		}
	}
	if g.common != nil && id == g.common.ID {
		return g.common
	}
	return nil
}

// Node finds a node of any path by id; nil for none.
func (g *Guides) Node(id string) *Node { return g.nodes[id] }

// Vocabulary is that of the facts.
func (g *Guides) Vocabulary() *fact.Vocabulary { return g.vocabulary }

// Sources is what guides are read against.
type Sources struct {
	Book      *eligibility.Book
	Deadlines *deadline.Table
}
