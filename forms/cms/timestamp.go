package cms

import (
	"crypto"
	"time"
)

// Timestamp is what a timestamp token says (RFC 3161 section 2.4.2).
type Timestamp struct {
	// Hash and Digest are of the bytes that were stamped.
	Hash   crypto.Hash
	Digest []byte
	// Time is when, as the service says.
	Time time.Time
}

// ParseTimestamp reads a TSTInfo, the content of a SignedData of that type. A
// digest algorithm not known here is forms.Unsupported.
func ParseTimestamp(b []byte) (*Timestamp, error) {
	n, size, err := parseBER(b)
	if err != nil {
		return nil, err
	}
	if size != len(b) || !n.is(tagSequence) || len(n.kids) < 5 {
		return nil, malformed(0, "not a TSTInfo")
	}
	imprint := n.kids[2]
	if !imprint.is(tagSequence) || len(imprint.kids) != 2 {
		return nil, malformed(imprint.off, "no message imprint")
	}
	alg, _, ok := algorithmOf(imprint.kids[0])
	digest, ok2 := imprint.kids[1].octets(tagOctetString)
	if !ok || !ok2 {
		return nil, malformed(imprint.off, "no message imprint")
	}
	hash, ok := hashOf(alg)
	if !ok {
		return nil, unsupported(ErrUnknownAlgorithm)
	}
	return &Timestamp{Hash: hash, Digest: digest, Time: timeOf(n.kids[4])}, nil
}
