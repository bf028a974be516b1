package cardsession

import (
	"context"
	"strings"
	"time"

	"madoguchi/app/fact"
	"madoguchi/card"
	"madoguchi/card/mynumber"
)

// ReadSecrets is what Read may use.
type ReadSecrets struct {
	// Input is the 4-digit PIN of card-info input support, as typed, or nil. It
	// is wiped before Read returns, whatever happens.
	Input *card.Secret
	// AllowLastTry is the person's separate yes to spending the last try.
	AllowLastTry bool
	// Expect is the card that was looked at before, or zero.
	Expect Identity
}

// Reading is what was read from one card in one go. Its tries are as they were
// before the PIN was sent.
type Reading struct {
	Status
	// Items are the four basic items; nil when no PIN was given.
	Items *mynumber.FourItems
	// Residence says whether the card is a residence card as well (特定在留カード
	// 等). It is looked for only after the PIN.
	Residence Presence
}

// Read looks at a card and, given the PIN, reads the four basic items in one
// exclusive transaction, after which the card loses power.
//
// Kinds besides those of Status: NotAllowed and SecretFormat, where no card was
// touched; Changed, NotFound (the card has no such application), Locked and
// LastTry, where the PIN was not sent; WrongSecret, Locked, Uncertain.
func (s *Session) Read(ctx context.Context, sel Selection, secrets ReadSecrets) (*Reading, error) {
	if secrets.Input == nil {
		return s.readFree(ctx, sel, secrets.Expect)
	}
	defer secrets.Input.Wipe()
	if err := s.Mode.Policy().Require("read four items", card.ReadHolderFacts); err != nil {
		return nil, err
	}
	pin, err := normalized(secrets.Input, mynumber.NormalizePIN)
	if err != nil {
		return nil, err
	}
	defer pin.Wipe()
	o, err := s.openExpected(ctx, sel, secrets.Expect, card.Exclusive)
	if err != nil {
		return nil, err
	}
	defer o.close()
	st, input, err := s.look(ctx, o)
	if err != nil {
		return nil, err
	}
	if err := same(secrets.Expect, st.Identity); err != nil {
		return nil, err
	}
	if input == nil {
		return nil, card.Fail(card.NotFound, "SELECT card-info input support", nil)
	}
	if err := enoughTries("input PIN", st.Tries.Input, secrets.AllowLastTry); err != nil {
		return nil, err
	}
	s.step(StepPassword)
	err = input.Verify(ctx, pin)
	pin.Wipe()
	if err != nil {
		return nil, err
	}
	s.step(StepRead)
	items, err := input.FourItems(ctx)
	if err != nil {
		return nil, err
	}
	residence, err := residence(ctx, o)
	if err != nil {
		return nil, err
	}
	return &Reading{Status: *st, Items: &items, Residence: residence}, nil
}

// residence is the last thing read, because it ends what the PIN opened.
func residence(ctx context.Context, o *open) (Presence, error) {
	there, err := o.card.HasResidence(ctx)
	if err != nil {
		return PresenceUnknown, tolerate(err, card.NotFound)
	}
	return presence(there), nil
}

func (s *Session) readFree(ctx context.Context, sel Selection, expect Identity) (*Reading, error) {
	o, err := s.openExpected(ctx, sel, expect, card.Shared)
	if err != nil {
		return nil, err
	}
	defer o.close()
	st, _, err := s.look(ctx, o)
	if err != nil {
		return nil, err
	}
	if err := same(expect, st.Identity); err != nil {
		return nil, err
	}
	return &Reading{Status: *st}, nil
}

// Facts are the facts of the reading with their origin. What the card does not
// say is left out.
func (r *Reading) Facts() []fact.Fact {
	var list []fact.Fact
	add := func(id string, value any, from fact.Origin) {
		list = append(list, fact.Fact{ID: id, Value: value, From: from})
	}
	if i := r.Items; i != nil {
		if i.Name != "" {
			add(fact.HolderName, i.Name, fact.FromInputSupport)
		}
		if i.Address != "" {
			add(fact.HolderAddress, i.Address, fact.FromInputSupport)
		}
		if r.inJapan() {
			add(fact.AddressInJapan, true, fact.FromInputSupport)
		}
		if t, err := time.Parse("20060102", i.Birth); err == nil {
			add(fact.DateOfBirth, t.Format(time.DateOnly), fact.FromInputSupport)
		}
		if word := fact.SexOf(i.Sex); word != "unknown" {
			add(fact.Sex, word, fact.FromInputSupport)
		}
	}
	if r.ordinary() {
		add(fact.MyNumberCard, fact.OrdinaryCard, fact.FromCard)
	}
	switch {
	case r.Kind == mynumber.Plastic && r.Items != nil:
		add(fact.CardLost, false, fact.FromCard)
	case r.Kind == mynumber.AndroidPhone:
		add(fact.PhoneCertificate, "android", fact.FromCard)
	}
	if !r.AuthNotAfter.IsZero() {
		add(fact.AuthCertificate, r.AuthNotAfter.In(japan).Format(time.DateOnly), fact.FromCertificate)
	}
	if r.Signature != PresenceUnknown {
		add(fact.SignCertificate, r.Signature == Present, fact.FromCard)
	}
	return list
}

// inJapan reports whether the address on the card is surely one in Japan: it names
// a municipality, and nothing of a move abroad, which cards kept abroad say in its
// place. The card of somebody who moved since says the address before.
func (r *Reading) inJapan() bool {
	return r.Items != nil && strings.ContainsAny(r.Items.Address, "市区町村") &&
		!strings.Contains(r.Items.Address, "国外") && !strings.Contains(r.Items.Address, "海外")
}

// ordinary reports whether this is surely the ordinary card: the card itself and
// no phone, whose PIN was right, which excludes the one for face recognition only
// (個人番号カード等命令 33(7)), which is no residence card, and not kept abroad.
func (r *Reading) ordinary() bool {
	return r.Kind == mynumber.Plastic && r.Items != nil && r.Residence == Absent && r.inJapan()
}

// japan is UTC+9, in which certificates end at the end of a day.
var japan = time.FixedZone("UTC+9", 9*60*60)

func same(expect, got Identity) error {
	if !expect.accepts(got) {
		return card.Fail(card.Changed, "compare card", nil)
	}
	return nil
}

// enoughTries refuses before a secret is sent. A card that does not say how
// many tries are left may have one.
func enoughTries(secret string, left int, allowLast bool) error {
	op := "ask tries left of " + secret
	switch {
	case left == 0:
		return &card.Failure{Kind: card.Locked, Op: op}
	case (left == 1 || left == card.TriesUnknown) && !allowLast:
		return &card.Failure{Kind: card.LastTry, Op: op, TriesLeft: left}
	}
	return nil
}

// normalized makes the form the card compares of what was typed.
func normalized(s *card.Secret, f func([]byte) (*card.Secret, error)) (out *card.Secret, err error) {
	err = card.Fail(card.SecretFormat, "secret", nil)
	s.Use(func(b []byte) { out, err = f(b) })
	return out, err
}
