package cardsession_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"madoguchi/app/cardsession"
	"madoguchi/app/fact"
	"madoguchi/card"
	"madoguchi/card/emulator"
)

func (w *world) read(r cardsession.ReadSecrets) (*cardsession.Reading, error) {
	return w.s.Read(bg, cardsession.Selection{}, r)
}

func TestReadFourItems(t *testing.T) {
	for _, m := range []cardsession.Mode{cardsession.ModeSelf, cardsession.ModeHelper, cardsession.ModeCounter} {
		for _, id := range []string{"resident", "child", "substitute", "expired"} {
			w := newWorld(t, newCard(t, id))
			w.s.Mode = m
			p := person(t, id)
			pin := secret(p.Secrets.Input)
			r, err := w.read(cardsession.ReadSecrets{Input: pin, Expect: w.status(t).Identity})
			if err != nil {
				t.Fatalf("%v, %s: %v", m, id, err)
			}
			if i := r.Items; i.Name != p.Name || i.Address != p.Address || i.Birth != strings.ReplaceAll(p.Birth, "-", "") || string(i.Sex) != p.Sex {
				t.Errorf("%v, %s: not the person's items", m, id)
			}
			if seen := w.card.Seen(); seen.Verify != 1 || seen.Compute != 0 || pin.Len() != 0 {
				t.Errorf("%v, %s: %+v, PIN of %d", m, id, seen, pin.Len())
			}
			unpowered(t, w.card)
		}
	}
}

func TestFacts(t *testing.T) {
	w := newWorld(t, newCard(t, "resident"))
	p := person(t, "resident")
	free, err := w.read(cardsession.ReadSecrets{})
	must(t, err)
	full, err := w.read(cardsession.ReadSecrets{Input: secret(p.Secrets.Input)})
	must(t, err)
	sexes := map[string]string{"1": "male", "2": "female", "9": "not_applicable"}
	end := full.AuthNotAfter.Add(9 * 60 * 60 * 1e9).UTC().Format("2006-01-02")
	items := []fact.Fact{
		{ID: fact.HolderName, Value: p.Name, From: fact.FromInputSupport},
		{ID: fact.HolderAddress, Value: p.Address, From: fact.FromInputSupport},
		{ID: fact.DateOfBirth, Value: p.Birth, From: fact.FromInputSupport},
		{ID: fact.Sex, Value: sexes[p.Sex], From: fact.FromInputSupport},
	}
	rest := []fact.Fact{
		{ID: fact.AuthCertificate, Value: end, From: fact.FromCertificate},
		{ID: fact.SignCertificate, Value: true, From: fact.FromCard},
	}
	if got := fmt.Sprint(free.Facts()); got != fmt.Sprint(rest) {
		t.Errorf("without PIN: %s", got)
	}
	if got := fmt.Sprint(full.Facts()); got != fmt.Sprint(append(items, rest...)) {
		t.Errorf("with PIN: %s", got)
	}
}

// What is not known is no fact.
func TestFactsLeaveOutTheUnknown(t *testing.T) {
	w := newWorld(t, emulator.New(image(t, "resident", authority(t), func(p *emulator.Person) { p.Sex = "0" })))
	r, err := w.read(cardsession.ReadSecrets{Input: secret(person(t, "resident").Secrets.Input)})
	must(t, err)
	r.Items.Birth = "19800000"
	for _, f := range r.Facts() {
		if f.ID == fact.Sex || f.ID == fact.DateOfBirth {
			t.Errorf("%v", f)
		}
	}
	w = newWorld(t, newCard(t, "phone"))
	r, err = w.read(cardsession.ReadSecrets{})
	must(t, err)
	if got := fmt.Sprint(r.Facts()); got != fmt.Sprint([]fact.Fact{{ID: fact.SignCertificate, Value: true, From: fact.FromCard}}) {
		t.Errorf("phone: %s", got)
	}
}

func TestReadRefuses(t *testing.T) {
	pin := person(t, "resident").Secrets.Input
	zero, one := 0, 1
	tries := func(n *int) *emulator.Card {
		return emulator.New(image(t, "resident", authority(t), func(p *emulator.Person) { p.Tries.Input = n }))
	}
	other := newWorld(t, newCard(t, "substitute"))
	for name, c := range map[string]struct {
		card     *emulator.Card
		mode     cardsession.Mode
		secrets  cardsession.ReadSecrets
		kind     card.Kind
		tries    int
		verifies int
	}{
		"wrong":       {newCard(t, "resident"), cardsession.ModeSelf, cardsession.ReadSecrets{Input: secret("9999")}, card.WrongSecret, 2, 1},
		"last":        {tries(&one), cardsession.ModeSelf, cardsession.ReadSecrets{Input: secret(pin)}, card.LastTry, 1, 0},
		"last, wrong": {tries(&one), cardsession.ModeSelf, cardsession.ReadSecrets{Input: secret("9999"), AllowLastTry: true}, card.Locked, 0, 1},
		"locked":      {tries(&zero), cardsession.ModeSelf, cardsession.ReadSecrets{Input: secret(pin), AllowLastTry: true}, card.Locked, 0, 0},
		"phone":       {newCard(t, "phone"), cardsession.ModeSelf, cardsession.ReadSecrets{Input: secret(pin)}, card.NotFound, unknown, 0},
		"letters":     {newCard(t, "resident"), cardsession.ModeSelf, cardsession.ReadSecrets{Input: secret("12a4")}, card.SecretFormat, unknown, 0},
		"no mode":     {newCard(t, "resident"), 0, cardsession.ReadSecrets{Input: secret(pin)}, card.NotAllowed, unknown, 0},
		"another card": {
			newCard(t, "resident"), cardsession.ModeSelf,
			cardsession.ReadSecrets{Input: secret(pin), Expect: other.status(t).Identity},
			card.Changed, unknown, 0,
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, c.card)
			w.s.Mode = c.mode
			r, err := w.read(c.secrets)
			var f *card.Failure
			if r != nil || !errors.As(err, &f) || f.Kind != c.kind || f.TriesLeft != c.tries {
				t.Errorf("%v, want %v with %d tries", err, c.kind, c.tries)
			}
			if seen := w.card.Seen(); seen.Verify != c.verifies || c.secrets.Input.Len() != 0 {
				t.Errorf("%+v, PIN of %d", seen, c.secrets.Input.Len())
			}
			unpowered(t, w.card)
		})
	}
	// Without a PIN another card is noticed as well.
	w := newWorld(t, newCard(t, "resident"))
	if r, err := w.read(cardsession.ReadSecrets{Expect: other.status(t).Identity}); r != nil || !card.Is(err, card.Changed) {
		t.Errorf("%v", err)
	}
}
