package paper

import (
	"slices"
	"strings"

	"madoguchi/app/guidance"
	"madoguchi/forms/sheet"
	"madoguchi/i18n"
)

// telling are words that say why somebody carries a paper, in lower case and without
// blanks. What holds one of them does not stand on a discreet paper.
var telling = []string{
	"無国籍", "国籍", "難民", "庇護", "亡命", "保護を求", "補完的保護", "オーバーステイ", "不法", "超過", "在留資格がない", "仮放免", "収容",
	"stateless", "nationality", "asylum", "refugee", "overstay", "withoutpermission", "permissiontostay", "protection", "detain",
}

// tells reports whether a paper with this would say why it is carried.
func tells(p sheet.Pair) bool {
	words := plain(p)
	return slices.ContainsFunc(telling, func(w string) bool { return strings.Contains(words, w) })
}

// quietly is a row that may stand on a discreet paper: the other in its place where it
// would tell.
func quietly(row, other sheet.Row) sheet.Row {
	if tells(row.Pair) {
		other.Tick, other.Lines = row.Tick, row.Lines
		return other
	}
	return row
}

// quietWay is the sheet of a path for a counter where nobody is to know: offices, days
// and what to bring.
func (g Guided) quietWay() Sheet {
	s := g.sheet(sheet.Pair{})
	type visit struct {
		head  sheet.Pair
		key   string
		items []string
	}
	var visits []visit
	for _, step := range g.Plan.Steps {
		if step.Do.Where == "" {
			continue
		}
		head := g.office(step)
		i := slices.IndexFunc(visits, func(v visit) bool { return v.key == head.Japanese.String })
		if i < 0 {
			i = len(visits)
			visits = append(visits, visit{head: head, key: head.Japanese.String})
		}
		for _, item := range step.Items {
			if !slices.Contains(visits[i].items, item) {
				visits[i].items = append(visits[i].items, item)
			}
		}
	}
	for _, v := range visits {
		c := sheet.Section{Head: v.head}
		said := ""
		for _, item := range v.items {
			row := quietly(g.row("item."+item), g.row("paper.guide.folder"))
			if secrets[item] {
				row = g.row("paper.bring.secrets")
			}
			row.Tick = true
			if words := plain(row.Pair); !strings.Contains(said, words) {
				c.Rows, said = append(c.Rows, row), said+words
			}
		}
		if len(c.Rows) == 0 {
			c.Rows = []sheet.Row{g.row("paper.guide.nothing_to_bring")}
		}
		s.Sections = append(s.Sections, c)
	}
	s.Sections = append(s.Sections, g.phrases("quietly", "point", "write", "which_desk"), g.clerk())
	return s
}

// office is where to go and by when, in words that do not tell.
func (g Guided) office(s guidance.Step) sheet.Pair {
	where := "office." + s.Do.Where
	if tells(g.pair(where)) {
		where = "office.support_group"
	}
	return g.both(func(texts *i18n.Reader) sheet.Text {
		t := written(texts.Text(where, g.Args))
		if !s.Safe.IsZero() {
			t.String += "\u3000" + texts.T("paper.guide.by", i18n.Args{"date": day(texts, s.Safe)})
		}
		return t
	})
}

// plain is what a pair says to both, in lower case, without readings and blanks.
func plain(p sheet.Pair) string {
	var b strings.Builder
	for _, t := range []sheet.Text{p.Reader, p.Japanese} {
		reading := false
		for _, r := range strings.ToLower(strings.Join(strings.Fields(t.String), "")) {
			switch {
			case r == '《':
				reading = true
			case r == '》':
				reading = false
			case r != '｜' && !reading:
				b.WriteRune(r)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}
