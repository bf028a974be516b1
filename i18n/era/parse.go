package era

import "strings"

// maxTyped bounds what Parse looks at, in bytes; a date is far shorter.
const maxTyped = 128

// Parse reads a date as people type it: 令和8年11月23日, 令和元年5月1日, R8.11.23,
// S55/2/17, R081123, 2026-11-23, 2026年11月23日, 20261123; digits and letters may
// be full-width, numbers may be in kanji, blanks do not matter. A year without an
// era must have four digits, so that 55.2.17 is not guessed at. The error is an
// *Error.
func Parse(s string) (Date, error) {
	unclear := &Error{Reason: Unclear}
	if len(s) > maxTyped {
		return Date{}, unclear
	}
	e, rest := cutEra(fold(s))
	nums, ok := fields(rest)
	if !ok {
		return Date{}, unclear
	}
	if len(nums) == 1 { // compact: R081123, 20261123
		n := nums[0]
		switch {
		case n.digits == 6 && e != 0, n.digits == 8 && e == 0:
			nums = []number{{n.value / 10000, n.digits - 4}, {n.value / 100 % 100, 2}, {n.value % 100, 2}}
		default:
			return Date{}, unclear
		}
	}
	if len(nums) != 3 || nums[1].digits > 2 || nums[2].digits > 2 {
		return Date{}, unclear
	}
	y, m, d := nums[0], nums[1], nums[2]
	if e != 0 {
		if y.digits > 4 {
			return Date{}, unclear
		}
		return e.Date(y.value, m.value, d.value)
	}
	if y.digits != 4 {
		return Date{}, unclear
	}
	g := Date{y.value, m.value, d.value}
	if !g.exists() {
		return Date{}, &Error{Reason: NoSuchDay}
	}
	if g.before(Meiji.First()) {
		return Date{}, &Error{Reason: BeforeMeiji6}
	}
	return g, nil
}

// number is one of year, month and day; digits is how many were typed.
type number struct{ value, digits int }

// fold makes full-width signs narrow, letters capital, and drops blanks.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			r -= '！' - '!'
		case r == ' ' || r == '\u3000' || r == '\t' || r == '\u00a0':
			return -1
		case r == '‐' || r == '−' || r == '–':
			r = '-'
		case r == '。' || r == '・' || r == '｡' || r == '･':
			r = '.'
		}
		if r >= 'a' && r <= 'z' {
			r -= 'a' - 'A'
		}
		return r
	}, s)
}

// cutEra takes the era's name off the front. 西暦 says that none follows.
func cutEra(s string) (Era, string) {
	for e := Meiji; e <= Reiwa; e++ {
		square := string("㍾㍽㍼㍻㋿"[3*(e-Meiji) : 3*(e-Meiji)+3])
		first := string([]rune(e.Kanji())[:1])
		for _, name := range []string{e.Kanji(), first, square, e.Letter()} {
			if rest, ok := strings.CutPrefix(s, name); ok {
				return e, strings.TrimPrefix(rest, ".")
			}
		}
	}
	return 0, strings.TrimPrefix(s, "西暦")
}

// fields reads either one bare number or three with one kind of separator:
// 年月日, or one of . / - used twice.
func fields(s string) ([]number, bool) {
	if strings.Contains(s, "年") {
		y, rest, _ := strings.Cut(s, "年")
		m, rest, ok1 := strings.Cut(rest, "月")
		d, tail, ok2 := strings.Cut(rest, "日")
		if !ok1 || !ok2 || tail != "" {
			return nil, false
		}
		return numbers(y, m, d)
	}
	for _, sep := range []string{".", "/", "-"} {
		if p := strings.Split(s, sep); len(p) == 3 {
			return numbers(p...)
		}
	}
	return numbers(s)
}

func numbers(texts ...string) ([]number, bool) {
	out := make([]number, len(texts))
	for i, t := range texts {
		n, ok := readNumber(t)
		if !ok || t == "元" && i > 0 {
			return nil, false
		}
		out[i] = n
	}
	return out, true
}

// readNumber reads digits (at most eight), kanji digits (二〇二六), kanji numbers
// up to 99 (五十五), or 元.
func readNumber(s string) (number, bool) {
	if s == "元" {
		return number{1, 1}, true
	}
	if strings.Contains(s, "十") {
		tens, ones, _ := strings.Cut(s, "十")
		t, ok1 := kanjiDigit(tens, 1)
		o, ok2 := kanjiDigit(ones, 0)
		return number{10*t + o, 2}, ok1 && ok2
	}
	var n number
	for _, r := range s {
		v := strings.IndexRune("0123456789", r)
		if v < 0 {
			var ok bool
			if v, ok = kanjiDigit(string(r), -1); !ok {
				return number{}, false
			}
		}
		n.value, n.digits = 10*n.value+v, n.digits+1
		if n.digits > 8 {
			return number{}, false
		}
	}
	return n, n.digits > 0
}

// kanjiDigit is the value of one kanji digit, and empty if there is none.
func kanjiDigit(s string, empty int) (int, bool) {
	if s == "" {
		return empty, true
	}
	const digits = "〇一二三四五六七八九" // three bytes each
	i := strings.Index(digits, s)
	return i / 3, i >= 0 && len(s) == 3
}
