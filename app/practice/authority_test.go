package practice_test

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"testing"
	"time"

	"madoguchi/assets"
	"madoguchi/card/emulator"
)

// pin is an entry of authority.json, which programs that check certificates
// read as the list of practice authorities.
type pin struct {
	ID           string    `json:"id"`
	Role         string    `json:"role"`
	SHA256       string    `json:"sha256"`
	SubjectKeyID string    `json:"subject_key_id"`
	NotBefore    time.Time `json:"not_before"`
	NotAfter     time.Time `json:"not_after"`
}

// TestAuthorityFile compares authority.json with the certificates the practice
// authorities make: if they come to differ, no practice card is recognised.
func TestAuthorityFile(t *testing.T) {
	a, err := load(t).Authority()
	if err != nil {
		t.Fatal(err)
	}
	var want []pin
	for _, r := range []struct {
		id, name string
		role     emulator.Role
	}{
		{"practice-sign", "signature", emulator.Signature},
		{"practice-auth", "authentication", emulator.Authentication},
	} {
		der, err := a.Certificate(r.role)
		if err != nil {
			t.Fatal(err)
		}
		ca, err := x509.ParseCertificate(der)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(der)
		want = append(want, pin{r.id, r.name, hex.EncodeToString(sum[:]), hex.EncodeToString(ca.SubjectKeyId), ca.NotBefore, ca.NotAfter})
	}
	shown, err := json.MarshalIndent(map[string]any{"pins": want}, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	b, err := fs.ReadFile(assets.Practice(), "authority.json")
	if err != nil {
		t.Fatalf("%v; it would hold\n%s", err, shown)
	}
	var got struct {
		Note string `json:"note"`
		Pins []pin  `json:"pins"`
	}
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Pins) != len(want) || got.Pins[0] != want[0] || got.Pins[1] != want[1] {
		t.Errorf("authority.json does not list the practice authorities as they are:\n%s", shown)
	}
}
