package directory_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"madoguchi/app/directory"
	"madoguchi/app/law"
)

// asTheyStand is the directory of the program, from the files that are packed.
func asTheyStand(t *testing.T) *directory.Directory {
	t.Helper()
	library, err := law.Load(os.DirFS("../../assets/laws"), os.DirFS("../../assets/pages"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := directory.Load(os.DirFS("../../assets/directory"), library)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Whatever a text or a list may say of a line has a name in words.
func TestEveryLineCanBeTold(t *testing.T) {
	d := asTheyStand(t)
	english := texts(t, "en")
	if len(d.Lines()) < 60 {
		t.Errorf("only %d lines", len(d.Lines()))
	}
	for _, l := range d.Lines() {
		if english["office."+l.Office] == nil {
			t.Errorf("%s: nobody knows the office %s", l.ID, l.Office)
		}
	}
	for _, lang := range []string{"en", "ja", "ja-x-easy"} {
		has := texts(t, lang)
		for _, p := range append(directory.Places(), directory.All) {
			if has["place."+p] == nil {
				t.Errorf("%s has no word for %s", lang, p)
			}
		}
		for _, topic := range directory.Topics() {
			if has["directory.topic."+topic] == nil {
				t.Errorf("%s has no word for %s", lang, topic)
			}
		}
		for day := range time.Saturday + 1 {
			if id := "directory.day." + directory.DayID(day); has[id] == nil {
				t.Errorf("%s has no %s", lang, id)
			}
		}
	}
}

// texts are those of a language, by id.
func texts(t *testing.T, lang string) map[string]any {
	t.Helper()
	all := map[string]any{}
	locales := os.DirFS("../../i18n/locales")
	err := fs.WalkDir(locales, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || path.Base(name) != lang+".json" || strings.HasPrefix(name, "status/") {
			return err
		}
		b, err := fs.ReadFile(locales, name)
		if err != nil {
			return err
		}
		return json.Unmarshal(b, &all)
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestWhatCannotWait(t *testing.T) {
	d := asTheyStand(t)
	for id, want := range map[string]string{"119": "119", "110": "110", "189": "189", "dv": "#8008"} {
		l := d.Line(id)
		if l == nil || l.Number() != want || !l.Everywhere() || !slices.Contains(l.Topics, "emergency") {
			t.Errorf("%s is %+v", id, l)
		}
	}
}

// Wherever somebody lives, the way to every other prefecture is known, and next door
// is next door from both sides.
func TestNearnessOfThePrefectures(t *testing.T) {
	d := asTheyStand(t)
	for _, p := range directory.Places() {
		near := d.Near(p)
		if len(near) != len(directory.Places())-1 || slices.Contains(near, p) {
			t.Errorf("near %s are %v", p, near)
		}
	}
	for p, want := range map[string]string{"saga": "fukuoka", "nara": "osaka", "saitama": "tokyo", "yamagata": "miyagi", "okinawa": "kagoshima"} {
		if near := d.Near(p); near[0] != want {
			t.Errorf("nearest to %s is %s", p, near[0])
		}
	}
}

// The law of this directory: whoever has no permission to stay is led to a lawyer with
// a number in every prefecture, its own or one that says whose it is.
func TestALawyerForEveryPrefecture(t *testing.T) {
	d := asTheyStand(t)
	topics := []string{"bar_association", "duty_lawyer", "legal_aid", "refugee"}
	none := 0
	for _, place := range directory.Places() {
		var row []string
		for _, topic := range topics {
			row = append(row, topic+": "+whose(d, place, topic))
		}
		t.Log(place + "\t" + strings.Join(row, "\t"))
		help := d.Find(directory.Query{Topics: topics, Place: place, NoStatus: true})
		if len(help) == 0 || !slices.ContainsFunc(help, func(l *directory.Line) bool { return l.Number() != "" }) {
			t.Errorf("%s has nobody to call", place)
			continue
		}
		own := slices.ContainsFunc(help, func(l *directory.Line) bool { return l.Serves(place) && l.Number() != "" })
		if nearest, serves := d.Nearest(place, "duty_lawyer", true); nearest == nil || serves != nearest.Serves(place) || nearest.Number() == "" {
			t.Errorf("%s: nearest duty lawyer %+v, its own %v", place, nearest, serves)
		}
		if !own {
			none++
			t.Errorf("%s has no number of its own or for the whole country", place)
		}
	}
	if none > 0 {
		t.Logf("%d prefectures have no legal help that they can dial", none)
	}
}

// whose says which line of a topic is nearest to a place.
func whose(d *directory.Directory, place, topic string) string {
	l, own := d.Nearest(place, topic, true)
	switch {
	case l == nil:
		return "nobody"
	case !own:
		return strings.Join(l.Places, "+") + "'s " + l.ID
	case l.Everywhere():
		return "all's " + l.ID
	}
	return l.ID
}
