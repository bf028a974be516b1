package mynumber

import (
	"context"
	"errors"

	"madoguchi/card"
	"madoguchi/card/iso7816"
)

// JPKI is the selected JPKI application. It is usable until another application
// is selected or the card loses power.
type JPKI struct{ c *Card }

// File is an elementary file of the JPKI application that holds a certificate;
// its value is the file identifier.
type File int

// Certificates on the card. The signature certificate needs the signing
// password and says name, address, birth date and sex; the authentication
// certificate is free on the plastic card and needs the PIN on a phone.
const (
	SignatureCertificate      File = 0x0001
	SignatureCA               File = 0x0002
	AuthenticationCertificate File = 0x000A
	AuthenticationCA          File = 0x000B
)

// Key is a private key on the card (RSA-2048); its value is the file
// identifier.
type Key int

// Keys on the card.
const (
	AuthenticationKey Key = 0x0017
	SignatureKey      Key = 0x001A
)

// SecretID is a secret of the JPKI application; its value is the file
// identifier.
type SecretID int

// Secrets of the JPKI application.
const (
	// AuthenticationPIN (利用者証明用) has 4 digits and 3 tries.
	AuthenticationPIN SecretID = 0x0018
	// SigningPassword (署名用) has 6 to 16 characters and 5 tries.
	SigningPassword SecretID = 0x001B
)

// maxCertificate bounds what ReadCertificate accepts, in bytes. The files seen
// hold 3,808 bytes and certificates of about 1,750.
const maxCertificate = 8 << 10

// ReadCertificate reads a certificate and cuts it to its outer SEQUENCE; the
// file behind it is longer. The result is DER of at most 8 KiB, unchecked.
//
// Kinds: NotAllowed by the policy; NoCertificate when the holder's certificate
// was never written or was taken off (the file is missing, empty, or holds
// filler only); NotFound for a missing CA certificate; SecretNeeded when the
// card wants its secret first; Malformed.
func (j *JPKI) ReadCertificate(ctx context.Context, f File) ([]byte, error) {
	op, need := f.describe()
	switch {
	case op == "":
		return nil, card.Fail(card.Internal, "read certificate", errors.New("no such file"))
	case need != 0:
		if err := j.c.p.Require(op, need); err != nil {
			return nil, err
		}
	}
	head, err := j.readHead(ctx, op, f)
	if err != nil {
		if need != 0 && absent(err) {
			return nil, card.Fail(card.NoCertificate, op, err)
		}
		return nil, err
	}
	if need != 0 && filler(head) {
		return nil, card.Fail(card.NoCertificate, op, nil)
	}
	tag, total, err := iso7816.Span(head)
	if err != nil {
		return nil, card.Fail(card.Malformed, op, err)
	}
	if tag != 0x30 || total < uint64(len(head)) || total > maxCertificate {
		return nil, card.Fail(card.Malformed, op, errors.New("no certificate in the file"))
	}
	return j.c.readUpTo(ctx, op, head, int(total))
}

// certificateHead is the tag and length of any certificate worth the name:
// 30 82 hh ll.
const certificateHead = 4

func (j *JPKI) readHead(ctx context.Context, op string, f File) ([]byte, error) {
	if err := j.c.selectFile(ctx, op, uint16(f)); err != nil {
		return nil, err
	}
	head, err := j.c.readBinary(ctx, op, 0, certificateHead)
	if err != nil {
		return nil, err
	}
	return j.c.readUpTo(ctx, op, head, certificateHead)
}

// absent reports whether the failure of reading the first bytes says that the
// file is missing or empty.
func absent(err error) bool {
	var f *card.Failure
	if !errors.As(err, &f) {
		return false
	}
	return f.Kind == card.NotFound || f.SW == uint16(iso7816.WrongOffset) || f.SW == uint16(iso7816.EndOfFile)
}

func filler(b []byte) bool {
	for _, c := range b {
		if c != b[0] {
			return false
		}
	}
	return b[0] == 0x00 || b[0] == 0xFF
}

