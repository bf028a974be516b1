package main

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"madoguchi/app/cardsession"
	"madoguchi/app/fact"
	"madoguchi/app/jobs"
	"madoguchi/app/lawdate"
	"madoguchi/app/ui"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/ask"
	"madoguchi/app/ui/page/first"
	"madoguchi/app/ui/page/home"
	"madoguchi/app/ui/pagetest"
	"madoguchi/assets"
)

// newcomer is what a foreign student has told.
var newcomer = map[string]any{
	"residence_document": "residence_card", "residence_status": "student", "stay_end": "2027-02-01",
	"nationality_class": "foreign", "dob": "2003-07-15", "address_in_japan": true,
}

// settledDown is one of whom much more is known.
var settledDown = map[string]any{
	"mnc": "ordinary", "mnc_expiry": "2027-02-01", "mnc_lost": false, "stay_months_granted": 24, "passport": "current",
	"application_pending": false, "employed": true, "guardian": "none", "insured_by": "national", "event": "none_of_these",
	"on_resident_record": true, "moved_abroad": false, "children": []any{map[string]any{"dob": "2024-01-05", "lives_with": true}},
}

// asTold are facts as a person tells them.
func asTold(t *testing.T, d *pagetest.Desk, facts ...map[string]any) (*jobs.Rulebook, *jobs.Inquiry) {
	t.Helper()
	rules, in, err := d.Inquiry()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range facts {
		for _, id := range slices.Sorted(maps.Keys(m)) {
			if err := in.Facts.Put(fact.Fact{ID: id, Value: m[id], From: fact.FromAnswer}); err != nil {
				t.Fatal(err)
			}
		}
	}
	return rules, in
}

// topicsDesk is somebody about themselves in front of Home.
func topicsDesk(t *testing.T, language string, m cardsession.Mode) *pagetest.Desk {
	t.Helper()
	d := openDesk(t, language)
	d.SetMode(m)
	d.Open(home.New(d.Window))
	return d
}

// tabTo goes by Tab to what says that, telling keys of every step.
func tabTo(t *testing.T, d *pagetest.Desk, label string, keys ...func(string)) {
	t.Helper()
	for n := 0; d.Focused() != label; n++ {
		if n == 120 {
			t.Fatalf("Tab does not come to %s in %q:\n%s", label, d.Title(), d.Says())
		}
		d.Key(fyne.KeyTab)
		for _, k := range keys {
			k("Tab")
		}
	}
}

// byTab does what says that, by the keyboard alone.
func byTab(t *testing.T, d *pagetest.Desk, label string) {
	t.Helper()
	tabTo(t, d, label)
	d.Key(fyne.KeyReturn)
}

