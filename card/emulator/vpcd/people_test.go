package vpcd_test

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

// resident is the card of a practice person and that person.
func resident(t testing.TB, options ...emulator.Option) (*emulator.Card, emulator.Person) {
	t.Helper()
	read := func(name string) []byte {
		b, err := fs.ReadFile(assets.Practice(), name)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	key := func(name string) *rsa.PrivateKey {
		block, _ := pem.Decode(read("keys/" + name + ".pem"))
		k, err := x509.ParsePKCS8PrivateKey(block.Bytes)
		if err != nil {
			t.Fatal(err)
		}
		return k.(*rsa.PrivateKey)
	}
	var p emulator.Person
	if err := json.Unmarshal(read("people/resident.json"), &p); err != nil {
		t.Fatal(err)
	}
	img, err := emulator.Mint(p,
		emulator.Keys{Sign: key("resident_sign"), Auth: key("resident_auth"), Card: key("resident_card")},
		emulator.Authority{SignCA: key("sign_ca"), AuthCA: key("auth_ca"), FaceRoot: key("face_root"), FaceIssuer: key("face_issuer")},
		time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	return emulator.New(img, options...), p
}
