package cardsession_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"errors"
	"strings"
	"testing"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/card"
	"madoguchi/card/emulator"
	"madoguchi/card/jpki"
)

// signing runs Sign once with a use that signs one digest.
type signing struct {
	used      int
	got       cardsession.Signing
	signature []byte
}

var digest = sha256.Sum256([]byte("a document"))

func (g *signing) use(_ context.Context, s cardsession.Signing) error {
	g.used++
	g.got = s
	var err error
	g.signature, err = s.Signer.Sign(nil, digest[:], crypto.SHA256)
	return err
}

func (w *world) sign(r cardsession.SignRequest) (*signing, error) {
	g := &signing{}
	return g, w.s.Sign(bg, cardsession.Selection{}, r, g.use)
}

func TestSign(t *testing.T) {
	w := newWorld(t, newCard(t, "resident"))
	p := person(t, "resident")
	st := w.status(t)
	typed := []byte(p.Secrets.Sign)
	g, err := w.sign(cardsession.SignRequest{Password: card.NewSecret(typed), Expect: st.Identity})
	if err != nil || g.used != 1 {
		t.Fatalf("%v, used %d times", err, g.used)
	}
	c := g.got.Certificate
	if rsa.VerifyPKCS1v15(c.X509.PublicKey.(*rsa.PublicKey), crypto.SHA256, digest[:], g.signature) != nil {
		t.Error("not a signature of the document")
	}
	if c.Role != jpki.RoleSignature || c.Holder.Name != p.Name || c.Holder.Address != p.Address || !g.got.Pin.Practice {
		t.Error("another certificate than the card's")
	}
	if c.X509.CheckSignatureFrom(g.got.CA) != nil {
		t.Error("the authority is not the certificate's")
	}
	if !c.NotBefore.Equal(st.AuthNotBefore) {
		t.Errorf("the question was about %v, the certificate starts %v", st.AuthNotBefore, c.NotBefore)
	}
	if seen := w.card.Seen(); seen.Verify != 1 || seen.Compute != 1 || seen.Signatures != 1 {
		t.Errorf("%+v", seen)
	}
	if !bytes.Equal(typed, make([]byte, len(typed))) {
		t.Error("the password was not wiped")
	}
	unpowered(t, w.card)
	if _, err := g.got.Signer.Sign(nil, digest[:], crypto.SHA256); err == nil {
		t.Error("the signer outlived its transaction")
	}
}

func TestSignWhatWasTyped(t *testing.T) {
	wide := func(r rune) rune { return r - '!' + '！' }
	for id, change := range map[string]func(string) string{
		"resident": func(s string) string { return strings.Map(wide, s) }, "substitute": strings.ToLower, "phone": strings.ToUpper,
	} {
		w := newWorld(t, newCard(t, id))
		typed := change(person(t, id).Secrets.Sign)
		if g, err := w.sign(cardsession.SignRequest{Password: secret(typed)}); err != nil || g.used != 1 {
			t.Errorf("%s: %v", id, err)
		}
		unpowered(t, w.card)
	}
}

// refused runs Sign and checks what no refusal may do.
func refused(t *testing.T, w *world, r cardsession.SignRequest, kind card.Kind, tries, verifies int) {
	t.Helper()
	before := w.card.Seen()
	g, err := w.sign(r)
	var f *card.Failure
	if !errors.As(err, &f) || f.Kind != kind || f.TriesLeft != tries {
		t.Errorf("%v, want %v with %d tries", err, kind, tries)
	}
	if g.used != 0 {
		t.Error("the caller was asked to sign")
	}
	seen := w.card.Seen()
	if seen.Verify-before.Verify != verifies || seen.Compute != before.Compute {
		t.Errorf("%d VERIFYs and %d signatures, want %d and 0", seen.Verify-before.Verify, seen.Compute-before.Compute, verifies)
	}
	if r.Password.Len() != 0 {
		t.Error("the password was not wiped")
	}
	unpowered(t, w.card)
}

const unknown = card.TriesUnknown

func TestSignWrongPassword(t *testing.T) {
	w := newWorld(t, newCard(t, "resident"))
	wrong := func(allow bool) cardsession.SignRequest {
		return cardsession.SignRequest{Password: secret("WRONG123"), AllowLastTry: allow}
	}
	for left := 4; left >= 1; left-- {
		refused(t, w, wrong(false), card.WrongSecret, left, 1)
		if st := w.status(t); st.Tries.Signing != left {
			t.Errorf("%d tries left, want %d", st.Tries.Signing, left)
		}
	}
	w.card.PowerOff()
	refused(t, w, wrong(false), card.LastTry, 1, 0)
	refused(t, w, wrong(true), card.Locked, 0, 1)
	refused(t, w, wrong(true), card.Locked, 0, 0)
	refused(t, w, cardsession.SignRequest{Password: secret(person(t, "resident").Secrets.Sign), AllowLastTry: true}, card.Locked, 0, 0)
}

