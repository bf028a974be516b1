package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A signed file that lost its end in a mail is a damaged file, never one that
// nobody signed; and what cannot be judged is not judged against its sender.
func TestASignedFileThatWasDamagedOnItsWay(t *testing.T) {
	s := newStage(t)
	j := tasks[2]
	if o := s.run(j.stdin(s), j.args(s)...); o.status != 0 {
		t.Fatal(o.code)
	}
	whole, err := os.ReadFile(filepath.Join(s.dir, "out.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	damaged := filepath.Join(s.dir, "damaged.pdf")
	verify := func(b []byte) outcome {
		if err := os.WriteFile(damaged, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return s.run("", "pdf", "verify", damaged)
	}
	for _, left := range []int{len(whole) / 3, len(whole) - 10000, len(whole) - 900, len(whole) - 100, len(whole) - 10} {
		if o := verify(whole[:left]); o.code != "pdf_damaged" && o.code != "signature_not_as_it_should_be" {
			t.Errorf("cut to %d of %d: %d %s", left, len(whole), o.status, o.code)
		}
	}
	flipped := bytes.Clone(whole)
	flipped[40] ^= 1
	o := verify(flipped)
	if o.code != "signature_not_as_it_should_be" || !strings.Contains(o.out, `"dates_cover_claimed_time": null`) || !strings.Contains(o.out, `"practice": null`) {
		t.Errorf("one byte changed: %s", o.out)
	}
}
