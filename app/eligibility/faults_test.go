package eligibility_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"madoguchi/app/cond"
	"madoguchi/app/eligibility"
	"madoguchi/app/fact"
	"madoguchi/app/law"
	"madoguchi/app/lawdate"
)

// A small world in which everything is right.
const (
	vocabularyFile = `
- {id: asked_on, type: date, from: [clock]}
- {id: dob, type: date, from: [answer], where: fact.dob.where}
- {id: status, type: enum, values: [pr, student, none_of_these], from: [answer], where: fact.status.where}
- {id: stay_end, type: date, from: [answer], where: fact.stay_end.where}
- {id: home, type: bool, from: [answer], where: fact.home.where}
- {id: class, type: enum, values: [unlimited, limited], derived: true}
- {id: record, type: bool, derived: true}
`
	lawsFile  = `- {id: co, name: 個人番号カード等命令, name_en: Card order, text_as_of: 2026-06-14}`
	pagesFile = `- {id: p_town, url: "https://example.org/", kind: municipal, read_on: 2026-11-23}`
	topicYAML = `
topic: card
order: 1
icon: card
questions: [apply, ends]
bring: [photo]
ways: [paper]
offices: [town]
`
	classYAML = `
derive: class
checked_on: 2026-11-23
review_by: 2027-06-14
confidence: certain
rules:
- {id: A-01, when: {fact: status, is: pr}, then: {value: unlimited}, law: ["co:1"], examples: [{on: 2026-11-23, facts: {status: pr}, value: unlimited}]}
- {id: A-02, when: {fact: status, is: student}, then: {value: limited}, law: ["co:1"], examples: [{on: 2026-11-23, facts: {status: student}, value: limited}]}
`
	recordYAML = `
derive: record
checked_on: 2026-11-23
review_by: 2027-06-14
confidence: probable
rules:
- {id: A-03, when: {all: [{fact: class, in: [unlimited, limited]}, {fact: home, is: true}]}, then: {value: true}, law: ["co:1"], examples: [{on: 2026-11-23, facts: {status: pr, home: true}, value: true}]}
- {id: A-04, when: {fact: home, is: false}, then: {value: false}, law: ["co:1"], examples: [{on: 2026-11-23, facts: {home: false}, value: false}]}
`
	applyYAML = `
question: card.apply
kind: answer
otherwise: {office: town}
checked_on: 2026-11-23
review_by: 2027-06-14
confidence: certain
rules:
- id: C-01
  when: {fact: record, is: true}
  then: yes
  law: ["co:16-2(1)"]
  examples: [{on: 2026-11-23, facts: {status: pr, home: true}, is: yes, confidence: probable}]
- id: C-02
  when: {fact: record, is: false}
  then: no
  ways: [paper]
  law: ["co:16-2(1)"]
  examples: [{on: 2026-11-23, facts: {status: student, home: false}, is: no}]
- id: C-03
  when: {fact: status, is: none_of_these}
  over: [C-01, C-02]
  then: ask
  confidence: unsure
  office: town
  page: [p_town]
  examples: [{on: 2026-11-23, facts: {status: none_of_these}, is: ask}]
examples:
- {on: 2026-11-23, facts: {}, is: need_fact, missing: [home, status]}
`
	endsYAML = `
question: card.ends
kind: date
applies: {fact: home, is: true}
otherwise: {office: town}
checked_on: 2026-11-23
review_by: 2027-06-14
confidence: certain
rules:
- id: C-52
  when: {fact: class, is: limited}
  then: {date: {fact: stay_end}}
  law: ["co:27(1)"]
  examples: [{on: 2026-11-23, facts: {status: student, home: true, stay_end: 2028-08-15}, date: 2028-08-15}]
- id: C-50
  when: {fact: class, is: unlimited}
  then: {date: {nth_birthday_after: {day: asked_on, of: dob, n: 10}}}
  law: ["co:26(1)"]
  examples: [{on: 2026-11-23, facts: {status: pr, home: true, dob: 1990-11-23}, date: 2036-11-23}]
`
)

