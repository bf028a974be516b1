package paper

import (
	"slices"
	"strings"

	"madoguchi/app/guidance"
	"madoguchi/forms/sheet"
	"madoguchi/i18n"
)

// handed are the letters that are handed in: a hint for whoever writes goes with them.
var handed = map[string]bool{"statement_passport": true, "statement_non_acceptance": true, "statement_no_certificate": true}

// letter is a frame to be filled by hand.
func (g Guided) letter(l *guidance.Letter) Sheet {
	title := g.pair("guide.letter." + l.ID + ".title")
	s := g.sheet(title)
	if g.Discreet && handed[l.ID] {
		s.Title = title // the office it is for has to know what it is
	}
	if handed[l.ID] && !g.Discreet {
		s.Sections = append(s.Sections, sheet.Section{Head: g.pair("paper.guide.writer"), Rows: []sheet.Row{g.row("guide.letter.hint"), g.row("guide.letter.copy")}})
	}
	body := sheet.Section{}
	if handed[l.ID] {
		body.Head = title
	}
	add := func(id string) {
		for _, blank := range l.Blanks {
			if blank == id {
				row := g.row("guide.letter.blank." + id)
				row.Lines = 1
				if id == "reason" {
					row.Lines = 4
				}
				body.Rows = append(body.Rows, row)
			}
		}
	}
	add("office")
	for _, id := range l.Lines {
		body.Rows = append(body.Rows, g.line(id))
	}
	add("reason")
	for _, id := range l.Blanks {
		if id != "office" && id != "reason" {
			add(id)
		}
	}
	s.Sections = append(s.Sections, body)
	return s
}

// line is a line of a letter: one that begins with a box is ticked, one that ends open
// has a line to write on.
func (g Guided) line(id string) sheet.Row {
	row := g.row(id, g.about(nil))
	if t := row.Japanese.String; strings.HasPrefix(t, box) && strings.Count(t, box) == 1 {
		row.Tick = true
		row.Reader.String = strings.TrimSpace(strings.TrimPrefix(row.Reader.String, box))
		row.Japanese.String = strings.TrimSpace(strings.TrimPrefix(t, box))
	}
	if t := row.Japanese.String; strings.HasSuffix(t, "：") || strings.HasSuffix(t, "、") {
		row.Lines = 1
	}
	return row
}

// box is how the texts write a box to tick.
const box = "□"

// boxes are the parts of a line of boxes, each to be ticked; the line itself where its
// halves do not have the same number.
func (g Guided) boxes(id string) (rows []sheet.Row) {
	whole := g.row(id, g.about(nil))
	reader, japanese := strings.Split(whole.Reader.String, box), strings.Split(whole.Japanese.String, box)
	if !g.alone() && len(reader) != len(japanese) || len(japanese) < 2 {
		return []sheet.Row{whole}
	}
	for i := 1; i < len(japanese); i++ {
		row := sheet.Row{Tick: true}
		row.Japanese = sheet.Text{Lang: whole.Japanese.Lang, String: strings.TrimSpace(japanese[i])}
		if !g.alone() {
			row.Reader = sheet.Text{Lang: whole.Reader.Lang, String: strings.TrimSpace(reader[i])}
		}
		rows = append(rows, row)
	}
	return rows
}

// logged is how many talks have room in a log.
const logged = 3

// log has room for what was said at counters.
func (g Guided) log(l *guidance.Letter) Sheet {
	s := g.sheet(g.pair("guide.letter.log.title"))
	lines := l.Lines
	if i := slices.Index(lines, "guide.letter.log.hint"); i >= 0 {
		lines = slices.Delete(slices.Clone(lines), i, i+1)
		if !g.Discreet {
			s.Sections = append(s.Sections, sheet.Section{Rows: []sheet.Row{g.row("guide.letter.log.hint")}})
		}
	}
	for range logged {
		c := sheet.Section{Kind: sheet.Boxes}
		for _, id := range lines {
			row := g.row(id)
			row.Lines = 1
			c.Rows = append(c.Rows, row)
		}
		c.Head = g.pair("paper.guide.talk")
		s.Sections = append(s.Sections, c)
	}
	return s
}

