// Package fact is the vocabulary of what is known about a person or a card:
// names, values, where each was read. A fact that is absent is unknown; nothing
// here turns unknown into no.
//
// It holds no rule and reads nothing.
package fact

// Origin is where a value was read.
type Origin string

const (
	// FromCertificate: the signature or authentication certificate of the card.
	FromCertificate Origin = "card.certificate"
	// FromInputSupport: 券面入力補助AP, the card's four basic items.
	FromInputSupport Origin = "card.input_support"
	// FromCard: the card's own tables, such as tries left.
	FromCard Origin = "card"
	// FromAnswer: the person said so.
	FromAnswer Origin = "answer"
)

// Names of facts that a card gives. Dates are YYYY-MM-DD.
const (
	HolderName      = "holder_name"
	HolderAddress   = "holder_address"
	DateOfBirth     = "dob"
	Sex             = "sex"
	AuthCertificate = "auth_certificate_end"
	SignCertificate = "sign_certificate_present"
)

// OfCard lists the facts a card can give.
func OfCard() []string {
	return []string{HolderName, HolderAddress, DateOfBirth, Sex, AuthCertificate, SignCertificate}
}

// Fact is one known value.
type Fact struct {
	// ID is the name in the vocabulary, lower snake case.
	ID string
	// Value is a string, bool, int or date string (YYYY-MM-DD).
	Value any
	From  Origin
}

// SexOf names a sex code of ISO/IEC 5218 (JIS X 0303), as cards and certificates
// hold it in one digit: male, female, not_applicable or unknown.
func SexOf(code byte) string {
	switch code {
	case '1':
		return "male"
	case '2':
		return "female"
	case '9':
		return "not_applicable"
	}
	return "unknown"
}
