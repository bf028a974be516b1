package main

import (
	"testing"

	"madoguchi/app/filing"
	"madoguchi/app/jobs"
	"madoguchi/app/problem"
	"madoguchi/forms/verify"
)

// A file that lost its end is damaged, not unsigned; a practice signature is good
// enough only where this is practice.
func TestVerdictsOfAFile(t *testing.T) {
	played := verify.Signature{Verdict: verify.Intact, Practice: true, DatesCover: true, Issuer: verify.IssuerPinned}
	for name, x := range map[string]struct {
		rep        filing.Verified
		practising bool
		want       problem.Code
	}{
		"encrypted":             {filing.Verified{Report: &verify.Report{Encrypted: true}}, false, problem.PDFEncrypted},
		"cut":                   {filing.Verified{Report: &verify.Report{Unsigned: true}, Tail: true}, false, problem.PDFDamaged},
		"unsigned":              {filing.Verified{Report: &verify.Report{Unsigned: true}}, false, problem.SignatureMissing},
		"practice, for real":    {filing.Verified{Report: &verify.Report{Signatures: []verify.Signature{played}}}, false, problem.ForPractice},
		"practice, in practice": {filing.Verified{Report: &verify.Report{Signatures: []verify.Signature{played}}}, true, ""},
	} {
		if got := jobs.Problem(jobs.Verdict(&x.rep, x.practising), problem.NoSecret); got == nil && x.want != "" || got != nil && got.Code != x.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
