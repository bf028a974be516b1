package main

import (
	"strings"
	"testing"

	"madoguchi/app/fact"
	"madoguchi/app/guidance"
	"madoguchi/app/paper"
)

// guided are the people the papers of the guides are made for.
var guided = map[string]map[string]any{
	"afraid": {"fear": "afraid", "permission": "none", "prefecture": "miyagi", "event": "birth_in_japan", "event_on": "2026-11-22", "dob": "1987-03-09"},
	"safe":   {"fear": "not_afraid", "permission": "card", "prefecture": "tokyo", "event": "birth_in_japan", "event_on": "2026-11-22"},
	"two": {"fear": "not_afraid", "permission": "card", "states": []any{
		map[string]any{"state": "mm", "fear": "afraid"}, map[string]any{"state": "ph", "fear": "not_afraid"},
	}},
	"unborn": {"permission": "none", "event": "birth_in_japan", "event_on": "2027-01-20", "prefecture": "okinawa"},
}

// guided is what the papers of a guide are made from.
func (d *papersDesk) guided(lang, path string, facts map[string]any) *paper.Guided {
	d.t.Helper()
	s := d.rules.Vocabulary().NewSet()
	for id, v := range facts {
		if err := s.Put(fact.Fact{ID: id, Value: v, From: fact.FromAnswer}); err != nil {
			d.t.Fatal(id, err)
		}
	}
	g, err := d.rules.Guided(path, d.rules.Person(s, d.on).Guided(nil), d.jobs.Texts.For(lang), s.Value("prefecture").Text(), d.on)
	if err != nil {
		d.t.Fatal(path, err)
	}
	return g
}

func (d *papersDesk) made(g *paper.Guided, name string) paper.Sheet {
	d.t.Helper()
	s, err := g.Make(name)
	if err != nil {
		d.t.Fatal(name, err)
	}
	return s
}

// silent are words no discreet paper holds, without blanks.
var silent = []string{
	"無国籍", "難民", "庇護", "オーバーステイ", "不法", "超過滞在", "国籍がない", "在留資格がない", "stateless", "asylum", "refugee", "overstay", "nonationality", "withoutpermission",
}

// bareWords are all a sheet says, without readings, blanks and capitals.
func bareWords(s paper.Sheet) (list []string) {
	add := func(texts ...string) {
		for _, t := range texts {
			list = append(list, strings.ToLower(squeezed(plainText(t))))
		}
	}
	add(s.Name, s.Title.Reader.String, s.Title.Japanese.String, s.Intro.Reader.String, s.Intro.Japanese.String)
	for _, c := range s.Sections {
		add(c.Head.Reader.String, c.Head.Japanese.String)
		for _, r := range c.Rows {
			add(r.Reader.String, r.Japanese.String)
		}
	}
	for _, f := range s.Footer {
		add(f.Reader.String, f.Japanese.String)
	}
	return list
}

// Every paper of every guide, in four languages, full and discreet, for four people:
// on one or two pages, with every letter, the warning first, and nothing a feared
// State would hear of.
func TestEveryPaperOfAGuideFits(t *testing.T) {
	d := openPapers(t)
	guides, err := d.rules.Guides()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, lang := range []string{"en", "ja", "ja-x-easy", "my"} {
		for who, facts := range guided {
			for i, path := range guides.Paths() {
				g := d.guided(lang, path.ID, facts)
				names := []string{paper.Way, paper.Checklist}
				if i == 0 { // the others do not depend on the path
					names = g.Papers()
				}
				for _, name := range names {
					for _, discreet := range []bool{false, true} {
						g.Discreet = discreet
						s := d.made(g, name)
						what := strings.Join([]string{lang, who, path.ID, name}, " ")
						laid, err := d.press.Pages(s)
						if err != nil {
							t.Errorf("%s, discreet %v: %v", what, discreet, err)
							continue
						}
						b, err := d.press.PDF(laid)
						if err != nil {
							t.Fatal(err)
						}
						n++
						if laid.Pages() > 2 || len(laid.Missing) > 0 || len(b) > mostBytes || strings.Contains(laid.Words(), "{") {
							t.Errorf("%s, discreet %v: %d pages, missing %q, %d bytes:\n%s", what, discreet, laid.Pages(), laid.Missing, len(b), laid.Words())
						}
						if (s.Title.Reader.String == "") != (lang == "ja") {
							t.Errorf("%s: columns", what)
						}
						d.guards(g, name, what, s)
					}
				}
			}
		}
	}
	t.Logf("%d papers", n)
}

