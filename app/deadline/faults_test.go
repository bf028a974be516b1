package deadline_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"madoguchi/app/cond"
	"madoguchi/app/deadline"
	"madoguchi/app/eligibility"
	"madoguchi/app/fact"
	"madoguchi/app/law"
	"madoguchi/app/lawdate"
)

// A small world in which everything is right.
const (
	smallFacts = `
- {id: asked_on, type: date, from: [clock]}
- {id: stay_end, type: date, from: [answer], where: fact.stay_end.where}
- {id: moved_on, type: date, from: [answer], where: fact.moved_on.where}
- {id: home, type: bool, from: [answer], where: fact.home.where}
`
	smallLaws    = `- {id: icrra, name: 入管法, name_en: Immigration Act, text_as_of: 2026-06-14}`
	smallPages   = `- {id: p_town, url: "https://example.org/", kind: municipal, read_on: 2026-11-23}`
	smallRecords = `
checked_on: 2026-11-23
review_by: 2027-06-14
confidence: certain
deadlines:
- id: G-21
  topic: stay
  when: {fact: home, is: true}
  opens: {add_months: {to: stay_end, n: -3}}
  safe: {add_days: {to: stay_end, n: -14}}
  last: {fact: stay_end}
  alarms: [30, 7]
  office: immigration
  bring: [photo]
  do: [apply]
  law: ["icrra:21(2)"]
  examples:
  - {on: 2026-11-23, facts: {home: true, stay_end: 2027-02-01}, safe: 2027-01-18, last: 2027-02-01, opens: 2026-11-01}
  - {on: 2026-11-23, facts: {home: false}, is: none}
- id: G-22
  topic: record
  when: {known: moved_on}
  safe: {add_days: {to: moved_on, n: 14}}
  office: municipality
  page: [p_town]
  examples: [{on: 2026-11-23, facts: {moved_on: 2026-11-20}, safe: 2026-12-04}]
spans:
- id: stay
  when: {known: stay_end}
  to: {fact: stay_end}
  law: ["icrra:2-2(3)"]
`
)

func small(t *testing.T, records string, on lawdate.Date) (*deadline.Table, error) {
	t.Helper()
	vocabulary, err := fact.Load(fstest.MapFS{"facts.yaml": {Data: []byte(smallFacts)}})
	if err != nil {
		t.Fatal(err)
	}
	library, err := law.Load(fstest.MapFS{"laws.yaml": {Data: []byte(smallLaws)}}, fstest.MapFS{"pages.yaml": {Data: []byte(smallPages)}})
	if err != nil {
		t.Fatal(err)
	}
	scope := cond.Scope{Vocabulary: vocabulary}
	book, err := eligibility.Load(fstest.MapFS{}, scope, library)
	if err != nil {
		t.Fatal(err)
	}
	table, err := deadline.Load(fstest.MapFS{"small.yaml": {Data: []byte(strings.TrimPrefix(records, "\n"))}}, scope, library)
	if err != nil {
		return nil, err
	}
	return table, table.Check(deadline.Checks{
		On:       on,
		Case:     data{book: book}.given,
		HasText:  func(id string) bool { return !strings.Contains(id, "missing") },
		HasTopic: func(id string) bool { return id == "stay" || id == "record" },
	})
}

func TestTheSmallRecordsAreRight(t *testing.T) {
	if _, err := small(t, smallRecords, checked); err != nil {
		t.Fatal(err)
	}
}

