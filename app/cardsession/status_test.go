package cardsession_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/card"
	"madoguchi/card/emulator"
	"madoguchi/card/jpki"
	"madoguchi/card/mynumber"
)

func TestStatusOfEveryPracticeCard(t *testing.T) {
	for id, want := range map[string]struct {
		kind  mynumber.Kind
		tries cardsession.Tries
		sign  cardsession.Presence
	}{
		"resident":   {mynumber.Plastic, cardsession.Tries{Authentication: 3, Signing: 5, Input: 3}, cardsession.Present},
		"substitute": {mynumber.Plastic, cardsession.Tries{Authentication: 3, Signing: 5, Input: 3}, cardsession.Present},
		"expired":    {mynumber.Plastic, cardsession.Tries{Authentication: 3, Signing: 5, Input: 3}, cardsession.Present},
		"child":      {mynumber.Plastic, cardsession.Tries{Authentication: 3, Signing: 5, Input: 3}, cardsession.Absent},
		"locked":     {mynumber.Plastic, cardsession.Tries{Authentication: 1, Signing: 0, Input: 3}, cardsession.Present},
		"phone":      {mynumber.AndroidPhone, cardsession.Tries{Authentication: 3, Signing: 5, Input: card.TriesUnknown}, cardsession.Present},
	} {
		t.Run(id, func(t *testing.T) {
			w := newWorld(t, newCard(t, id))
			st := w.status(t)
			if id == "child" {
				// Whether a card without a certificate has the password's
				// counter is not known; what it shows is passed on.
				want.tries.Signing = st.Tries.Signing
			}
			if st.Reader != reader || st.Kind != want.kind || st.Tries != want.tries || st.Signature != want.sign || st.Authentication != cardsession.Present {
				t.Errorf("%+v", st)
			}
			if !st.Practice {
				t.Error("not recognised as practice")
			}
			if phone := id == "phone"; phone != st.AuthNotBefore.IsZero() || phone != (st.Issuer == "") {
				t.Errorf("dates %v to %v, issuer %q", st.AuthNotBefore, st.AuthNotAfter, st.Issuer)
			}
			if st.Identity.IsZero() {
				t.Error("no identity")
			}
			if seen := w.card.Seen(); seen.Verify != 0 || seen.Change != 0 || seen.Compute != 0 {
				t.Errorf("Status used a secret or a key: %+v", seen)
			}
		})
	}
}

func TestStatusWithoutPins(t *testing.T) {
	w := newWorld(t, newCard(t, "resident"))
	w.s.Pins = nil
	if st := w.status(t); st.Practice || st.Issuer != "" || st.AuthNotBefore.IsZero() {
		t.Errorf("%+v", st)
	}
}

func TestStatusOfAModeWithoutRights(t *testing.T) {
	w := newWorld(t, newCard(t, "resident"))
	w.s.Mode = 0
	if st := w.status(t); !st.AuthNotBefore.IsZero() || st.Tries.Signing != 5 || !st.Practice {
		t.Errorf("%+v", st)
	}
}

func TestFirstCommandAfterPowerFails(t *testing.T) {
	w := newWorld(t, emulator.New(image(t, "resident", authority(t), nil), emulator.FirstCommandFails()))
	w.status(t)
}

func TestWhichCard(t *testing.T) {
	resident, phone := newCard(t, "resident"), newCard(t, "phone")
	status := func(w *world, r string) (*cardsession.Status, error) {
		return w.s.Status(bg, cardsession.Selection{Reader: r})
	}
	w := newWorld(t, nil)
	for r, kind := range map[string]card.Kind{"": card.NoCard, reader: card.NoCard, "Reader C": card.NoReader} {
		if _, err := status(w, r); !card.Is(err, kind) {
			t.Errorf("empty readers, %q: %v, want %v", r, err, kind)
		}
	}
	must(t, w.InsertMute(reader))
	for _, r := range []string{"", reader} {
		if _, err := status(w, r); !card.Is(err, card.Unresponsive) {
			t.Errorf("mute card, %q: %v", r, err)
		}
	}
	// One usable card beside a mute one.
	must(t, w.Insert(second, resident))
	if st, err := status(w, ""); err != nil || st.Reader != second {
		t.Errorf("one usable card: %v", err)
	}
	// Two usable cards: the person chooses.
	must(t, w.Remove(reader))
	must(t, w.Insert(reader, phone))
	_, err := status(w, "")
	several, ok := errors.AsType[*cardsession.SeveralCards](err)
	if !card.Is(err, card.TooMany) || !ok || !slices.Equal(several.Readers, []string{reader, second}) {
		t.Errorf("two usable cards: %v", err)
	}
	for r, kind := range map[string]mynumber.Kind{reader: mynumber.AndroidPhone, second: mynumber.Plastic} {
		if st, err := status(w, r); err != nil || st.Kind != kind || st.Reader != r {
			t.Errorf("%s: %v", r, err)
		}
	}
	// Another program holds one of them.
	held, err := w.Open(bg, second, card.Exclusive)
	must(t, err)
	if _, err := status(w, second); !card.Is(err, card.Busy) {
		t.Errorf("held: %v", err)
	}
	if st, err := status(w, ""); err != nil || st.Reader != reader {
		t.Errorf("the other one: %v", err)
	}
	must(t, w.Remove(reader))
	if _, err := status(w, ""); !card.Is(err, card.Busy) {
		t.Errorf("held and nothing else: %v", err)
	}
	must(t, held.Close(card.Leave))
	if _, err := status(w, ""); err != nil {
		t.Errorf("let go: %v", err)
	}
	w.StopService()
	if _, err := status(w, ""); !card.Is(err, card.NoService) {
		t.Errorf("service stopped: %v", err)
	}
	none := &cardsession.Session{System: emulator.NewSystem()}
	if _, err := none.Status(bg, cardsession.Selection{}); !card.Is(err, card.NoReader) {
		t.Errorf("no reader: %v", err)
	}
}

