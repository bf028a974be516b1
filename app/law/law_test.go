package law_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"madoguchi/app/fact"
	"madoguchi/app/law"
	"madoguchi/app/lawdate"
	"madoguchi/assets"
)

const (
	actsFile = `
- {id: co, name: 個人番号カード等命令, name_en: Card order, e_gov: 426M60000008085, text_as_of: 2026-06-14}
- {id: icrra, name: 出入国管理及び難民認定法, name_en: Immigration Act}
`
	pagesFile = `
- {id: p_town, url: "https://example.org/", kind: municipal, read_on: 2026-11-23}
- {id: p_leaflet, publisher: A ward, kind: municipal, date: 2026-04-01}
`
	recordFile = `
law: ["co:16-2(1)(ii)", "icrra:suppl 9-3-2"]
page: [p_town]
confidence: probable
valid: {from: 2026-06-14, to: 2027-03-31}
checked_on: 2026-11-23
review_by: 2027-06-14
`
)

func library(acts, pages string) (*law.Library, error) {
	return law.Load(fstest.MapFS{"acts.yaml": {Data: []byte(strings.TrimPrefix(acts, "\n"))}}, fstest.MapFS{"pages.yaml": {Data: []byte(strings.TrimPrefix(pages, "\n"))}})
}

func basis(t *testing.T, record, defaults string) (law.Basis, error) {
	t.Helper()
	l, err := library(actsFile, pagesFile)
	if err != nil {
		t.Fatal(err)
	}
	var d fact.Node
	if defaults != "" {
		if d, err = fact.Read("defaults.yaml", []byte(defaults)); err != nil {
			t.Fatal(err)
		}
	}
	n, err := fact.Read("record.yaml", []byte(strings.TrimPrefix(record, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	return l.ReadBasis(n, d)
}

func TestTheLawsAsTheyStand(t *testing.T) {
	l, err := law.Load(assets.Laws(), assets.Pages())
	if err != nil {
		t.Fatal(err)
	}
	if a, ok := l.Act("icrra"); !ok || a.Name != "出入国管理及び難民認定法" {
		t.Errorf("the immigration act is %+v", a)
	}
	if _, ok := l.Act("nothing"); ok {
		t.Error("there is an act nothing")
	}
	if _, ok := l.Page("nothing"); ok {
		t.Error("there is a page nothing")
	}
}

func TestABasisIsReadWhole(t *testing.T) {
	b, err := basis(t, recordFile, "")
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Law) != 2 || b.Law[0].Act.ID != "co" || b.Law[0].Article != "16-2(1)(ii)" || b.Law[1].Article != "suppl 9-3-2" || len(b.Pages) != 1 || b.Confidence != law.Probable {
		t.Errorf("read %+v", b)
	}
	for day, holds := range map[string]bool{"2026-06-13": false, "2026-06-14": true, "2027-03-31": true, "2027-04-01": false} {
		d, _ := lawdate.Parse(day)
		if b.Holds(d) != holds {
			t.Errorf("on %s it holds: %v", day, !holds)
		}
	}
	for day, due := range map[string]bool{"2027-06-14": false, "2027-06-15": true} {
		d, _ := lawdate.Parse(day)
		if b.Overdue(d) != due {
			t.Errorf("on %s it is to be read again: %v", day, !due)
		}
	}
}

// What a record does not say is taken from the file, except what it rests on.
func TestDefaults(t *testing.T) {
	const defaults = "confidence: certain\nchecked_on: 2026-11-23\nreview_by: 2027-06-14\nlaw: [\"co:1\"]\n"
	b, err := basis(t, `page: [p_leaflet]`, defaults)
	if err != nil || b.Confidence != law.Certain || len(b.Law) != 0 || b.Pages[0].Publisher != "A ward" {
		t.Errorf("%+v %v", b, err)
	}
	if b, err = basis(t, "page: [p_leaflet]\nconfidence: unsure", defaults); err != nil || b.Confidence != law.Unsure {
		t.Errorf("%+v %v", b, err)
	}
	if _, err = basis(t, "confidence: certain", defaults); err == nil || !strings.Contains(err.Error(), "the record has no source") {
		t.Errorf("a source is inherited: %v", err)
	}
}

// refused demands a fault with a place in that file, a cure and those words.
func refused(t *testing.T, err error, file, want string) {
	t.Helper()
	if err == nil {
		t.Fatal("was taken")
	}
	if !strings.Contains(err.Error(), want) {
		t.Errorf("says %v", err)
	}
	var f *fact.Fault
	if !errors.As(err, &f) || f.File != file || f.Line == 0 || f.Cure == "" {
		t.Errorf("has no place or cure: %v", err)
	}
}

func TestBadSourcesAreRefused(t *testing.T) {
	for name, c := range map[string]struct{ file, old, new, want string }{
		"act without id":        {"acts.yaml", "{id: co, ", "{", "the record has no id; write id:"},
		"act without name":      {"acts.yaml", "name: 個人番号カード等命令, ", "", "the record has no name"},
		"act without English":   {"acts.yaml", ", name_en: Immigration Act", "", "the record has no name_en"},
		"act twice":             {"acts.yaml", "id: icrra", "id: co", "the act co stands at acts.yaml:1:"},
		"act of a bad day":      {"acts.yaml", "2026-06-14", "2026-06-31", "here is no day; write text_as_of: YYYY-MM-DD"},
		"act with a typo":       {"acts.yaml", "e_gov:", "egov:", `no key "egov"`},
		"acts that are no list": {"acts.yaml", actsFile, "id: co\n", "write a list"},
		"page of nobody":        {"pages.yaml", "publisher: A ward, ", "", "nobody could find the page p_leaflet; write url: or publisher:"},
		"page of no kind":       {"pages.yaml", "kind: municipal, read_on", "kind: municipial, read_on", "the page p_town has no kind"},
		"page twice":            {"pages.yaml", "id: p_leaflet", "id: p_town", "the page p_town stands at pages.yaml:1:"},
		"page of a bad day":     {"pages.yaml", "read_on: 2026-11-23", "read_on: yesterday", "here is no day; write read_on:"},
		"page without id":       {"pages.yaml", "{id: p_leaflet, ", "{", "the record has no id"},
		"page with a typo":      {"pages.yaml", "read_on:", "reed_on:", `no key "reed_on"`},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"acts.yaml": actsFile, "pages.yaml": pagesFile}
			if !strings.Contains(files[c.file], c.old) {
				t.Fatal("nothing to change")
			}
			files[c.file] = strings.Replace(files[c.file], c.old, c.new, 1)
			_, err := library(files["acts.yaml"], files["pages.yaml"])
			refused(t, err, c.file, c.want)
		})
	}
}

