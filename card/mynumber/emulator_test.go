package mynumber_test

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"io/fs"
	"testing"
	"time"

	"madoguchi/assets"
	"madoguchi/card"
	"madoguchi/card/emulator"
	"madoguchi/card/mynumber"
)

func practiceKey(t *testing.T, name string) *rsa.PrivateKey {
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

// practice opens the card of a practice person.
func practice(t *testing.T, id string) (*mynumber.Card, emulator.Person) {
	t.Helper()
	b, err := fs.ReadFile(assets.Practice(), "people/"+id+".json")
	if err != nil {
		t.Fatal(err)
	}
	var p emulator.Person
	if err := json.Unmarshal(b, &p); err != nil {
		t.Fatal(err)
	}
	k := emulator.Keys{Auth: practiceKey(t, id+"_auth"), Sign: practiceKey(t, id+"_sign")}
	if p.Token == emulator.Plastic {
		k.Card = practiceKey(t, id+"_card")
	}
	a := emulator.Authority{
		SignCA: practiceKey(t, "sign_ca"), AuthCA: practiceKey(t, "auth_ca"),
		FaceRoot: practiceKey(t, "face_root"), FaceIssuer: practiceKey(t, "face_issuer"),
	}
	img, err := emulator.Mint(p, k, a, time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	sys := emulator.NewSystem("reader")
	if err := sys.Insert("reader", emulator.New(img)); err != nil {
		t.Fatal(err)
	}
	tr, err := sys.Open(bg, "reader", card.Exclusive)
	if err != nil {
		t.Fatal(err)
	}
	return mynumber.Open(tr, everything), p
}

// The software card was written without looking at this reader.
func TestAgainstTheSoftwareCard(t *testing.T) {
	for id, free := range map[string]bool{"resident": true, "phone": false} {
		c, p := practice(t, id)
		j, err := c.SelectJPKI(bg)
		if err != nil {
			t.Fatal(err)
		}
		before, err := j.ReadCertificate(bg, mynumber.AuthenticationCertificate)
		if free && err != nil || !free && !card.Is(err, card.SecretNeeded) {
			t.Errorf("%s, before the PIN: %v", id, err)
		}
		if _, err := j.ReadCertificate(bg, mynumber.SignatureCertificate); !card.Is(err, card.SecretNeeded) {
			t.Errorf("%s, before the password: %v", id, err)
		}
		hash := sha256.Sum256([]byte("challenge"))
		info := append([]byte{0x30, 0x31, 0x30, 0x0D, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0, 4, 0x20}, hash[:]...)
		if _, err := j.ComputeDigitalSignature(bg, mynumber.AuthenticationKey, info); !card.Is(err, card.SecretNeeded) {
			t.Errorf("%s, key before the PIN: %v", id, err)
		}
		if err := j.Verify(bg, mynumber.AuthenticationPIN, card.NewSecret([]byte(p.Secrets.Auth))); err != nil {
			t.Fatal(err)
		}
		der, err := j.ReadCertificate(bg, mynumber.AuthenticationCertificate)
		if err != nil || (free && !bytes.Equal(der, before)) {
			t.Fatalf("%s: %v", id, err)
		}
		cert, err := x509.ParseCertificate(der)
		if err != nil {
			t.Fatal(err)
		}
		signature, err := j.ComputeDigitalSignature(bg, mynumber.AuthenticationKey, info)
		if err != nil || rsa.VerifyPKCS1v15(cert.PublicKey.(*rsa.PublicKey), crypto.SHA256, hash[:], signature) != nil {
			t.Errorf("%s: not a signature of the card's key, %v", id, err)
		}
		// Asking costs nothing, also after a wrong PIN.
		for _, want := range []int{3, 3} {
			if n, err := j.TriesLeft(bg, mynumber.AuthenticationPIN); n != want || err != nil {
				t.Errorf("%s: %d tries, %v", id, n, err)
			}
		}
		// Selecting again forgets the PIN.
		if j, err = c.SelectJPKI(bg); err != nil {
			t.Fatal(err)
		}
		if _, err := j.ComputeDigitalSignature(bg, mynumber.AuthenticationKey, info); !card.Is(err, card.SecretNeeded) {
			t.Errorf("%s, after selecting again: %v", id, err)
		}
		if _, err := c.SelectInput(bg); free && err != nil || !free && !card.Is(err, card.NotFound) {
			t.Errorf("%s, input support: %v", id, err)
		}
	}
}
