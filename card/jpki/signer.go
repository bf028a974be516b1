package jpki

import (
	"context"
	"crypto"
	"crypto/rsa"
	"errors"
	"fmt"
	"io"

	"madoguchi/card"
	"madoguchi/card/mynumber"
)

// Signer signs digests with a key on the card. It is for the one transaction in
// which its secret was verified.
type Signer struct {
	ctx  context.Context
	j    *mynumber.JPKI
	key  mynumber.Key
	cert *Certificate
}

var _ crypto.Signer = (*Signer)(nil)

// NewSigner makes a crypto.Signer of the key k, whose certificate is cert and
// whose secret was verified on j. ctx bounds every signature.
func NewSigner(ctx context.Context, j *mynumber.JPKI, k mynumber.Key, cert *Certificate) *Signer {
	return &Signer{ctx: ctx, j: j, key: k, cert: cert}
}

// Format implements fmt.Formatter, so that no verb reaches what lies behind.
func (s *Signer) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("[signer]")) }

// Public is the public key of the certificate.
func (s *Signer) Public() crypto.PublicKey { return s.cert.X509.PublicKey }

// DigestInfo up to the hash (RFC 8017 9.2 note 1).
var digestInfo = map[crypto.Hash][]byte{
	crypto.SHA256: {0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20},
	crypto.SHA384: {0x30, 0x41, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02, 0x05, 0x00, 0x04, 0x30},
	crypto.SHA512: {0x30, 0x51, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03, 0x05, 0x00, 0x04, 0x40},
}

// Sign lets the card sign digest, the SHA-256, SHA-384 or SHA-512 that opts
// names, with PKCS #1 v1.5, and checks the answer with the certificate's public
// key. The card is asked exactly once. rand is not used: the scheme has no
// randomness.
//
// The error is a *card.Failure: Internal for another hash, PSS or another kind
// of key, where nothing is sent; Malformed when the answer is not a signature by
// the certificate's key; else what ComputeDigitalSignature says.
func (s *Signer) Sign(_ io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	const op = "sign"
	public, ok := s.Public().(*rsa.PublicKey)
	if !ok {
		return nil, card.Fail(card.Internal, op, errors.New("not an RSA key"))
	}
	if opts == nil {
		return nil, card.Fail(card.Internal, op, errors.New("no hash named"))
	}
	if _, pss := opts.(*rsa.PSSOptions); pss {
		return nil, card.Fail(card.Internal, op, errors.New("PSS is not supported"))
	}
	h := opts.HashFunc()
	prefix, ok := digestInfo[h]
	if !ok || len(digest) != h.Size() {
		return nil, card.Fail(card.Internal, op, errors.New("hash not supported or digest of another length"))
	}
	info := append(append(make([]byte, 0, len(prefix)+len(digest)), prefix...), digest...)
	signature, err := s.j.ComputeDigitalSignature(s.ctx, s.key, info)
	if err != nil {
		return nil, err
	}
	if rsa.VerifyPKCS1v15(public, h, digest, signature) != nil {
		return nil, card.Fail(card.Malformed, op, errors.New("the answer is not a signature by the certificate's key"))
	}
	return signature, nil
}
