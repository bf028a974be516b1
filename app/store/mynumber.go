package store

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// digitsOfMyNumber is the length of a 個人番号: eleven digits and a check digit
// (My Number Act Enforcement Order art. 8).
const digitsOfMyNumber = 12

// withoutMyNumber refuses a Document that holds a My Number in any of its texts,
// or a field of the profile that is for one.
func withoutMyNumber(d Document) error {
	for k := range d.Profile {
		if forMyNumber(k) {
			return failAt(MyNumber, "profile")
		}
	}
	for i, f := range d.Facts {
		if forMyNumber(f.ID) {
			return failAt(MyNumber, at("facts", i))
		}
	}
	var found string
	walk(d, true, func(where, text string) bool {
		if HasMyNumber(text) {
			found = where
		}
		return found == ""
	})
	if found != "" {
		return failAt(MyNumber, found)
	}
	return nil
}

// forMyNumber says whether a meaning's id names the My Number.
func forMyNumber(id string) bool {
	id = strings.NewReplacer("_", "", "-", "", ".", "", ":", "").Replace(strings.ToLower(id))
	for _, name := range []string{"mynumber", "individualnumber", "personalnumber", "kojinbango"} {
		// the My Number Card is no My Number
		if strings.Contains(strings.ReplaceAll(id, name+"card", ""), name) {
			return true
		}
	}
	return false
}

// HasMyNumber says whether text holds twelve digits with the right check digit,
// in any script, Chinese numerals among them, with any spaces, line ends and
// punctuation between them. Digits that stand together count as one group; a
// number ends where a group ends, so that part of a longer number (a corporate
// number has 13 digits) is not taken for one, and neither is a telephone number
// that begins with "+". One in eleven other numbers of twelve digits has that
// check digit too.
func HasMyNumber(text string) bool {
	var run []group
	for _, g := range groups(text) {
		if g.apart {
			run = run[:0]
		}
		run = append(run, g)
		n := 0
		for i := len(run) - 1; i >= 0 && n < digitsOfMyNumber; i-- {
			n += len(run[i].digits)
			if n == digitsOfMyNumber && !run[i].plus && checkDigitFits(join(run[i:])) {
				return true
			}
		}
	}
	return false
}

// A group is digits with nothing between them.
type group struct {
	digits []byte // 0 to 9
	plus   bool   // "+" stands right before it
	apart  bool   // something that is no spacing stands before it
}

func groups(text string) []group {
	var out []group
	apart, together, plus := true, false, false
	for _, r := range norm.NFKC.String(text) {
		switch d, ok := digitOf(r); {
		case ok && together:
			last := &out[len(out)-1]
			last.digits = append(last.digits, d)
		case ok:
			out = append(out, group{digits: []byte{d}, plus: plus, apart: apart})
			together, apart, plus = true, false, false
		case unicode.In(r, unicode.M, unicode.Cf):
			// marks and what cannot be seen leave digits together
		case spacing(r):
			together, plus = false, r == '+'
		default:
			together, plus, apart = false, false, true
		}
	}
	return out
}

// spacing is what may stand between the digits of one number. A colon does not:
// it stands in times of day.
func spacing(r rune) bool {
	return r != ':' && (unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.IsSymbol(r) || unicode.IsControl(r) ||
		r == 'ー' || r == 'ｰ' || r == 'ㅡ')
}

// digitOf is the value of a decimal digit of any script after NFKC, of a digit
// in a filled circle, or of a numeral of 個人番号 written in Chinese characters.
func digitOf(r rune) (byte, bool) {
	if '0' <= r && r <= '9' {
		return byte(r - '0'), true
	}
	if r < 0x80 {
		return 0, false
	}
	if unicode.Is(unicode.Nd, r) {
		return valueOf(r), true
	}
	for _, one := range [...]rune{'❶', '➀', '➊', '⓵', '፩'} {
		if one <= r && r < one+9 {
			return byte(r-one) + 1, true
		}
	}
	switch r {
	case '〇', '零', '○', '⓿':
		return 0, true
	case '一', '壱', '壹', '弌':
		return 1, true
	case '二', '弐', '貳', '贰', '弍':
		return 2, true
	case '三', '参', '參', '叁', '弎':
		return 3, true
	case '四', '肆', '亖':
		return 4, true
	case '五', '伍':
		return 5, true
	case '六', '陸', '陆':
		return 6, true
	case '七', '柒', '漆':
		return 7, true
	case '八', '捌':
		return 8, true
	case '九', '玖':
		return 9, true
	}
	return 0, false
}

// valueOf is the value of a decimal digit. Unicode keeps them in runs that begin
// with a zero (The Unicode Standard, 4.6).
func valueOf(r rune) byte {
	for _, t := range unicode.Nd.R16 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return byte((r - rune(t.Lo)) % 10)
		}
	}
	for _, t := range unicode.Nd.R32 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return byte((r - rune(t.Lo)) % 10)
		}
	}
	return 0
}

func join(run []group) []byte {
	var out []byte
	for _, g := range run {
		out = append(out, g.digits...)
	}
	return out
}

// checkDigitFits: with P1 to P11 the digits before the check digit from the
// right, Qn = n+1 for n up to 6 and n-5 above, and r = ΣPnQn mod 11, the check
// digit is 0 for r up to 1, else 11-r (Order for Enforcement of the My Number
// Act, art. 8; Ordinance of the Ministry of Internal Affairs 85 of 2014, art. 5).
func checkDigitFits(d []byte) bool {
	if len(d) != digitsOfMyNumber {
		return false
	}
	sum := 0
	for n := 1; n < digitsOfMyNumber; n++ {
		q := n + 1
		if n > 6 {
			q = n - 5
		}
		sum += int(d[digitsOfMyNumber-1-n]) * q
	}
	check := 0
	if r := sum % 11; r > 1 {
		check = 11 - r
	}
	return int(d[digitsOfMyNumber-1]) == check
}
