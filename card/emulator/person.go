package emulator

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"
	"unicode/utf8"
)

// Token is the kind of device that holds the JPKI application.
type Token string

// The kinds of token.
const (
	// Plastic is the card itself; the zero value means the same.
	Plastic Token = "plastic"
	// Android is スマホ用電子証明書 in an Android phone: only the JPKI
	// application exists, and EF 000A needs the authentication PIN.
	Android Token = "android"
	// IPhone is the same on an iPhone, with another label.
	IPhone Token = "iphone"
)

// Person is a made-up holder and what is on the card. Every field is data;
// nothing in it may belong to a real person.
type Person struct {
	// ID names the person in commands and seeds every number derived from it.
	ID string `json:"id"`
	// Name is family name, U+3000, given name; Address is one line with
	// full-width digits. Both are UTF-8, at most 120 characters, and say
	// PRACTICE.
	Name    string `json:"name"`
	Address string `json:"address"`
	// NameSubstitute and AddressSubstitute have one digit per character of Name
	// and Address, "1" where a substitute character (代替文字) was used. Empty
	// means none.
	NameSubstitute    string `json:"name_substitute"`
	AddressSubstitute string `json:"address_substitute"`
	// Birth and CardExpires are YYYY-MM-DD.
	Birth       string `json:"birth"`
	CardExpires string `json:"card_expires"`
	// Sex is a digit of ISO/IEC 5218: 1 male, 2 female, 9 not applicable, 0
	// not known.
	Sex string `json:"sex"`
	// Localities stand in the subject of the signature certificate, in Latin
	// letters, the wider first; at most four.
	Localities []string `json:"localities"`
	// Municipality is the 5-digit code, CardSerial the 15-digit number of the
	// card (製造番号).
	Municipality string `json:"municipality"`
	CardSerial   string `json:"card_serial"`
	Token        Token  `json:"token"`
	// NoSignatureCertificate: never issued, as for a child under 15.
	NoSignatureCertificate bool `json:"no_signature_certificate"`
	// CertificatesEnded: both certificates ended before the day of minting.
	CertificatesEnded bool    `json:"certificates_ended"`
	Secrets           Secrets `json:"secrets"`
	// Photo is the portrait, a JPEG 2000 file (JP2) of at most 16,384 bytes, or
	// nothing. It is not in the person's JSON.
	Photo []byte `json:"-"`
	// Tries are counters that do not stand at their limit when the card is
	// made.
	Tries Tries `json:"tries"`
}

// Tries are the tries left of the three secrets people choose; nil means the
// limit (authentication 3, signature 5, input support 3).
type Tries struct {
	Auth  *int `json:"auth"`
	Sign  *int `json:"sign"`
	Input *int `json:"input"`
}

// Secrets are the secrets of a made-up card. They are printed on request,
// which is what they are for, and still never by accident: only their JSON form
// shows them.
type Secrets struct {
	// Auth is the 4-digit PIN of the authentication key, Sign the signing
	// password, Input the 4-digit PIN of the input-support application.
	Auth  string `json:"auth"`
	Sign  string `json:"sign"`
	Input string `json:"input"`
	// PrintedB is verification number B (照合番号B): birth YYMMDD with the year
	// of the Japanese era, year of expiry YYYY, 4-digit security code.
	PrintedB string `json:"printed_b"`
	// CardNumber is the 12-digit number (個人番号), which is verification number
	// A (照合番号A) as well.
	CardNumber string `json:"card_number"`
}

// String, GoString and LogValue never show the values.
func (Secrets) String() string { return "[secret]" }

// GoString implements fmt.GoStringer.
func (Secrets) GoString() string { return "[secret]" }

// LogValue implements slog.LogValuer.
func (Secrets) LogValue() slog.Value { return slog.StringValue("[secret]") }

// jst is the civil time of Japan; certificates end at the end of a day there.
func jst() *time.Location { return time.FixedZone("JST", 9*60*60) }

// longest is the most characters of a name or an address, so that both fit the
// certificate's file.
const longest = 120

// facts is a Person checked and taken apart.
type facts struct {
	Person
	birth, cardEnds time.Time // 00:00 JST of that day
}

