package cardsession

import (
	"context"
	"crypto"
	"crypto/x509"
	"errors"

	"madoguchi/card"
	"madoguchi/card/jpki"
	"madoguchi/card/mynumber"
)

// SignRequest is what Sign needs.
type SignRequest struct {
	// Password is the signing password as typed. It is wiped before Sign
	// returns, whatever happens.
	Password *card.Secret
	// AllowLastTry is the person's separate yes to spending the last try.
	AllowLastTry bool
	// Expect is the card that Status looked at. The zero value accepts any
	// card.
	Expect Identity
}

// Signing is lent to the caller of Sign for one transaction.
type Signing struct {
	// Certificate is the signature certificate, inside its own dates. Its
	// NotBefore is to be compared with the date the person was asked about.
	Certificate *jpki.Certificate
	// CA is the authority's certificate, which Pin names.
	CA  *x509.Certificate
	Pin jpki.Pin
	// Signer works until use returns.
	Signer crypto.Signer
}

// Sign verifies the signing password, reads and judges the signature
// certificate and calls use, all in one exclusive transaction of the card, which
// loses power afterwards, whatever happened. What use returns is returned as it
// is; a use that returns an error without signing leaves nothing signed.
//
// Kinds besides those of Status, with nothing sent of the password: NotAllowed,
// SecretFormat, Changed, NoCertificate, Locked, LastTry. From the password:
// WrongSecret, Locked, Uncertain. After it, with nothing signed: NoCertificate,
// Expired, NotPinned, Malformed.
func (s *Session) Sign(ctx context.Context, sel Selection, r SignRequest, use func(context.Context, Signing) error) error {
	defer r.Password.Wipe()
	if err := s.Mode.Policy().Require("sign", card.Sign); err != nil {
		return err
	}
	if s.Now == nil || use == nil {
		return card.Fail(card.Internal, "sign", errors.New("no clock or nothing to do"))
	}
	password, err := normalized(r.Password, mynumber.NormalizeSigningPassword)
	if err != nil {
		return err
	}
	defer password.Wipe()
	o, err := s.openExpected(ctx, sel, r.Expect, card.Exclusive)
	if err != nil {
		return err
	}
	defer o.close()
	if err := s.unlock(ctx, o, r, password); err != nil {
		return err
	}
	signing, err := s.signing(ctx, o)
	if err != nil {
		return err
	}
	s.step(StepSign)
	return use(ctx, signing)
}

// unlock makes sure that this is the card, that it has the certificate and that
// a try may be spent, and then verifies the password.
func (s *Session) unlock(ctx context.Context, o *open, r SignRequest, password *card.Secret) error {
	s.step(StepCard)
	if !r.Expect.IsZero() {
		id, _, err := s.identify(ctx, o, &Status{})
		if err != nil {
			return err
		}
		if err := same(r.Expect, id); err != nil {
			return err
		}
	}
	a, err := o.jpki.Availability(ctx)
	if err := tolerate(err, card.NotFound); err != nil {
		return err
	}
	if err == nil && !a.Signature {
		return card.Fail(card.NoCertificate, "read certificate availability", nil)
	}
	left, err := o.jpki.TriesLeft(ctx, mynumber.SigningPassword)
	if err != nil {
		return err
	}
	if err := enoughTries("signing password", left, r.AllowLastTry); err != nil {
		return err
	}
	s.step(StepPassword)
	err = o.jpki.Verify(ctx, mynumber.SigningPassword, password)
	password.Wipe()
	r.Password.Wipe()
	return err
}

// signing reads and judges the certificate of the unlocked key.
func (s *Session) signing(ctx context.Context, o *open) (Signing, error) {
	s.step(StepRead)
	der, err := o.jpki.ReadCertificate(ctx, mynumber.SignatureCertificate)
	if err != nil {
		return Signing{}, err
	}
	ca, err := o.jpki.ReadCertificate(ctx, mynumber.SignatureCA)
	if err := tolerate(err, card.NotFound); err != nil {
		return Signing{}, err
	}
	cert, err := jpki.ParseCertificate(der)
	if err != nil {
		return Signing{}, err
	}
	if cert.Role != jpki.RoleSignature {
		return Signing{}, card.Fail(card.Malformed, "read signature certificate", errors.New("certificate of another role"))
	}
	if !cert.Covers(s.Now()) {
		return Signing{}, card.Fail(card.Expired, "compare dates of signature certificate", nil)
	}
	pin, err := s.Pins.Check(cert, ca)
	if err != nil {
		return Signing{}, err
	}
	parsed, err := x509.ParseCertificate(ca)
	if err != nil {
		return Signing{}, card.Fail(card.Malformed, "read signature CA", errors.New("certificate not readable"))
	}
	return Signing{
		Certificate: cert, CA: parsed, Pin: pin,
		Signer: jpki.NewSigner(ctx, o.jpki, mynumber.SignatureKey, cert),
	}, nil
}