// From Home to the first answers, corrected and forgotten again, without a mouse.
func TestTopicsByKeyboard(t *testing.T) {
	d := openDesk(t, "en")
	papers := d.Jobs().Texts.For("en").T("ask.residence_card") + " · Question "
	d.Key(fyne.KeyReturn)
	byTab(t, d, "window.home.topics")
	d.UntilTitle("What may I have, and by when?")
	d.Type("extending")
	byTab(t, d, "topic.stay.name")
	d.UntilTitle("Extending or changing your stay")
	if said := d.Says(); !strings.Contains(said, "Not known yet") || strings.Contains(said, "Probably yes") {
		t.Errorf("nothing was told, and the page says:\n%s", said)
	}
	byTab(t, d, "window.answer.ask")
	d.UntilTitle(papers + "1")
	rules, in, err := d.Inquiry()
	if err != nil {
		t.Fatal(err)
	}
	var last string
	for len(in.Facts.Known()) < 4 {
		last = asked(rules, d)
		switch value, told := newcomer[last].(string); {
		case !told:
			t.Fatalf("%s is asked for in %q", last, d.Title())
		case last == "residence_status":
			d.Type("stud") // the keyboard is in the search of the list
			if said := d.Says(); strings.Contains(said, "Long-term resident") || !strings.Contains(said, "Student") {
				t.Errorf("the list is not narrowed:\n%s", said)
			}
			fallthrough
		default:
			byTab(t, d, "fact."+last+"."+value)
		case last == "stay_end":
			for i, part := range []string{"year", "month", "day"} {
				tabTo(t, d, "window.kit.date."+part)
				d.Type(strings.Split(value, "-")[i])
			}
			d.Key(fyne.KeyReturn)
		}
	}
	if got := in.Facts.Value("residence_status").Text(); got != "student" {
		t.Errorf("the status is taken as %q", got)
	}
	d.Key(fyne.KeyEscape) // the question before, with its answer
	d.UntilTitle(papers + "4")
	if again := asked(rules, d); again != last || len(in.Facts.Known()) != 4 {
		t.Errorf("back from the question after %s is %s, and known is %v", last, again, in.Facts.Known())
	}
	byTab(t, d, "window.ask.done.go")
	d.UntilTitle("Extending or changing your stay")
	if at := d.Frame().View().Offset(); at != 0 {
		t.Errorf("the answers are read from %v on", at)
	}
	before := d.Says()
	if !strings.Contains(before, "May I apply for an extension now?\nProbably yes\n") {
		t.Errorf("there is no answer:\n%s", before)
	}
	byTab(t, d, "window.topics.all.told")
	d.UntilTitle("What I have told")
	d.UntilSays("Student")
	nth := slices.IndexFunc(in.Facts.Known(), func(f fact.Fact) bool { return f.ID == "residence_status" })
	tabTo(t, d, "window.ask.told.change")
	for range nth {
		d.Key(fyne.KeyTab)
		tabTo(t, d, "window.ask.told.change")
	}
	d.Key(fyne.KeyReturn)
	d.UntilTitle("Which status of residence")
	d.Type("permanent resident")
	byTab(t, d, "fact.residence_status.permanent_resident")
	d.UntilTitle("What I have told")
	if said := d.Says(); strings.Contains(said, "Student") || !strings.Contains(said, "Permanent resident") {
		t.Errorf("it was not corrected:\n%s", said)
	}
	d.Key(fyne.KeyEscape)
	d.UntilTitle("Extending or changing your stay")
	if d.Says() == before {
		t.Error("another status changes no answer")
	}
	byTab(t, d, "window.topics.all.told")
	byTab(t, d, "window.ask.told.forget")
	d.UntilSays("Nothing was told yet")
	d.Key(fyne.KeyEscape)
	d.UntilTitle("Extending or changing your stay")
	if said := d.Says(); strings.Contains(said, "Probably yes") {
		t.Errorf("something is remembered:\n%s", said)
	}
}

// asked is the fact that is asked for now.
func asked(rules *jobs.Rulebook, d *pagetest.Desk) string {
	lines := strings.Split(d.Says(), "\n")
	texts, args := d.Jobs().Texts.For("en"), rules.Args(lawdate.InJapan(d.Jobs().Now()))
	for _, def := range rules.Vocabulary().Definitions() {
		if slices.Contains(lines, texts.T("fact."+def.ID+".ask", args)) {
			return def.ID
		}
	}
	return ""
}

// What is left open in a list of ticks stays unknown; the rest becomes a no only
// when somebody says so, and is seen before it counts.
func TestTicksLeftOpenStayUnknown(t *testing.T) {
	d := topicsDesk(t, "en", cardsession.ModeSelf)
	rules, in := asTold(t, d, newcomer)
	in.Facts.Forget("address_in_japan")
	for _, g := range rules.Groups() { // nothing but ticks is left to ask
		for _, id := range g.Facts {
			in.Skipped[id] = !g.Ticks
		}
	}
	for _, def := range rules.Vocabulary().Definitions() {
		if rules.Group(def.ID) == nil {
			in.Skipped[def.ID] = true
		}
	}
	d.Open(ask.New(d.Window, kit.Msg{}, rules.Questions()))
	page, _, _ := strings.Cut(d.Title(), " · ")
	ids := func() []string { return ticksOf(rules, d) }
	rows := ids()
	if len(rows) < 2 {
		t.Fatalf("%q has rows %v", page, rows)
	}
	d.Key(fyne.KeySpace) // yes to the first
	byTab(t, d, "window.ask.next")
	if v := in.Facts.Value(rows[0]); !v.Known() || !v.Bool() {
		t.Errorf("the yes to %s was not taken", rows[0])
	}
	for _, id := range rows[1:] {
		if in.Facts.Value(id).Known() {
			t.Errorf("nobody answered %s, and it is taken as known", id)
		}
	}
	d.Key(fyne.KeyEscape)
	d.UntilTitle(page)
	d.Press("window.ask.rest_no")
	if !strings.HasPrefix(d.Title(), page) || in.Facts.Value(rows[1]).Known() {
		t.Error("the rest was answered before anybody could look at it")
	}
	d.Press("window.ask.next")
	for _, id := range rows[1:] {
		if v := in.Facts.Value(id); !v.Known() || v.Bool() {
			t.Errorf("%s is not a no", id)
		}
	}
}

