package jpki_test

import (
	"crypto/x509"
	"encoding/asn1"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"madoguchi/card"
	"madoguchi/card/jpki"
)

func TestSignatureCertificate(t *testing.T) {
	c, err := jpki.ParseCertificate(signatureLeaf(t))
	if err != nil {
		t.Fatal(err)
	}
	h := c.Holder
	if c.Role != jpki.RoleSignature || h.Name != name || h.Address != address || h.Sex != '1' {
		t.Errorf("role %v, holder %q %q %c", c.Role, h.Name, h.Address, h.Sex)
	}
	if want := (jpki.BirthDate{Era: 3, Year: 1980, Month: 2, Day: 17}); h.Birth != want {
		t.Error("birth date")
	}
	if d, ok := h.Birth.Date(); !ok || d != "1980-02-17" {
		t.Errorf("birth date %q", d)
	}
	if !slices.Equal(h.NameSubstitute, []bool{false, false, true, false, false}) || len(h.AddressSubstitute) != 18 || !h.Substituted() {
		t.Errorf("substitutes %v %v", h.NameSubstitute, h.AddressSubstitute)
	}
	if !c.NotBefore.Equal(start) || !c.NotAfter.Equal(end) {
		t.Errorf("dates %v %v", c.NotBefore, c.NotAfter)
	}
	for at, want := range map[time.Time]bool{
		start: true, end: true, start.Add(-time.Second): false, end.Add(time.Second): false, start.AddDate(1, 0, 0): true,
	} {
		if c.Covers(at) != want {
			t.Errorf("covers %v: %v", at, !want)
		}
	}
}

func TestRoles(t *testing.T) {
	oid := func(last ...int) asn1.ObjectIdentifier {
		return append(asn1.ObjectIdentifier{1, 2, 392, 200149, 8, 5, 1}, last...)
	}
	client := []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	for _, c := range []struct {
		name string
		leaf leaf
		role jpki.Role
	}{
		{"signature by policy", leaf{policy: oid(1, 20), usage: forSigning, san: san()}, jpki.RoleSignature},
		{"signature of the test hierarchy", leaf{policy: oid(0, 20), usage: forSigning, san: san()}, jpki.RoleSignature},
		{"signature by its use and holder", leaf{usage: forSigning, san: san()}, jpki.RoleSignature},
		{"signature with an unknown policy", leaf{policy: asn1.ObjectIdentifier{2, 25, 7}, usage: forSigning, san: san()}, jpki.RoleSignature},
		{"authentication by policy", leaf{policy: oid(3, 30), usage: x509.KeyUsageDigitalSignature}, jpki.RoleAuthentication},
		{"authentication by its use", leaf{usage: x509.KeyUsageDigitalSignature, ext: client}, jpki.RoleAuthentication},
		{"authentication without key usage", leaf{ext: client}, jpki.RoleAuthentication},
		{"non-repudiation without a holder", leaf{usage: forSigning}, jpki.NoRole},
		{"a holder without non-repudiation", leaf{usage: x509.KeyUsageDigitalSignature, san: san()}, jpki.NoRole},
		{"signature policy without a holder", leaf{policy: oid(1, 20), usage: forSigning}, jpki.NoRole},
		{"an authority", leaf{usage: x509.KeyUsageCertSign, isCA: true}, jpki.NoRole},
		{"nothing said", leaf{}, jpki.NoRole},
	} {
		got, err := jpki.ParseCertificate(c.leaf.der(t))
		switch {
		case c.role == jpki.NoRole:
			if !card.Is(err, card.Malformed) || got != nil {
				t.Errorf("%s: %v, %v", c.name, got, err)
			}
		case err != nil || got.Role != c.role:
			t.Errorf("%s: %v, %v", c.name, got, err)
		case c.role == jpki.RoleAuthentication && (got.Holder.Name != "" || !got.Holder.Birth.IsZero()):
			t.Errorf("%s: an authentication certificate with a holder", c.name)
		}
	}
}

