package emulator

import (
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"time"
)

// Policy identifiers. The signature one is the one of the test hierarchy; for
// authentication no test value is known, so it hangs under an arc of our own
// (ITU-T X.667: 2.25 and the integer of a UUID).
const (
	policySignature      = "1.2.392.200149.8.5.1.0.20"
	policyAuthentication = "2.25.31235732117440034338095687075801881609.2"
)

// otherNameArc holds the holder's facts in subjectAltName.
const otherNameArc = "1.2.392.200149.8.5.5."

// validity returns the first day and the last second of the holder's
// certificates, and the year-month-day of issue that seeds their numbers.
//
// They are issued in the fifth month before on and end with the fifth birthday
// after issue, never later than the card. Ended ones were issued so that the
// fifth birthday after issue lies at least 30 days before on.
func (f facts) validity(on time.Time) (issued, notBefore, notAfter time.Time, err error) {
	on = on.In(jst())
	today := time.Date(on.Year(), on.Month(), on.Day(), 0, 0, 0, 0, jst())
	if !today.Before(f.cardEnds.AddDate(0, 0, 1)) {
		return issued, notBefore, notAfter, fmt.Errorf("this practice card ended on %s", f.CardExpires)
	}
	day := 1 + int(f.seed("day of issue")[0])%27
	var last time.Time
	if f.CertificatesEnded {
		last = f.birthday(today.AddDate(0, 0, -30).Year())
		if last.After(today.AddDate(0, 0, -30)) {
			last = f.birthday(last.Year() - 1)
		}
		before := f.birthday(last.Year()-5).AddDate(0, 5, 0)
		issued = time.Date(before.Year(), before.Month(), day, 0, 0, 0, 0, jst())
	} else {
		issued = time.Date(today.Year(), today.Month()-5, day, 0, 0, 0, 0, jst())
		next := issued.Year()
		if !f.birthday(next).After(issued) {
			next++
		}
		last = f.birthday(next + 4)
		if last.After(f.cardEnds) {
			last = f.cardEnds
		}
	}
	notBefore = issued.Add(9*time.Hour + time.Duration(f.seed("time of issue")[0])*time.Minute)
	notAfter = last.Add(24*time.Hour - time.Second)
	return issued, notBefore.UTC(), notAfter.UTC(), nil
}

// birthday in a year, 00:00 JST; of 29 February 1 March in other years.
func (f facts) birthday(year int) time.Time {
	return time.Date(year, f.birth.Month(), f.birth.Day(), 0, 0, 0, 0, jst())
}

// seed is what every number of this person that is not data is derived from.
func (f facts) seed(parts ...string) []byte {
	h := sha256.Sum256([]byte("practice card\x00" + f.ID + "\x00" + strings.Join(parts, "\x00")))
	return h[:]
}

// certificate mints one of the holder's two certificates.
func (f facts) certificate(r Role, key *rsa.PrivateKey, a Authority, on time.Time) ([]byte, error) {
	if key == nil {
		return nil, errors.New("the card has no key for this certificate")
	}
	ca, err := a.certificate(r)
	if err != nil {
		return nil, err
	}
	issued, notBefore, notAfter, err := f.validity(on)
	if err != nil {
		return nil, err
	}
	if notBefore.Before(ca.NotBefore) || notAfter.After(ca.NotAfter) {
		return nil, errors.New("the practice authority does not cover these dates")
	}
	serial := f.seed("serial", r.unit(), issued.Format(time.DateOnly))[:8]
	serial[0] = serial[0]&0x7F | 0x40
	template := &x509.Certificate{
		SerialNumber:       new(big.Int).SetBytes(serial),
		NotBefore:          notBefore,
		NotAfter:           notAfter,
		KeyUsage:           x509.KeyUsageDigitalSignature,
		SubjectKeyId:       keyID(&key.PublicKey),
		SignatureAlgorithm: x509.SHA256WithRSA,
	}
	if err := f.describe(template, r, issued); err != nil {
		return nil, err
	}
	return x509.CreateCertificate(nil, template, ca, &key.PublicKey, a.key(r))
}

