package deadline_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"madoguchi/app/deadline"
	"madoguchi/app/lawdate"
)

func written(t interface{ Fatal(...any) }, entries ...deadline.Entry) string {
	var b bytes.Buffer
	if err := deadline.WriteCalendar(&b, entries, checked); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// unfolded are the lines of RFC 5545, 3.1, put together again.
func unfolded(file string) []string {
	return strings.Split(strings.TrimSuffix(strings.ReplaceAll(file, "\r\n ", ""), "\r\n"), "\r\n")
}

// value is the text of the first property of that name.
func value(t interface{ Fatal(...any) }, file, name string) string {
	for _, l := range unfolded(file) {
		if v, is := strings.CutPrefix(l, name+":"); is {
			var out strings.Builder
			escaped := false
			for _, r := range v {
				switch {
				case escaped && r == 'n':
					out.WriteRune('\n')
				case !escaped && r == '\\':
					escaped = true
					continue
				default:
					out.WriteRune(r)
				}
				escaped = false
			}
			return out.String()
		}
	}
	t.Fatal("no " + name + " in\n" + file)
	return ""
}

// faults of the lines as they lie in the file.
func faults(file string) (list []string) {
	for _, l := range strings.Split(strings.TrimSuffix(file, "\r\n"), "\r\n") {
		if len(l) > 75 || !utf8.ValidString(l) || strings.ContainsAny(l, "\r\n") {
			list = append(list, fmt.Sprintf("%d octets: %q", len(l), l))
		}
	}
	return list
}

// Long lines end between characters, wherever the limit falls in them.
func TestLinesFoldBetweenCharacters(t *testing.T) {
	for _, word := range []string{"x", "é", "在留期間の更新", "နေထိုင်ခွင့်", "👩‍👩‍👧", "a\u0301", `\`, ";,"} {
		for shift := range 8 { // the limit falls on every octet of a character
			text := strings.Repeat("-", shift) + strings.Repeat(word, 60)
			file := written(t, deadline.Entry{UID: "u", Day: checked, Summary: text, Description: text + "\n" + text})
			if f := faults(file); len(f) > 0 {
				t.Errorf("%s, %d: %q", word, shift, f)
			}
			if got := value(t, file, "SUMMARY"); got != text {
				t.Errorf("%s, %d: comes back as %q", word, shift, got)
			}
			if got := value(t, file, "DESCRIPTION"); got != text+"\n"+text {
				t.Errorf("%s, %d: the description comes back as %q", word, shift, got)
			}
		}
	}
}

// A line as long as the limit is not folded, one octet more is.
func TestTheLimitIsSeventyFiveOctets(t *testing.T) {
	for n, folds := range map[int]bool{75: false, 76: true, 75 + 74: true} {
		file := written(t, deadline.Entry{UID: "u", Day: checked, Summary: strings.Repeat("x", n-len("SUMMARY:"))})
		if got := strings.Contains(file, "\r\n x"); got != folds {
			t.Errorf("%d octets: folded %v", n, got)
		}
		if n == 149 && strings.Count(file, "\r\n x") != 1 {
			t.Error("75 and 74 octets with their blank need one fold only")
		}
	}
}

// Whatever a text holds, it comes back, without what no text may hold.
func TestAnyTextComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		file := written(t, deadline.Entry{UID: "u", Day: checked, Summary: text, Alarms: []int{1}})
		if f := faults(file); len(f) > 0 {
			t.Fatalf("%q", f)
		}
		want := strings.Map(func(r rune) rune {
			if r < ' ' && r != '\n' || r == 0x7f {
				return -1
			}
			return r
		}, text)
		if got := value(t, file, "SUMMARY"); got != want {
			t.Fatalf("%q comes back as %q", want, got)
		}
	})
}

// A text cannot end its line and begin a property or an entry of its own.
func TestATextStaysText(t *testing.T) {
	file := written(t, deadline.Entry{UID: "u", Day: checked, Summary: "a\r\nEND:VEVENT\nATTACH:x\rB:c;d,e\\n\xff\x00\x7f"})
	lines := unfolded(file)
	if n := strings.Count(strings.Join(lines, "\n"), "\nEND:VEVENT"); n != 1 || slices.ContainsFunc(lines, func(l string) bool { return strings.HasPrefix(l, "ATTACH") }) {
		t.Errorf("the text broke out:\n%s", file)
	}
	if !slices.Contains(lines, `SUMMARY:a\nEND:VEVENT\nATTACH:xB:c\;d\,e\\n`+"\ufffd") {
		t.Errorf("the text is\n%q", lines)
	}
}

// A day is a whole day, and does not make the person busy; alarms sound at nine.
func TestADayInTheCalendar(t *testing.T) {
	day, _ := lawdate.Parse("2028-02-28")
	lines := unfolded(written(t, deadline.Entry{UID: "u", Day: day, Summary: "s", Alarms: []int{30, 1, 0}}))
	for _, want := range []string{
		"DTSTART;VALUE=DATE:20280228", "DTEND;VALUE=DATE:20280229", "DTSTAMP:20261123T000000Z",
		"TRANSP:TRANSPARENT", "CLASS:PRIVATE", "TRIGGER:-P29DT15H", "TRIGGER:-P0DT15H", "TRIGGER:PT9H",
	} {
		if !slices.Contains(lines, want) {
			t.Errorf("no %s in\n%s", want, strings.Join(lines, "\n"))
		}
	}
	for before, d := range map[int]time.Duration{30: -(29*24 + 15) * time.Hour, 1: -15 * time.Hour, 0: 9 * time.Hour} {
		at := time.Date(2028, 2, 28, 0, 0, 0, 0, time.UTC).Add(d)
		if at.Hour() != 9 || at.YearDay() != 59-before {
			t.Errorf("%d days before is %v", before, at)
		}
	}
	for _, l := range lines {
		if strings.HasPrefix(l, "DESCRIPTION") && l != "DESCRIPTION:s" {
			t.Errorf("an entry without description has %s", l)
		}
	}
}

// The same record of the same person keeps its id; others have others.
func TestIDsStay(t *testing.T) {
	const same = "493833b8-b7d4-8fa1-842b-297cbe68621b"
	a := deadline.UID("a", "G-21")
	if a != deadline.UID("a", "G-21") || a == deadline.UID("b", "G-21") || a == deadline.UID("a", "G-21.1") || deadline.UID("aG", "-21") == deadline.UID("a", "G-21") {
		t.Error("ids are mixed up")
	}
	if len(a) != 36 || a[14] != '8' || !strings.ContainsRune("89ab", rune(a[19])) {
		t.Errorf("%s is no UUID of version 8", a)
	}
	if got := deadline.UID("", "G-21"); got != same {
		t.Errorf("G-21 is now %s: calendars that hold it would show it twice", got)
	}
}

// A full disk is said, not passed over.
func TestAWriteThatFailsIsSaid(t *testing.T) {
	full := errors.New("full")
	if err := deadline.WriteCalendar(failing{full}, []deadline.Entry{{UID: "u", Day: checked, Summary: "s"}}, checked); !errors.Is(err, full) {
		t.Errorf("says %v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }
