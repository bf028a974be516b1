package jpki

import (
	"crypto/x509"
	"encoding/asn1"
	"fmt"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// Holder is what a signature certificate says about its holder, in its
// subjectAltName (OIDs 1.2.392.200149.8.5.5.1 to .6).
type Holder struct {
	// Name and Address are as the certificate has them; between family and
	// given name stands U+3000.
	Name string
	// NameSubstitute and AddressSubstitute say of each character whether it
	// stands in for one that JPKI cannot write (代替文字). They are nil when the
	// certificate does not say, and otherwise have one entry per character.
	NameSubstitute []bool
	// Sex is an ISO/IEC 5218 code as ASCII: '1' male, '2' female, '9' not
	// applicable, '0' not known; 0 when the certificate does not say.
	Sex               byte
	Birth             BirthDate
	Address           string
	AddressSubstitute []bool
}

// Substituted reports whether any character of the name or address is a
// substitute, so that they may differ from the family or resident register.
func (h Holder) Substituted() bool {
	for _, flags := range [][]bool{h.NameSubstitute, h.AddressSubstitute} {
		for _, f := range flags {
			if f {
				return true
			}
		}
	}
	return false
}

// Format implements fmt.Formatter, so that no verb prints the holder by mistake.
func (Holder) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("[holder]")) }

// BirthDate is a birth date as the certificate has it: nine digits, of which
// the first is the era.
type BirthDate struct {
	// Era is 1 Meiji, 2 Taisho, 3 Showa, 4 Heisei, 5 Reiwa, 0 not known.
	Era byte
	// Year is Gregorian, four digits. Any of the three is 0 when not known.
	Year, Month, Day int
}

// Format implements fmt.Formatter, so that no verb prints the date by mistake.
func (BirthDate) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("[birth date]")) }

// IsZero reports whether the certificate says nothing.
func (d BirthDate) IsZero() bool { return d == BirthDate{} }

// Date is the date as YYYY-MM-DD, or false when part of it is not known or there
// is no such day.
func (d BirthDate) Date() (string, bool) {
	s := fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
	_, err := time.Parse(time.DateOnly, s)
	return s, err == nil && d.Year > 0
}

// The arc of the otherNames; the next number is the item.
var holderArc = asn1.ObjectIdentifier{1, 2, 392, 200149, 8, 5, 5}

// Items of the holder.
const (
	itemName = 1 + iota
	itemNameSubstitute
	itemSex
	itemBirth
	itemAddress
	itemAddressSubstitute
	itemEnd
)

var oidSubjectAltName = asn1.ObjectIdentifier{2, 5, 29, 17}

// maxItem bounds one item, in bytes.
const maxItem = 4 << 10

// readHolder finds the holder's items in any order; the first of each counts.
// found says whether there is a name.
func readHolder(c *x509.Certificate) (h Holder, found bool, err error) {
	var items [itemEnd]string
	for _, e := range c.Extensions {
		if e.Id.Equal(oidSubjectAltName) {
			if !readItems(e.Value, &items) {
				return Holder{}, false, malformed("subjectAltName")
			}
		}
	}
	h = Holder{
		Name:              items[itemName],
		NameSubstitute:    substitutes(items[itemNameSubstitute], items[itemName]),
		Address:           items[itemAddress],
		AddressSubstitute: substitutes(items[itemAddressSubstitute], items[itemAddress]),
		Birth:             birthDate(items[itemBirth]),
	}
	if s := items[itemSex]; len(s) == 1 && digits(s) {
		h.Sex = s[0]
	}
	return h, h.Name != "", nil
}

// readItems reads GeneralNames (RFC 5280 4.2.1.6) and takes the otherNames it
// knows. Names of other kinds are passed over, and so are items whose text
// cannot be read, except the name.
func readItems(ext []byte, items *[itemEnd]string) bool {
	input := cryptobyte.String(ext)
	var names cryptobyte.String
	if !input.ReadASN1(&names, cbasn1.SEQUENCE) || !input.Empty() {
		return false
	}
	for !names.Empty() {
		var body cryptobyte.String
		var tag cbasn1.Tag
		if !names.ReadAnyASN1(&body, &tag) {
			return false
		}
		if tag != cbasn1.Tag(0).ContextSpecific().Constructed() {
			continue
		}
		var id asn1.ObjectIdentifier
		if !body.ReadASN1ObjectIdentifier(&id) {
			return false
		}
		if len(id) != len(holderArc)+1 || !id[:len(holderArc)].Equal(holderArc) {
			continue
		}
		item := id[len(holderArc)]
		if item < itemName || item >= itemEnd || items[item] != "" {
			continue
		}
		text, ok := readText(body)
		switch {
		case ok:
			items[item] = text
		case item == itemName:
			return false
		}
	}
	return true
}

// readText reads the value of an otherName: a UTF8String in an explicit [0],
// which is what the certificates seen have. The wrapping may be missing and the
// string may be of another kind.
func readText(value cryptobyte.String) (string, bool) {
	var body cryptobyte.String
	var tag cbasn1.Tag
	for range 2 {
		if !value.ReadAnyASN1(&body, &tag) || !value.Empty() || len(body) > maxItem {
			return "", false
		}
		if tag != cbasn1.Tag(0).ContextSpecific().Constructed() {
			break
		}
		value = body
	}
	switch tag {
	case cbasn1.UTF8String, cbasn1.PrintableString, cbasn1.IA5String, cbasn1.Tag(18) /* NumericString */ :
		return string(body), utf8.Valid(body)
	case cbasn1.Tag(30): // BMPString
		if len(body)%2 != 0 {
			return "", false
		}
		units := make([]uint16, 0, len(body)/2)
		for i := 0; i < len(body); i += 2 {
			units = append(units, uint16(body[i])<<8|uint16(body[i+1]))
		}
		return string(utf16.Decode(units)), true
	}
	return "", false
}

// substitutes reads one digit per character of text. Where the two differ in
// length, characters without a digit are not substitutes and digits without a
// character fall on the last one, so that no mark is lost.
func substitutes(flags, text string) []bool {
	n := utf8.RuneCountInString(text)
	if flags == "" || n == 0 || !digits(flags) {
		return nil
	}
	marks := make([]bool, n)
	for i, f := range []byte(flags) {
		if f != '0' {
			marks[min(i, n-1)] = true
		}
	}
	return marks
}

// birthDate reads E YYYYMMDD, or YYYYMMDD without an era. Anything else is not
// known.
func birthDate(s string) BirthDate {
	s = strings.TrimSpace(s)
	if !digits(s) || (len(s) != 9 && len(s) != 8) {
		return BirthDate{}
	}
	var d BirthDate
	if len(s) == 9 {
		d.Era, s = s[0]-'0', s[1:]
	}
	d.Year, d.Month, d.Day = number(s[:4]), number(s[4:6]), number(s[6:])
	return d
}

func number(s string) (n int) {
	for _, c := range []byte(s) {
		n = 10*n + int(c-'0')
	}
	return n
}

func digits(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}
