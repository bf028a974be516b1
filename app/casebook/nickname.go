package casebook

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"madoguchi/app/store"
)

// LongestNickname is the most characters of a nickname.
const LongestNickname = 24

// CheckNickname gives a nickname in the form in which it is kept (NFKC, without
// blanks around it), or says why it cannot be one: NicknameLength,
// NicknameDigits, NicknameWord, NicknameName, or store.MyNumber. Letters of all
// scripts and pictures (emoji) are taken. It finds what is written like a name,
// and frequent family names; it cannot know every name.
func CheckNickname(s string) (string, error) {
	if !utf8.ValidString(s) {
		return "", fail(NicknameWord)
	}
	s = strings.TrimSpace(norm.NFKC.String(s))
	switch {
	case s == "" || utf8.RuneCountInString(s) > LongestNickname:
		return "", fail(NicknameLength)
	case store.HasMyNumber(s):
		return "", &store.Error{Kind: store.MyNumber}
	case hasDigits(s):
		return "", fail(NicknameDigits)
	case !oneWord(s):
		return "", fail(NicknameWord)
	case looksLikeName(s):
		return "", fail(NicknameName)
	}
	return s, nil
}

// sameNickname says whether people would mix the two up.
func sameNickname(a, b string) bool { return strings.EqualFold(a, b) }

// hasDigits finds a digit of any script, and three or more Chinese numerals one
// after the other, as in a telephone number.
func hasDigits(s string) bool {
	row := 0
	for _, r := range s {
		if unicode.Is(unicode.N, r) {
			return true
		}
		if strings.ContainsRune("零一二三四五六七八九十百千万壱弐参", r) {
			row++
		} else {
			row = 0
		}
		if row == 3 {
			return true
		}
	}
	return false
}

// oneWord says whether s is of letters, their marks and pictures, with nothing
// that parts or joins words. The long mark ー is a letter.
func oneWord(s string) bool {
	something := false
	for _, r := range s {
		switch {
		case unicode.IsLetter(r), unicode.Is(unicode.So, r):
			something = true
		case unicode.IsMark(r), unicode.Is(unicode.Sk, r):
		case r == '\u200c', r == '\u200d': // between letters of some scripts and in pictures
		default:
			return false
		}
	}
	return something
}