func smallFiles() map[string]string {
	return map[string]string{
		"card/topic.yaml": topicYAML, "card/apply.yaml": applyYAML, "card/ends.yaml": endsYAML,
		"derived/class.yaml": classYAML, "derived/record.yaml": recordYAML,
	}
}

func small(t *testing.T, files map[string]string) (*eligibility.Book, error) {
	t.Helper()
	vocabulary, err := fact.Load(fstest.MapFS{"facts.yaml": {Data: []byte(vocabularyFile)}})
	if err != nil {
		t.Fatal(err)
	}
	library, err := law.Load(fstest.MapFS{"laws.yaml": {Data: []byte(lawsFile)}}, fstest.MapFS{"pages.yaml": {Data: []byte(pagesFile)}})
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(strings.TrimPrefix(text, "\n"))}
	}
	b, err := eligibility.Load(fs.FS(fsys), cond.Scope{Vocabulary: vocabulary}, library)
	if err != nil {
		return nil, err
	}
	return b, b.Check(eligibility.Checks{On: checked, HasText: func(id string) bool { return !strings.Contains(id, "missing") }, Calendar: &lawdate.Calendar{}})
}

func TestTheSmallWorldIsRight(t *testing.T) {
	if _, err := small(t, smallFiles()); err != nil {
		t.Fatal(err)
	}
}

