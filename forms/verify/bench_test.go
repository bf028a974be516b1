package verify

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"madoguchi/forms/pdf"
)

// BenchmarkCheck is one signature over files of growing size. Bytes allocated
// must not grow with the file.
func BenchmarkCheck(b *testing.B) {
	base := form(b, "table")
	for _, mb := range []int{0, 1, 16} {
		b.Run(fmt.Sprintf("%dMB", mb), func(b *testing.B) {
			in := change(b, base, func(_ *pdf.File, u *pdf.Update) {
				u.Add(&pdf.Stream{Dict: pdf.Dict{}, Data: []byte(strings.Repeat(" ", mb<<20))})
			})
			benchmarkCheck(b, sign(b, in, signing{who: people().taro}), 1)
		})
	}
}

// BenchmarkCheckLater is a chain of signatures: each is compared with all that
// came after it.
func BenchmarkCheckLater(b *testing.B) {
	for _, n := range []int{2, 8} {
		b.Run(fmt.Sprintf("%d-signatures", n), func(b *testing.B) {
			out := form(b, "table")
			for i := range n {
				out = sign(b, out, signing{who: people().taro, newField: fmt.Sprintf("Signature%d", i+1)})
			}
			benchmarkCheck(b, out, n)
		})
	}
}

func benchmarkCheck(b *testing.B, signed []byte, signatures int) {
	b.Helper()
	b.SetBytes(int64(len(signed)))
	b.ReportAllocs()
	for b.Loop() {
		rep, err := Check(context.Background(), bytes.NewReader(signed), int64(len(signed)), options())
		if err != nil || len(rep.Signatures) != signatures {
			b.Fatal(err, rep)
		}
		for _, s := range rep.Signatures {
			if s.Verdict != Intact && s.Verdict != IntactLaterAllowed {
				b.Fatal(s.Verdict, s.Reasons)
			}
		}
	}
}
