package emulator

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/subtle"
	"io"
)

// verify is VERIFY (ISO/IEC 7816-4 11.6.6). Without data it answers 63Cx with
// the tries left, verified or not, and costs nothing; with data a wrong value
// costs one try, the one that uses up the last is answered 63C0 and every later
// one 6984; the right value restores the counter.
func (c *Card) verify(cmd command) uint16 {
	if cmd.p1 != 0 {
		return swParameters
	}
	e, sw := c.referenced(cmd.p2)
	if sw != swOK {
		return sw
	}
	s := c.secrets[e]
	switch {
	case s == nil:
		return swFileType
	case len(cmd.data) == 0:
		return triesLeft(e, s)
	case e.secret.limit > 0 && s.left == 0:
		return swBlocked
	case subtle.ConstantTimeCompare(cmd.data, s.value) == 1:
		s.left = e.secret.limit
		c.verified[e] = true
		return swOK
	}
	delete(c.verified, e)
	s.left = max(s.left-1, 0)
	return triesLeft(e, s)
}

func triesLeft(e *ef, s *counter) uint16 {
	if e.secret.limit == 0 {
		return swWrong
	}
	return swTries | uint16(s.left)
}

// change is CHANGE REFERENCE DATA with the new value only (ISO/IEC 7816-4
// 11.6.7, P1 = 01); the old one must have been verified before.
func (c *Card) change(cmd command) uint16 {
	if cmd.p1 != 0x01 {
		return swParameters
	}
	return c.replace(cmd, func(e *ef) bool { return !c.common(e) })
}

// changeKey is CHANGE KEY of JICSAP, by which the two applications of the
// resident register change their PIN.
func (c *Card) changeKey(cmd command) uint16 {
	if cmd.p1 != 0 {
		return swParameters
	}
	return c.replace(cmd, c.common)
}

// common reports whether a secret belongs to an application with records.
func (c *Card) common(*ef) bool {
	for _, e := range c.app.efs {
		if e.kind == recorded {
			return true
		}
	}
	return false
}

func (c *Card) replace(cmd command, here func(*ef) bool) uint16 {
	e, sw := c.referenced(cmd.p2)
	if sw != swOK {
		return sw
	}
	s := c.secrets[e]
	switch {
	case s == nil:
		return swFileType
	case e.secret.longest == 0 || !here(e):
		return swConditions
	case !c.verified[e]:
		return swSecurity
	case len(cmd.data) < e.secret.shortest || len(cmd.data) > e.secret.longest:
		return swLength
	}
	s.value = bytes.Clone(cmd.data)
	s.left = e.secret.limit
	return swOK
}

// challenge is GET CHALLENGE, short length only.
func (c *Card) challenge(cmd command) ([]byte, uint16) {
	switch {
	case cmd.p1 != 0 || cmd.p2 != 0:
		return nil, swParameters
	case cmd.extended:
		return nil, swConditions
	case cmd.le < 0 || len(cmd.data) != 0:
		return nil, swLength
	}
	b := make([]byte, cmd.le)
	if _, err := io.ReadFull(c.random, b); err != nil {
		return nil, swUndetermined
	}
	return b, swOK
}

// authenticate is INTERNAL AUTHENTICATE; one key of the common application
// answers it.
func (c *Card) authenticate(cmd command) ([]byte, uint16) {
	if cmd.p1 != 0 {
		return nil, swParameters
	}
	e, sw := c.referenced(cmd.p2)
	switch {
	case sw != swOK:
		return nil, sw
	case e.kind != keyFile && e.kind != opaque:
		return nil, swConditions
	case !e.message:
		return nil, swSecurity
	case len(cmd.data) == 0 || cmd.le < 0:
		return nil, swLength
	}
	b, err := sign(e.key, cmd.data)
	return signed(b, err, cmd.le)
}

// sessionKey is SET SESSION KEY, which only tells here why there is no session.
func (c *Card) sessionKey() uint16 {
	switch {
	case c.app == nil:
		return swConditions
	case c.app.session != swConditions:
		return c.app.session
	case !c.may(after(0x0011)):
		return swSecurity
	}
	return swConditions
}

// computeSignature is COMPUTE DIGITAL SIGNATURE. P1 says what is done with the
// data: 00 padded as it is (PKCS #1 v1.5, so a DigestInfo is expected); 01
// SHA-256 of it padded without DigestInfo; 02 it is a SHA-256 hash, wrapped in
// a DigestInfo; 03 hashed and wrapped; 04 it is a hash, PSS; 05 hashed, PSS. P2
// 80 means the current file, 80+sfi another, 00 the application's own key.
func (c *Card) computeSignature(cmd command) ([]byte, uint16) {
	if cmd.p1 > 5 {
		return nil, swParameters
	}
	e, sw := c.signingKey(cmd.p2)
	switch {
	case sw != swOK:
		return nil, sw
	case e.kind != keyFile:
		return nil, swFileType
	case !c.may(e.access):
		return nil, swSecurity
	case e.key == nil:
		return nil, swConditions
	case len(cmd.data) == 0 || cmd.le < 0:
		return nil, swLength
	}
	hash := cmd.data
	switch cmd.p1 {
	case 1, 3, 5:
		h := sha256.Sum256(cmd.data)
		hash = h[:]
	case 2, 4:
		if len(hash) != sha256.Size {
			return nil, swConditions
		}
	}
	var b []byte
	var err error
	switch cmd.p1 {
	case 0, 1:
		if len(hash) > e.key.Size()-11 {
			return nil, swConditions
		}
		b, err = rsa.SignPKCS1v15(nil, e.key, 0, hash)
	case 2, 3:
		b, err = rsa.SignPKCS1v15(nil, e.key, crypto.SHA256, hash)
	default:
		b, err = rsa.SignPSS(c.random, e.key, crypto.SHA256, hash, &rsa.PSSOptions{SaltLength: sha256.Size})
	}
	return signed(b, err, cmd.le)
}

func (c *Card) signingKey(p2 byte) (*ef, uint16) {
	if p2 != 0 {
		return c.referenced(p2)
	}
	if c.app == nil || c.app.key == 0 {
		return nil, swNoReference
	}
	return c.find(c.app.key), swOK
}

// signed answers with a signature, or says how long it would have been.
func signed(b []byte, err error, le int) ([]byte, uint16) {
	switch {
	case err != nil:
		return nil, swUndetermined
	case len(b) > le:
		return nil, swExpectedLen | uint16(len(b)&0xFF)
	}
	return b, swOK
}