// guards looks for what no paper may say.
func (d *papersDesk) guards(g *paper.Guided, name, what string, s paper.Sheet) {
	t := d.t
	words := bareWords(s)
	text := func(id string) string {
		return strings.ToLower(squeezed(plainText(d.jobs.Texts.For("ja").T(id, d.rules.Args(d.on)))))
	}
	if last := words[len(words)-1]; !strings.Contains(last, "2026年11月23日") {
		t.Errorf("%s: the disclaimer has no date: %s", what, last)
	}
	if g.Discreet {
		for _, w := range words {
			for _, no := range silent {
				if strings.Contains(w, no) {
					t.Errorf("%s: a discreet paper says %q: %s", what, no, w)
				}
			}
			if g.Plan.Path != nil && strings.Contains(w, text("guide."+g.Plan.Path.ID+".name")) {
				t.Errorf("%s: a discreet paper names its guide: %s", what, w)
			}
			if strings.Contains(w, "ミャンマー") {
				t.Errorf("%s: a discreet paper names a State: %s", what, w)
			}
		}
	}
	if g.Plan.Has(guidance.NoEmbassy) {
		first := squeezed(plainText(s.Sections[0].Rows[0].Japanese.String))
		want := "の大使館"
		switch {
		case g.Discreet || s.Small:
			want = text("paper.guide.lawyer_first")
			if name == "arrest_card" {
				want = "弁護士"
			}
		case name == "arrest_card":
			want = "大使館・領事館に連絡しないで"
		}
		if !strings.Contains(first, want) {
			t.Errorf("%s: first on it is %q", what, first)
		}
		for _, doc := range g.Guides.Documents {
			if doc.Contact != guidance.NoContact && !g.Plan.Has(guidance.StateIsSafe) && name != "statement_no_certificate" && name != paper.Way { // they say that one cannot be had
				for _, w := range words {
					if strings.Contains(w, text("item."+doc.ID)) {
						t.Errorf("%s: a paper of a feared State is asked for: %s", what, w)
					}
				}
			}
		}
	}
	for i, w := range words {
		if strings.Contains(w, "1987") {
			t.Errorf("%s: a paper says when the person was born: %s", what, w)
		}
		if first := strings.ToLower(squeezed(plainText(s.Sections[0].Rows[0].Japanese.String))); strings.Contains(w, "ミャンマー") && w != first {
			t.Errorf("%s: line %d names a feared State: %s", what, i, w)
		}
		if g.Plan.Has(guidance.NoEmbassy) && strings.Contains(w, "外国の書類") {
			t.Errorf("%s: papers of a State are to be gathered: %s", what, w)
		}
	}
	if name == paper.Way && !g.Plan.Has(guidance.StateIsSafe) {
		for _, n := range g.Plan.Path.Nodes {
			if n.Do != nil && n.Do.Contact != guidance.NoContact && strings.Contains(strings.Join(words, "\n"), text("guide."+n.ID+".what")) {
				t.Errorf("%s: a feared State would hear of step %s", what, n.ID)
			}
		}
	}
	if name == paper.Way && !g.Discreet && g.Plan.Has(guidance.LawyerFirst) {
		d.legalHelpIsFirst(g, what, words)
	}
	if g.Plan.Has(guidance.LawyerFirst) && !g.Plan.Has(guidance.NoEmbassy) && !g.Discreet && !s.Small {
		if first := squeezed(plainText(s.Sections[0].Rows[0].Japanese.String)); !strings.Contains(first, "弁護士") {
			t.Errorf("%s: first on it is %q", what, first)
		}
	}
}

// legalHelpIsFirst looks at the first step that has no day.
func (d *papersDesk) legalHelpIsFirst(g *paper.Guided, what string, words []string) {
	for _, s := range g.Plan.Steps {
		first := "1" + strings.ToLower(squeezed(plainText(d.jobs.Texts.For("ja").T("guide."+s.ID+".what", d.rules.Args(d.on)))))
		for _, w := range words {
			if strings.HasPrefix(w, first) && !s.Do.Has(guidance.LegalHelp) {
				d.t.Errorf("%s: the first step is %s", what, s.ID)
			}
			if strings.HasPrefix(w, first) {
				return
			}
		}
	}
	d.t.Errorf("%s: there is no first step", what)
}
