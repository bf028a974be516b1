package directory_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"madoguchi/app/directory"
)

// country is one line a word: id, places, topic, languages, no_status.
func country(t *testing.T, lines ...string) *directory.Directory {
	t.Helper()
	var b strings.Builder
	for _, l := range lines {
		w := strings.Fields(l)
		fmt.Fprintf(&b, "- {id: %s, office: lawyer, numbers: [000-0000], places: [%s], topics: [%s], languages: [%s], no_status: %s, page: [p_jlis], confidence: certain, checked_on: 2026-11-23, review_by: 2027-05-23}\n", w[0], w[1], w[2], w[3], w[4])
	}
	d, err := load(t, b.String(), nearFile)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The person's own prefecture comes first, then the whole country, then those next
// door, then theirs, and at last those nobody knows the way to.
func TestNearFirst(t *testing.T) {
	d := country(t,
		"south okinawa refugee ja yes",
		"farther fukushima refugee ja yes",
		"far miyagi refugee ja yes",
		"next iwate refugee ja yes",
		"both fukushima,iwate refugee ja yes",
		"everywhere all refugee ja yes",
		"own aomori refugee ja yes",
		"own_too miyagi,aomori refugee ja yes",
	)
	if got, want := ids(d.Find(directory.Query{Place: "aomori"})), strings.Fields("own own_too everywhere next both far farther south"); !slices.Equal(got, want) {
		t.Errorf("found %v", got)
	}
	if got := ids(d.Find(directory.Query{})); got[0] != "everywhere" || got[1] != "south" || len(got) != 8 {
		t.Errorf("without a place found %v", got)
	}
	if got := d.Near("aomori"); !slices.Equal(got, []string{"iwate", "miyagi", "fukushima"}) {
		t.Errorf("near are %v", got)
	}
	if d.Near("okinawa") != nil {
		t.Error("knows what is near a place that the data does not have")
	}
}

func TestWhatIsLookedFor(t *testing.T) {
	d := country(t,
		"a aomori refugee ja,en yes",
		"b aomori duty_lawyer ja ask",
		"c aomori labour en no",
		"d all duty_lawyer,labour vi yes",
	)
	for _, c := range []struct {
		q    directory.Query
		want string
	}{
		{directory.Query{Topics: []string{"duty_lawyer"}}, "d b"},
		{directory.Query{Topics: []string{"duty_lawyer"}, Place: "aomori"}, "b d"},
		{directory.Query{Topics: []string{"duty_lawyer", "refugee"}, Place: "aomori"}, "a b d"},
		{directory.Query{Language: "en", Place: "aomori"}, "a c"},
		{directory.Query{NoStatus: true, Place: "aomori"}, "a d"},
		{directory.Query{NoStatus: true, Language: "en"}, "a"},
		{directory.Query{Topics: []string{"violence"}}, ""},
	} {
		if got := strings.Join(ids(d.Find(c.q)), " "); got != c.want {
			t.Errorf("%+v finds %q, not %q", c.q, got, c.want)
		}
	}
}

// Nobody is sent to another prefecture without being told.
func TestTheNearestLineSaysWhoseItIs(t *testing.T) {
	d := country(t,
		"here aomori refugee ja no",
		"next iwate refugee ja yes",
		"far miyagi labour ja yes",
		"everywhere all distress ja yes",
	)
	for _, c := range []struct {
		place, topic string
		noStatus     bool
		want         string
		own          bool
	}{
		{"aomori", "refugee", false, "here", true},
		{"aomori", "refugee", true, "next", false},
		{"aomori", "labour", true, "far", false},
		{"aomori", "distress", true, "everywhere", true},
		{"okinawa", "labour", true, "far", false},
	} {
		l, own := d.Nearest(c.place, c.topic, c.noStatus)
		if l == nil || l.ID != c.want || own != c.own {
			t.Errorf("%+v: %+v, own %v", c, l, own)
		}
	}
	if l, own := d.Nearest("aomori", "violence", false); l != nil || own {
		t.Errorf("found %+v for what nobody does", l)
	}
}

// A page on the web is nothing to whoever has to call now.
func TestTheNearestLineHasANumber(t *testing.T) {
	d, err := load(t, strings.Replace(linesFile, "places: [all], no_status: ask", "places: [all], topics: [refugee], no_status: yes", 1), nearFile)
	if err != nil {
		t.Fatal(err)
	}
	if got := ids(d.Find(directory.Query{Topics: []string{"refugee"}, Place: "aomori"})); !slices.Equal(got, []string{"bar", "card"}) {
		t.Fatalf("finds %v", got)
	}
	if l, own := d.Nearest("aomori", "refugee", true); l == nil || l.ID != "card" || !own {
		t.Errorf("nearest is %+v, own %v", l, own)
	}
	if l, own := d.Nearest("aomori", "bar_association", true); l == nil || l.ID != "bar" || !own {
		t.Errorf("where nobody can be dialled, nearest is %+v, own %v", l, own)
	}
}
