package pdf

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

// EncodeText makes a text string (ISO 32000-1 7.9.2.2): PDFDocEncoding when s is
// printable ASCII with tabs and line ends, else UTF-16BE with a byte order mark.
// What is not UTF-8 becomes U+FFFD.
func EncodeText(s string) String {
	ascii := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c > 126 || c < 32 && c != '\t' && c != '\n' && c != '\r' {
			ascii = false
		}
	}
	if ascii {
		return String(s)
	}
	out := String{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u>>8), byte(u))
	}
	return out
}

// DecodeText returns a text string as UTF-8. It takes UTF-16 of either byte
// order and UTF-8 with their marks, else PDFDocEncoding; language escapes are
// left out, and what has no meaning becomes U+FFFD.
func DecodeText(b String) string {
	switch {
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		return decode16(b[2:], 0)
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}):
		return decode16(b[2:], 1)
	case bytes.HasPrefix(b, []byte{0xEF, 0xBB, 0xBF}):
		return string(bytes.ToValidUTF8(b[3:], []byte("\uFFFD")))
	}
	out := make([]byte, 0, len(b))
	for _, c := range b {
		out = utf8.AppendRune(out, docRune(c))
	}
	return string(out)
}

// decode16 reads UTF-16, the high byte at offset high of each pair swapped when
// it is 1.
func decode16(b []byte, high int) string {
	u := make([]uint16, 0, len(b)/2)
	escaped := false
	for i := 0; i+1 < len(b); i += 2 {
		v := uint16(b[i+high])<<8 | uint16(b[i+1-high])
		if v == 0x1B { // ESC language ESC
			escaped = !escaped
			continue
		}
		if !escaped {
			u = append(u, v)
		}
	}
	return string(utf16.Decode(u))
}

// docRune is PDFDocEncoding (ISO 32000-1 annex D.2).
func docRune(c byte) rune {
	switch {
	case c >= 0x18 && c < 0x20:
		return [...]rune{'˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'}[c-0x18]
	case c >= 0x80 && c <= 0xA0:
		return [...]rune{
			'•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘',
			'’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', utf8.RuneError,
			'€',
		}[c-0x80]
	case c == 0x7F || c == 0xAD:
		return utf8.RuneError
	}
	return rune(c)
}
