package deadline

import (
	"crypto/sha256"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"madoguchi/app/lawdate"
)

// Entry is one day in a calendar file.
type Entry struct {
	// UID stays the same for the same record of the same person, so that a calendar
	// that reads the file again moves the entry instead of doubling it: see UID.
	UID string
	Day lawdate.Date
	// Summary is what stands in the calendar for everyone to see. Description may be
	// empty.
	Summary, Description string
	// Alarms are days before Day, each at alarmHour.
	Alarms []int
}

// alarmHour is when an alarm sounds, by the clock of the device.
const alarmHour = 9

// UID names an entry: a UUID (RFC 9562, version 8) of the subject and the id of the
// record. subject tells persons apart; it should be a random id, not a name.
func UID(subject, id string) string {
	h := sha256.Sum256([]byte("madoguchi calendar\x00" + subject + "\x00" + id))
	h[6], h[8] = h[6]&0x0f|0x80, h[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", h[:4], h[4:6], h[6:8], h[8:10], h[10:16])
}

// WriteCalendar writes a calendar file (RFC 5545): entries of whole days with
// alarms, lines folded at 75 octets between characters. stamp is the day it was
// made. Nothing in it names the person or this computer.
func WriteCalendar(w io.Writer, entries []Entry, stamp lawdate.Date) error {
	f := folder{w: w}
	f.line("BEGIN:VCALENDAR")
	f.line("VERSION:2.0")
	f.line("PRODID:-//Madoguchi//Madoguchi//EN")
	f.line("CALSCALE:GREGORIAN")
	f.line("METHOD:PUBLISH")
	for _, e := range entries {
		f.line("BEGIN:VEVENT")
		f.line("UID:" + e.UID)
		f.line("DTSTAMP:" + compact(stamp) + "T000000Z")
		f.line("DTSTART;VALUE=DATE:" + compact(e.Day))
		f.line("DTEND;VALUE=DATE:" + compact(e.Day.AddDays(1)))
		f.line("SUMMARY:" + escape(e.Summary))
		if e.Description != "" {
			f.line("DESCRIPTION:" + escape(e.Description))
		}
		f.line("TRANSP:TRANSPARENT")
		f.line("CLASS:PRIVATE")
		for _, days := range e.Alarms {
			f.line("BEGIN:VALARM")
			f.line("ACTION:DISPLAY")
			f.line("DESCRIPTION:" + escape(e.Summary))
			f.line("TRIGGER:" + trigger(days))
			f.line("END:VALARM")
		}
		f.line("END:VEVENT")
	}
	f.line("END:VCALENDAR")
	return f.err
}

// trigger is alarmHour on the day so many days before.
func trigger(days int) string {
	if days == 0 {
		return fmt.Sprintf("PT%dH", alarmHour)
	}
	return fmt.Sprintf("-P%dDT%dH", days-1, 24-alarmHour)
}

func compact(d lawdate.Date) string { return strings.ReplaceAll(d.String(), "-", "") }

// escape is TEXT of RFC 5545, 3.3.11. Control characters are left out.
func escape(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == 0x7f {
			return -1
		}
		return r
	}, s)
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(s)
}

// octets is the longest line of RFC 5545, 3.1, without its end.
const octets = 75

// folder writes lines and remembers the first error.
type folder struct {
	w   io.Writer
	err error
}

func (f *folder) line(s string) {
	limit := octets
	for len(s) > limit {
		n := limit
		for !utf8.RuneStart(s[n]) {
			n--
		}
		f.write(s[:n] + "\r\n ")
		s, limit = s[n:], octets-1 // the blank counts
	}
	f.write(s + "\r\n")
}

func (f *folder) write(s string) {
	if f.err == nil {
		_, f.err = io.WriteString(f.w, s)
	}
}
