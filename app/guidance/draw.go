package guidance

import (
	"fmt"
	"strings"
)

// Draw writes a path as text: every node in the order of the data with the ways that
// lead on, in the words of the data.
func (p *Path) Draw() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", p.ID)
	for _, n := range p.Nodes {
		switch {
		case n.Ask != nil:
			fmt.Fprintf(&b, "\n? %s: %s\n", n.ID, strings.Join(n.Ask, ", "))
		case n.Do != nil:
			fmt.Fprintf(&b, "\n  %s\n", n.ID)
			n.Do.draw(&b)
		default:
			fmt.Fprintf(&b, "\n= %s\n", n.ID)
		}
		for _, a := range n.Also {
			fmt.Fprintf(&b, "    + %s\n", a)
		}
		for _, w := range n.ways {
			if w.when == nil {
				fmt.Fprintf(&b, "    -> %s\n", w.to.ID)
			} else {
				fmt.Fprintf(&b, "    %s -> %s\n", w.when.words, w.to.ID)
			}
		}
	}
	return b.String()
}

func (d *Do) draw(b *strings.Builder) {
	line := "at " + d.Where
	if d.Where == "" {
		line = d.WhereNone
	}
	if d.Deadline != nil {
		line += ", by " + d.Deadline.ID
	} else if d.DayNone == "" {
		line += ", by a day"
	}
	if d.Contact != NoContact {
		line += ", a State hears of it (" + d.Contact.String() + ")"
	}
	for _, t := range d.Tags {
		line += ", " + string(t)
	}
	fmt.Fprintf(b, "    %s\n", line)
}