// ticksOf are the facts asked on the page of ticks that stands there.
func ticksOf(rules *jobs.Rulebook, d *pagetest.Desk) (ids []string) {
	texts, args := d.Jobs().Texts.For("en"), rules.Args(lawdate.InJapan(d.Jobs().Now()))
	for _, g := range rules.Groups() {
		for _, id := range g.Facts {
			if g.Ticks && strings.Contains(d.Says(), texts.T("fact."+id+".ask", args)) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// Whatever ends a sitting forgets what was told in it: nobody there, a practice
// card, somebody else.
func TestWhatWasToldIsForgotten(t *testing.T) {
	w, err := wiring()
	if err != nil {
		t.Fatal(err)
	}
	for name, end := range map[string]func(*pagetest.Desk){
		"idle":      func(d *pagetest.Desk) { d.UntilTitle("Who is this about?") },
		"practise":  func(d *pagetest.Desk) { try(t, d.Practise("student")) },
		"mode":      func(d *pagetest.Desk) { d.SetMode(cardsession.ModeHelper); d.Refresh(true) },
		"forgotten": func(d *pagetest.Desk) { d.ForgetInquiry(); d.Refresh(true) },
	} {
		t.Run(name, func(t *testing.T) {
			o := ui.Options{Jobs: w, Fonts: assets.Fonts(), Icons: assets.Icons(), Language: "en"}
			if name == "idle" {
				o.Idle = 300 * time.Millisecond
			}
			d := pagetest.Open(t, o, func(h page.Host) page.Page { return first.New(h) })
			d.SetMode(cardsession.ModeSelf)
			d.Open(home.New(d.Window))
			rules, _ := asTold(t, d, newcomer)
			d.Open(ask.New(d.Window, kit.Msg{}, rules.Questions()))
			asked := d.Title()
			end(d)
			_, in, err := d.Inquiry()
			if err != nil {
				t.Fatal(err)
			}
			if known := in.Facts.Known(); len(known) > 0 {
				t.Errorf("still known: %v", known)
			}
			if name != "idle" && d.Title() == asked {
				t.Errorf("it goes on asking where it was: %q", asked)
			}
			if said := d.Says(); strings.Contains(said, "Student") {
				t.Errorf("the screen still says what was told:\n%s", said)
			}
			if name == "idle" {
				return
			}
			if d.Press("answer.skip"); len(in.Skipped) != 1 {
				t.Errorf("what is answered now is not about whom it is about now: %v", in.Skipped)
			}
		})
	}
}

func try(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Error(err)
	}
}

// Whether a child lives with the person is not taken for granted.
func TestOfAChildOnlyWhatWasSaidIsTaken(t *testing.T) {
	for _, said := range []string{"", "answer.yes_word", "answer.no_word"} {
		d := topicsDesk(t, "en", cardsession.ModeSelf)
		_, in := asTold(t, d)
		d.Open(ask.NewOne(d.Window, "children"))
		d.Press("window.ask.child.add")
		for part, typed := range map[string]string{"year": "2024", "month": "1", "day": "5"} {
			tabTo(t, d, "window.kit.date."+part)
			d.Type(typed)
		}
		if said != "" {
			d.Press(said)
		}
		d.Press("window.ask.next")
		items := in.Facts.Value("children").Items()
		if len(items) != 1 {
			t.Fatalf("%q: %d children", said, len(items))
		}
		rules, _, err := d.Inquiry()
		if err != nil {
			t.Fatal(err)
		}
		def, _ := rules.Vocabulary().Lookup("children")
		list, _ := in.Facts.Value("children").Any(def).([]any)
		child, _ := list[0].(map[string]any)
		lives, told := child["lives_with"].(bool)
		if child["dob"] != "2024-01-05" || told != (said != "") || lives != (said == "answer.yes_word") {
			t.Errorf("%q: %v", said, child)
		}
	}
}
