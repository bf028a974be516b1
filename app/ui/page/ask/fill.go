package ask

import (
	"fmt"
	"slices"
	"strconv"

	"madoguchi/app/fact"
	"madoguchi/app/lawdate"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// fill puts what is known of a fact into its field.
func (p *Page) fill(d fact.Definition) {
	v := p.in.Facts.Value(d.ID)
	if !v.Known() {
		return
	}
	switch d.Type {
	case fact.Date:
		p.field.day.Year, p.field.day.Month, p.field.day.Day = v.Day()
	case fact.Int:
		p.field.text.Text = strconv.Itoa(v.Int())
	case fact.Text:
		p.field.text.Text = v.Text()
	case fact.List:
		items, _ := v.Any(d).([]any)
		for _, x := range items {
			p.field.kids = append(p.field.kids, childOf(x))
		}
	}
}

// child is one item of the list of children as it is typed. Where nothing is chosen it
// is not known whether the child lives with the person.
type child struct {
	born  *kit.Date
	lives tick
}

func childOf(item any) child {
	c := child{born: &kit.Date{}}
	m, _ := item.(map[string]any)
	switch lives, told := m["lives_with"].(bool); {
	case told && lives:
		c.lives = yes
	case told:
		c.lives = no
	}
	if day, err := lawdate.Parse(fmt.Sprint(m["dob"])); err == nil {
		c.born.Year, c.born.Month, c.born.Day = day.Year(), day.Month(), day.Day()
	}
	return c
}

func (p *Page) children(k *kit.Kit) []kit.Box {
	var out []kit.Box
	for i := range p.field.kids {
		c := &p.field.kids[i]
		out = append(out, k.Panel(
			k.DateField(c.born, kit.T("fact.children.dob"), func() { p.field.wrong = false }),
			k.Text(kit.T("fact.children.lives_with.ask"), kit.Style{Size: theme.Body, Bold: true}),
			k.Grid(tickWidth, 3, p.answers(k, c.lives, func(x tick) { c.lives = x })...),
			k.Quiet(kit.Action{Label: kit.T("window.ask.child.remove"), Icon: "trash", Do: func() {
				p.field.kids = slices.Delete(p.field.kids, i, i+1)
				p.host.Refresh(false)
			}}),
		))
	}
	return append(out, k.Button(kit.Action{Label: kit.T("window.ask.child.add", i18n.Args{"n": strconv.Itoa(len(p.field.kids) + 1)}), Icon: "plus", Do: func() {
		p.field.kids = append(p.field.kids, child{born: &kit.Date{}})
		p.host.Refresh(false)
	}}))
}

// items are the children that were typed; none is an answer too.
func (p *Page) items() ([]any, bool) {
	list := []any{}
	for _, c := range p.field.kids {
		born, err := lawdate.Of(c.born.Year, c.born.Month, c.born.Day)
		if err != nil {
			return nil, false
		}
		item := map[string]any{"dob": born.String()}
		if c.lives == yes || c.lives == no {
			item["lives_with"] = c.lives == yes
		}
		list = append(list, item)
	}
	return list, true
}