// subjects are the phrases that say what it is about.
var subjects = map[string]bool{"birth": true, "certificates": true, "no_passport": true, "nationality_open": true, "legal_affairs": true, "no_contact": true}

// sentences are phrases to point at.
func (g Guided) sentences(l *guidance.Letter) Sheet {
	s := g.sheet(g.pair("guide.letter.phrases.title"))
	c := sheet.Section{Kind: sheet.Phrases, Head: g.pair("paper.phrases")}
	for _, id := range l.Lines {
		name := id[strings.LastIndexByte(id, '.')+1:]
		if g.Discreet && subjects[name] || name == "no_contact" && !g.Plan.Has(guidance.NoEmbassy) {
			continue
		}
		row := g.row(id, g.about(nil))
		if name == "interpreter" {
			row = sheet.Row{Pair: g.both(func(texts *i18n.Reader) sheet.Text {
				t := written(texts.Text(id, g.about(nil)(texts)))
				t.String += " " + g.tongue(texts)
				return t
			})}
		}
		c.Rows = append(c.Rows, row)
	}
	s.Sections = append(s.Sections, c)
	return s
}

// checklist are the papers to gather. Where a State is not to hear of the person none
// of its papers is on it, but what stands in for them.
func (g Guided) checklist() Sheet {
	s := g.sheet(g.pair("guide.letter.checklist.title"))
	if !g.Discreet {
		s.Sections = append(s.Sections, sheet.Section{Rows: []sheet.Row{g.row("guide.letter.checklist.hint")}})
	}
	said := ""
	take := func(c *sheet.Section, rows ...sheet.Row) {
		for _, row := range rows {
			if g.Discreet {
				row = quietly(row, g.row("paper.guide.folder"))
			}
			if words := plain(row.Pair); !strings.Contains(said, words) {
				row.Tick = true
				c.Rows, said = append(c.Rows, row), said+words
			}
		}
	}
	now := sheet.Section{Head: g.pair("paper.guide.gather.steps")}
	for _, step := range g.Plan.Steps {
		for _, item := range step.Items {
			if secrets[item] {
				continue
			}
			row := g.row("item." + item)
			if len(step.For) > 0 && g.Plan.Has(guidance.NoEmbassy) && !g.Discreet {
				row = sheet.Row{Pair: g.both(func(texts *i18n.Reader) sheet.Text {
					t := written(texts.Text("item."+item, g.Args))
					t.String += " – " + texts.T("window.guide.for", i18n.Args{"states": stateNames(texts, step.For)})
					return t
				})}
			}
			take(&now, row)
		}
	}
	proof := sheet.Section{Head: g.pair("paper.guide.gather.proof")}
	for _, name := range []string{"identity", "japan", "witnesses"} {
		take(&proof, g.boxes("guide.letter.checklist."+name)...)
	}
	other := sheet.Section{}
	if g.Plan.Has(guidance.NoEmbassy) {
		other.Head = g.pair("paper.guide.gather.instead")
		for _, d := range g.Guides.Documents {
			for _, item := range d.Substitutes {
				take(&other, g.row("item."+item))
			}
		}
	} else {
		other.Head = g.pair("paper.guide.gather.at_hand")
		for _, name := range []string{"old_papers", "refusals"} {
			take(&other, g.boxes("guide.letter.checklist."+name)...)
		}
	}
	if g.Discreet {
		now.Head = g.pair("paper.bring")
		now.Rows = slices.Concat(now.Rows, proof.Rows)
		if g.Plan.Has(guidance.NoEmbassy) {
			now.Rows = append(now.Rows, other.Rows...)
		}
		s.Sections = append(s.Sections, now)
		return s
	}
	for _, c := range []sheet.Section{now, proof, other} {
		if len(c.Rows) > 0 {
			s.Sections = append(s.Sections, c)
		}
	}
	return s
}
