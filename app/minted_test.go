//go:build !ci

package main

import (
	"time"

	"madoguchi/card"
	"madoguchi/card/mynumber"
)

// minted reads the authentication certificate of a practice person's card in
// process.
func (d *desk) minted(person string) []byte {
	d.t.Helper()
	system, err := d.people.System(person, time.Now())
	if err != nil {
		d.t.Fatal(err)
	}
	readers, err := system.Readers(d.t.Context())
	if err != nil {
		d.t.Fatal(err)
	}
	t, err := system.Open(d.t.Context(), readers[0].Name, card.Shared)
	if err != nil {
		d.t.Fatal(err)
	}
	defer t.Close(card.PowerDown)
	jpki, err := mynumber.Open(t, card.ReadHolderCertificate).SelectJPKI(d.t.Context())
	if err != nil {
		d.t.Fatal(err)
	}
	der, err := jpki.ReadCertificate(d.t.Context(), mynumber.AuthenticationCertificate)
	if err != nil {
		d.t.Fatal(err)
	}
	return der
}
