package verify

import (
	"strings"
	"time"
)

// parseDate reads a PDF date, D:YYYYMMDDHHmmSSOHH'mm' (ISO 32000-1 7.9.4), as
// loosely as it is written. full says that it has all parts to the second and a
// zone. Without a zone it is taken as UTC.
func parseDate(s string) (t time.Time, full, ok bool) {
	s = strings.TrimPrefix(strings.TrimSpace(s), "D:")
	digits := func(n, least, most int) (int, bool) {
		if len(s) < n {
			return 0, false
		}
		v := 0
		for _, c := range []byte(s[:n]) {
			if c < '0' || c > '9' {
				return 0, false
			}
			v = v*10 + int(c-'0')
		}
		if v < least || v > most {
			return 0, false
		}
		s = s[n:]
		return v, true
	}
	year, ok := digits(4, 1, 9999)
	if !ok {
		return t, false, false
	}
	parts := [5]int{1, 1, 0, 0, 0} // month, day, hour, minute, second
	bounds := [5][2]int{{1, 12}, {1, 31}, {0, 23}, {0, 59}, {0, 59}}
	read := 0
	for ; read < 5 && s != "" && s[0] >= '0' && s[0] <= '9'; read++ {
		v, ok := digits(2, bounds[read][0], bounds[read][1])
		if !ok {
			return t, false, false
		}
		parts[read] = v
	}
	zone, hasZone := time.UTC, false
	if s != "" {
		if zone, hasZone = parseZone(s); !hasZone {
			return t, false, false
		}
	}
	t = time.Date(year, time.Month(parts[0]), parts[1], parts[2], parts[3], parts[4], 0, zone)
	if t.Day() != parts[1] { // 31 February
		return time.Time{}, false, false
	}
	return t, read == 5 && hasZone, true
}

// parseZone reads Z, Z00'00', +09'00', +09'00, +0900 or +09.
func parseZone(s string) (*time.Location, bool) {
	sign := 0
	switch s[0] {
	case 'Z':
		if strings.Trim(s[1:], "0'") == "" {
			return time.UTC, true
		}
		return nil, false
	case '+':
		sign = 1
	case '-':
		sign = -1
	default:
		return nil, false
	}
	d := strings.ReplaceAll(s[1:], "'", "")
	if len(d) != 2 && len(d) != 4 {
		return nil, false
	}
	v := 0
	for _, c := range []byte(d) {
		if c < '0' || c > '9' {
			return nil, false
		}
		v = v*10 + int(c-'0')
	}
	h, m := v, 0
	if len(d) == 4 {
		h, m = v/100, v%100
	}
	if h > 23 || m > 59 {
		return nil, false
	}
	return time.FixedZone("", sign*(h*3600+m*60)), true
}