// describe sets what differs between the two certificates: subject, policy,
// uses, and the holder's facts in the signature certificate.
func (f facts) describe(t *x509.Certificate, r Role, issued time.Time) error {
	random := strings.ToUpper(hex.EncodeToString(f.seed("identifier", r.unit(), issued.Format(time.DateOnly))))
	subject := []attr{{attrCountry, "JP"}}
	id := policyAuthentication
	if r == Authentication {
		t.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
		subject = append(subject, attr{attrCommon, "PRACTICE" + random[:5] + f.Municipality + "003A"})
	} else {
		id = policySignature
		t.KeyUsage |= x509.KeyUsageContentCommitment
		for _, l := range f.Localities {
			subject = append(subject, attr{attrLocality, l})
		}
		subject = append(subject, attr{attrCommon, issued.Format("20060102") + "PRACTICE" + random[:10]})
	}
	var err error
	if t.RawSubject, err = name(subject...); err != nil {
		return err
	}
	if r == Signature {
		alternative, err := f.alternativeName()
		if err != nil {
			return err
		}
		t.ExtraExtensions = append(t.ExtraExtensions, alternative)
	}
	policies, err := policy(id)
	if err != nil {
		return err
	}
	directory, err := name(attr{attrCountry, "JP"}, attr{attrOrg, practiceOrg}, attr{attrUnit, r.unit()},
		attr{attrUnit, "CRL Distribution Points"}, attr{attrUnit, practiceUnit}, attr{attrCommon, "PRACTICE CRLDP"})
	if err != nil {
		return err
	}
	t.ExtraExtensions = append(t.ExtraExtensions, policies, distributionPoint(directory))
	return nil
}

// alternativeName is subjectAltName with the holder's facts as otherName
// values, in the order a card has been seen to use: name, birth date, sex,
// address, flags of the name, flags of the address. Each is a UTF8String; the
// birth date is the digit of its era and a Gregorian YYYYMMDD.
func (f facts) alternativeName() (pkix.Extension, error) {
	digit, _ := eraOf(f.birth)
	var names [][]byte
	for _, n := range []struct{ arc, value string }{
		{"1", f.Name},
		{"4", string(digit) + f.birth.Format("20060102")},
		{"3", f.Sex},
		{"5", f.Address},
		{"2", f.NameSubstitute},
		{"6", f.AddressSubstitute},
	} {
		id, err := oid(otherNameArc + n.arc)
		if err != nil {
			return pkix.Extension{}, err
		}
		names = append(names, der(0xA0, id, der(0xA0, der(derUTF8, []byte(n.value)))))
	}
	return pkix.Extension{Id: asn1.ObjectIdentifier{2, 5, 29, 17}, Value: der(derSequence, names...)}, nil
}

// policy is the critical extension certificatePolicies (RFC 5280 4.2.1.4) with
// one policy, a pointer that leads nowhere and a notice that says practice.
func policy(id string) (pkix.Extension, error) {
	var ids [3][]byte
	for i, d := range []string{id, "1.3.6.1.5.5.7.2.1", "1.3.6.1.5.5.7.2.2"} {
		b, err := oid(d)
		if err != nil {
			return pkix.Extension{}, err
		}
		ids[i] = b
	}
	statement := der(derSequence, ids[1], der(derIA5, []byte("http://practice.invalid/cps.html")))
	notice := der(derSequence, ids[2], der(derSequence, der(derUTF8, []byte(practiceUnit))))
	return pkix.Extension{
		Id:       asn1.ObjectIdentifier{2, 5, 29, 32},
		Critical: true,
		Value:    der(derSequence, der(derSequence, ids[0], der(derSequence, statement, notice))),
	}, nil
}
