package paper

import (
	"slices"

	"madoguchi/app/guidance"
	"madoguchi/forms/sheet"
	"madoguchi/i18n"
)

// WalletCard is the card that is always small.
const WalletCard = "wallet_card"

// officersCard asks an officer not to tell a State.
const officersCard = "arrest_card"

// Lines of cards with a meaning of their own.
var (
	// unspoken stand on a card only where nothing contradicts them: the person may be
	// afraid.
	unspoken = map[string]bool{"arrest_card.no_notice": true, "arrest_card.no_notice_law": true, "arrest_card.treaty": true, "arrest_card.afraid": true}
	// private do not stand on a discreet card.
	private = map[string]bool{
		"arrest_card.bar_association": true, "arrest_card.no_notice": true, "arrest_card.no_notice_law": true, "arrest_card.treaty": true, "arrest_card.afraid": true,
		"lawyer_card.held": true, "lawyer_card.permission": true, "lawyer_card.since": true, "lawyer_card.afraid": true, "lawyer_card.applied": true, "lawyer_card.papers": true,
		"interpreter_card.spoken": true,
	}
)

// frank are the cards whose title says whom they are for.
var frank = map[string]bool{officersCard: true, "lawyer_card": true}

// spokenOnly is the language of a line about a language that is not written.
const spokenOnly = "rhg"

// Tongues are the languages an interpreter may be asked for: BCP 47 tags.
func Tongues() []string {
	return []string{
		"am", "ar", "bn", "bo", "cnh", "de", "en", "es", "fa", "fil", "fr", "hi", "id", "it", "kac", "km", "ko", "ksw", "ku", "lo", "mn", "mnw", "ms", "my",
		"ne", "prs", "ps", "pt", "rhg", "ru", "shn", "si", "so", "sw", "ta", "th", "ti", "tr", "ug", "uk", "ur", "vi", "yue", "zh",
	}
}

// tongue is the name of the language an interpreter is asked for, or room for it.
func (g Guided) tongue(texts *i18n.Reader) string {
	if g.Tongue == "" {
		return "＿＿＿＿＿＿"
	}
	return texts.T("paper.tongue." + g.Tongue)
}

// card is one to show or to carry.
func (g Guided) card(c *guidance.Card) Sheet {
	g.Small = c.Wallet && g.Small || c.ID == WalletCard
	s := g.sheet(g.pair("card_paper."+c.ID+".title", g.about(nil)))
	s.Small = g.Small
	if g.Discreet {
		s.Title = g.pair("card_paper." + c.ID + ".title")
		if frank[c.ID] {
			s.Title = g.pair("paper.guide.card")
		}
	}
	afraid := g.Plan.Has(guidance.NoEmbassy)
	if c.ID == officersCard && afraid && !g.Discreet {
		s.Sections = nil // the card itself asks first that no State be told
	}
	body := sheet.Section{}
	for _, line := range g.first(c, afraid) {
		id := c.ID + "." + line
		switch {
		case unspoken[id] && !afraid, g.Discreet && private[id], line == "spoken" && g.Tongue != spokenOnly:
			continue
		}
		row := g.row("card_paper."+id, g.about(nil))
		if g.Discreet && tells(row.Pair) {
			continue
		}
		row.Strong = len(body.Rows) == 0 && len(s.Sections) == 0
		body.Rows = append(body.Rows, row)
	}
	if c.ID == officersCard && g.Discreet && afraid {
		body.Rows = append(body.Rows, g.row("paper.guide.ask_my_lawyer"))
	}
	s.Sections = append(s.Sections, body)
	if rows := g.phones(c.Phones); len(rows) > 0 {
		s.Sections = append(s.Sections, sheet.Section{Head: g.pair("paper.guide.phones"), Rows: rows})
	}
	return s
}

// first are the lines of a card, for an officer with the request first that no State
// be told.
func (g Guided) first(c *guidance.Card, afraid bool) []string {
	const request = "no_notice"
	i := slices.Index(c.Lines, request)
	if c.ID != officersCard || !afraid || i < 0 {
		return c.Lines
	}
	return slices.Insert(slices.Delete(slices.Clone(c.Lines), i, i+1), 0, request)
}

// phones are whom to call, each with the day its number was read. Names that would tell
// give way to the office's.
func (g Guided) phones(topics []string) (rows []sheet.Row) {
	if g.Phones == nil {
		return nil
	}
	var seen []string
	for _, p := range g.Phones(topics) {
		if p.Number != "" && slices.Contains(seen, p.Number) {
			continue
		}
		seen = append(seen, p.Number)
		rows = append(rows, sheet.Row{Pair: g.phone(p)})
	}
	return rows
}

func (g Guided) phone(p Phone) sheet.Pair {
	own := !g.Discreet && !g.Small
	say := func(texts *i18n.Reader) sheet.Text {
		name := written(texts.Text("office."+p.Office, g.Args))
		if n, lang := p.name(texts.Language()); own && n != "" {
			name = sheet.Text{Lang: lang, String: n}
		}
		if p.Place != "" {
			name.String += texts.T("paper.guide.place", i18n.Args{"place": texts.T("place." + p.Place)})
		}
		if p.Number == "" {
			name.String += ": ＿＿＿＿＿＿＿＿"
			return name
		}
		name.String += ": " + sheet.Isolate(p.Number)
		if !g.Small {
			name.String += texts.T("paper.guide.read", i18n.Args{"date": day(texts, p.Read)})
		}
		return name
	}
	pair := g.both(say)
	if !own && tells(pair) {
		p.Office = "support_group"
		pair = g.both(say)
	}
	return pair
}

// name is the line's own in a language, and which it is in.
func (p Phone) name(lang string) (name, in string) {
	if lang == japanese || lang == japanese+"-x-easy" {
		return p.Names["ja"], "ja"
	}
	if p.Names["en"] != "" {
		return p.Names["en"], "en"
	}
	return p.Names["ja"], "ja"
}