func (p Person) check() (facts, error) {
	f := facts{Person: p}
	if p.ID == "" {
		return f, errors.New("a person needs an id")
	}
	if !strings.Contains(p.Name, "PRACTICE") || !strings.Contains(p.Address, "PRACTICE") {
		return f, errors.New("name and address must say PRACTICE")
	}
	if utf8.RuneCountInString(p.Name) > longest || utf8.RuneCountInString(p.Address) > longest || len(p.Localities) > 4 {
		return f, fmt.Errorf("name and address are at most %d characters, localities 4", longest)
	}
	if len(p.Photo) > 16384 {
		return f, errors.New("the photo is larger than 16,384 bytes")
	}
	var err error
	if f.birth, err = time.ParseInLocation(time.DateOnly, p.Birth, jst()); err != nil {
		return f, errors.New("birth is not YYYY-MM-DD")
	}
	if f.cardEnds, err = time.ParseInLocation(time.DateOnly, p.CardExpires, jst()); err != nil {
		return f, errors.New("card_expires is not YYYY-MM-DD")
	}
	if len(p.Sex) != 1 || !strings.Contains("0129", p.Sex) {
		return f, errors.New("sex is not one of 0, 1, 2, 9")
	}
	if f.NameSubstitute, err = flags(p.NameSubstitute, p.Name); err != nil {
		return f, fmt.Errorf("name_substitute: %w", err)
	}
	if f.AddressSubstitute, err = flags(p.AddressSubstitute, p.Address); err != nil {
		return f, fmt.Errorf("address_substitute: %w", err)
	}
	switch p.Token {
	case "", Plastic:
		f.Token = Plastic
		err = f.checkPrinted()
	case Android, IPhone:
	default:
		err = errors.New("token is not plastic, android or iphone")
	}
	return f, err
}

// checkPrinted checks what only the plastic card has: the input PIN, the
// numbers printed on it and the numbers in its common record.
func (f facts) checkPrinted() error {
	s := f.Secrets
	switch {
	case !digits(s.Auth, 4), !digits(s.Input, 4):
		return errors.New("auth and input are 4 digits")
	case !digits(f.Municipality, 5), !digits(f.CardSerial, 15):
		return errors.New("municipality is 5 digits, card_serial 15")
	case !digits(s.CardNumber, 12) || s.CardNumber[11] != checkDigit(s.CardNumber[:11]):
		return errors.New("card_number has no correct check digit")
	case !digits(s.PrintedB, 14) || s.PrintedB[:10] != f.eraBirth()+f.cardEnds.Format("2006"):
		return errors.New("printed_b does not begin with the era birth date and the year of expiry")
	}
	return nil
}

func flags(given, text string) (string, error) {
	n := utf8.RuneCountInString(text)
	if given == "" {
		return strings.Repeat("0", n), nil
	}
	if len(given) != n || strings.Trim(given, "01") != "" {
		return "", fmt.Errorf("%d characters need as many digits 0 or 1", n)
	}
	return given, nil
}

func digits(s string, n int) bool {
	return len(s) == n && strings.Trim(s, "0123456789") == ""
}

// checkDigit is the check digit of a 個人番号 over its first eleven digits
// (行政手続における特定の個人を識別するための番号の利用等に関する法律施行規則).
func checkDigit(first string) byte {
	sum := 0
	for n := 1; n <= 11; n++ {
		q := n + 1
		if n >= 7 {
			q = n - 5
		}
		sum += int(first[11-n]-'0') * q
	}
	if r := sum % 11; r > 1 {
		return byte('0' + 11 - r)
	}
	return '0'
}

// era is a Japanese era by its first day.
type era struct {
	digit   byte
	y, m, d int
}

// eraOf returns the era digit of the certificate profile (1 Meiji to 5 Reiwa, 0
// unknown) and the year within the era.
func eraOf(t time.Time) (digit byte, year int) {
	day := t.Year()*10000 + int(t.Month())*100 + t.Day()
	for _, e := range []era{{'5', 2019, 5, 1}, {'4', 1989, 1, 8}, {'3', 1926, 12, 25}, {'2', 1912, 7, 30}, {'1', 1868, 1, 25}} {
		if day >= e.y*10000+e.m*100+e.d {
			return e.digit, t.Year() - e.y + 1
		}
	}
	return '0', t.Year() % 100
}

// eraBirth is YYMMDD with the year of the Japanese era.
func (f facts) eraBirth() string {
	_, y := eraOf(f.birth)
	return fmt.Sprintf("%02d%02d%02d", y, int(f.birth.Month()), f.birth.Day())
}