// The last try with a yes is the right password: the counter is full again.
func TestSignLastTry(t *testing.T) {
	one := 1
	img := image(t, "resident", authority(t), func(p *emulator.Person) { p.Tries.Sign = &one })
	w := newWorld(t, emulator.New(img))
	password := person(t, "resident").Secrets.Sign
	refused(t, w, cardsession.SignRequest{Password: secret(password)}, card.LastTry, 1, 0)
	if g, err := w.sign(cardsession.SignRequest{Password: secret(password), AllowLastTry: true}); err != nil || g.used != 1 {
		t.Errorf("%v", err)
	}
	if st := w.status(t); st.Tries.Signing != 5 {
		t.Errorf("%d tries left", st.Tries.Signing)
	}
}

func TestSignRefuses(t *testing.T) {
	good := func(id string) cardsession.SignRequest {
		return cardsession.SignRequest{Password: secret(person(t, id).Secrets.Sign)}
	}
	t.Run("locked", func(t *testing.T) {
		refused(t, newWorld(t, newCard(t, "locked")), good("locked"), card.Locked, 0, 0)
	})
	t.Run("child", func(t *testing.T) {
		r := cardsession.SignRequest{Password: secret("RENSHU99")}
		refused(t, newWorld(t, newCard(t, "child")), r, card.NoCertificate, unknown, 0)
	})
	t.Run("expired", func(t *testing.T) {
		refused(t, newWorld(t, newCard(t, "expired")), good("expired"), card.Expired, unknown, 1)
	})
	t.Run("not yet", func(t *testing.T) {
		w := newWorld(t, newCard(t, "resident"))
		w.s.Now = func() time.Time { return today().AddDate(-2, 0, 0) }
		refused(t, w, good("resident"), card.Expired, unknown, 1)
	})
	t.Run("no pins", func(t *testing.T) {
		w := newWorld(t, newCard(t, "resident"))
		w.s.Pins = nil
		refused(t, w, good("resident"), card.NotPinned, unknown, 1)
	})
	t.Run("another authority", func(t *testing.T) {
		a := authority(t)
		a.SignCA = key(t, "face_root")
		w := newWorld(t, emulator.New(image(t, "resident", a, nil)))
		refused(t, w, good("resident"), card.NotPinned, unknown, 1)
	})
	t.Run("format", func(t *testing.T) {
		w := newWorld(t, newCard(t, "resident"))
		for _, s := range []string{"", "SHRT1", "12345678", "RENSHU-01", "RENSHU 01", "RENSHURENSHURENSH1"} {
			refused(t, w, cardsession.SignRequest{Password: secret(s)}, card.SecretFormat, unknown, 0)
		}
		if _, err := w.sign(cardsession.SignRequest{}); !card.Is(err, card.SecretFormat) {
			t.Errorf("no password: %v", err)
		}
		if w.Sent() != 0 {
			t.Errorf("%d commands were sent", w.Sent())
		}
	})
	t.Run("mode", func(t *testing.T) {
		for _, m := range []cardsession.Mode{0, cardsession.ModeCounter} {
			w := newWorld(t, newCard(t, "resident"))
			w.s.Mode = m
			refused(t, w, good("resident"), card.NotAllowed, unknown, 0)
			if w.Sent() != 0 {
				t.Errorf("%v: %d commands were sent", m, w.Sent())
			}
		}
	})
	t.Run("no clock", func(t *testing.T) {
		w := newWorld(t, newCard(t, "resident"))
		w.s.Now = nil
		refused(t, w, good("resident"), card.Internal, unknown, 0)
	})
	t.Run("shared by another program", func(t *testing.T) {
		w := newWorld(t, newCard(t, "resident"))
		if _, err := w.Open(bg, reader, card.Shared); err != nil {
			t.Fatal(err)
		}
		if g, err := w.sign(good("resident")); !card.Is(err, card.Busy) || g.used != 0 || w.card.Seen().Verify != 0 {
			t.Errorf("%v", err)
		}
	})
}

