package cardsession_test

import (
	"bytes"
	"context"
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
		{ID: fact.AddressInJapan, Value: true, From: fact.FromInputSupport},
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
	items = append(items,
		fact.Fact{ID: fact.MyNumberCard, Value: fact.OrdinaryCard, From: fact.FromCard},
		fact.Fact{ID: fact.CardLost, Value: false, From: fact.FromCard},
	)
	if got := fmt.Sprint(full.Facts()); got != fmt.Sprint(append(items, rest...)) {
		t.Errorf("with PIN: %s", got)
	}
}

// residence is a service on whose cards selecting the residence application is
// answered with other bytes.
type residence struct {
	card.System
	answer string
}

func (r residence) Open(ctx context.Context, reader string, share card.Sharing) (card.Transport, error) {
	t, err := r.System.Open(ctx, reader, share)
	return residenceCard{t, r.answer}, err
}

type residenceCard struct {
	card.Transport
	answer string
}

func (r residenceCard) Transmit(ctx context.Context, cmd []byte) ([]byte, error) {
	if bytes.Contains(cmd, []byte("\xD3\x92\xF0\x00\x4F\x01")) {
		return []byte(r.answer), nil
	}
	return r.Transport.Transmit(ctx, cmd)
}

// Which card it is, is said only when it can be no other.
func TestOnlyTheOrdinaryCardIsCalledOrdinary(t *testing.T) {
	pin := person(t, "resident").Secrets.Input
	at := func(address string) *emulator.Image {
		return image(t, "resident", authority(t), func(p *emulator.Person) { p.Address = address })
	}
	home := at("練習県練習市PRACTICE町１丁目２－３")
	for name, c := range map[string]struct {
		image     *emulator.Image
		residence string
		pin       bool
		inJapan   bool
		ordinary  bool
	}{
		"ordinary":               {home, "\x6A\x82", true, true, true},
		"without its PIN":        {home, "\x6A\x82", false, false, false},
		"one with the residence": {home, "\x90\x00", true, true, false},
		"one that does not say":  {home, "\x69\x85", true, true, false},
		"kept abroad":            {at("令和８年５月２１日国外転出 PRACTICE"), "\x6A\x82", true, false, false},
		"another address":        {at("PRACTICE 1-2-3"), "\x6A\x82", true, false, false},
	} {
		w := newWorld(t, emulator.New(c.image))
		w.s.System = residence{w.System, c.residence}
		var secrets cardsession.ReadSecrets
		if c.pin {
			secrets.Input = secret(pin)
		}
		r, err := w.read(secrets)
		must(t, err)
		got := map[string]any{}
		for _, f := range r.Facts() {
			got[f.ID] = f.Value
		}
		if _, says := got[fact.AddressInJapan]; says != c.inJapan {
			t.Errorf("%s: address in Japan %v", name, got[fact.AddressInJapan])
		}
		if kind, says := got[fact.MyNumberCard]; says != c.ordinary || says && kind != "ordinary" {
			t.Errorf("%s: card %v", name, kind)
		}
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
	if got := fmt.Sprint(r.Facts()); got != fmt.Sprint([]fact.Fact{
		{ID: fact.PhoneCertificate, Value: "android", From: fact.FromCard},
		{ID: fact.SignCertificate, Value: true, From: fact.FromCard},
	}) {
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
