package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// judged are people whose dates are put into a calendar: practice people as far as
// their card tells, with what they would say besides.
var judged = map[string]string{
	"student": `{"residence_status":"student","stay_end":"2027-02-01","residence_document":"residence_card","dob":"2000-05-10","address_in_japan":true,
		"mnc":"ordinary","mnc_expiry":"2027-02-01","auth_certificate_end":"2027-02-01","sign_certificate_present":true,"sign_certificate_end":"2027-02-01"}`,
	"waiting": `{"residence_status":"student","stay_end":"2026-12-15","residence_document":"residence_card","dob":"2000-05-10","address_in_japan":true,
		"application_pending":true,"application_kind":"extension","application_on":"2026-12-01"}`,
	"permanent": `{"residence_status":"permanent_resident","residence_document":"residence_card","dob":"1985-11-30","address_in_japan":true,
		"mnc":"ordinary","mnc_expiry":"2027-01-20","auth_certificate_end":"2027-01-20","sign_certificate_present":false}`,
	"moving": `{"residence_status":"long_term_resident","stay_end":"2029-03-31","residence_document":"residence_card","dob":"1992-02-29","address_in_japan":true,
		"mnc":"ordinary","mnc_expiry":"2029-03-31","event":"moved","event_on":"2026-11-20","planned_move_on":"2026-11-20"}`,
	"born": `{"residence_status":"dependent","stay_end":"2028-05-01","residence_document":"residence_card","dob":"1996-07-07","address_in_japan":true,
		"event":"birth_in_japan","event_on":"2026-11-10","child_dob":"2026-11-10","insured_by":"national"}`,
	"leaving": `{"residence_status":"engineer_humanities_international","stay_end":"2027-06-30","residence_document":"residence_card","dob":"1990-01-01","address_in_japan":true,
		"event":"leaving_for_good","event_on":"2027-03-01","leaves_japan_on":"2027-03-01","mnc":"ordinary","mnc_expiry":"2027-06-30"}`,
}

// file is a calendar file and what the program says stands in it.
type file struct {
	name string
	body []byte
	said []saidDeadline
}

type saidDeadline struct {
	ID     string
	Safe   string
	Last   string
	Passed bool
	Late   bool
	Alarms []int
}

// foundEvent is what the library found.
type foundEvent struct {
	UID, Summary, Description string
	Start, End                time.Time
	Alarms                    []float64
}

// judges lets an independent library read the calendar file of every judged person in
// every complete language, neutral and plain, and compares what it found with what
// the program says.
func judges(ctx context.Context, args []string) (held bool, err error) {
	flags := flag.NewFlagSet("judges", flag.ContinueOnError)
	if err := flags.Parse(args); err != nil {
		return false, err
	}
	folder, err := os.MkdirTemp("", "madoguchi-judges-")
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	program, judge := filepath.Join(folder, "madoguchi"), filepath.Join(folder, "judge")
	if err := build(ctx, ".", program, "./app"); err != nil {
		return false, err
	}
	if err := build(ctx, "build/bench/testdata/icaljudge", judge, "."); err != nil {
		return false, err
	}
	var files []file
	for person, facts := range judged {
		for _, lang := range []string{"en", "ja", "ja-x-easy"} {
			for _, way := range [][]string{{}, {"--plain"}} {
				f, err := calendar(ctx, program, lang, facts, way)
				if err != nil {
					return false, err
				}
				f.name = strings.Join(append([]string{person, lang}, way...), " ")
				files = append(files, f)
			}
		}
	}
	found, err := ask(ctx, judge, folder, files)
	if err != nil {
		return false, err
	}
	held = true
	uids := map[string]string{}
	events := 0
	for i, f := range files {
		for _, fault := range slices.Concat(lineFaults(f.body), eventFaults(f.said, found[i])) {
			held = false
			fmt.Printf("%s: %s\n", f.name, fault)
		}
		person, _, _ := strings.Cut(f.name, " ")
		ids := []string{}
		for _, e := range found[i] {
			ids = append(ids, e.UID)
		}
		all := strings.Join(ids, " ")
		if was, seen := uids[person]; seen && was != all {
			held = false
			fmt.Printf("%s: the UIDs differ from those of the same person in another language\n", f.name)
		}
		uids[person] = all
		events += len(found[i])
	}
	fmt.Printf("%d calendar files of %d people, %d events: read by github.com/emersion/go-ical\n", len(files), len(judged), events)
	if events == 0 {
		return false, errors.New("no event was judged")
	}
	return held, nil
}