// foreign wraps a system so that the card on one reader refuses every SELECT.
type foreign struct {
	card.System
	reader string
}

type foreignCard struct{ card.Transport }

func (f foreign) Open(ctx context.Context, r string, s card.Sharing) (card.Transport, error) {
	t, err := f.System.Open(ctx, r, s)
	if err == nil && r == f.reader {
		t = foreignCard{t}
	}
	return t, err
}

func (foreignCard) Transmit(context.Context, []byte) ([]byte, error) { return []byte{0x6A, 0x82}, nil }

func TestUnknownCard(t *testing.T) {
	w := newWorld(t, newCard(t, "resident"))
	identity := w.status(t).Identity
	w.s.System = foreign{w.System, reader}
	for _, r := range []string{"", reader} {
		if _, err := w.s.Status(bg, cardsession.Selection{Reader: r}); !card.Is(err, card.UnknownCard) {
			t.Errorf("%q: %v", r, err)
		}
	}
	if _, err := w.s.Read(bg, cardsession.Selection{}, cardsession.ReadSecrets{Expect: identity}); !card.Is(err, card.Changed) {
		t.Errorf("another card than before: %v", err)
	}
	must(t, w.Insert(second, newCard(t, "phone")))
	if st, err := w.s.Status(bg, cardsession.Selection{}); err != nil || st.Reader != second {
		t.Errorf("an unknown card beside a usable one: %v", err)
	}
}

func TestStatusSharesAndLeavesTheCard(t *testing.T) {
	w := newWorld(t, newCard(t, "resident"))
	other, err := w.Open(bg, reader, card.Shared)
	must(t, err)
	w.status(t)
	if _, err := other.Transmit(bg, []byte{0x00, 0x20, 0x00, 0x80}); err != nil {
		t.Errorf("the other program lost the card: %v", err)
	}
	must(t, other.Begin(bg))
}

func TestModes(t *testing.T) {
	const read = card.ReadHolderCertificate | card.ReadHolderFacts
	for m, want := range map[cardsession.Mode]card.Policy{
		0:                       0,
		cardsession.ModeSelf:    read | card.ReadMyNumber | card.Sign | card.Authenticate | card.ChangeSecret,
		cardsession.ModeHelper:  read | card.Sign,
		cardsession.ModeCounter: read,
		17:                      0,
	} {
		if got := m.Policy(); got != want {
			t.Errorf("%v: %v, want %v", m, got, want)
		}
		if parsed, ok := cardsession.ParseMode(m.String()); ok != (want != 0) || (ok && parsed != m) {
			t.Errorf("%v: parsed as %v, %v", m, parsed, ok)
		}
	}
}

func TestStatusSteps(t *testing.T) {
	w := newWorld(t, newCard(t, "resident"))
	var steps []string
	w.s.OnProgress = func(s string) { steps = append(steps, s) }
	w.status(t)
	if !slices.Equal(steps, []string{cardsession.StepConnect, cardsession.StepCard}) {
		t.Errorf("%v", steps)
	}
}

func TestIdentityIsOpaque(t *testing.T) {
	st := newWorld(t, newCard(t, "resident")).status(t)
	for _, verb := range []string{"%v", "%+v", "%#v", "%x", "%d"} {
		if s := fmt.Sprintf(verb, st.Identity); s != "[card]" {
			t.Errorf("%s: %s", verb, s)
		}
	}
	if s := fmt.Sprintf("%+v", *st); !strings.Contains(s, "[card]") {
		t.Errorf("inside Status: %s", s)
	}
}

// A card's certificate has the date that the question about moving names.
func TestStatusGivesTheDateToAskAbout(t *testing.T) {
	w := newWorld(t, newCard(t, "resident"))
	st := w.status(t)
	if st.AuthNotBefore.After(today()) || st.AuthNotAfter.Before(today()) || st.AuthNotAfter.Sub(st.AuthNotBefore) < 4*365*24*time.Hour {
		t.Errorf("%v to %v", st.AuthNotBefore, st.AuthNotAfter)
	}
	if _, ok := w.s.Pins.Find(jpki.RoleAuthentication, [32]byte{}); ok {
		t.Error("found a pin of nothing")
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
