package emulator_test

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"madoguchi/card"
	"madoguchi/card/emulator"
)

// whole reads a file of the selected application, in blocks.
func whole(t *testing.T, c *emulator.Card, sfi byte) []byte {
	t.Helper()
	var b []byte
	head := c.Process([]byte{0, 0xB0, 0x80 | sfi, 0, 1})
	if !bytes.HasSuffix(head, []byte{0x90, 0x00}) {
		t.Fatalf("file %02X answers % X", sfi, head)
	}
	for {
		block := c.Process([]byte{0, 0xB0, byte(len(b) >> 8), byte(len(b)), 0})
		n := len(block) - 2
		if !bytes.Equal(block[n:], []byte{0x90, 0x00}) {
			if !bytes.Equal(block, []byte{0x6B, 0x00}) {
				t.Fatalf("file %02X at %d answers % X", sfi, len(b), block)
			}
			return b
		}
		b = append(b, block[:n]...)
	}
}

// unlocked is a powered card with the JPKI application selected and both of its
// secrets verified.
func unlocked(t *testing.T, p emulator.Person) *emulator.Card {
	t.Helper()
	c := emulator.New(mint(t, p))
	c.PowerOn()
	talk(t, c, choose(jpkiAP)+"=9000", enter(0x98, p.Secrets.Auth)+"=9000", enter(0x9B, p.Secrets.Sign)+"=9000")
	return c
}

func leaf(t *testing.T, c *emulator.Card, sfi byte) *x509.Certificate {
	t.Helper()
	b := whole(t, c, sfi)
	if len(b) != 3808 {
		t.Errorf("file %02X has %d bytes", sfi, len(b))
	}
	n := 4 + int(binary.BigEndian.Uint16(b[2:]))
	if rest := bytes.Trim(b[n:], "\xFF"); len(rest) != 0 {
		t.Errorf("file %02X: filler holds % X", sfi, rest)
	}
	cert, err := x509.ParseCertificate(b[:n])
	if err != nil {
		t.Fatal(err)
	}
	return cert
}

func TestSameDaySameCard(t *testing.T) {
	p := person(t, "resident")
	first, second := unlocked(t, p), unlocked(t, p)
	for _, sfi := range []byte{0x01, 0x02, 0x06, 0x08, 0x0A, 0x0B} {
		if !bytes.Equal(whole(t, first, sfi), whole(t, second, sfi)) {
			t.Errorf("file %02X differs", sfi)
		}
	}
}

func TestCertificatesFollowTheProfile(t *testing.T) {
	p := person(t, "substitute")
	c := unlocked(t, p)
	for _, r := range []struct {
		leaf, ca byte
		usage    x509.KeyUsage
		issuer   string
	}{
		{0x01, 0x02, x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment, "JPKI for digital signature"},
		{0x0A, 0x0B, x509.KeyUsageDigitalSignature, "JPKI for user authentication"},
	} {
		cert, ca := leaf(t, c, r.leaf), leaf(t, c, r.ca)
		if err := cert.CheckSignatureFrom(ca); err != nil {
			t.Error(err)
		}
		if err := ca.CheckSignatureFrom(ca); err != nil {
			t.Error(err)
		}
		if !bytes.Equal(cert.AuthorityKeyId, ca.SubjectKeyId) || len(cert.SubjectKeyId) != 20 {
			t.Errorf("key identifiers % X, % X", cert.AuthorityKeyId, ca.SubjectKeyId)
		}
		if cert.KeyUsage != r.usage || ca.KeyUsage != x509.KeyUsageCertSign|x509.KeyUsageCRLSign {
			t.Errorf("key usage %b, %b", cert.KeyUsage, ca.KeyUsage)
		}
		issuer := cert.Issuer
		if !slices.Equal(issuer.Organization, []string{"JPKI-PRACTICE"}) || !slices.Equal(issuer.OrganizationalUnit, []string{r.issuer, "PRACTICE 練習"}) {
			t.Errorf("issuer %v", issuer)
		}
		if cert.SignatureAlgorithm != x509.SHA256WithRSA || cert.PublicKey.(*rsa.PublicKey).Size() != 256 {
			t.Errorf("algorithm %v", cert.SignatureAlgorithm)
		}
		if !strings.Contains(cert.Subject.CommonName, "PRACTICE") || strings.Contains(cert.Subject.String(), p.Name) {
			t.Errorf("subject %v", cert.Subject)
		}
		critical := map[string]bool{}
		for _, e := range cert.Extensions {
			critical[e.Id.String()] = e.Critical
		}
		if !critical["2.5.29.15"] || !critical["2.5.29.32"] || critical["2.5.29.31"] {
			t.Errorf("critical extensions %v", critical)
		}
		if len(cert.CRLDistributionPoints) != 0 {
			t.Errorf("a distribution point by address: %v", cert.CRLDistributionPoints)
		}
	}
	auth := leaf(t, c, 0x0A)
	if !slices.Equal(auth.ExtKeyUsage, []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}) || bytes.Contains(auth.Raw, []byte("花子")) || len(auth.Subject.Locality) != 0 {
		t.Error("the authentication certificate names its holder or is not for a client")
	}
	if len(leaf(t, c, 0x01).Subject.Locality) != 2 {
		t.Error("no localities in the signature certificate")
	}
}