func build(ctx context.Context, dir, out, what string) error {
	cmd := exec.CommandContext(ctx, "go", "build", "-tags", "ci", "-o", out, what)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "CGO_ENABLED=0")
	if b, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("build %s in %s: %w\n%s", what, dir, err, b)
	}
	return nil
}

// calendar is what the program writes for a person, and what it says about it.
func calendar(ctx context.Context, program, lang, facts string, way []string) (f file, err error) {
	run := func(args ...string) ([]byte, error) {
		cmd := exec.CommandContext(ctx, program, append(args, way...)...)
		cmd.Stdin = strings.NewReader(facts)
		var talk bytes.Buffer
		cmd.Stderr = &talk
		out, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("madoguchi %s: %w\n%s", strings.Join(args, " "), err, talk.Bytes())
		}
		return out, nil
	}
	common := []string{"--lang", lang, "deadlines", "--facts", "-", "--on", "2026-11-23", "--ics", "-"}
	if f.body, err = run(common...); err != nil {
		return f, err
	}
	told, err := run(append([]string{"--json"}, common...)...)
	if err != nil {
		return f, err
	}
	var doc struct {
		Result struct{ Deadlines []saidDeadline }
	}
	err = json.Unmarshal(told, &doc)
	f.said = doc.Result.Deadlines
	return f, err
}

// ask lets the library read the files.
func ask(ctx context.Context, judge, folder string, files []file) (found [][]foundEvent, err error) {
	var names []string
	for i, f := range files {
		name := filepath.Join(folder, fmt.Sprintf("%d.ics", i))
		if err := os.WriteFile(name, f.body, 0o600); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	cmd := exec.CommandContext(ctx, judge, names...)
	var talk bytes.Buffer
	cmd.Stderr = &talk
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("the library does not read it: %w\n%s", err, talk.Bytes())
	}
	dec := json.NewDecoder(bytes.NewReader(out))
	for range files {
		var events []foundEvent
		if err := dec.Decode(&events); err != nil {
			return nil, err
		}
		found = append(found, events)
	}
	return found, nil
}

// longest is a line of RFC 5545, 3.1, in octets without its end.
const longest = 75

// lineFaults looks at the lines as they lie in the file.
func lineFaults(body []byte) (faults []string) {
	if !bytes.HasSuffix(body, []byte("\r\n")) {
		faults = append(faults, "the last line has no end")
	}
	for i, l := range bytes.Split(bytes.TrimSuffix(body, []byte("\r\n")), []byte("\r\n")) {
		switch {
		case len(l) > longest:
			faults = append(faults, fmt.Sprintf("line %d has %d octets", i+1, len(l)))
		case !utf8.Valid(l):
			faults = append(faults, fmt.Sprintf("line %d is folded inside a character", i+1))
		case bytes.ContainsAny(l, "\r\n"):
			faults = append(faults, fmt.Sprintf("line %d ends with one character only", i+1))
		}
	}
	return faults
}

// eventFaults compares what was found with what was said.
func eventFaults(said []saidDeadline, found []foundEvent) (faults []string) {
	fault := func(format string, a ...any) { faults = append(faults, fmt.Sprintf(format, a...)) }
	ahead := slices.DeleteFunc(slices.Clone(said), func(d saidDeadline) bool { return d.Passed && !d.Late })
	if len(ahead) != len(found) {
		fault("%d deadlines are ahead, %d events stand in the file", len(ahead), len(found))
		return faults
	}
	seen := map[string]bool{}
	for i, e := range found {
		d := ahead[i]
		if seen[e.UID] {
			fault("the UID %s stands twice", e.UID)
		}
		seen[e.UID] = true
		day := e.Start.Format(time.DateOnly)
		if first := firstOf(d.Safe, d.Last); !d.Late && day != first || d.Late && (day < first || d.Last != "" && day > d.Last) {
			fault("%s is said to be on %s and stands on %s", d.ID, first, day)
		}
		if e.End.Sub(e.Start) != 24*time.Hour {
			fault("%s lasts %v", d.ID, e.End.Sub(e.Start))
		}
		if e.Summary == "" || strings.ContainsAny(e.Summary+e.Description, "｜《》{}") {
			fault("%s is called %q: %q", d.ID, e.Summary, e.Description)
		}
		var before []int
		for _, s := range e.Alarms {
			at := e.Start.Add(time.Duration(s) * time.Second)
			if at.Hour() != 9 || at.Minute() != 0 {
				fault("%s sounds at %v", d.ID, at)
			}
			before = append(before, int(e.Start.Sub(at.Truncate(24*time.Hour)).Hours()/24))
		}
		if !slices.Equal(before, d.Alarms) {
			fault("%s sounds %v days before, said were %v", d.ID, before, d.Alarms)
		}
	}
	return faults
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
