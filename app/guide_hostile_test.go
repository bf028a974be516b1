package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"madoguchi/app/cli"
)

// guideAnswer is what of the answer of guide could hurt somebody.
type guideAnswer struct {
	Flags    []string
	Warnings []struct{ ID, Name string }
	Steps    []struct {
		ID        string
		Emergency bool
		Safe      *string
	}
	Today *string
	Ask   []string
	Call  []struct {
		NoStatus string `json:"no_status"`
	}
}

// guided is what the command line answers to somebody.
func (s *stage) guided(facts string, path ...string) (v guideAnswer) {
	s.t.Helper()
	o := s.run(facts, append([]string{"--json", "--mode", "helper", "guide", "--facts", "-", "--on", "2026-11-23"}, path...)...)
	var doc struct{ Result *guideAnswer }
	if err := json.Unmarshal([]byte(o.out), &doc); err != nil || doc.Result == nil {
		s.t.Fatalf("%s: %v: %s%s", facts, err, o.out, o.err)
	}
	return *doc.Result
}

// toldInWords is what a helper at the command line is told.
func toldInWords(t *testing.T, stdin string, args ...string) string {
	t.Helper()
	p, err := program()
	if err != nil {
		t.Fatal(err)
	}
	var out, talk bytes.Buffer
	term := cli.Terminal{In: strings.NewReader(stdin), Out: &out, Err: &talk, Language: "en"}
	if status := p.Run(t.Context(), append([]string{"--mode", "helper"}, args...), term); status != 0 {
		t.Fatalf("%v: %d: %s", args, status, talk.Bytes())
	}
	return out.String()
}

// Danger is answered before anything else, also where nobody chose a guide, and
// something can be done today.
func TestDangerIsAnsweredWithoutAGuide(t *testing.T) {
	s := newStage(t)
	for danger, first := range map[string]string{
		"illness": "call_119", "violence": "call_dv_line", "child": "call_189", "detained": "call_duty_lawyer", "letter": "get_legal_help",
	} {
		for _, more := range []string{"", `,"permission":"card","fear":"not_afraid"`} {
			v := s.guided(`{"danger":"` + danger + `"` + more + `}`)
			if len(v.Steps) == 0 || v.Steps[0].ID != first || v.Today == nil {
				t.Errorf("%s%s: %+v, today %v", danger, more, v.Steps, v.Today)
			}
			words := toldInWords(t, `{"danger":"`+danger+`"`+more+`}`, "guide", "--facts", "-")
			if strings.Contains(words, "\n!! ") != (danger != "letter") || !strings.Contains(words, "\n1. ") {
				t.Errorf("the words have no danger or nothing to do:\n%s", words)
			}
		}
	}
}

// The day of another event is none of a birth.
func TestAnotherDayIsNoBirthday(t *testing.T) {
	s := newStage(t)
	for _, event := range []string{"married", "moved", "stay_ends", "none_of_these"} {
		v := s.guided(`{"event":"`+event+`","event_on":"2026-11-20","permission":"none"}`, "baby")
		for _, step := range v.Steps {
			if step.Safe != nil {
				t.Errorf("%s: %s is by %s", event, step.ID, *step.Safe)
			}
		}
		if !slices.Contains(v.Ask, "event_on") {
			t.Errorf("%s: the birthday is not asked for: %v", event, v.Ask)
		}
	}
	for _, facts := range []string{`{"event_on":"2026-11-20"}`, `{"event_on":"2026-11-20","event":"birth_in_japan"}`} {
		v := s.guided(facts, "baby")
		if i := slices.IndexFunc(v.Steps, func(x struct {
			ID        string
			Emergency bool
			Safe      *string
		},
		) bool {
			return x.ID == "a_notice"
		}); i < 0 || v.Steps[i].Safe == nil || *v.Steps[i].Safe != "2026-12-03" {
			t.Errorf("%s: the day of the notice is lost: %+v", facts, v.Steps)
		}
	}
}