func TestHolderInTheSignatureCertificate(t *testing.T) {
	p := person(t, "substitute")
	var got []string
	for _, e := range leaf(t, unlocked(t, p), 0x01).Extensions {
		if e.Id.String() != "2.5.29.17" {
			continue
		}
		var names []asn1.RawValue
		if _, err := asn1.Unmarshal(e.Value, &names); err != nil {
			t.Fatal(err)
		}
		for _, n := range names {
			var id asn1.ObjectIdentifier
			rest, err := asn1.Unmarshal(n.Bytes, &id)
			if err != nil {
				t.Fatal(err)
			}
			var outer, inner asn1.RawValue
			if _, err := asn1.Unmarshal(rest, &outer); err != nil {
				t.Fatal(err)
			}
			if _, err := asn1.Unmarshal(outer.Bytes, &inner); err != nil {
				t.Fatal(err)
			}
			if n.Class != asn1.ClassContextSpecific || n.Tag != 0 || outer.Tag != 0 || inner.Tag != asn1.TagUTF8String {
				t.Errorf("%v: tags %d %d %d", id, n.Tag, outer.Tag, inner.Tag)
			}
			got = append(got, strings.TrimPrefix(id.String(), "1.2.392.200149.8.5.5.")+"="+string(inner.Bytes))
		}
	}
	want := []string{
		"1=渡邊　花子 PRACTICE", "4=419920930", "3=2", "5=練習県練習市PRACTICE町辻堂４－５",
		"2=01000000000000", "6=00000000000000010000",
	}
	if !slices.Equal(got, want) {
		t.Errorf("names %q\nwant  %q", got, want)
	}
}

func TestValidityEndsOnTheFifthBirthday(t *testing.T) {
	p := person(t, "resident")
	cert := leaf(t, unlocked(t, p), 0x01)
	if got := cert.NotAfter.Format(time.RFC3339); got != "2031-04-12T14:59:59Z" {
		t.Errorf("ends %s", got)
	}
	if cert.NotBefore.Before(today().AddDate(0, -6, 0)) || cert.NotBefore.After(today().AddDate(0, -3, 0)) {
		t.Errorf("begins %s", cert.NotBefore)
	}
	// On the birthday itself and just after: never six birthdays, never past the
	// card's end.
	for _, on := range []string{"2026-09-12", "2026-10-01", "2027-12-31", "2031-12-01", "2036-04-11"} {
		day, err := time.Parse(time.DateOnly, on)
		if err != nil {
			t.Fatal(err)
		}
		img, err := emulator.Mint(p, keys(t, p), authority(t), day)
		if err != nil {
			t.Fatal(err)
		}
		c := emulator.New(img)
		c.PowerOn()
		talk(t, c, choose(jpkiAP))
		cert := leaf(t, c, 0x0A)
		if cert.NotBefore.After(day) || cert.NotAfter.Before(day) || cert.NotAfter.Sub(cert.NotBefore) > 5*366*24*time.Hour ||
			cert.NotAfter.Format("01-02") != "04-12" || cert.NotAfter.Year() > 2036 {
			t.Errorf("on %s: %s to %s", on, cert.NotBefore, cert.NotAfter)
		}
	}
	ended := leaf(t, unlocked(t, person(t, "expired")), 0x01)
	if !ended.NotAfter.Before(today()) || ended.NotAfter.Format("01-02") != "02-14" || ended.NotAfter.Sub(ended.NotBefore) < 4*365*24*time.Hour {
		t.Errorf("ended: %s to %s", ended.NotBefore, ended.NotAfter)
	}
}

