package verify

import (
	"bytes"
	"crypto/sha256"
	"testing"
)

// Anybody has a practice card: what it draws over a real signature's page is a
// change, like any unknown signer's.
func TestPracticeDoesNotDrawOverReal(t *testing.T) {
	c := practice()
	b := sign(t, signedPaper(t), signing{who: people().taro, newField: "Z", rect: whole()})
	o := options() // taro's is for practice
	o.Anchors = append(o.Anchors, Anchor{ID: "real", SHA256: sha256.Sum256(c.ca.cert.Raw)})
	for _, real := range []bool{true, false} {
		o.Anchors[1].Practice = !real
		rep, err := Check(t.Context(), bytes.NewReader(b), int64(len(b)), o)
		if err != nil || len(rep.Signatures) != 2 || rep.Signatures[1].Issuer != IssuerPinned {
			t.Fatal(describe(rep), err)
		}
		want := IntactLaterAllowed
		if real {
			want = ChangedAfter
		}
		if s := rep.Signatures[0]; s.Verdict != want {
			t.Errorf("real %v: %s %v", real, s.Verdict, later(&s))
		}
	}
}
