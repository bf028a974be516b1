package jpki

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"madoguchi/card"
)

// Pin is an authority that this program accepts for one role.
type Pin struct {
	// ID is a name such as "sign-03".
	ID   string
	Role Role
	// SHA256 is that of the authority's certificate in DER.
	SHA256 [sha256.Size]byte
	// SubjectKeyID is the authority's key identifier (RFC 5280 4.2.1.2).
	SubjectKeyID []byte
	// NotBefore and NotAfter are the authority's own dates.
	NotBefore, NotAfter time.Time
	// Practice marks an authority that anybody may use, for practice cards.
	Practice bool
}

// Pins is a list of pinned authorities.
type Pins []Pin

// Names of the files that LoadPins and LoadPracticePins read.
const (
	PinsFile         = "jpki.json"
	PracticePinsFile = "authority.json"
)

// LoadPins reads the pinned authorities of JPKI from jpki.json at the root of
// fsys. The error is a *card.Failure of kind Internal: the file is part of the
// program.
func LoadPins(fsys fs.FS) (Pins, error) { return loadPins(fsys, PinsFile, false) }

// LoadPracticePins reads the authorities of practice cards from authority.json
// at the root of fsys; every pin is marked Practice.
func LoadPracticePins(fsys fs.FS) (Pins, error) { return loadPins(fsys, PracticePinsFile, true) }

// Check finds the pin of the authority whose certificate caDER is, for the
// leaf's role, and checks the leaf's signature with that authority's key. All
// generations of JPKI authorities share one name, so names are not looked at;
// key identifiers, where both certificates have them, must agree.
//
// The error is a *card.Failure of kind NotPinned. Dates are not looked at, and
// neither is revocation.
func (p Pins) Check(leaf *Certificate, caDER []byte) (Pin, error) {
	refuse := func(why string) (Pin, error) {
		return Pin{}, card.Fail(card.NotPinned, "check issuer", errors.New(why))
	}
	if leaf == nil || leaf.X509 == nil {
		return refuse("no certificate")
	}
	pin, ok := p.Find(leaf.Role, sha256.Sum256(caDER))
	if !ok {
		return refuse("authority not pinned for this role")
	}
	ca, err := x509.ParseCertificate(caDER)
	if err != nil {
		return refuse("authority not readable")
	}
	if aki, ski := leaf.X509.AuthorityKeyId, ca.SubjectKeyId; len(aki) > 0 && len(ski) > 0 && !bytes.Equal(aki, ski) {
		return refuse("key identifiers differ")
	}
	if ca.CheckSignature(leaf.X509.SignatureAlgorithm, leaf.X509.RawTBSCertificate, leaf.X509.Signature) != nil {
		return refuse("not signed by this authority")
	}
	return pin, nil
}

// Find looks a pin up by its role and fingerprint.
func (p Pins) Find(r Role, fingerprint [sha256.Size]byte) (Pin, bool) {
	for _, pin := range p {
		if pin.Role == r && pin.SHA256 == fingerprint {
			return pin, true
		}
	}
	return Pin{}, false
}

// pinFile is the form of both files. Keys are lower snake case, bytes hex,
// times RFC 3339 in UTC.
type pinFile struct {
	Pins []struct {
		ID           string    `json:"id"`
		Role         string    `json:"role"`
		SHA256       string    `json:"sha256"`
		SubjectKeyID string    `json:"subject_key_id"`
		NotBefore    time.Time `json:"not_before"`
		NotAfter     time.Time `json:"not_after"`
	} `json:"pins"`
}

func loadPins(fsys fs.FS, name string, practice bool) (Pins, error) {
	fail := func(err error) (Pins, error) { return nil, card.Fail(card.Internal, "load pins", err) }
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return fail(err)
	}
	var file pinFile
	if err := json.Unmarshal(b, &file); err != nil {
		return fail(fmt.Errorf("%s: %w", name, err))
	}
	var pins Pins
	for _, e := range file.Pins {
		pin := Pin{ID: e.ID, NotBefore: e.NotBefore, NotAfter: e.NotAfter, Practice: practice}
		switch e.Role {
		case RoleSignature.String():
			pin.Role = RoleSignature
		case RoleAuthentication.String():
			pin.Role = RoleAuthentication
		default:
			return fail(fmt.Errorf("%s: %q: role %q", name, e.ID, e.Role))
		}
		sum, err := hex.DecodeString(e.SHA256)
		if err != nil || len(sum) != sha256.Size {
			return fail(fmt.Errorf("%s: %q: sha256 is not 64 hex digits", name, e.ID))
		}
		copy(pin.SHA256[:], sum)
		if pin.SubjectKeyID, err = hex.DecodeString(e.SubjectKeyID); err != nil {
			return fail(fmt.Errorf("%s: %q: subject_key_id is not hex", name, e.ID))
		}
		if e.ID == "" || !pin.NotBefore.Before(pin.NotAfter) {
			return fail(fmt.Errorf("%s: %q: id or dates", name, e.ID))
		}
		if _, twice := pins.Find(pin.Role, pin.SHA256); twice {
			return fail(fmt.Errorf("%s: %q: pinned twice", name, e.ID))
		}
		pins = append(pins, pin)
	}
	if len(pins) == 0 {
		return fail(fmt.Errorf("%s: no pins", name))
	}
	return pins, nil
}
