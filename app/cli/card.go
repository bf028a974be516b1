package cli

import (
	"context"

	"madoguchi/app/cardsession"
	"madoguchi/app/fact"
	"madoguchi/app/jobs"
	"madoguchi/card"
	"madoguchi/i18n"
)

type cardStatusCmd struct{}

func (*cardStatusCmd) schema() string { return "card.status" }

type cardStatus struct {
	Reader       string           `json:"reader"`
	Kind         string           `json:"kind"`
	TriesLeft    triesView        `json:"tries_left"`
	Certificates certificatesView `json:"certificates"`
	Revocation   string           `json:"revocation"`
}

type triesView struct {
	Sign  *int `json:"sign"`
	Auth  *int `json:"auth"`
	Input *int `json:"input"`
}

type certificatesView struct {
	Signature      certificateView `json:"signature"`
	Authentication certificateView `json:"authentication"`
}

// certificateView: the dates of the signature certificate are null as long as
// its password was not entered.
type certificateView struct {
	Present   *bool   `json:"present"`
	NotBefore *string `json:"not_before"`
	NotAfter  *string `json:"not_after"`
}

func (c *cardStatusCmd) do(ctx context.Context, r *run) (result, error) {
	_, st, err := r.look(ctx)
	if err != nil {
		return nil, err
	}
	return newCardStatus(st), nil
}

// source resolves --card.
func (r *run) source() (jobs.Source, error) {
	s, err := r.Source(r.g.Card)
	return s, r.noPerson(err)
}

// session is a card session that talks to this run's person.
func (r *run) session(src jobs.Source, m cardsession.Mode) (*cardsession.Session, error) {
	s, err := r.Session(src, m)
	if err != nil {
		return nil, err
	}
	s.OnProgress = r.progress
	s.OnLeftOn = func() { r.say("cli.take_card_off") }
	return s, nil
}

// cardAt is a card session and the reader it is about.
type cardAt struct {
	*cardsession.Session
	cardsession.Selection
}

// look resolves --card and --mode and looks at the card, without a secret. From
// here on it is known whether this is practice.
func (r *run) look(ctx context.Context) (cardAt, *cardsession.Status, error) {
	src, err := r.source()
	if err != nil {
		return cardAt{}, nil, err
	}
	m, _ := r.mode()
	s, err := r.session(src, m)
	if err != nil {
		return cardAt{}, nil, err
	}
	at := cardAt{s, src.Selection()}
	st, err := at.Status(ctx, at.Selection)
	if err != nil {
		return cardAt{}, nil, jobs.Named(ctx, src, err)
	}
	r.practice = &st.Practice
	r.stripe()
	return at, st, nil
}

func newCardStatus(st *cardsession.Status) *cardStatus {
	v := &cardStatus{
		Reader: st.Reader, Kind: st.Kind.String(), Revocation: "unknown",
		TriesLeft: triesView{Sign: count(st.Tries.Signing), Auth: count(st.Tries.Authentication), Input: count(st.Tries.Input)},
	}
	v.Certificates.Signature.Present = present(st.Signature)
	v.Certificates.Authentication.Present = present(st.Authentication)
	if !st.AuthNotAfter.IsZero() {
		v.Certificates.Authentication.NotBefore = some(date(st.AuthNotBefore))
		v.Certificates.Authentication.NotAfter = some(date(st.AuthNotAfter))
	}
	return v
}

// present is null where the card does not say.
func present(p cardsession.Presence) *bool {
	if p == cardsession.PresenceUnknown {
		return nil
	}
	yes := p == cardsession.Present
	return &yes
}

func count(n int) *int {
	if n < 0 {
		return nil
	}
	return &n
}

