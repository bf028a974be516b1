package sign

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"testing"

	"madoguchi/forms"
)

// weighty is a file of one page with a content stream of n bytes.
func weighty(n int) []byte {
	return document("", "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>",
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", n, bytes.Repeat([]byte(" "), n)))
}

// BenchmarkSign is everything the program does between opening a file and its
// last byte, with a key in memory. Bytes allocated must not grow with the file.
func BenchmarkSign(b *testing.B) {
	for _, mb := range []int{0, 1, 16} {
		b.Run(fmt.Sprintf("%dMB", mb), func(b *testing.B) {
			in := weighty(mb << 20)
			s, _ := signer(b, "練習")
			b.SetBytes(int64(len(in)))
			b.ReportAllocs()
			for b.Loop() {
				j, err := Prepare(open(b, in), Options{Profile: forms.Detached})
				if err != nil {
					b.Fatal(err)
				}
				if err := j.CopyPrefix(context.Background(), io.Discard, bytes.NewReader(in), nil); err != nil {
					b.Fatal(err)
				}
				if _, err := j.Finish(io.Discard, s); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkFinish is what is left to do while the card's password holds.
func BenchmarkFinish(b *testing.B) {
	in := weighty(1 << 20)
	s, _ := signer(b, "練習")
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		j, err := Prepare(open(b, in), Options{Profile: forms.Detached})
		if err != nil {
			b.Fatal(err)
		}
		if err := j.CopyPrefix(context.Background(), io.Discard, bytes.NewReader(in), nil); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if _, err := j.Finish(io.Discard, s); err != nil {
			b.Fatal(err)
		}
	}
}
