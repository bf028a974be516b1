package main

import (
	"strings"
	"testing"
	"time"
)

// Each thing that may be wrong in a calendar file is found.
func TestTheJudgeOfLines(t *testing.T) {
	if f := lineFaults([]byte("SUMMARY:" + strings.Repeat("x", 67) + "\r\n y\r\n")); len(f) != 0 {
		t.Errorf("a good file has %q", f)
	}
	for want, body := range map[string]string{
		"76 octets":          strings.Repeat("x", 76) + "\r\n",
		"inside a character": "日本\xe8\xaa\r\n \x9e\r\n",
		"one character only": "a\nb\r\n",
		"has no end":         "a\r\nb",
	} {
		if f := strings.Join(lineFaults([]byte(body)), "; "); !strings.Contains(f, want) {
			t.Errorf("%q has the faults %q", body, f)
		}
	}
}

func TestTheJudgeOfEvents(t *testing.T) {
	day := time.Date(2027, 2, 1, 0, 0, 0, 0, time.UTC)
	said := []saidDeadline{{ID: "G-1", Safe: "2027-02-01", Last: "2027-02-03", Alarms: []int{7, 0}}}
	good := foundEvent{UID: "u", Summary: "Reminder", Start: day, End: day.AddDate(0, 0, 1), Alarms: []float64{(-7*24 + 9) * 3600, 9 * 3600}}
	if f := eventFaults(said, []foundEvent{good}); len(f) != 0 {
		t.Errorf("a good event has %q", f)
	}
	for want, spoil := range map[string]func(*foundEvent){
		"stands on":     func(e *foundEvent) { e.Start, e.End = day.AddDate(0, 0, 1), day.AddDate(0, 0, 2) },
		"lasts":         func(e *foundEvent) { e.End = day },
		"sounds at":     func(e *foundEvent) { e.Alarms = []float64{-7 * 24 * 3600, 9 * 3600} },
		"days before":   func(e *foundEvent) { e.Alarms = e.Alarms[:1] },
		"is called":     func(e *foundEvent) { e.Summary = "｜日《ひ》" },
		"events stand ": nil,
	} {
		found := []foundEvent{good}
		if spoil == nil {
			found = nil
		} else {
			spoil(&found[0])
		}
		if f := strings.Join(eventFaults(said, found), "; "); !strings.Contains(f, want) {
			t.Errorf("%s: found %q", want, f)
		}
	}
	twice := eventFaults(append(said, said...), []foundEvent{good, good})
	if f := strings.Join(twice, "; "); !strings.Contains(f, "stands twice") {
		t.Errorf("a UID that stands twice: found %q", f)
	}
}