func TestChildHasNoSignatureCertificate(t *testing.T) {
	p := person(t, "child")
	c := unlocked(t, p)
	if got := whole(t, c, 0x08); got[0] == 0x8F || got[1] != 0x8F || len(got) != 3 {
		t.Errorf("availability % X", got)
	}
	if got := whole(t, c, 0x01); len(bytes.Trim(got, "\xFF")) != 0 {
		t.Error("EF 0001 holds something")
	}
	talk(t, c, "802A0397 01 41 00=…9000", "802A039A 01 41 00=6985")
}

func TestLockedCounters(t *testing.T) {
	p := person(t, "locked")
	talk(t, powered(t, "locked"), choose(jpkiAP), "0020009B=63C0", "00200098=63C1", enter(0x9B, p.Secrets.Sign)+"=6984", "00200098=63C1",
		enter(0x98, "0000")+"=63C0", enter(0x98, p.Secrets.Auth)+"=6984")
}

// TestFourFactsLayout writes EF 0002 down byte by byte as it was seen on a test
// card (only lengths and offsets depend on the text), and checks the record and
// the certificate that vouch for it.
func TestFourFactsLayout(t *testing.T) {
	p := person(t, "resident")
	c := powered(t, "resident")
	talk(t, c, choose(inputAP), enter(0x91, p.Secrets.Input))
	file := whole(t, c, 2)
	want := fmt.Sprintf("FF20%02XDF2108000E%04X%04X%04XDF22%02X%XDF23%02X%XDF2408%XDF2501%X",
		11+3+len(p.Name)+3+len(p.Address)+11+4,
		14+3+len(p.Name), 14+3+len(p.Name)+3+len(p.Address), 14+3+len(p.Name)+3+len(p.Address)+11,
		len(p.Name), p.Name, len(p.Address), p.Address, "19850412", "1")
	if got := fmt.Sprintf("%X", file); got != want {
		t.Errorf("EF 0002\n%s, want\n%s", got, want)
	}

	record, verifiable := whole(t, c, 3), whole(t, c, 4)
	if len(record) != 336 || len(verifiable) != 568 || len(whole(t, c, 5)) != 256 || len(whole(t, c, 6)) != 269 || len(whole(t, c, 7)) != 536 || len(whole(t, c, 1)) != 17 {
		t.Error("a file has another size than on a card")
	}
	number, facts := sha256.Sum256(whole(t, c, 1)), sha256.Sum256(file[14:])
	hashes := slices.Concat(unhex("DF3120"), number[:], unhex("DF3220"), facts[:])
	if !bytes.Equal(record[5:5+len(hashes)], hashes) {
		t.Errorf("hashes % X", record[5:75])
	}
	h := sha256.Sum256(hashes)
	if err := rsa.VerifyPKCS1v15(&authority(t).FaceIssuer.PublicKey, crypto.SHA256, h[:], record[len(record)-256:]); err != nil {
		t.Error(err)
	}
	// 7F21 820233 5F4E 820129 … 5F37 820100 …
	h = sha256.Sum256(verifiable[10 : 10+297])
	if err := rsa.VerifyPKCS1v15(&authority(t).FaceRoot.PublicKey, crypto.SHA256, h[:], verifiable[len(verifiable)-256:]); err != nil {
		t.Error(err)
	}
	if !bytes.Contains(verifiable, authority(t).FaceIssuer.N.Bytes()) {
		t.Error("the certificate does not hold the issuer's key")
	}
}

