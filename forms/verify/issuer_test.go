package verify

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/x509"
	"testing"
	"time"

	"madoguchi/forms/cms"
)

// withCerts signs with certificates of choice beside the signer's.
func withCerts(t *testing.T, who person, v2 bool, certs ...*x509.Certificate) []byte {
	t.Helper()
	return sign(t, form(t, "table"), signing{cms: func(digest []byte) []byte {
		b, err := cms.SignDetached(rand.Reader, digest, who.key, cms.Options{Certificate: who.cert, Chain: certs, SigningCertificateV2: v2})
		if err != nil {
			t.Fatal(err)
		}
		return b
	}})
}

func TestIssuerIsOnlyWhoTrulyIssued(t *testing.T) {
	p := people()
	// Someone with his own authority of the same name and serial numbers.
	twin := p.fake.issue(p.mallet.key, "taro", 7)
	// A certificate around Taro's key, with his issuer's name and his serial.
	look := p.fake.issue(p.taro.key, "somebody else", 7)
	for name, c := range map[string]struct {
		b    []byte
		want Issuer
		cert *x509.Certificate
	}{
		"authority inside":              {withCerts(t, p.taro, true, p.real.cert), IssuerPinned, p.taro.cert},
		"authority missing":             {withCerts(t, p.taro, true), IssuerUnknown, p.taro.cert},
		"real authority beside a twin":  {withCerts(t, twin, true, p.real.cert), IssuerUnknown, twin.cert},
		"both authorities":              {withCerts(t, p.taro, true, p.fake.cert, p.real.cert, p.mallet.cert), IssuerPinned, p.taro.cert},
		"both authorities, other taro":  {withCerts(t, twin, true, p.fake.cert, p.real.cert, p.taro.cert), IssuerUnknown, twin.cert},
		"lookalike beside, bound":       {withCerts(t, p.taro, true, p.real.cert, look.cert), IssuerPinned, p.taro.cert},
		"lookalike beside, not bound":   {withCerts(t, p.taro, false, p.real.cert, look.cert), IssuerPinned, p.taro.cert},
		"signed by the lookalike alone": {withCerts(t, look, false, p.real.cert), IssuerUnknown, look.cert},
	} {
		s := only(t, check(t, c.b))
		if s.Verdict != Intact || s.Issuer != c.want || !bytes.Equal(s.Certificate, c.cert.Raw) {
			t.Errorf("%s: %s, issuer %s %q, own certificate %v", name, s.Verdict, s.Issuer, s.AnchorID, bytes.Equal(s.Certificate, c.cert.Raw))
		}
		if s.Has(IssuerNotPinned) != (c.want == IssuerUnknown) || !s.Has(RevocationUnknown) {
			t.Errorf("%s: %v", name, s.Reasons)
		}
	}
	// The anchor's own certificate helps a file that did not bring it along.
	o := options()
	o.Anchors[0].Certificate = p.real.cert.Raw
	b := withCerts(t, p.taro, true)
	rep, err := Check(context.Background(), bytes.NewReader(b), int64(len(b)), o)
	if err != nil || rep.Signatures[0].Issuer != IssuerPinned {
		t.Errorf("%v %v", rep, err)
	}
	// Without anchors nobody is known.
	o.Anchors = nil
	if rep, err = Check(context.Background(), bytes.NewReader(b), int64(len(b)), o); err != nil || rep.Signatures[0].Issuer != IssuerUnknown {
		t.Errorf("%v %v", rep, err)
	}
}

func TestDatesAtTheClaimedTimeAndToday(t *testing.T) {
	b := sign(t, form(t, "table"), signing{who: people().taro})
	for name, c := range map[string]struct {
		now          time.Time
		anchorEnd    time.Time
		then, atOnce bool
	}{
		"both":                  {today, end, true, true},
		"expired since":         {end.AddDate(0, 0, 1), end.AddDate(1, 0, 0), true, false},
		"authority ended since": {today, when.AddDate(0, 0, 1), true, false},
		"authority had ended":   {today, when.AddDate(0, 0, -1), false, false},
		"today unknown":         {time.Time{}, end, true, false},
	} {
		o := options()
		o.Now, o.Anchors[0].NotAfter = c.now, c.anchorEnd
		rep, err := Check(context.Background(), bytes.NewReader(b), int64(len(b)), o)
		if err != nil {
			t.Fatal(err)
		}
		s := rep.Signatures[0]
		if s.DatesCover != c.then || s.DatesCoverNow != c.atOnce || s.Verdict != Intact {
			t.Errorf("%s: then %v, now %v, %s", name, s.DatesCover, s.DatesCoverNow, s.Verdict)
		}
		if s.Has(OutsideDates) == c.then || s.Has(OutsideDatesNow) == c.atOnce {
			t.Errorf("%s: %v", name, s.Reasons)
		}
	}
	timeless := sign(t, form(t, "table"), signing{who: people().taro, dict: map0("M"), cms: func(d []byte) []byte {
		b, err := cms.SignDetached(rand.Reader, d, people().taro.key, cms.Options{Certificate: people().taro.cert})
		if err != nil {
			t.Fatal(err)
		}
		return b
	}})
	if s := only(t, check(t, timeless)); !s.Claimed.IsZero() || !s.Has(NoTime) || s.DatesCover {
		t.Errorf("no time: %v %v", s.Claimed, s.Reasons)
	}
}

func TestDates(t *testing.T) {
	for text, c := range map[string]struct {
		want string
		full bool
	}{
		"D:20261120093000+09'00'": {"2026-11-20T09:30:00+09:00", true},
		"D:20261120093000+09'00":  {"2026-11-20T09:30:00+09:00", true},
		"20261120003000Z":         {"2026-11-20T00:30:00Z", true},
		"D:20261120003000Z00'00'": {"2026-11-20T00:30:00Z", true},
		"D:20261120093000":        {"2026-11-20T09:30:00Z", false},
		"D:202611":                {"2026-11-01T00:00:00Z", false},
		"D:20261120093000-05'30'": {"2026-11-20T09:30:00-05:30", true},
		"D:20260231000000Z":       {"", false},
		"D:20261120093000+25'00'": {"", false},
		"D:2026112":               {"", false},
		"yesterday":               {"", false},
		"":                        {"", false},
		"D:20261120093000+":       {"", false},
		"D:20261320093000Z":       {"", false},
	} {
		got, full, ok := parseDate(text)
		if c.want == "" {
			if ok {
				t.Errorf("%q read as %v", text, got)
			}
			continue
		}
		want, _ := time.Parse(time.RFC3339, c.want)
		if !ok || !got.Equal(want) || full != c.full {
			t.Errorf("%q: %v %v %v", text, got, full, ok)
		}
	}
}
