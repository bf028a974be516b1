package card

import "strings"

// Policy is what a session may do with a card. It is a constructor argument of
// every application; its zero value refuses everything that is not free of
// personal data.
type Policy uint32

const (
	// ReadHolderCertificate allows the authentication certificate, which needs
	// no PIN but identifies the card.
	ReadHolderCertificate Policy = 1 << iota
	// ReadHolderFacts allows name, address, birth date and sex (基本4情報).
	ReadHolderFacts
	// ReadMyNumber allows the My Number (個人番号), for the holder's own form.
	ReadMyNumber
	// Sign allows the signing password and the signature key.
	Sign
	// Authenticate allows the user-authentication PIN and key.
	Authenticate
	// ChangeSecret allows CHANGE REFERENCE DATA.
	ChangeSecret
)

var policyNames = []struct {
	p    Policy
	name string
}{
	{ReadHolderCertificate, "read holder certificate"},
	{ReadHolderFacts, "read holder facts"},
	{ReadMyNumber, "read My Number"},
	{Sign, "sign"},
	{Authenticate, "authenticate"},
	{ChangeSecret, "change secret"},
}

// Allows reports whether every right in need is granted.
func (p Policy) Allows(need Policy) bool { return need != 0 && p&need == need }

// Require returns a Failure of kind NotAllowed unless every right in need is
// granted. It is called before anything is sent.
func (p Policy) Require(op string, need Policy) error {
	if p.Allows(need) {
		return nil
	}
	return Fail(NotAllowed, op, nil)
}

func (p Policy) String() string {
	var names []string
	for _, n := range policyNames {
		if p&n.p != 0 {
			names = append(names, n.name)
		}
	}
	if len(names) == 0 {
		return "nothing"
	}
	return strings.Join(names, ", ")
}
