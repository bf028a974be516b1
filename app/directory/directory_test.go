package directory_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"madoguchi/app/directory"
	"madoguchi/app/fact"
	"madoguchi/app/law"
)

const linesFile = `
- {id: card, office: jlis, numbers: [0120-0178-27, 050-3818-1250], languages: [en, vi], open: ["mon-fri 9:30-20:00", "sat 10:00-17:30"], places: [all], no_status: ask, page: [p_jlis], confidence: probable, checked_on: 2026-11-23, review_by: 2027-05-23}
- {id: doubt, office: jlis, numbers: [0120-000-000], places: [all], no_status: ask, page: [p_jlis], confidence: unsure, checked_on: 2026-11-23, review_by: 2027-05-23}
- {id: bar, office: lawyer, name: {ja: 北の弁護士会, en: Bar of the North}, web: "https://example.org/", mail: bar@example.org, languages: [ja], places: [aomori, iwate], topics: [bar_association, refugee], no_status: yes, page: [p_jlis], confidence: certain, checked_on: 2026-11-23, review_by: 2027-05-23}
`

const nearFile = `
- {place: aomori, near: [iwate]}
- {place: iwate, near: [miyagi, aomori]}
- {place: miyagi, near: [iwate, fukushima]}
`

func load(t *testing.T, lines, near string) (*directory.Directory, error) {
	t.Helper()
	library, err := law.Load(fstest.MapFS{}, fstest.MapFS{"p.yaml": {Data: []byte(`- {id: p_jlis, url: "https://example.org/", kind: national}`)}})
	if err != nil {
		t.Fatal(err)
	}
	return directory.Load(fstest.MapFS{
		"lines.yaml":     {Data: []byte(strings.TrimPrefix(lines, "\n"))},
		"near/near.yaml": {Data: []byte(strings.TrimPrefix(near, "\n"))},
	}, library)
}

// A line nobody could confirm is counted and never shown.
func TestOnlyConfirmedLinesAreShown(t *testing.T) {
	d, err := load(t, linesFile, nearFile)
	if err != nil {
		t.Fatal(err)
	}
	if got := ids(d.Lines()); !slices.Equal(got, []string{"card", "bar"}) || d.Unconfirmed() != 1 {
		t.Errorf("shows %v, %d unconfirmed", got, d.Unconfirmed())
	}
	if got := ids(d.Find(directory.Query{})); !slices.Equal(got, []string{"card", "bar"}) {
		t.Errorf("finds %v", got)
	}
	if d.Line("doubt") != nil || d.Line("card") == nil {
		t.Error("shows a line by its id that nobody confirmed, or not the other")
	}
	if len(d.Of("nobody")) != 0 {
		t.Error("nobody has a line")
	}
	if got := d.Languages(); !slices.Equal(got, []string{"en", "ja", "vi"}) {
		t.Errorf("speaks %v", got)
	}
}

func TestALineSaysWhatWasRead(t *testing.T) {
	d, err := load(t, linesFile, nearFile)
	if err != nil {
		t.Fatal(err)
	}
	card, bar := d.Line("card"), d.Line("bar")
	if card.Number() != "0120-0178-27" || card.Numbers[1] != "050-3818-1250" || !card.Speaks("vi") || card.Speaks("ja") {
		t.Errorf("the card line is %+v", card)
	}
	want := []directory.Hours{{time.Monday, time.Friday, 570, 1200}, {time.Saturday, time.Saturday, 600, 1050}}
	if !slices.Equal(card.Open, want) || directory.Clock(card.Open[0].From) != "9:30" || directory.DayID(card.Open[0].Last) != "fri" {
		t.Errorf("open %v", card.Open)
	}
	if card.Name("en") != "" || card.NoStatus != directory.Ask || !card.Everywhere() || !card.Serves("okinawa") {
		t.Errorf("the card line is %+v", card)
	}
	if bar.Name("ja-x-easy") != "北の弁護士会" || bar.Name("my") != "Bar of the North" || bar.Number() != "" || bar.Mail != "bar@example.org" || bar.Web == "" {
		t.Errorf("the bar is %+v", bar)
	}
	if bar.NoStatus != directory.Yes || !bar.Serves("iwate") || bar.Serves("akita") {
		t.Errorf("the bar is %+v", bar)
	}
	// A line with a name of its own is found, but it is not what a page about any matter shows of an office.
	if len(d.Of("lawyer")) != 0 || len(d.Of("jlis")) != 1 {
		t.Errorf("offices have %v and %v", ids(d.Of("lawyer")), ids(d.Of("jlis")))
	}
}

