package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"madoguchi/app/casebook"
	"madoguchi/app/problem"
	"madoguchi/app/store"
)

// Whatever goes wrong with cases, a person is told in a text of its own.
func TestEveryKindOfTheCasebookIsAProblem(t *testing.T) {
	c, err := texts()
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[problem.Code]bool{}
	for _, k := range casebook.Kinds() {
		kinds[problem.Code(k)] = true
		p := problem.Of(&casebook.Error{Kind: k, Version: 7, Where: "facts[3]"}, problem.NoSecret)
		if string(p.Code) != string(k) {
			t.Errorf("%s is %s", k, p.Code)
			continue
		}
		if p.Exit != problem.ExitRefused && p.Exit != problem.ExitNothing || p.Tries != problem.TriesKept {
			t.Errorf("%s: exit %d, tries %s", k, p.Exit, p.Tries)
		}
		if slices.Contains([]string{"card", "key", "lock", "certificate"}, p.Picture) { // those are a card's
			t.Errorf("%s is shown with %s", k, p.Picture)
		}
		for _, lang := range c.Languages() {
			for _, part := range []string{".say", ".do"} {
				if text := c.For(lang).Text("problem."+string(k)+part, p.Args).String; strings.ContainsAny(text, "{}") {
					t.Errorf("%s in %s leaves a number out: %s", k, lang, text)
				}
			}
		}
	}
	for _, e := range problem.Table() {
		if strings.HasPrefix(string(e.Code), "casebook_") && !kinds[e.Code] {
			t.Errorf("no casebook has the problem %s", e.Code)
		}
	}
}

// caseFacts is a file of facts, one of which no case keeps.
func caseFacts(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "facts.json")
	text := fmt.Sprintf(`{"residence_status":"student","residence_document":"residence_card","stay_end":%q,"holder_name":"PLANTED"}`, inDays(3))
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// makeCase makes a case, and the casebook with the first.
func (s *stage) makeCase(nickname, facts string) {
	s.t.Helper()
	if o := s.run(casePassphrase+"\n", "--mode", "helper", "case", "new", nickname, "--facts", facts, "--passphrase-stdin"); o.status != 0 {
		s.t.Fatalf("%d\n%s%s", o.status, o.out, o.err)
	}
}

// handed is a hand-over file of another computer.
func handed(t *testing.T) string {
	t.Helper()
	s := newStage(t)
	s.makeCase("Momiji", caseFacts(t))
	name := filepath.Join(t.TempDir(), "handed.age")
	if o := s.run(casePassphrase+"\n"+handPassphrase+"\n", "--mode", "helper", "case", "export", "Momiji", "-o", name, "--passphrase-stdin"); o.status != 0 {
		t.Fatalf("%d\n%s%s", o.status, o.out, o.err)
	}
	return name
}

// cases runs a command on cases and reads its document.
func (s *stage) cases(t *testing.T, stdin string, args ...string) (o outcome, doc map[string]any) {
	t.Helper()
	o = s.run(stdin, append([]string{"--mode", "helper", "case"}, args...)...)
	var told struct{ Result map[string]any }
	if err := json.Unmarshal([]byte(o.out), &told); err != nil {
		t.Fatalf("%v: %v\n%s", args, err, o.out)
	}
	return o, told.Result
}

// What a practice card says is nobody's: no case takes it for a person's.
func TestNoCaseTakesWhatAPracticeCardSays(t *testing.T) {
	const in = casePassphrase + "\n"
	name := filepath.Join(t.TempDir(), "practice.json")
	text := `{"schema":"madoguchi.card.read/1","practice":true,"result":[{"id":"dob","value":"1990-05-10","from":"card.input_support"}]}`
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s := newStage(t)
	if o := s.run(in, "--mode", "helper", "case", "new", "Kaede", "--facts", name, "--passphrase-stdin"); o.code != "facts_unreadable" || !strings.Contains(o.out, "practice") {
		t.Errorf("a new case: %d %s\n%s", o.status, o.code, o.out)
	}
	s.makeCase("Momiji", caseFacts(t))
	if o := s.run(in, "--mode", "helper", "case", "facts", "Momiji", "--facts", name, "--passphrase-stdin"); o.code != "facts_unreadable" {
		t.Errorf("a case that is there: %d %s", o.status, o.code)
	}
}