func TestBadBasesAreRefused(t *testing.T) {
	for name, c := range map[string]struct{ old, new, want string }{
		"law that is no list":   {`["co:16-2(1)(ii)", "icrra:suppl 9-3-2"]`, `"co:16"`, `write ["act:article"]`},
		"act without article":   {`"co:16-2(1)(ii)"`, `"co"`, "here is no act and article"},
		"unknown act":           {`"co:16`, `"coo:16`, `there is no act "coo"; did you mean co?`},
		"article in words":      {"16-2(1)(ii)", "article 16", `"article 16" is no article; write it as 16-2(1)(ii)`},
		"unknown page":          {"[p_town]", "[p_toon]", `there is no page "p_toon"; did you mean p_town?`},
		"no confidence":         {"probable", "likely", "nobody said how sure this is; write confidence: certain, probable or unsure"},
		"no confidence at all":  {"confidence: probable\n", "", "nobody said how sure this is"},
		"ends before it begins": {"to: 2027-03-31", "to: 2025-03-31", "ends before it begins"},
		"validity with a typo":  {"to: 2027", "until: 2027", `no key "until"`},
		"validity of no day":    {"from: 2026-06-14", "from: 2026-13-14", "here is no day"},
		"not read":              {"checked_on: 2026-11-23\n", "", "the record has no checked_on"},
		"never again":           {"review_by: 2027-06-14", "review_by: never", "the record has no review_by"},
		"review before reading": {"review_by: 2027-06-14", "review_by: 2026-11-23", "to be read again before it was read"},
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(recordFile, c.old) {
				t.Fatal("nothing to change")
			}
			_, err := basis(t, strings.Replace(recordFile, c.old, c.new, 1), "")
			refused(t, err, "record.yaml", c.want)
		})
	}
}

// A folder that cannot be read is an error, not an empty library.
func TestAFileThatCannotBeRead(t *testing.T) {
	if _, err := law.Load(fstest.MapFS{"a.yaml": {Mode: fs.ModeDir}}, fstest.MapFS{}); err == nil {
		t.Error("was taken")
	}
	if _, err := library("- {id: co", pagesFile); err == nil {
		t.Error("half a record was taken")
	}
}
