// Package fact is the vocabulary of what is known about a person or a card:
// names, types, values, where each was read. A fact that is absent is unknown;
// nothing here turns unknown into no.
//
// The vocabulary is data (assets/facts), read strictly; Node is how all data that
// speaks of facts is read, with the place of every word. The room holds no rule,
// asks nobody and opens no file of its own.
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
	// FromResidenceCode: the codes in the chip of a residence card issued since
	// 2026-06-14.
	FromResidenceCode Origin = "card.gen2.code"
	// FromClock: the day it is in Japan.
	FromClock Origin = "clock"
	// FromRule: derived from other facts. It stands in no vocabulary file.
	FromRule Origin = "rule"
)

// Origins lists where a fact of the vocabulary may be read.
func Origins() []Origin {
	return []Origin{FromAnswer, FromCard, FromCertificate, FromInputSupport, FromResidenceCode, FromClock}
}

// Names of facts that a card gives. Dates are YYYY-MM-DD.
const (
	HolderName      = "holder_name"
	HolderAddress   = "holder_address"
	DateOfBirth     = "dob"
	Sex             = "sex"
	AuthCertificate = "auth_certificate_end"
	SignCertificate = "sign_certificate_present"
	// AddressInJapan is known from HolderAddress.
	AddressInJapan = "address_in_japan"
	// MyNumberCard says which kind of card it is; OrdinaryCard is the one that has
	// PINs, holds nothing of a residence card and is not kept abroad.
	MyNumberCard = "mnc"
	OrdinaryCard = "ordinary"
	// CardLost: a card that was read with its PIN is not.
	CardLost = "mnc_lost"
	// PhoneCertificate says in which kind of phone certificates are.
	PhoneCertificate = "phone_cert"
)

// AskedOn is the fact that holds the day for which an answer is given.
const AskedOn = "asked_on"

// OfCard lists the facts a card can give.
func OfCard() []string {
	return []string{HolderName, HolderAddress, AddressInJapan, DateOfBirth, Sex, MyNumberCard, CardLost, AuthCertificate, SignCertificate, PhoneCertificate}
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