// What follows from other facts cannot be told, so that no flag is dodged by it, and
// neither can more States than a list holds.
func TestFlagsCannotBeDodged(t *testing.T) {
	s := newStage(t)
	for _, facts := range []string{
		`{"permission":"card","fear":"not_afraid","status_class":"pr"}`, `{"permission":"card","stay_over":false}`,
		`[{"id":"stay_over","value":false,"from":"rule"}]`, `[{"id":"fear","value":"not_afraid","from":"rule"}]`,
		`[{"id":"fear","value":"afraid"},{"id":"fear","value":"not_afraid"}]`,
		`{"fear":"not_afraid","no_embassy":false}`, `{"flags":[]}`, `{"fear":"Not_Afraid"}`, `{"fear":true}`,
		`{"states":[` + strings.Repeat(`{"state":"mm"},`, 100) + `{"state":"ph"}]}`,
	} {
		if o := s.run(facts, "--mode", "helper", "guide", "baby", "--facts", "-"); o.status == 0 {
			t.Errorf("%.80s is taken:\n%.300s", facts, o.out)
		}
	}
	for _, facts := range []string{
		`{"fear":"unknown","permission":"unknown"}`, `{"fear":null,"permission":null}`,
		`{"permission":"card","fear":"not_afraid","stay_end":"2026-01-01","residence_status":"student","custody":"immigration","recognised_refugee":true}`,
		`{"permission":"card","fear":"not_afraid","danger":"letter","application_kind":"refugee"}`,
	} {
		v := s.guided(facts, "label")
		for _, flag := range []string{"no_embassy", "lawyer_first"} {
			if !slices.Contains(v.Flags, flag) {
				t.Errorf("%s: %s is not set: %v", facts, flag, v.Flags)
			}
		}
		if len(v.Warnings) == 0 || v.Warnings[0].ID != "no_embassy_any" {
			t.Errorf("%s: %+v", facts, v.Warnings)
		}
		for _, c := range v.Call {
			if c.NoStatus != "yes" {
				t.Errorf("%s: somebody is called who is not safe", facts)
			}
		}
	}
}

// homeWords are for the State somebody may fear and for who acts for it.
var homeWords = regexp.MustCompile(`(?i)embass|consul(ate|ar)|home (country|government|state)|country of origin|apostille|` +
	`大使館|領事|本国|母国|出身国の(役所|政府)|アポスティーユ|Myanmar|ミャンマー`)

// Beside the warnings and the question about fear, nothing of the whole answer names a feared State: no step, no
// paper, no question, no class, nobody to call.
func TestTheWholeAnswerNamesNoFearedState(t *testing.T) {
	s := newStage(t)
	rules, err := theRules()
	if err != nil {
		t.Fatal(err)
	}
	guides, err := rules.Guides()
	if err != nil {
		t.Fatal(err)
	}
	paths := []string{""}
	for _, p := range guides.Paths() {
		paths = append(paths, p.ID)
	}
	lines, asked := 0, map[string]bool{}
	for _, facts := range []string{
		`{"states":[{"state":"mm"}],"event_on":"2026-11-22"`, `{"fear":"afraid","permission":"none","birth_notice_done":true,"event_on":"2026-11-22"`,
		`{"fear":"not_afraid","permission":"protection","states":[{"state":"mm","said":"citizen","papers":"running"}],"born_in_japan":true,"event_on":"2026-09-01"`,
	} {
		for _, path := range paths {
			for _, lang := range []string{"en", "ja", "ja-x-easy"} {
				told := facts
				for i := range 12 { // each question in turn, without an answer to the last
					args := []string{"--lang", lang, "guide", "--facts", "-"}
					var of []string
					if path != "" {
						of = []string{path}
					}
					for line := range strings.Lines(toldInWords(t, told+"}", append(args, of...)...)) {
						lines++
						if found := homeWords.FindString(line); found != "" && !strings.HasPrefix(line, "! ") && !strings.Contains(line, "(fear)") {
							t.Errorf("%s, %s, question %d: %q in %s", path, lang, i, found, line)
						}
					}
					v := s.guided(told+"}", of...)
					if len(v.Ask) > 0 {
						asked[v.Ask[0]] = true
					}
					if len(v.Ask) == 0 || lang != "en" {
						break
					}
					d, _ := rules.Vocabulary().Lookup(v.Ask[0])
					value := any(true)
					if len(d.Values) > 0 {
						value = fmt.Sprintf("%q", d.Values[0])
					}
					if d.ID == "fear" || strings.Contains(v.Ask[0], ".") || !strings.Contains("enum bool", d.Type.String()) {
						break
					}
					told += fmt.Sprintf(`,%q:%v`, d.ID, value)
				}
			}
		}
	}
	t.Logf("%d lines, %d different questions", lines, len(asked))
}