func TestDayAndNight(t *testing.T) {
	for hours, want := range map[string]bool{"all 0:00-24:00": true, "mon-sun 0:00-24:00": true, "mon-sat 0:00-24:00": false, "all 0:00-23:00": false} {
		d, err := load(t, strings.Replace(linesFile, "sat 10:00-17:30", hours, 1), nearFile)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Line("card").Open[1].Always(); got != want {
			t.Errorf("%s: always is %v", hours, got)
		}
	}
}

func TestBadLinesAreRefused(t *testing.T) {
	for name, c := range map[string]struct{ old, new, want string }{
		"no id":             {"{id: bar, ", "{", "lines.yaml:3:"},
		"id with a blank":   {"id: bar", "id: bar two", `"bar two" is no id`},
		"no office":         {"office: lawyer, ", "", "lines.yaml:3:"},
		"id twice":          {"id: bar", "id: card", "the line card stands at lines.yaml:1:"},
		"one name":          {", en: Bar of the North", "", "the line has no name in en"},
		"name of nobody":    {", en: Bar", ", eng: Bar", `no key "eng"`},
		"nothing to reach":  {`web: "https://example.org/", mail: bar@example.org, `, "", "nobody can be reached by the line bar"},
		"no number":         {"numbers: [0120-0178-27, 050-3818-1250]", "numbers: []", "lines.yaml:1:"},
		"number in words":   {"050-3818-1250", "050-3818-CALL", "cannot be dialled"},
		"number of abroad":  {"050-3818-1250", "+81-50-3818-1250", "cannot be dialled"},
		"web without host":  {`"https://example.org/", mail`, `"example.org", mail`, "is no address of the web"},
		"mail with a name":  {"bar@example.org", "Bar <bar@example.org>", "is no address of e-mail"},
		"mail without at":   {"bar@example.org", "example.org", "is no address of e-mail"},
		"hours in words":    {"mon-fri 9:30-20:00", "weekdays", "are no hours"},
		"hours of no day":   {"mon-fri 9:30", "mon-fry 9:30", "are no days"},
		"days turned round": {"mon-fri 9:30", "fri-mon 9:30", "are no days"},
		"late hours":        {"9:30-20:00", "9:30-24:01", "no times of one day"},
		"no such minute":    {"9:30-20:00", "9:60-20:00", "no times of one day"},
		"hours turned":      {"9:30-20:00", "20:00-9:30", "no times of one day"},
		"no place":          {"places: [aomori, iwate], ", "", "lines.yaml:3:"},
		"unknown place":     {"[aomori, iwate]", "[aomory, iwate]", "did you mean aomori?"},
		"all and one":       {"[aomori, iwate]", "[all, iwate]", "the whole country has every place"},
		"unknown topic":     {"[bar_association, refugee]", "[bar_association, refugees]", "did you mean refugee?"},
		"no no_status":      {"no_status: yes, ", "", "nobody said whether"},
		"bad no_status":     {"no_status: yes", "no_status: maybe", "nobody said whether"},
		"no source":         {"no_status: yes, page: [p_jlis],", "no_status: yes,", "the record has no source"},
		"unknown page":      {"no_status: yes, page: [p_jlis]", "no_status: yes, page: [p_jliss]", `there is no page "p_jliss"`},
		"no confidence":     {"confidence: certain", "confidence: sure", "nobody said how sure this is"},
		"hours of old":      {"open: [", "hours: [", `no key "hours"`},
		"bad languages":     {"[en, vi]", "[en, en]", `"en" stands twice`},
		"not read again":    {"confidence: certain, checked_on: 2026-11-23, review_by: 2027-05-23", "confidence: certain, checked_on: 2026-11-23", "the record has no review_by"},
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(linesFile, c.old) {
				t.Fatal("nothing to change")
			}
			_, err := load(t, strings.Replace(linesFile, c.old, c.new, 1), nearFile)
			refused(t, err, "lines.yaml", c.want)
		})
	}
}

func TestBadNeighboursAreRefused(t *testing.T) {
	for name, c := range map[string]struct{ old, new, want string }{
		"unknown place":     {"place: aomori", "place: aomory", "did you mean aomori?"},
		"unknown neighbour": {"[iwate]", "[iwata]", "did you mean iwate?"},
		"twice":             {"place: iwate", "place: aomori", "aomori stands twice"},
		"nobody":            {"near: [iwate]", "near: []", "near.yaml:1:"},
		"typo":              {"near: [iwate]", "nearby: [iwate]", `no key "nearby"`},
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(nearFile, c.old) {
				t.Fatal("nothing to change")
			}
			_, err := load(t, linesFile, strings.Replace(nearFile, c.old, c.new, 1))
			refused(t, err, "near/near.yaml", c.want)
		})
	}
}

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

func ids(lines []*directory.Line) (list []string) {
	for _, l := range lines {
		list = append(list, l.ID)
	}
	return list
}
