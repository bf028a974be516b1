package verify

import (
	"bytes"
	"crypto"
	"errors"
	"io"

	"madoguchi/forms"
	"madoguchi/forms/cms"
)

// integrity asks whether the signature holds over the signed bytes.
func (c *checker) integrity(s *found) error {
	if !s.ranges.ok || s.isUnreadable {
		return nil
	}
	sd, err := cms.Parse(s.contents)
	if err != nil {
		if forms.Is(err, forms.Unsupported) {
			s.unreadable(UnreadableCMS)
		} else {
			s.broken(UnreadableCMS)
		}
		return nil
	}
	s.registry.padding = true // else Parse refuses
	switch len(sd.Signers) {
	case 0:
		s.broken(NoSigners)
		return nil
	case 1:
	default:
		s.broken(SeveralSigners)
		return nil
	}
	signer := &sd.Signers[0]
	hash, _ := signer.DigestHash()
	s.registry.sha256 = hash == crypto.SHA256
	s.registry.pkcs1 = signer.PKCS1()
	s.registry.attributes = !signer.Attributed || signer.HasBasics()
	if s.Claimed.IsZero() {
		s.Claimed = signer.SigningTime
	}
	if signer.Timestamped {
		s.because(StampNotChecked)
	}
	if !c.contentFits(s, sd) {
		return nil
	}
	if s.SubFilter == "ETSI.CAdES.detached" && !signer.HasSigningCertificate() {
		s.because(NoSigningCertificate)
	}
	if !signer.Attributed && !sd.HasContent {
		// Without attributes the document itself is signed. One that begins like a
		// set of attributes could be the attributes of another signature.
		if b, err := c.bytes(0, 1); err != nil || b[0] == 0x31 {
			s.broken(AttributesWrong)
			return nil
		}
	}
	r, err := signer.Check(sd.Certificates, func(h crypto.Hash) ([]byte, error) { return c.digest(s.ranges, h) })
	if err != nil {
		if hard(err) {
			return err
		}
		s.notHolding(err)
		return nil
	}
	s.registry.certificate = true
	ok, err := c.contentHolds(s, sd)
	if err != nil {
		return err
	}
	if !ok {
		s.Integrity = BytesChanged
		s.broken(DigestDiffers)
		return nil
	}
	s.Integrity = BytesUnchanged
	if r.WeakDigest {
		s.because(WeakDigest)
	}
	if r.WeakKey {
		s.because(WeakKey)
	}
	c.issuer(s, sd, r)
	return nil
}

// contentFits compares the content type with the SubFilter (ISO 32000-1 12.8.3,
// ISO 32000-2 12.8.5).
func (c *checker) contentFits(s *found, sd *cms.SignedData) bool {
	switch s.SubFilter {
	case "adbe.pkcs7.detached", "ETSI.CAdES.detached":
		if sd.HasContent || sd.ContentType != cms.Data {
			s.broken(ContentInside)
			return false
		}
	case "adbe.pkcs7.sha1":
		if !sd.HasContent || sd.ContentType != cms.Data || len(sd.Content) != crypto.SHA1.Size() {
			s.broken(ContentInside)
			return false
		}
		s.because(WeakDigest)
	case "ETSI.RFC3161":
		if !sd.HasContent || sd.ContentType != cms.TSTInfo {
			s.broken(ContentInside)
			return false
		}
		s.because(DocumentStamp)
	default:
		s.unreadable(UnknownSubFilter)
		return false
	}
	return true
}

// contentHolds compares a digest that stands inside the CMS with the signed
// bytes.
func (c *checker) contentHolds(s *found, sd *cms.SignedData) (bool, error) {
	if !sd.HasContent {
		return true, nil
	}
	hash, want := crypto.SHA1, sd.Content
	if s.Timestamp {
		stamp, err := cms.ParseTimestamp(sd.Content)
		if err != nil {
			return false, nil //nolint:nilerr // the token says nothing of these bytes
		}
		hash, want = stamp.Hash, stamp.Digest
		s.Claimed = stamp.Time
	}
	got, err := c.digest(s.ranges, hash)
	if err != nil {
		return false, err
	}
	return bytes.Equal(got, want), nil
}

// notHolding gives the reason a check failed for.
func (s *found) notHolding(err error) {
	if forms.Is(err, forms.Unsupported) {
		s.unreadable(UnknownAlgorithm)
		return
	}
	for _, m := range []struct {
		err error
		r   Reason
	}{
		{cms.ErrDigest, DigestDiffers},
		{cms.ErrSignature, SignatureWrong},
		{cms.ErrNoSigner, SignerMissing},
		{cms.ErrSigningCertificate, OtherCertificate},
		{cms.ErrAlgorithms, AlgorithmsDiffer},
		{cms.ErrContentType, AttributesWrong},
		{cms.ErrAttributes, AttributesWrong},
	} {
		if errors.Is(err, m.err) {
			if m.r == DigestDiffers || m.r == SignatureWrong {
				s.Integrity = BytesChanged
			}
			s.registry.certificate = m.r != SignerMissing
			s.broken(m.r)
			return
		}
	}
	s.broken(UnreadableCMS)
}

// chunk is how much is read at once.
const chunk = 256 << 10

// digest hashes the signed bytes as they are read.
func (c *checker) digest(r ranges, hash crypto.Hash) ([]byte, error) {
	h := hash.New()
	buf := make([]byte, chunk)
	for _, part := range [2][2]int64{{0, r.a}, {r.b, r.end}} {
		for at := part[0]; at < part[1]; {
			if err := c.cancelled(); err != nil {
				return nil, err
			}
			n := int(min(chunk, part[1]-at))
			got, err := c.r.ReadAt(buf[:n], at)
			if got < n {
				if err == nil || errors.Is(err, io.EOF) {
					return nil, forms.FailAt(forms.InputChanged, "hash file", at, io.ErrUnexpectedEOF)
				}
				return nil, forms.FailAt(forms.ReadFailed, "hash file", at, err)
			}
			h.Write(buf[:n])
			at += int64(n)
			c.done += int64(n)
			if c.o.Progress != nil {
				c.o.Progress(min(c.done, c.total), c.total)
			}
		}
	}
	return h.Sum(nil), nil
}
