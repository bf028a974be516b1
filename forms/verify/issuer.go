package verify

import (
	"crypto/sha256"
	"crypto/x509"
	"slices"
	"time"

	"madoguchi/forms/cms"
)

// issuer finds out whether a pinned authority signed the signer's certificate.
// Names, order and company of the certificates do not matter: a certificate is
// the authority's only by its hash, and the signer's is issued by it only if its
// key made the signature (RFC 5280 6.1.3 (a)(1)).
func (c *checker) issuer(s *found, sd *cms.SignedData, r *cms.Result) {
	s.because(RevocationUnknown)
	s.because(TimeClaimed)
	leaf, anchor := c.pinned(sd, r, s.Timestamp)
	if leaf == nil {
		s.because(IssuerNotPinned)
		s.Certificate = r.Certificates[0]
		if len(r.Certificates) > 1 {
			s.because(NoUniqueCert)
		}
		leaf, _ = x509.ParseCertificate(s.Certificate)
	} else {
		s.Issuer, s.AnchorID, s.Practice = IssuerPinned, anchor.ID, anchor.Practice
		s.Certificate = leaf.Raw
	}
	if c.o.Describe != nil && !s.Timestamp {
		s.Subject, _ = c.o.Describe(s.Certificate)
	}
	if leaf == nil {
		s.because(CertificateOdd)
		return
	}
	covers := func(t time.Time) bool {
		return within(t, leaf.NotBefore, leaf.NotAfter) &&
			(anchor == nil || within(t, anchor.NotBefore, anchor.NotAfter))
	}
	if s.Claimed.IsZero() {
		s.because(NoTime)
	} else if s.DatesCover = covers(s.Claimed); !s.DatesCover {
		s.because(OutsideDates)
	}
	if s.DatesCoverNow = covers(c.o.Now); !s.DatesCoverNow {
		s.because(OutsideDatesNow)
	}
}

// pinned returns the first signer's certificate that an anchor issued.
//
// A timestamp counts only from a service certified for it (RFC 3161 section
// 2.3): else anyone with a card could issue times.
func (c *checker) pinned(sd *cms.SignedData, r *cms.Result, timestamp bool) (*x509.Certificate, *Anchor) {
	type authority struct {
		cert   *x509.Certificate
		anchor *Anchor
	}
	var authorities []authority
	add := func(der []byte) {
		sum := sha256.Sum256(der)
		for i := range c.o.Anchors {
			if c.o.Anchors[i].SHA256 != sum {
				continue
			}
			if cert, err := x509.ParseCertificate(der); err == nil {
				authorities = append(authorities, authority{cert, &c.o.Anchors[i]})
			}
		}
	}
	for i := range c.o.Anchors {
		if der := c.o.Anchors[i].Certificate; len(der) > 0 {
			add(der)
		}
	}
	for _, der := range sd.Certificates {
		if len(authorities) < 64 {
			add(der)
		}
	}
	for _, der := range r.Certificates {
		leaf, err := x509.ParseCertificate(der)
		if err != nil || timestamp && !slices.Contains(leaf.ExtKeyUsage, x509.ExtKeyUsageTimeStamping) {
			continue
		}
		for _, a := range authorities {
			if leaf.CheckSignatureFrom(a.cert) == nil {
				return leaf, a.anchor
			}
		}
	}
	return nil, nil
}

// within takes zero bounds as open.
func within(t, from, to time.Time) bool {
	return (from.IsZero() || !t.Before(from)) && (to.IsZero() || !t.After(to))
}