func TestCardFace(t *testing.T) {
	p := person(t, "resident")
	p.Photo = bytes.Repeat([]byte("photo"), 1000)
	c := emulator.New(mint(t, p))
	c.PowerOn()
	talk(t, c, choose(faceAP), enter(0x92, p.Secrets.PrintedB))
	file := whole(t, c, 2)
	if !bytes.HasPrefix(file[5:], unhex("DF2112")) {
		t.Fatalf("begins % X", file[:16])
	}
	var objects [][]byte
	at := func(i int) int {
		if i == 9 {
			return len(file)
		}
		return int(binary.BigEndian.Uint16(file[8+2*i:]))
	}
	for i := range 9 {
		o := file[at(i):at(i+1)]
		if !bytes.HasPrefix(o, []byte{0xDF, byte(0x22 + i)}) {
			t.Errorf("offset %d leads to % X", i, o[:3])
		}
		objects = append(objects, o)
	}
	h1 := sha256.Sum256(slices.Concat(objects[0], objects[1], objects[2]))
	h2 := sha256.Sum256(slices.Concat(objects[3], objects[4]))
	h3 := sha256.Sum256(objects[5])
	info := slices.Concat(unhex("3071300D060960864801650304020105000460"), h1[:], h2[:], h3[:])
	if err := rsa.VerifyPKCS1v15(&authority(t).FaceIssuer.PublicKey, 0, info, objects[6][5:]); err != nil {
		t.Error(err)
	}
	if string(objects[0][3:]) != "19850412" || string(objects[7][3:]) != "20360412" {
		t.Errorf("birth %q, end %q", objects[0], objects[7])
	}
	if !bytes.Equal(objects[5][5:], p.Photo) {
		t.Error("the photo is another")
	}
	talk(t, c, "00B0830003=FF30829000", "00B0840003=7F21829000")
}

func TestContradictingPeopleAreRefused(t *testing.T) {
	for what, change := range map[string]func(*emulator.Person){
		"check digit":       func(p *emulator.Person) { p.Secrets.CardNumber = "000000000018" },
		"number B":          func(p *emulator.Person) { p.Secrets.PrintedB = "85041220361357" },
		"flags":             func(p *emulator.Person) { p.NameSubstitute = "01" },
		"a name for real":   func(p *emulator.Person) { p.Name = "山田　太郎" },
		"a long address":    func(p *emulator.Person) { p.Address += strings.Repeat("町", 120) },
		"token":             func(p *emulator.Person) { p.Token = "watch" },
		"a large photo":     func(p *emulator.Person) { p.Photo = make([]byte, 16385) },
		"sex":               func(p *emulator.Person) { p.Sex = "m" },
		"birth":             func(p *emulator.Person) { p.Birth = "1985-13-01" },
		"a card that ended": func(p *emulator.Person) { p.CardExpires, p.Secrets.PrintedB = "2020-04-12", "60041220201357" },
	} {
		p := person(t, "resident")
		change(&p)
		_, err := emulator.Mint(p, keys(t, person(t, "resident")), authority(t), today())
		if !card.Is(err, card.Internal) {
			t.Errorf("%s: %v", what, err)
		} else if strings.Contains(err.Error(), p.Name) || strings.Contains(err.Error(), p.Secrets.CardNumber) {
			t.Errorf("%s: the error shows the person: %v", what, err)
		}
	}
	p := person(t, "resident")
	if _, err := emulator.Mint(p, emulator.Keys{}, emulator.Authority{}, today()); !card.Is(err, card.Internal) {
		t.Errorf("without keys: %v", err)
	}
	if s := fmt.Sprintf("%v %+v %#v", p.Secrets, &p.Secrets, p.Secrets); strings.Contains(s, p.Secrets.Sign) {
		t.Errorf("secrets print as %s", s)
	}
}