// Each kind of bad record is refused with its place and what to write instead.
func TestBadRecordsAreRefused(t *testing.T) {
	for name, c := range map[string]struct{ file, old, new, want string }{
		"unknown fact":           {"card/apply.yaml", "{fact: record, is: true}", "{fact: recrod, is: true}", `card/apply.yaml:9:16: `},
		"unknown value":          {"card/apply.yaml", "is: none_of_these}\n  over", "is: none}\n  over", "status has no such value"},
		"unknown act":            {"card/apply.yaml", `law: ["co:16-2(1)"]`, `law: ["cc:16-2(1)"]`, `there is no act "cc"; did you mean co?`},
		"bad article":            {"card/apply.yaml", `law: ["co:16-2(1)"]`, `law: ["co:Art 16"]`, "is no article; write it as 16-2(1)(ii)"},
		"unknown page":           {"card/apply.yaml", "page: [p_town]", "page: [p_towm]", "there is no page"},
		"no source":              {"card/apply.yaml", "  law: [\"co:16-2(1)\"]\n  examples: [{on: 2026-11-23, facts: {status: pr", "  examples: [{on: 2026-11-23, facts: {status: pr", "has no source"},
		"no confidence":          {"card/apply.yaml", "confidence: certain", "confidence: sure", "nobody said how sure this is"},
		"unsure says yes":        {"card/apply.yaml", "then: ask", "then: yes", "who is not sure says neither yes nor no"},
		"sure asks":              {"card/apply.yaml", "  confidence: unsure\n", "", "who is not sure says neither yes nor no"},
		"a bare no":              {"card/apply.yaml", "  ways: [paper]\n", "", "a no stands alone; write ways:"},
		"nobody to ask":          {"card/apply.yaml", "  office: town\n", "", "nobody knows whom to ask"},
		"no otherwise":           {"card/apply.yaml", "otherwise: {office: town}\n", "", "nobody can be asked when no rule speaks"},
		"no example":             {"card/apply.yaml", "  examples: [{on: 2026-11-23, facts: {status: student, home: false}, is: no}]\n", "", "C-02 has no example"},
		"example differs":        {"card/apply.yaml", "facts: {status: student, home: false}, is: no", "facts: {status: student, home: false}, is: yes", "the answer is no, not yes"},
		"example of another":     {"card/apply.yaml", "facts: {status: student, home: false}, is: no", "facts: {status: none_of_these}, is: ask", "C-03 answers, not C-02"},
		"overlap":                {"card/apply.yaml", "  over: [C-01, C-02]\n", "", "C-01 and C-03 can both hold: "},
		"over nothing":           {"card/apply.yaml", "over: [C-01, C-02]", "over: [C-01, C-99]", `there is no rule "C-99" to win over`},
		"circle of over":         {"card/apply.yaml", "  then: yes\n", "  then: yes\n  over: [C-03]\n", "rules win over each other in a circle"},
		"unreachable":            {"card/apply.yaml", "when: {fact: status, is: none_of_these}", "when: {all: [{fact: status, is: pr}, {fact: status, is: student}]}", "C-03 can hold for nobody"},
		"number twice":           {"card/apply.yaml", "id: C-02", "id: C-01", "the rule C-01 stands at"},
		"no number":              {"card/apply.yaml", "id: C-02", "id: second", "is no number of a row"},
		"review before reading":  {"card/apply.yaml", "review_by: 2027-06-14", "review_by: 2026-06-14", "to be read again before it was read"},
		"ends before it begins":  {"card/apply.yaml", "confidence: certain\n", "confidence: certain\nvalid: {from: 2026-01-02, to: 2026-01-01}\n", "ends before it begins"},
		"unknown key":            {"card/apply.yaml", "  then: yes\n", "  then: yes\n  because: x\n", `no key "because"`},
		"no outcome":             {"card/apply.yaml", "  then: yes\n", "  then: maybe\n", `"maybe" is no outcome`},
		"a day where no day is":  {"card/apply.yaml", "  then: yes\n", "  then: {date: {fact: dob}}\n", "this question is not for a day"},
		"no day where one is":    {"card/ends.yaml", "then: {date: {fact: stay_end}}", "then: yes", "this question is for a day"},
		"no safe day":            {"card/ends.yaml", "{date: {fact: stay_end}}", "{date: {last: {fact: stay_end}}}", "no day is shown"},
		"wrong day":              {"card/ends.yaml", "date: 2036-11-23", "date: 2036-11-24", "date is 2036-11-23, not 2036-11-24"},
		"question of other name": {"card/ends.yaml", "question: card.ends", "question: card.end", "write question: card.ends"},
		"topic of other name":    {"card/topic.yaml", "topic: card", "topic: cards", "write topic: card"},
		"hidden question":        {"card/topic.yaml", "[apply, ends]", "[apply]", "nobody would see this question"},
		"question that is not":   {"card/topic.yaml", "[apply, ends]", "[apply, ends, costs]", "there is no question card.costs"},
		"text missing":           {"card/apply.yaml", "ways: [paper]", "ways: [missing_way]", "there is no text item.missing_way"},
		"derived twice":          {"derived/record.yaml", "derive: record", "derive: class", "class is derived at"},
		"not derived":            {"derived/record.yaml", "derive: record", "derive: home", "home is asked"},
		"circle of facts":        {"derived/class.yaml", "{fact: status, is: pr}, then", "{fact: record, is: true}, then", "facts are derived in a circle: "},
		"unsure fact":            {"derived/class.yaml", "confidence: certain", "confidence: unsure", "what nobody is sure of cannot be a fact"},
		"fact example differs":   {"derived/class.yaml", "facts: {status: student}, value: limited", "facts: {status: student}, value: unlimited", "class is limited"},
	} {
		t.Run(name, func(t *testing.T) {
			files := smallFiles()
			if !strings.Contains(files[c.file], c.old) {
				t.Fatalf("nothing to change in %s", c.file)
			}
			files[c.file] = strings.Replace(files[c.file], c.old, c.new, 1)
			_, err := small(t, files)
			if err == nil {
				t.Fatal("was taken")
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Fatalf("says %v", err)
			}
			var f *fact.Fault
			if !errors.As(err, &f) || f.Line == 0 || f.Cure == "" {
				t.Errorf("has no place or cure: %v", err)
			}
		})
	}
}

// A record that was to be read again is refused by the check, not by the program.
func TestAPassedReviewIsRefused(t *testing.T) {
	b, err := small(t, smallFiles())
	if err != nil {
		t.Fatal(err)
	}
	later, _ := lawdate.Parse("2028-01-01")
	err = b.Check(eligibility.Checks{On: later})
	if err == nil || !strings.Contains(err.Error(), "C-01 was to be read again by 2027-06-14") {
		t.Errorf("the check of 2028 says %v", err)
	}
	if n := len(b.Overdue(later)); n != 5 {
		t.Errorf("%d rules are overdue, want 5", n)
	}
}
