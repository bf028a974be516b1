package cardsession

import (
	"context"
	"crypto/sha256"
	"time"

	"madoguchi/card"
	"madoguchi/card/jpki"
	"madoguchi/card/mynumber"
)

// Presence says of a certificate whether it is on the card.
type Presence int

// Presences. The zero value is for cards that do not say.
const (
	PresenceUnknown Presence = iota
	Present
	Absent
)

// Tries are the counters of three secrets; each is card.TriesUnknown when the
// card does not have the secret or does not say.
type Tries struct{ Authentication, Signing, Input int }

// Status is what a card says without a secret.
type Status struct {
	Reader string
	Kind   mynumber.Kind
	Tries  Tries
	// Signature and Authentication say which certificates the card has.
	Signature, Authentication Presence
	// AuthNotBefore and AuthNotAfter are the authentication certificate's own
	// dates. They are zero where it cannot be read without a secret (phones) or
	// the mode does not read it. AuthNotBefore is the date of the question "Did
	// you move or change your name since …?": the signature certificate is
	// usually of the same day.
	AuthNotBefore, AuthNotAfter time.Time
	// Issuer is the pin's name of the authority above the authentication
	// certificate, empty when it is not a pinned one or there was nothing to
	// check.
	Issuer string
	// Practice: the card is for practice, by its authority.
	Practice bool
	Identity Identity
}

// Status looks at a card without a secret. Kinds: NoService, NoReader, NoCard,
// Busy, Unresponsive, UnknownCard, TooMany (with *SeveralCards), Removed, Reset,
// Malformed, Cancelled.
func (s *Session) Status(ctx context.Context, sel Selection) (*Status, error) {
	o, err := s.open(ctx, sel, card.Shared)
	if err != nil {
		return nil, err
	}
	defer o.close()
	st, _, err := s.look(ctx, o)
	if err != nil {
		return nil, err
	}
	return st, nil
}

// look reads everything that is free. It ends with the card-info input support
// application selected, or nil where the card has none.
func (s *Session) look(ctx context.Context, o *open) (*Status, *mynumber.InputSupport, error) {
	s.step(StepCard)
	st := &Status{Reader: o.reader, Tries: Tries{card.TriesUnknown, card.TriesUnknown, card.TriesUnknown}}
	id, der, err := s.identify(ctx, o, st)
	if err != nil {
		return nil, nil, err
	}
	st.Identity = id
	if err := s.issuer(ctx, o, st, der); err != nil {
		return nil, nil, err
	}
	if a, err := o.jpki.Availability(ctx); err == nil {
		st.Signature, st.Authentication = presence(a.Signature), presence(a.Authentication)
	} else if err := tolerate(err, card.NotFound); err != nil {
		return nil, nil, err
	}
	for _, c := range []struct {
		id   mynumber.SecretID
		left *int
	}{{mynumber.AuthenticationPIN, &st.Tries.Authentication}, {mynumber.SigningPassword, &st.Tries.Signing}} {
		if *c.left, err = o.jpki.TriesLeft(ctx, c.id); tolerate(err, card.NotFound) != nil {
			return nil, nil, err
		}
	}
	input, err := o.card.SelectInput(ctx)
	if err != nil {
		return st, nil, tolerate(err, card.NotFound)
	}
	if st.Tries.Input, err = input.TriesLeft(ctx); tolerate(err, card.NotFound) != nil {
		return nil, nil, err
	}
	return st, input, nil
}

// identify reads the token information and, where it is free and allowed, the
// authentication certificate, whose DER it returns.
func (s *Session) identify(ctx context.Context, o *open, st *Status) (Identity, []byte, error) {
	id := Identity{reader: o.reader, insertion: o.insertion}
	info, err := o.jpki.TokenInfo(ctx)
	if err := tolerate(err, card.NotFound); err != nil {
		return Identity{}, nil, err
	}
	st.Kind, id.digest = info.Kind, info.Digest
	der, err := o.jpki.ReadCertificate(ctx, mynumber.AuthenticationCertificate)
	if err != nil {
		return id, nil, tolerate(err, card.NotAllowed, card.SecretNeeded, card.NoCertificate)
	}
	id.digest, id.certain = sha256.Sum256(der), true
	return id, der, nil
}

// issuer finds the pinned authority: above the authentication certificate, or
// where that cannot be read, of the signature CA that the card hands out. The
// latter proves nothing and only marks practice.
func (s *Session) issuer(ctx context.Context, o *open, st *Status, der []byte) error {
	if leaf, err := jpki.ParseCertificate(der); der != nil && err == nil && leaf.Role == jpki.RoleAuthentication {
		st.AuthNotBefore, st.AuthNotAfter = leaf.NotBefore, leaf.NotAfter
		ca, err := o.jpki.ReadCertificate(ctx, mynumber.AuthenticationCA)
		if err := tolerate(err, card.NotFound); err != nil {
			return err
		}
		if pin, err := s.Pins.Check(leaf, ca); err == nil {
			st.Issuer, st.Practice = pin.ID, pin.Practice
		}
		return nil
	}
	ca, err := o.jpki.ReadCertificate(ctx, mynumber.SignatureCA)
	if err != nil {
		return tolerate(err, card.NotFound, card.SecretNeeded)
	}
	pin, _ := s.Pins.Find(jpki.RoleSignature, sha256.Sum256(ca))
	st.Practice = pin.Practice
	return nil
}

func presence(on bool) Presence {
	if on {
		return Present
	}
	return Absent
}