// What use returns is what Sign returns, and a use that refuses signs nothing.
func TestUseRefuses(t *testing.T) {
	w := newWorld(t, newCard(t, "resident"))
	moved := errors.New("moved")
	err := w.s.Sign(bg, cardsession.Selection{}, cardsession.SignRequest{Password: secret(person(t, "resident").Secrets.Sign)},
		func(_ context.Context, s cardsession.Signing) error {
			if s.Certificate.NotBefore.IsZero() {
				t.Error("no start to compare")
			}
			return moved
		})
	if err != moved {
		t.Errorf("%v", err)
	}
	if seen := w.card.Seen(); seen.Compute != 0 || seen.Verify != 1 {
		t.Errorf("%+v", seen)
	}
	unpowered(t, w.card)
}

func TestUsePanics(t *testing.T) {
	w := newWorld(t, newCard(t, "resident"))
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_ = w.s.Sign(bg, cardsession.Selection{}, cardsession.SignRequest{Password: secret(person(t, "resident").Secrets.Sign)},
			func(context.Context, cardsession.Signing) error { panic("use") })
	}()
	unpowered(t, w.card)
}

func TestSignAnotherCard(t *testing.T) {
	password := person(t, "substitute").Secrets.Sign
	for _, id := range []string{"resident", "phone"} {
		w := newWorld(t, newCard(t, id))
		expect := w.status(t).Identity
		other := newCard(t, "substitute")
		must(t, w.Remove(reader))
		must(t, w.Insert(reader, other))
		w.card = other
		refused(t, w, cardsession.SignRequest{Password: secret(password), Expect: expect}, card.Changed, unknown, 0)
	}
	// The reader is empty: the card is missing, not another one.
	w := newWorld(t, newCard(t, "resident"))
	expect := w.status(t).Identity
	must(t, w.Remove(reader))
	if _, err := w.sign(cardsession.SignRequest{Password: secret(password), Expect: expect}); !card.Is(err, card.NoCard) {
		t.Errorf("%v", err)
	}
}

// A plastic card is known again by its certificate. Two phones may share their
// token information, so a phone must not have left the reader.
func TestSignAfterReinsertion(t *testing.T) {
	for id, kind := range map[string]card.Kind{"resident": card.Internal, "phone": card.Changed} {
		w := newWorld(t, newCard(t, id))
		password := person(t, id).Secrets.Sign
		expect := w.status(t).Identity
		if _, err := w.sign(cardsession.SignRequest{Password: secret(password), Expect: expect}); err != nil {
			t.Errorf("%s still there: %v", id, err)
		}
		must(t, w.Remove(reader))
		must(t, w.Insert(reader, w.card))
		_, err := w.sign(cardsession.SignRequest{Password: secret(password), Expect: expect})
		if (kind == card.Internal && err != nil) || (kind != card.Internal && !card.Is(err, kind)) {
			t.Errorf("%s put back: %v", id, err)
		}
	}
}

// With two usable cards the one that was looked at is meant.
func TestSignChoosesTheExpectedCard(t *testing.T) {
	w := newWorld(t, newCard(t, "resident"))
	expect := w.status(t).Identity
	other := newCard(t, "phone")
	must(t, w.Insert(second, other))
	password := person(t, "resident").Secrets.Sign
	if _, err := w.sign(cardsession.SignRequest{Password: secret(password)}); !card.Is(err, card.TooMany) {
		t.Errorf("no card named: %v", err)
	}
	if g, err := w.sign(cardsession.SignRequest{Password: secret(password), Expect: expect}); err != nil || g.used != 1 {
		t.Errorf("%v", err)
	}
	if seen := other.Seen(); seen.Verify != 0 {
		t.Errorf("the other card got the password: %+v", seen)
	}
}

// Stopping works before the password and after its answer, never between.
func TestSignCancelled(t *testing.T) {
	clean := newWorld(t, newCard(t, "resident"))
	password := person(t, "resident").Secrets.Sign
	if _, err := clean.sign(cardsession.SignRequest{Password: secret(password)}); err != nil {
		t.Fatal(err)
	}
	for i := 1; i <= clean.Sent(); i++ {
		w := newWorld(t, newCard(t, "resident"))
		ctx, cancel := context.WithCancel(bg)
		w.OnTransmit(func(n int, _ []byte) emulator.Fault {
			if n == i {
				cancel()
			}
			return emulator.None
		})
		g := &signing{}
		err := w.s.Sign(ctx, cardsession.Selection{}, cardsession.SignRequest{Password: secret(password)}, g.use)
		cancel()
		if last := i == clean.Sent(); last != (err == nil) || (!last && !card.Is(err, card.Cancelled)) {
			t.Errorf("stopped during command %d: %v", i, err)
		}
		if n := w.Sent(); n != i {
			t.Errorf("stopped during command %d, %d were sent", i, n)
		}
		unpowered(t, w.card)
	}
}