func TestHolderIsReadLeniently(t *testing.T) {
	bmp := []byte{0x9E, 0xD2, 0x68, 0x50}
	bare, err := asn1.Marshal(asn1.ObjectIdentifier{1, 2, 392, 200149, 8, 5, 5, 1})
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := asn1.Marshal(asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 311, 20, 2, 3})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		san  []byte
		want string
		more func(jpki.Holder) bool
	}{
		{"name only", seq(0x30, otherName(1, utf8String("JANE DOE"))), "JANE DOE", func(h jpki.Holder) bool {
			return h.Birth.IsZero() && h.Sex == 0 && h.NameSubstitute == nil && !h.Substituted()
		}},
		{"another kind of name first", seq(0x30, seq(0x81, []byte("a@b.invalid")), otherName(1, utf8String("N"))), "N", nil},
		{"another otherName first", seq(0x30, seq(0xA0, foreign, seq(0xA0, utf8String("X"))), otherName(1, utf8String("N"))), "N", nil},
		{"an item of our arc we do not know", seq(0x30, otherName(7, utf8String("X")), otherName(1, utf8String("N"))), "N", nil},
		{"twice: the first counts", seq(0x30, otherName(1, utf8String("N")), otherName(1, utf8String("M"))), "N", nil},
		{"value without its wrapping", seq(0x30, seq(0xA0, bare, utf8String("N"))), "N", nil},
		{"BMPString", seq(0x30, otherName(1, seq(0x1E, bmp))), "黒桐", nil},
		{"PrintableString", seq(0x30, otherName(1, seq(0x13, []byte("N"))), otherName(4, seq(0x13, []byte("520200224")))), "N", func(h jpki.Holder) bool {
			return h.Birth == jpki.BirthDate{Era: 5, Year: 2020, Month: 2, Day: 24}
		}},
		{"birth date without era", seq(0x30, otherName(1, utf8String("N")), otherName(4, utf8String("19800217"))), "N", func(h jpki.Holder) bool {
			return h.Birth == jpki.BirthDate{Year: 1980, Month: 2, Day: 17}
		}},
		{"era not known", seq(0x30, otherName(1, utf8String("N")), otherName(4, utf8String("019800217"))), "N", func(h jpki.Holder) bool {
			return h.Birth == jpki.BirthDate{Year: 1980, Month: 2, Day: 17}
		}},
		{"no such day", seq(0x30, otherName(1, utf8String("N")), otherName(4, utf8String("319800231"))), "N", func(h jpki.Holder) bool {
			_, ok := h.Birth.Date()
			return !ok && h.Birth.Year == 1980
		}},
		{"birth date in words", seq(0x30, otherName(1, utf8String("N")), otherName(4, utf8String("昭和五十五年"))), "N", func(h jpki.Holder) bool { return h.Birth.IsZero() }},
		{"fewer flags than characters", seq(0x30, otherName(1, utf8String("氏名")), otherName(2, utf8String("1"))), "氏名", func(h jpki.Holder) bool {
			return slices.Equal(h.NameSubstitute, []bool{true, false})
		}},
		{"more flags than characters", seq(0x30, otherName(1, utf8String("氏名")), otherName(2, utf8String("0001"))), "氏名", func(h jpki.Holder) bool {
			return slices.Equal(h.NameSubstitute, []bool{false, true})
		}},
		{"flags of letters", seq(0x30, otherName(1, utf8String("氏名")), otherName(2, utf8String("ab"))), "氏名", func(h jpki.Holder) bool { return h.NameSubstitute == nil }},
		{"an item of another form", seq(0x30, otherName(3, seq(0x02, []byte{1})), otherName(1, utf8String("N"))), "N", func(h jpki.Holder) bool {
			return h.Sex == 0
		}},
		{"an address that is not UTF-8", seq(0x30, otherName(5, seq(0x0C, []byte{0xFF})), otherName(1, utf8String("N"))), "N", func(h jpki.Holder) bool {
			return h.Address == ""
		}},
	} {
		got, err := jpki.ParseCertificate(leaf{usage: forSigning, san: c.san}.der(t))
		if err != nil || got.Holder.Name != c.want || (c.more != nil && !c.more(got.Holder)) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	for n, s := range map[string][]byte{
		"name is not UTF-8": seq(0x30, otherName(1, seq(0x0C, []byte{0xFF, 0xFE}))),
		"name cut":          seq(0x30, []byte{0xA0, 0x20, 0x06, 0x01}),
		"something behind":  append(seq(0x30, otherName(1, utf8String("N"))), 0),
	} {
		if got, err := jpki.ParseCertificate(leaf{usage: forSigning, san: s}.der(t)); !card.Is(err, card.Malformed) {
			t.Errorf("%s: %v, %v", n, got, err)
		}
	}
}

func TestNothingAboutTheHolderIsPrinted(t *testing.T) {
	c, err := jpki.ParseCertificate(signatureLeaf(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d"} {
		s := fmt.Sprintf(verb+verb+verb+verb, c, *c, c.Holder, c.Holder.Birth)
		for _, secret := range []string{"幹也", "1980", "4711", "OPAQUE"} {
			if strings.Contains(s, secret) {
				t.Errorf("%s shows %s", verb, secret)
			}
		}
	}
}

func TestParseRefuses(t *testing.T) {
	der := signatureLeaf(t)
	for n, b := range map[string][]byte{
		"nothing": nil, "cut": der[:len(der)-1], "filler behind": append(slices.Clone(der), 0xFF),
		"huge": append(slices.Clone(der), make([]byte, 20<<10)...), "text": []byte("certificate"),
	} {
		if _, err := jpki.ParseCertificate(b); !card.Is(err, card.Malformed) {
			t.Errorf("%s: %v", n, err)
		}
	}
}

func FuzzParseCertificate(f *testing.F) {
	f.Add(signatureLeaf(f))
	f.Add(login.der(f))
	f.Add([]byte{0x30, 0x82, 0x06, 0xD1})
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := jpki.ParseCertificate(b)
		if err != nil {
			if !card.Is(err, card.Malformed) {
				t.Fatalf("kind: %v", err)
			}
			return
		}
		if c.Role == jpki.NoRole || (c.Role == jpki.RoleSignature) != (c.Holder.Name != "") {
			t.Fatalf("role %v without what belongs to it", c.Role)
		}
	})
}

// FuzzHolder goes straight to the part that no library reads for us.
func FuzzHolder(f *testing.F) {
	f.Add(san())
	f.Add(seq(0x30, otherName(1, utf8String("N")), otherName(2, utf8String("0001"))))
	f.Add(seq(0x30, seq(0x81, []byte("a@b.invalid"))))
	base := parse(f, signatureLeaf(f))
	f.Fuzz(func(t *testing.T, b []byte) {
		h, found, err := jpki.ReadHolder(base, b)
		if err != nil {
			if !card.Is(err, card.Malformed) {
				t.Fatalf("kind: %v", err)
			}
			return
		}
		if found != (h.Name != "") || (h.NameSubstitute != nil && len(h.NameSubstitute) != len([]rune(h.Name))) ||
			(h.AddressSubstitute != nil && len(h.AddressSubstitute) != len([]rune(h.Address))) {
			t.Fatal("flags that do not fit")
		}
	})
}
