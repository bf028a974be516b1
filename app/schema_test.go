package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the JSON shapes anew; look at the difference before committing it")

// TestJSONShapes compares the shape of every JSON document with the committed
// one in testdata/schema: other programs rely on these names. A key that
// disappears or changes its type is a new schema version, not an update.
func TestJSONShapes(t *testing.T) {
	signed := filepath.Join(t.TempDir(), "signed.pdf")
	for _, x := range []struct {
		name, stdin string
		args        []string
	}{
		{"card.status", "", []string{"card", "status"}},
		{"card.read", "input", []string{"card", "read", "--pin-stdin"}},
		{"facts", "input", []string{"card", "read", "--pin-stdin", "--as", "facts"}},
		{"pdf.inspect", "", []string{"pdf", "inspect", "../forms/pdf/testdata/form-table.pdf"}},
		{"pdf.sign", "sign", []string{"pdf", "sign", "../assets/sample/sample.pdf", "-o", signed, "--purpose", "private", "--password-stdin"}},
		{"pdf.sign.failed", "wrong", []string{"pdf", "sign", "../assets/sample/sample.pdf", "-o", signed + "2", "--purpose", "private", "--password-stdin"}},
		{"pdf.verify", "", []string{"--card", "practice", "pdf", "verify", signed}},
		{"pdf.registry_check", "", []string{"pdf", "registry-check", signed}},
		{"practice.list", "", []string{"practice", "list"}},
		{"practice.secrets", "", []string{"practice", "secrets", "resident"}},
		{"store.status", "", []string{"--mode", "self", "store", "status"}},
		{"store.forget", "", []string{"store", "forget", "--yes"}},
		{"sheet.check", "", []string{"sheet", "check", "--about", "stay", "-o", signed + ".sheet"}},
		{"sheet.letter.failed", "", []string{"sheet", "letter", "special_period", "-o", signed + ".letter"}},
		{"sheet.guide", "", []string{"sheet", "guide", "baby", "-o", signed + ".guide"}},
		{"sheet.checklist", "", []string{"sheet", "checklist", "baby", "-o", signed + ".checklist"}},
		{"sheet.letter", "", []string{"sheet", "letter", "statement_passport", "-o", signed + ".statement"}},
		{"sheet.card", "", []string{"sheet", "card", "wallet_card", "-o", signed + ".card"}},
		{"sheet.phrases", "", []string{"sheet", "phrases", "-o", signed + ".phrases"}},
		{"sheet.log", "", []string{"sheet", "log", "-o", signed + ".log"}},
		{"guide", "guided", []string{"guide", "baby", "--facts", "-", "--on", "2026-11-23"}},
		{"directory", "", []string{"directory", "--topic", "duty_lawyer", "--place", "miyagi"}},
		{"doctor", "", []string{"doctor"}},
		{"explain", "", []string{"explain", "wrong_password"}},
		{"network", "", []string{"network"}},
		{"licences", "", []string{"licences"}},
		{"check", "facts", []string{"check", "--facts", "-", "--on", "2026-11-23"}},
		{"ask", "answers", []string{"ask", "--facts", "testdata/permanent.json", "--about", "employment_insurance.join", "--on", "2026-11-23"}},
		{"topics", "", []string{"topics"}},
		{"changes", "facts", []string{"changes", "--facts", "-", "--from", "2026-11-23", "--to", "2030-01-01"}},
		{"deadlines", "facts", []string{"deadlines", "--facts", "-", "--on", "2026-11-23", "--ics", "-"}},
		{"case.list", "case", []string{"--mode", "helper", "case", "list", "--passphrase-stdin"}},
		{"case.show", "case", []string{"--mode", "helper", "case", "show", "Sakura", "--passphrase-stdin"}},
		{"case.new", "case", []string{"--mode", "helper", "case", "new", "Kaede", "--passphrase-stdin"}},
		{"case.facts", "case", []string{"--mode", "helper", "case", "facts", "Sakura", "--facts", caseFacts(t), "--passphrase-stdin"}},
		{"case.export", "case", []string{"--mode", "helper", "case", "export", "Sakura", "-o", filepath.Join(t.TempDir(), "notes.age"), "--passphrase-stdin"}},
		{"case.import", "case", []string{"--mode", "helper", "case", "import", handed(t), "--passphrase-stdin"}},
		{"case.burn", "case", []string{"--mode", "helper", "case", "burn", "--all", "--yes"}},
		{"call", "", []string{"card", "dance"}},
	} {
		s := remembering(t)
		stdin := map[string]string{"": "", "wrong": "WRONG99\n", "facts": employee, "guided": twoStates, "answers": "1\n30\n", "case": casePassphrase + "\n" + handPassphrase + "\n"}[x.stdin]
		if x.stdin == "input" || x.stdin == "sign" {
			stdin = s.secret(x.stdin) + "\n"
		}
		if x.stdin == "case" {
			s.makeCase("Sakura", caseFacts(t))
		}
		o := s.run(stdin, x.args...)
		var doc map[string]any
		if err := json.Unmarshal([]byte(o.out), &doc); err != nil {
			t.Fatal(err)
		}
		name, _, _ := strings.Cut(fmt.Sprint(doc["schema"]), "/")
		if want := "madoguchi." + strings.TrimSuffix(x.name, ".failed"); name != want {
			t.Errorf("%s calls itself %v", x.name, doc["schema"])
		}
		lines := shape("", doc)
		if x.name == "doctor" { // what is seen depends on the machine
			lines = slices.DeleteFunc(lines, func(l string) bool { return strings.Contains(l, ".facts") || strings.Contains(l, ".do ") })
		}
		if x.stdin == "facts" { // which of them are empty depends on the law
			typed := func(l string) bool {
				path, _, _ := strings.Cut(l, " ")
				return slices.ContainsFunc(lines, func(m string) bool { return m != l && strings.HasPrefix(m, path+" ") })
			}
			lines = slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return strings.HasSuffix(l, " null") && typed(l) })
		}
		got := strings.Join(lines, "\n") + "\n"
		file := filepath.Join("testdata/schema", x.name+".txt")
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s is\n%swas\n%s", x.name, got, want)
		}
	}
}

// twoStates is a baby of parents of whom one State is feared and one is not.
const twoStates = `{"event": "birth_in_japan", "event_on": "2026-11-22", "permission": "card", "fear": "not_afraid", "prefecture": "miyagi",
	"states": [{"state": "mm", "fear": "afraid"}, {"state": "ph", "fear": "not_afraid"}]}`

// shape lists every path in a document with its type; the elements of a list
// count as one.
func shape(path string, v any) []string {
	var lines []string
	switch x := v.(type) {
	case map[string]any:
		for k, e := range x {
			lines = append(lines, shape(path+"."+k, e)...)
		}
	case []any:
		lines = append(lines, path+" list")
		for _, e := range x {
			lines = append(lines, shape(path+"[]", e)...)
		}
	case nil:
		lines = append(lines, path+" null")
	default:
		lines = append(lines, fmt.Sprintf("%s %T", path, v))
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}