func (f File) describe() (op string, need card.Policy) {
	switch f {
	case SignatureCertificate:
		return "read signature certificate", card.Sign
	case SignatureCA:
		return "read signature CA", 0
	case AuthenticationCertificate:
		return "read authentication certificate", card.ReadHolderCertificate
	case AuthenticationCA:
		return "read authentication CA", 0
	}
	return "", 0
}

// TriesLeft asks how many tries the secret has left, which costs none: 0 when it
// is locked, card.TriesUnknown when the card does not say.
func (j *JPKI) TriesLeft(ctx context.Context, id SecretID) (int, error) {
	p, err := id.profile()
	if err != nil {
		return card.TriesUnknown, err
	}
	return j.c.triesLeft(ctx, "ask tries left of "+p.name, uint16(id))
}

// Verify sends the secret to the card, once, after checking the policy and the
// secret's format. s must already be normalized; it is not wiped.
//
// Kinds: NotAllowed and SecretFormat, where nothing was sent; Cancelled, where
// the secret was not sent; WrongSecret with the tries left; Locked; Uncertain
// when the link broke and nobody knows whether the card counted the try.
func (j *JPKI) Verify(ctx context.Context, id SecretID, s *card.Secret) error {
	p, err := id.profile()
	if err != nil {
		return err
	}
	op := "VERIFY " + p.name
	if err := j.c.p.Require(op, p.need); err != nil {
		return err
	}
	if err := checkSecret(op, s, p.check); err != nil {
		return err
	}
	return j.c.verify(ctx, op, uint16(id), s)
}

type secretProfile struct {
	name  string
	need  card.Policy
	check func([]byte) bool
}

func (id SecretID) profile() (secretProfile, error) {
	switch id {
	case AuthenticationPIN:
		return secretProfile{"authentication PIN", card.Authenticate, checkPIN}, nil
	case SigningPassword:
		return secretProfile{"signing password", card.Sign, checkSigningPassword}, nil
	}
	return secretProfile{}, card.Fail(card.Internal, "VERIFY", errors.New("no such secret"))
}

// maxDigestInfo is the longest input of COMPUTE DIGITAL SIGNATURE with P1=00
// and a key of 2,048 bits, in bytes: the padding takes eleven.
const maxDigestInfo = 2048/8 - 11

// ComputeDigitalSignature lets the card pad digestInfo (RFC 8017 §9.2, 1 to 245
// bytes of complete DER DigestInfo) and sign it with the key (ISO/IEC 7816-8
// §5.3). The command is sent once. The result is not checked here.
//
// Kinds: NotAllowed; SecretNeeded before the key's secret was verified.
func (j *JPKI) ComputeDigitalSignature(ctx context.Context, k Key, digestInfo []byte) ([]byte, error) {
	const op = "COMPUTE DIGITAL SIGNATURE"
	var need card.Policy
	switch k {
	case SignatureKey:
		need = card.Sign
	case AuthenticationKey:
		need = card.Authenticate
	default:
		return nil, card.Fail(card.Internal, op, errors.New("no such key"))
	}
	if err := j.c.p.Require(op, need); err != nil {
		return nil, err
	}
	if len(digestInfo) == 0 || len(digestInfo) > maxDigestInfo {
		return nil, card.Fail(card.Internal, op, errors.New("DigestInfo out of range"))
	}
	if err := j.c.selectFile(ctx, op, uint16(k)); err != nil {
		return nil, err
	}
	signature, sw, err := iso7816.Transmit(ctx, j.c.t, op, iso7816.Command{
		CLA: 0x80, INS: iso7816.InsPerformSecurity, P2: 0x80, Data: digestInfo, Le: 0,
	})
	if err != nil {
		return nil, err
	}
	if f := sw.Failure(op); f != nil {
		return nil, f
	}
	if len(signature) == 0 {
		return nil, card.Fail(card.Malformed, op, errors.New("no signature in the answer"))
	}
	return signature, nil
}