func (v *cardStatus) print(r *run) {
	r.line("cli.card.kind."+v.Kind, i18n.Args{"reader": v.Reader})
	for _, t := range []struct {
		id string
		n  *int
	}{{"sign", v.TriesLeft.Sign}, {"auth", v.TriesLeft.Auth}, {"input", v.TriesLeft.Input}} {
		switch {
		case t.n == nil:
			r.line("cli.card.tries_unknown_" + t.id)
		case *t.n == 0:
			r.line("cli.card.locked_" + t.id)
		default:
			r.line("cli.card.tries_"+t.id, i18n.Args{"tries": *t.n})
		}
	}
	switch p := v.Certificates.Signature.Present; {
	case p == nil:
		r.line("cli.card.signature_unknown")
	case *p:
		r.line("cli.card.signature_present")
	default:
		r.line("cli.card.signature_absent")
	}
	if a := v.Certificates.Authentication; a.NotAfter != nil {
		r.line("cli.card.authentication_until", i18n.Args{"start": *a.NotBefore, "end": *a.NotAfter})
	} else {
		r.line("cli.card.authentication_absent")
	}
	r.line("cli.revocation_unknown")
}

type cardReadCmd struct {
	As       string `enum:",facts" default:"" help:"facts: the document other commands take as --facts." placeholder:"FORM"`
	PINStdin bool   `name:"pin-stdin" help:"Read the four-digit PIN of the card-info application from standard input."`
	NoPIN    bool   `name:"no-pin" help:"Read only what needs no PIN."`
	LastTry  bool   `help:"Spend the last try."`
}

func (c *cardReadCmd) schema() string {
	if c.As == "facts" {
		return "facts"
	}
	return "card.read"
}

type cardRead struct {
	Status *cardStatus `json:"status"`
	Facts  []factView  `json:"facts"`
}

type factView struct {
	ID    string       `json:"id"`
	Value any          `json:"value"`
	From  *fact.Origin `json:"from"`
}

func (c *cardReadCmd) do(ctx context.Context, r *run) (result, error) {
	if err := r.consent(ctx); err != nil {
		return nil, err
	}
	at, st, err := r.look(ctx)
	if err != nil {
		return nil, err
	}
	if err := r.settleMode(st.Practice); err != nil {
		return nil, err
	}
	secrets := cardsession.ReadSecrets{AllowLastTry: c.LastTry, Expect: st.Identity}
	// A phone has no such PIN, and nothing to count.
	askable := r.InTerminal && st.Tries.Input != card.TriesUnknown
	if !c.NoPIN && (c.PINStdin || askable) {
		if secrets.Input, err = c.pin(ctx, r, st); err != nil {
			return nil, err
		}
		if secrets.Input.Len() == 0 && r.InTerminal {
			secrets.Input = nil // Enter alone reads what needs no PIN
		}
		defer secrets.Input.Wipe()
	}
	reading, err := at.Session.Read(ctx, at.Selection, secrets)
	if err != nil {
		return nil, err
	}
	facts := []factView{}
	known := map[string]bool{}
	for _, f := range reading.Facts() {
		facts = append(facts, factView{ID: f.ID, Value: f.Value, From: &f.From})
		known[f.ID] = true
	}
	for _, id := range fact.OfCard() { // unknown is null, never absent
		if !known[id] {
			facts = append(facts, factView{ID: id})
		}
	}
	if c.As == "facts" {
		return factsDocument(facts), nil
	}
	return &cardRead{Status: newCardStatus(st), Facts: facts}, nil
}

func (c *cardReadCmd) pin(ctx context.Context, r *run, st *cardsession.Status) (*card.Secret, error) {
	if err := jobs.Readable(st, c.LastTry); err != nil {
		return nil, err
	}
	b, err := r.ask(ctx, c.PINStdin, "cli.card.pin", i18n.Args{"tries": st.Tries.Input})
	if err != nil {
		return nil, err
	}
	return card.NewSecret(b), nil
}

func (v *cardRead) print(r *run) {
	v.Status.print(r)
	printFacts(r, v.Facts)
}

func printFacts(r *run, facts []factView) {
	for _, f := range facts {
		value := f.Value
		if value == nil {
			continue
		}
		if b, ok := value.(bool); ok {
			value = r.tell(b)
		}
		if s, ok := value.(string); ok {
			switch f.ID {
			case fact.Sex:
				value = r.t("sex." + s)
			case fact.MyNumberCard, fact.PhoneCertificate:
				value = r.t("fact." + f.ID + "." + s)
			}
		}
		r.line("cli.card.fact", i18n.Args{"what": r.t("fact." + f.ID), "value": value})
	}
}

// factsDocument is what --facts of other commands takes.
type factsDocument []factView

func (d factsDocument) print(r *run) { printFacts(r, d) }
