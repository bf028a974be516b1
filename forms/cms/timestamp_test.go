package cms

import (
	"bytes"
	"crypto"
	"errors"
	"testing"
	"time"

	"madoguchi/forms"
)

// tstInfo is a TSTInfo over digest, in the shape of RFC 3161 section 2.4.2.
func tstInfo(alg OID, digest []byte, at string) []byte {
	return wrap(tagSequence,
		[]byte{tagInteger, 1, 1},
		oidDER("1.2.3.4"),
		wrap(tagSequence, algorithm(alg), wrap(tagOctetString, digest)),
		[]byte{tagInteger, 1, 9},
		wrap(tagGenTime, []byte(at)))
}

func TestTimestamp(t *testing.T) {
	good := tstInfo(oidSHA256, sha(content), "20261123003000Z")
	s, err := ParseTimestamp(good)
	if err != nil || s.Hash != crypto.SHA256 || !bytes.Equal(s.Digest, sha(content)) ||
		!s.Time.Equal(time.Date(2026, 11, 23, 0, 30, 0, 0, time.UTC)) {
		t.Errorf("%+v, %v", s, err)
	}
	if _, err := ParseTimestamp(tstInfo("1.2.3", sha(content), "20261123003000Z")); !errors.Is(err, ErrUnknownAlgorithm) {
		t.Errorf("unknown digest: %v", err)
	}
	for i := range good {
		if _, err := ParseTimestamp(good[:i]); err == nil {
			t.Fatalf("cut to %d bytes and still read", i)
		}
	}
	if _, err := ParseTimestamp(append(good, 0)); !forms.Is(err, forms.Malformed) {
		t.Errorf("bytes after the end: %v", err)
	}
}

func FuzzTimestamp(f *testing.F) {
	f.Add(tstInfo(oidSHA256, sha(content), "20261123003000Z"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if s, err := ParseTimestamp(b); err == nil && !s.Hash.Available() {
			t.Error("a digest that cannot be computed")
		}
	})
}