func TestACaseOnTheCommandLine(t *testing.T) {
	const in = casePassphrase + "\n"
	s := newStage(t)
	facts := caseFacts(t)
	o, v := s.cases(t, in, "new", "Sakura", "--facts", facts, "--passphrase-stdin")
	if o.status != 0 || v["facts"] != 3.0 || fmt.Sprint(v["left_out"]) != "[holder_name]" {
		t.Fatalf("%d\n%s", o.status, o.out)
	}
	_, v = s.cases(t, in, "list", "--passphrase-stdin")
	week := v["week"].([]any)
	if len(week) != 1 || week[0].(map[string]any)["nickname"] != "Sakura" || week[0].(map[string]any)["on"] != inDays(3) {
		t.Errorf("this week: %v", week)
	}
	_, v = s.cases(t, in, "show", "sakura", "--passphrase-stdin")
	if fmt.Sprint(v["facts"]) != fmt.Sprintf("map[residence_document:residence_card residence_status:student stay_end:%s]", inDays(3)) {
		t.Errorf("shown: %v", v["facts"])
	}
	for stdin, code := range map[string]string{"wrong words here\n": "casebook_passphrase_wrong", "\n": "store_passphrase_short"} {
		if o, _ := s.cases(t, stdin, "show", "Sakura", "--passphrase-stdin"); o.status != 4 || o.code != code {
			t.Errorf("%q: %d %s", stdin, o.status, o.code)
		}
	}
	for nickname, code := range map[string]string{"Room12": "casebook_nickname_digits", "Tanaka": "casebook_nickname_name", "two words": "casebook_nickname_word", "SAKURA": "casebook_nickname_taken"} {
		if o, _ := s.cases(t, in, "new", nickname, "--passphrase-stdin"); o.status != 4 || o.code != code {
			t.Errorf("%q: %d %s", nickname, o.status, o.code)
		}
	}
	if o, _ := s.cases(t, in, "show", "Kaede", "--passphrase-stdin"); o.code != "casebook_case_gone" {
		t.Errorf("no such case: %s", o.code)
	}
	for _, mode := range []string{"self", "counter", ""} {
		for _, args := range [][]string{{"case", "list", "--passphrase-stdin"}, {"case", "burn", "--all", "--yes"}} {
			if o := s.run(in, append([]string{"--mode", mode}, args...)...); o.status != 4 || o.code != "casebook_not_helping" {
				t.Errorf("mode %q %v: %d %s", mode, args, o.status, o.code)
			}
		}
	}
	if o, _ := s.cases(t, "", "burn", "Sakura"); o.status != 2 || !strings.Contains(o.err+o.out, "--yes") {
		t.Errorf("burned without a yes: %d %s", o.status, o.out)
	}
	o, _ = s.cases(t, in, "burn", "Sakura", "--yes", "--passphrase-stdin")
	if o.status != 0 {
		t.Errorf("%d\n%s", o.status, o.out)
	}
	if _, v = s.cases(t, in, "list", "--passphrase-stdin"); len(v["cases"].([]any)) != 0 {
		t.Errorf("after burning: %v", v["cases"])
	}
	if _, v = s.cases(t, "", "burn", "--all", "--yes"); v["file"] != string(store.Deleted) || v["key"] != string(store.Deleted) {
		t.Errorf("after burning all: %v", v)
	}
	if o, _ := s.cases(t, in, "list", "--passphrase-stdin"); o.status != 3 || o.code != "casebook_none" {
		t.Errorf("after burning all: %d %s", o.status, o.code)
	}
}

func TestAHandOverFileOnTheCommandLine(t *testing.T) {
	const both = casePassphrase + "\n" + handPassphrase + "\n"
	file := handed(t)
	s := newStage(t)
	s.makeCase("Sakura", caseFacts(t))
	if o, _ := s.cases(t, casePassphrase+"\nnot what was told\n", "import", file, "--passphrase-stdin"); o.code != "casebook_handover_wrong" {
		t.Errorf("%s", o.code)
	}
	if o, v := s.cases(t, both, "import", file, "--passphrase-stdin"); o.status != 0 || v["nickname"] != "Momiji" || v["facts"] != 3.0 {
		t.Errorf("%d\n%s", o.status, o.out)
	}
	if o, _ := s.cases(t, both, "import", file, "--passphrase-stdin"); o.code != "casebook_case_same" {
		t.Errorf("taken twice: %s", o.code)
	}
	if o, v := s.cases(t, both, "import", file, "--as", "Kaede", "--passphrase-stdin"); o.status != 0 || v["nickname"] != "Kaede" {
		t.Errorf("%d\n%s", o.status, o.out)
	}
	folder := t.TempDir()
	if o, v := s.cases(t, both, "export", "Kaede", "-o", folder, "--passphrase-stdin"); o.status != 0 || !strings.HasPrefix(filepath.Base(v["file"].(string)), "notes-") {
		t.Errorf("%d\n%s", o.status, o.out)
	}
	if o, _ := s.cases(t, both, "export", "Kaede", "-o", file, "--passphrase-stdin"); o.code != "output_exists" {
		t.Errorf("a file was replaced: %s", o.code)
	}
}

// At a terminal a new passphrase is typed twice, and again when the two differ;
// none is shown.
func TestANewPassphraseIsTypedTwice(t *testing.T) {
	s := newStage(t)
	last := casePassphrase
	s.typed = &last
	o := s.run(casePassphrase+"\nsomething else here\n"+casePassphrase+"\n", "--mode", "helper", "case", "new", "Sakura")
	if o.status != 0 || !strings.Contains(o.err, "The two are not the same") || strings.Contains(o.out+o.err, "four") {
		t.Fatalf("%d\n%s%s", o.status, o.out, o.err)
	}
	if len(s.prompts) != 4 {
		t.Errorf("what is typed was hidden %d times", len(s.prompts))
	}
	if o := s.run("", "--mode", "helper", "case", "list"); o.status != 0 || !strings.Contains(o.out, "Sakura") {
		t.Errorf("%d\n%s%s", o.status, o.out, o.err)
	}
}