// Each kind of bad record is refused with its place and what to write instead.
func TestBadDeadlinesAreRefused(t *testing.T) {
	for name, c := range map[string]struct{ old, new, want string }{
		"unknown fact":          {"{fact: home, is: true}", "{fact: hom, is: true}", `small.yaml:7:16: there is no fact "hom"; did you mean home?`},
		"unknown fact of a day": {"last: {fact: stay_end}\n  alarms", "last: {fact: stay_ends}\n  alarms", `small.yaml:10:16: there is no fact "stay_ends"; did you mean stay_end?`},
		"no number":             {"id: G-21", "id: first", `"first" is no number of a row; write id: as G-21`},
		"number twice":          {"id: G-22", "id: G-21", "the deadline G-21 stands at small.yaml:5:"},
		"no topic":              {"  topic: stay\n", "", "nobody knows where G-21 belongs"},
		"no office":             {"  office: municipality\n", "", "nobody knows where G-22 belongs"},
		"topic that is not":     {"topic: record", "topic: records", "there is no topic records; name one of assets/rules"},
		"no condition":          {"  when: {known: moved_on}\n", "", "small.yaml:19:3: here is nothing; write a condition as"},
		"no day":                {"  safe: {add_days: {to: moved_on, n: 14}}\n", "", "G-22 has no day; write safe: or last:"},
		"no source":             {"  page: [p_town]\n", "", "the record has no source"},
		"unknown act":           {`law: ["icrra:21(2)"]`, `law: ["icra:21(2)"]`, `there is no act "icra"; did you mean icrra?`},
		"no such article":       {`law: ["icrra:21(2)"]`, `law: ["icrra:Art. 21"]`, "is no article"},
		"unknown page":          {"page: [p_town]", "page: [p_tawn]", `there is no page "p_tawn"; did you mean p_town?`},
		"no confidence":         {"confidence: certain", "confidence: quite", "nobody said how sure this is"},
		"review before reading": {"review_by: 2027-06-14", "review_by: 2026-06-14", "to be read again before it was read"},
		"no day of reading":     {"checked_on: 2026-11-23\n", "", "the record has no checked_on"},
		"unknown key":           {"  alarms: [30, 7]", "  alarm: [30, 7]", `no key "alarm"`},
		"alarm after the day":   {"alarms: [30, 7]", "alarms: [30, -7]", "this is no alarm; write up to three"},
		"alarm twice":           {"alarms: [30, 7]", "alarms: [7, 7]", "this is no alarm"},
		"too many alarms":       {"alarms: [30, 7]", "alarms: [30, 14, 7, 3]", "this is no alarm"},
		"alarm in words":        {"alarms: [30, 7]", "alarms: [30, week]", "this is no alarm"},
		"no example":            {"  examples: [{on: 2026-11-23, facts: {moved_on: 2026-11-20}, safe: 2026-12-04}]\n", "", "G-22 has no example"},
		"example of nothing":    {", safe: 2026-12-04}]", "}]", "the example expects nothing; write is:"},
		"example differs":       {"safe: 2026-12-04}", "safe: 2026-12-05}", "G-22: safe is 2026-12-04, not 2026-12-05; settle by the law"},
		"example has no day":    {"facts: {moved_on: 2026-11-20}, safe", "facts: {}, safe", "G-22 is need_fact (missing: [moved_on])"},
		"example is another":    {"is: none", "is: need_fact", "G-21 is none, not need_fact"},
		"example of a typo":     {"is: none", "iss: none", `no key "iss"`},
		"text missing":          {"bring: [photo]", "bring: [missing_photo]", "there is no text item.missing_photo; write it in every complete language"},
		"office without text":   {"office: municipality", "office: missing", "there is no text office.missing"},
		"span without text":     {"- id: stay\n", "- id: missing\n", "there is no text span.missing"},
		"span without end":      {"  to: {fact: stay_end}\n  law", "  law", "small.yaml:27:3: here is nothing"},
		"span without source":   {"  law: [\"icrra:2-2(3)\"]\n", "", "the record has no source"},
		"nothing in the file":   {smallRecords, "confidence: certain\n", "the file has no records; write deadlines: or spans:"},
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(smallRecords, c.old) {
				t.Fatal("nothing to change")
			}
			_, err := small(t, strings.Replace(smallRecords, c.old, c.new, 1), checked)
			if err == nil {
				t.Fatal("was taken")
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("says %v", err)
			}
			var f *fact.Fault
			if !errors.As(err, &f) || f.File != "small.yaml" || f.Line == 0 || f.Cure == "" {
				t.Errorf("has no place or cure: %v", err)
			}
		})
	}
}

// A record that was to be read again is refused by the check, not by the program.
func TestADeadlineToBeReadAgain(t *testing.T) {
	later, _ := lawdate.Parse("2028-01-01")
	if _, err := small(t, smallRecords, later); err == nil || !strings.Contains(err.Error(), "G-21 was to be read again by 2027-06-14; read the law again") {
		t.Errorf("the check of 2028 says %v", err)
	}
	if _, err := small(t, smallRecords, lawdate.Date{}); err != nil {
		t.Errorf("the program refuses it: %v", err)
	}
}
