package emulator_test

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"io/fs"
	"testing"
	"time"

	"madoguchi/assets"
	"madoguchi/card/emulator"
)

// today is a day on which every practice card is in force.
func today() time.Time { return time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC) }

// person reads a practice person.
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

func key(t testing.TB, name string) *rsa.PrivateKey {
	t.Helper()
	b, err := fs.ReadFile(assets.Practice(), "keys/"+name+".pem")
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(b)
	k, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	return k.(*rsa.PrivateKey)
}

func keys(t testing.TB, p emulator.Person) emulator.Keys {
	t.Helper()
	k := emulator.Keys{Auth: key(t, p.ID+"_auth")}
	if !p.NoSignatureCertificate {
		k.Sign = key(t, p.ID+"_sign")
	}
	if p.Token == emulator.Plastic {
		k.Card = key(t, p.ID+"_card")
	}
	return k
}

func authority(t testing.TB) emulator.Authority {
	t.Helper()
	return emulator.Authority{
		SignCA: key(t, "sign_ca"), AuthCA: key(t, "auth_ca"),
		FaceRoot: key(t, "face_root"), FaceIssuer: key(t, "face_issuer"),
	}
}

func mint(t testing.TB, p emulator.Person) *emulator.Image {
	t.Helper()
	img, err := emulator.Mint(p, keys(t, p), authority(t), today())
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// powered is a fresh card of a practice person with power.
func powered(t testing.TB, id string, options ...emulator.Option) *emulator.Card {
	t.Helper()
	c := emulator.New(mint(t, person(t, id)), options...)
	c.PowerOn()
	return c
}
