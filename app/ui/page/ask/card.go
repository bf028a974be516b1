package ask

import (
	"slices"

	"madoguchi/app/cardsession"
	"madoguchi/app/fact"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/card"
)

// ReadCard is the action that reads the person's My Number Card instead of asking;
// only the holder alone is offered it. after, which may be nil, is called when
// something was taken over.
func ReadCard(h page.Host, after func()) kit.Action {
	return kit.Action{Label: kit.T("window.ask.card"), Icon: "card", Do: func() {
		h.Open(card.NewToUse(h, card.Use{
			Label: kit.T("window.ask.card.use"), Kept: kit.T("window.ask.card.kept"), Explain: kit.T("window.ask.card.kept.explain"),
			Take: func(got *cardsession.Reading) {
				if _, in, err := h.Inquiry(); err == nil {
					in.Take(useful(got.Facts()), got.Practice)
				}
				if after != nil {
					after()
				}
			},
		}))
	}}
}

// useful leaves name and address out: no answer rests on them.
func useful(facts []fact.Fact) []fact.Fact {
	return slices.DeleteFunc(facts, func(f fact.Fact) bool { return f.ID == fact.HolderName || f.ID == fact.HolderAddress })
}
