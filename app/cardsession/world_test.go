package cardsession_test

import (
	"context"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"io/fs"
	"testing"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/assets"
	"madoguchi/card"
	"madoguchi/card/emulator"
	"madoguchi/card/jpki"
)

var bg = context.Background()

// today is a day on which every practice card is in force.
func today() time.Time { return time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC) }

const (
	reader = "Reader A"
	second = "Reader B"
)

func person(t testing.TB, id string) emulator.Person {
	t.Helper()
	b, err := fs.ReadFile(assets.Practice(), "people/"+id+".json")
	if err != nil {
		t.Fatal(err)
	}
	var p emulator.Person
	if err := json.Unmarshal(b, &p); err != nil {
		t.Fatal(err)
	}
	return p
}

// keys are parsed once; tests run one after another.
var keys = map[string]*rsa.PrivateKey{}

func key(t testing.TB, name string) *rsa.PrivateKey {
	t.Helper()
	if keys[name] != nil {
		return keys[name]
	}
	b, err := fs.ReadFile(assets.Practice(), "keys/"+name+".pem")
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(b)
	k, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	keys[name] = k.(*rsa.PrivateKey)
	return keys[name]
}

func authority(t testing.TB) emulator.Authority {
	t.Helper()
	return emulator.Authority{
		SignCA: key(t, "sign_ca"), AuthCA: key(t, "auth_ca"),
		FaceRoot: key(t, "face_root"), FaceIssuer: key(t, "face_issuer"),
	}
}

// image mints the card of a person; change may be nil.
func image(t testing.TB, id string, a emulator.Authority, change func(*emulator.Person)) *emulator.Image {
	t.Helper()
	p := person(t, id)
	k := emulator.Keys{Auth: key(t, id+"_auth")}
	if !p.NoSignatureCertificate {
		k.Sign = key(t, id+"_sign")
	}
	if p.Token == emulator.Plastic {
		k.Card = key(t, id+"_card")
	}
	if change != nil {
		change(&p)
	}
	img, err := emulator.Mint(p, k, a, today())
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// images are minted once for many cards.
var images = map[string]*emulator.Image{}

func newCard(t testing.TB, id string) *emulator.Card {
	t.Helper()
	if images[id] == nil {
		images[id] = image(t, id, authority(t), nil)
	}
	return emulator.New(images[id])
}

func pins(t testing.TB) jpki.Pins {
	t.Helper()
	p, err := jpki.LoadPracticePins(assets.Practice())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// world is a service with two readers, of which the first has a card.
type world struct {
	*emulator.System
	card *emulator.Card
	s    *cardsession.Session
}

func newWorld(t testing.TB, c *emulator.Card) *world {
	t.Helper()
	sys := emulator.NewSystem(reader, second)
	sys.SetPatience(0)
	if c != nil {
		if err := sys.Insert(reader, c); err != nil {
			t.Fatal(err)
		}
	}
	return &world{System: sys, card: c, s: &cardsession.Session{
		System: sys, Mode: cardsession.ModeSelf, Pins: pins(t), Now: today,
	}}
}

func (w *world) status(t testing.TB) *cardsession.Status {
	t.Helper()
	st, err := w.s.Status(bg, cardsession.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func secret(s string) *card.Secret { return card.NewSecret([]byte(s)) }

// unpowered fails unless the card has no power: it answers without looking.
func unpowered(t testing.TB, c *emulator.Card) {
	t.Helper()
	if a := c.Process([]byte{0x00, 0xA4, 0x04, 0x0C, 0x0A, 0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01}); a[0] != 0x6F {
		t.Errorf("the card still has power, it answers %X", a)
	}
}
