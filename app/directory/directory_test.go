package directory_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"madoguchi/app/directory"
	"madoguchi/app/fact"
	"madoguchi/app/law"
	"madoguchi/assets"
)

const linesFile = `
- {id: card, office: jlis, numbers: [0120-0178-27, 050-3818-1250], languages: [en, vi], hours: line.card.hours, page: [p_jlis], confidence: probable, checked_on: 2026-11-23, review_by: 2027-05-23}
- {id: doubt, office: jlis, numbers: [0120-000-000], page: [p_jlis], confidence: unsure, checked_on: 2026-11-23, review_by: 2027-05-23}
- {id: stay, office: isa, numbers: [0570-013904], page: [p_jlis], confidence: certain, checked_on: 2026-11-23, review_by: 2027-05-23}
`

func load(t *testing.T, lines string) (*directory.Directory, error) {
	t.Helper()
	library, err := law.Load(fstest.MapFS{}, fstest.MapFS{"p.yaml": {Data: []byte(`- {id: p_jlis, url: "https://example.org/", kind: national}`)}})
	if err != nil {
		t.Fatal(err)
	}
	return directory.Load(fstest.MapFS{"lines.yaml": {Data: []byte(strings.TrimPrefix(lines, "\n"))}}, library)
}

// A line nobody could confirm is counted and never shown.
func TestOnlyConfirmedLinesAreShown(t *testing.T) {
	d, err := load(t, linesFile)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, l := range d.Lines() {
		ids = append(ids, l.ID)
	}
	if !slices.Equal(ids, []string{"card", "stay"}) || d.Unconfirmed() != 1 {
		t.Errorf("shows %v, %d unconfirmed", ids, d.Unconfirmed())
	}
	of := d.Of("jlis")
	if len(of) != 1 || of[0].Numbers[1] != "050-3818-1250" || of[0].Languages[1] != "vi" || of[0].Hours != "line.card.hours" {
		t.Errorf("jlis has %+v", of)
	}
	if len(d.Of("nobody")) != 0 {
		t.Error("nobody has a line")
	}
}

func TestBadLinesAreRefused(t *testing.T) {
	for name, c := range map[string]struct{ old, new, want string }{
		"no id":          {"{id: stay, ", "{", "lines.yaml:3:"},
		"no office":      {"office: isa, ", "", "lines.yaml:3:"},
		"no number":      {"numbers: [0570-013904], ", "", "lines.yaml:3:"},
		"id twice":       {"id: stay", "id: card", "the line card stands at lines.yaml:1:"},
		"no source":      {"0570-013904], page: [p_jlis],", "0570-013904],", "the record has no source"},
		"unknown page":   {"[0570-013904], page: [p_jlis]", "[0570-013904], page: [p_jliss]", `there is no page "p_jliss"`},
		"no confidence":  {"confidence: certain", "confidence: sure", "nobody said how sure this is"},
		"typo":           {"languages:", "langs:", `no key "langs"`},
		"bad languages":  {"[en, vi]", "[en, en]", `"en" stands twice`},
		"not read again": {"confidence: certain, checked_on: 2026-11-23, review_by: 2027-05-23", "confidence: certain, checked_on: 2026-11-23", "the record has no review_by"},
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(linesFile, c.old) {
				t.Fatal("nothing to change")
			}
			_, err := load(t, strings.Replace(linesFile, c.old, c.new, 1))
			if err == nil {
				t.Fatal("was taken")
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("says %v", err)
			}
			var f *fact.Fault
			if !errors.As(err, &f) || f.File != "lines.yaml" || f.Line == 0 || f.Cure == "" {
				t.Errorf("has no place or cure: %v", err)
			}
		})
	}
}

// Every line of the program can be dialled, and nobody is sent to an empty office.
func TestTheLinesAsTheyStand(t *testing.T) {
	library, err := law.Load(assets.Laws(), assets.Pages())
	if err != nil {
		t.Fatal(err)
	}
	d, err := directory.Load(assets.Directory(), library)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Lines()) < 5 {
		t.Errorf("only %d lines", len(d.Lines()))
	}
	for _, l := range d.Lines() {
		if len(d.Of(l.Office)) == 0 {
			t.Errorf("%s belongs to no office", l.ID)
		}
		for _, n := range l.Numbers {
			if strings.Trim(n, "0123456789-#") != "" || len(n) < 3 {
				t.Errorf("%s: %q cannot be dialled", l.ID, n)
			}
		}
	}
}
