package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"madoguchi/app/cardsession"
	"madoguchi/app/ui"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/first"
	"madoguchi/app/ui/page/guide"
	"madoguchi/app/ui/page/home"
	"madoguchi/app/ui/pagetest"
	"madoguchi/app/ui/theme"
	"madoguchi/assets"
)

// guideDesk is the window on a day in Japan; m is 0 where nobody said who is there.
func guideDesk(t *testing.T, language string, m cardsession.Mode, year, month, day int) *pagetest.Desk {
	t.Helper()
	w, err := wiring()
	if err != nil {
		t.Fatal(err)
	}
	w.Now = func() time.Time { return time.Date(year, time.Month(month), day, 10, 0, 0, 0, japan) }
	d := pagetest.Open(t, ui.Options{Jobs: w, Fonts: assets.Fonts(), Icons: assets.Icons(), Language: language},
		func(h page.Host) page.Page { return first.New(h) })
	if m != 0 {
		d.SetMode(m)
		d.Open(home.New(d.Window))
	}
	return d
}

// aTuesday is the window on a day on which nothing is overdue, for the person itself.
func aTuesday(t *testing.T) *pagetest.Desk {
	t.Helper()
	return guideDesk(t, "en", cardsession.ModeSelf, 2026, 11, 24)
}

// throughTheGate presses the answers of the gate: watched, danger, fear, permission.
func throughTheGate(d *pagetest.Desk, fear, permission string) {
	if d.Find("guide.start.go") != nil {
		d.Press("guide.start.go")
	} else {
		d.Press("guide.consent.yes")
	}
	for _, id := range []string{"answer.no_word", "fact.danger.none", "fact.fear." + fear, "fact.permission." + permission} {
		d.Press(id)
	}
}

// toThePlan comes to the plan of a baby born yesterday.
func toThePlan(d *pagetest.Desk, fear, permission string) {
	d.Open(guide.New(d.Window, guide.Baby))
	throughTheGate(d, fear, permission)
	d.Press("window.guide.yesterday")
}

// saysInOrder fails the test unless the screen says all of that, in that order.
func saysInOrder(t *testing.T, d *pagetest.Desk, words ...string) {
	t.Helper()
	said, at := d.Says(), 0
	for _, w := range words {
		i := strings.Index(said[at:], w)
		if i < 0 {
			t.Fatalf("%q does not stand where it should; %q says:\n%s", w, d.Title(), said)
		}
		at += i + len(w)
	}
}

// seen reports whether words stand on the part of the page that is in sight.
func seen(d *pagetest.Desk, words string) bool {
	drv, found := fyne.CurrentApp().Driver(), false
	view := d.Frame().View()
	from := drv.AbsolutePositionForObject(view).Y
	kit.Walk(d.Frame(), func(b kit.Box) bool {
		if x, ok := b.(*kit.Text); ok && strings.Contains(x.Says(), words) {
			y := drv.AbsolutePositionForObject(x).Y
			found = found || y >= from && y+x.Size().Height <= from+view.Size().Height
		}
		return true
	})
	return found
}

// Somebody afraid, without papers, with a baby born yesterday sees without moving: what
// not to do, the first step with its day, and whom to call. The rest is folded.
func TestThePlanAtFirstGlance(t *testing.T) {
	for _, language := range []string{"en", "ja", "ja-x-easy"} {
		t.Run(language, func(t *testing.T) {
			d := guideDesk(t, language, cardsession.ModeSelf, 2026, 11, 24)
			d.Resize(1000, 680) // as the window comes
			toThePlan(d, "afraid", "none")
			words := d.Jobs().Texts.For(language)
			plain := func(id string) string { return plainText(words.T(id)) }
			western := map[string]string{"en": "4 December 2026", "ja": "2026年12月4日", "ja-x-easy": "2026年12月4日"}[language]
			for _, want := range []string{plain("guide.warn.no_embassy_any"), plain("guide.warn.lawyer_first"), plain("guide.a_notice.what"), western, "0570-783-110"} {
				if !seen(d, want) {
					t.Errorf("%q is not in sight; the page says:\n%s", want, d.Says())
				}
			}
			saysInOrder(t, d, plain("guide.warn.no_embassy_any"), plain("guide.warn.lawyer_first"), plain("guide.a_notice.what"), plain("guide.get_legal_help.what"))
			if strings.Contains(d.Says(), plain("guide.a_notice.why")) {
				t.Error("a step is told at length before anybody asked")
			}
			d.Press("guide.a_notice.what")
			for _, id := range []string{"guide.a_notice.why", "guide.a_notice.refused", "guide.office_reports.municipality", "guide.together"} {
				if !strings.Contains(d.Says(), plain(id)) {
					t.Errorf("the unfolded step does not say %s", id)
				}
			}
			if !strings.Contains(d.Says(), d.Jobs().Texts.For("ja").T("guide.a_notice.say")) {
				t.Error("there is nothing to show at the counter in Japanese")
			}
			d.Press("guide.a_notice.what")
			if strings.Contains(d.Says(), plain("guide.a_notice.why")) {
				t.Error("the step does not fold again")
			}
		})
	}
}

// Each question that stands with another on one screen is asked, and a country with what
// it has to do with the family.
func TestEveryQuestionOnAScreenIsAsked(t *testing.T) {
	d := aTuesday(t)
	d.Open(guide.New(d.Window, ""))
	throughTheGate(d, "unsure", "card")
	_, in, err := d.Inquiry()
	if err != nil {
		t.Fatal(err)
	}
	d.UntilSays("Were you born in Japan?")
	d.Press("fact.life_stage.adult")
	d.UntilTitle("Who is it about, by age?")
	d.Press("answer.no_word")
	if got := in.Facts.Value("born_in_japan"); !got.Known() || got.Bool() {
		t.Errorf("where the person was born is taken as %v", got)
	}
	d.Press("window.guide.next")
	for _, id := range []string{"fact.parents_known.both", "fact.japanese_parent.neither", "answer.not_sure", "fact.nationality_lost.never", "fact.card_label.country"} {
		d.Press(id)
	}
	d.UntilTitle("Which countries")
	if d.Find("window.guide.country.go") != nil {
		t.Error("goes on without a country or a word that it is not known")
	}
	d.Type("myan")
	d.Press("fact.states.state.mm")
	d.UntilSays("How is this country tied to the family?")
	if got := d.Focused(); got != "fact.states.link.own" {
		t.Errorf("the keyboard is at %q, not at the tie with the country", got)
	}
	d.Press("fact.states.link.mother")
	d.Press("window.guide.country.go")
	d.UntilTitle("Has this country ever given a passport")
	d.Press("fact.states.papers.never")
	d.Press("fact.states.said.never_asked")
	d.UntilSays("Has protection from this country been asked for")
	d.Press("fact.states.fear.not_afraid")
	d.Press("window.guide.next")
	d.UntilTitle("What the answers are about")
	want := map[string]string{"state": "mm", "link": "mother", "papers": "never", "said": "never_asked", "fear": "not_afraid"}
	items := in.Facts.Value("states").Items()
	def, _ := in.Facts.Vocabulary().Lookup("states")
	for field, value := range want {
		if got := items[0][def.Field("states."+field)].Text(); got != value {
			t.Errorf("%s of the country is %q, not %q", field, got, value)
		}
	}
	if !in.Skipped["states.0.protection"] {
		t.Error("what was left open is asked again")
	}
}

// Two countries are asked about one after the other; one taken out takes its answers along.
func TestMoreThanOneCountry(t *testing.T) {
	d := aTuesday(t)
	_, in := asTold(t, d, map[string]any{
		"life_stage": "adult", "parents_known": "both", "japanese_parent": "neither",
		"birth_notice_done": true, "parents_nationality": "both", "nationality_lost": "never", "card_label": "country",
	})
	d.Open(guide.New(d.Window, ""))
	throughTheGate(d, "not_afraid", "card")
	d.Press("fact.states.state.mm")
	d.Press("fact.states.link.mother")
	typeInto(d, "viet")
	d.Press("fact.states.state.vn")
	d.Press("fact.states.link.father")
	d.Press("window.guide.country.go")
	d.UntilSays("Myanmar")
	d.Press("fact.states.papers.never")
	d.Press("fact.states.said.refused")
	d.Press("window.guide.next") // of fear and protection, left open
	d.UntilSays("Vietnam")
	d.Press("fact.states.papers.running")
	d.Key(fyne.KeyEscape, fyne.KeyEscape, fyne.KeyEscape, fyne.KeyEscape, fyne.KeyEscape)
	d.UntilTitle("Which countries")
	d.Press("window.guide.country.remove") // the first
	if items := in.Facts.Value("states").Items(); len(items) != 1 {
		t.Fatalf("%d countries are left", len(items))
	}
	d.Press("window.guide.country.go")
	d.UntilTitle("What has this country said?")
	if said := d.Says(); !strings.Contains(said, "Vietnam") || strings.Contains(said, "Myanmar") {
		t.Errorf("asks about the wrong country:\n%s", said)
	}
}

// typeInto writes into the first field on the page.
func typeInto(d *pagetest.Desk, text string) {
	for _, f := range kit.Focusables(d.Frame().View()) {
		if _, pressed := f.(interface{ Press() }); !pressed {
			d.Canvas().Focus(f)
			break
		}
	}
	d.Type(text)
}

// Back goes to the question before, with what was answered; the same answer goes on to
// the next with its own, another one forgets only what would not be asked any more.
func TestBackThroughTheQuestions(t *testing.T) {
	d := aTuesday(t)
	d.Open(guide.New(d.Window, ""))
	throughTheGate(d, "afraid", "none")
	_, in, err := d.Inquiry()
	if err != nil {
		t.Fatal(err)
	}
	d.Press("fact.life_stage.adult")
	d.Press("window.guide.next")
	d.Press("fact.parents_known.both")
	d.Press("fact.japanese_parent.mother")
	d.UntilTitle("Does the name stand in a Japanese family register")
	d.Key(fyne.KeyEscape)
	d.Key(fyne.KeyEscape)
	d.UntilTitle("Are mother and father known")
	if got := in.Facts.Value("parents_known").Text(); got != "both" {
		t.Errorf("going back forgot the answer: %q", got)
	}
	d.Press("fact.parents_known.both")
	d.UntilTitle("Was or is a parent Japanese?")
	if got := in.Facts.Value("japanese_parent").Text(); got != "mother" {
		t.Errorf("the same answer forgot the next one: %q", got)
	}
	d.Key(fyne.KeyEscape)
	d.Press("fact.parents_known.neither") // the parent is not asked about then
	if got := in.Facts.Value("japanese_parent"); got.Known() {
		t.Errorf("what is not asked any more is still taken as %q", got.Text())
	}
	if said := d.Title(); strings.HasPrefix(said, "Was or is a parent Japanese?") {
		t.Error("asks what another answer has settled")
	}
	if got := in.Facts.Value("life_stage").Text(); got != "adult" {
		t.Errorf("what was answered before is taken as %q", got)
	}
	for n := 0; !strings.HasPrefix(d.Title(), "What is it about?"); n++ {
		if n > 9 {
			t.Fatalf("Escape does not lead back to where it began, but to %q", d.Title())
		}
		d.Key(fyne.KeyEscape)
	}
}

// From the plan, too, Back goes to the question before; from the questions it does not
// need it goes to the plan.
func TestBackFromThePlan(t *testing.T) {
	d := aTuesday(t)
	toThePlan(d, "afraid", "none")
	plan := d.Title()
	d.Press("window.guide.exact")
	d.UntilTitle("Has the birth notice")
	d.Press("answer.no_word")
	d.Key(fyne.KeyEscape, fyne.KeyEscape)
	d.UntilTitle(plan)
	d.Key(fyne.KeyEscape)
	d.UntilTitle("When was the baby born?")
	d.Press("window.guide.today")
	d.UntilTitle(plan)
	if !seen(d, "7 December 2026") {
		t.Errorf("the day of a baby born today is not there:\n%s", d.Says())
	}
}

// What was said about fear can be changed, with a word of warning and how many steps it
// hides; nothing changes before there is another answer.
func TestFearIsChangedWithAWord(t *testing.T) {
	d := aTuesday(t)
	toThePlan(d, "afraid", "card")
	hidden := "You said “Yes, afraid”, so 1 step is hidden."
	d.UntilSays(hidden)
	d.Press("window.guide.change")
	d.UntilTitle("Is there fear of the government")
	saysInOrder(t, d, "talk to a lawyer first", "Talk to a lawyer or a support group before you change this.", hidden)
	d.Key(fyne.KeyEscape)
	d.UntilSays(hidden)
	d.Press("window.guide.change")
	d.Press("fact.fear.not_afraid")
	d.UntilSays("Register the baby with the country of a parent")
	if said := d.Says(); strings.Contains(said, "hidden") || strings.Contains(said, "Do not contact the embassy") {
		t.Errorf("the answer changed nothing:\n%s", said)
	}
}

// A danger comes before every further question, with its number; a letter with somebody
// to call; and the plan begins with it.
func TestDangerComesFirst(t *testing.T) {
	for danger, number := range map[string]string{"illness": "119", "violence": "#8008", "child": "189", "detained": "当番弁護士を呼んでください", "letter": "0570-783-110"} {
		t.Run(danger, func(t *testing.T) {
			d := aTuesday(t)
			d.Open(guide.New(d.Window, guide.Baby))
			d.Press("guide.start.go")
			d.Press("answer.no_word")
			d.Press("fact.danger." + danger)
			d.UntilTitle("First this")
			d.UntilSays(number)
			d.Key(fyne.KeyEscape)
			d.UntilTitle("Is there danger now?")
			d.Press("fact.danger." + danger)
			d.UntilTitle("First this")
			d.Key(fyne.KeyReturn) // the keyboard is where it goes on
			d.UntilTitle("Is there fear")
			d.Press("window.guide.unsaid")
			d.Press("fact.permission.unsaid")
			d.Press("window.guide.yesterday")
			d.UntilTitle("A baby is born")
			saysInOrder(t, d, "Do not contact the embassy", number)
		})
	}
}

// A step is ticked as done for this sitting; what runs next stands in its place, and a
// change of language loses nothing.
func TestStepsAreTicked(t *testing.T) {
	d := aTuesday(t)
	toThePlan(d, "afraid", "none")
	d.Press("guide.a_notice.what")
	d.Press("window.guide.tick")
	d.SetLanguages("ja", "")
	d.SetLanguages("en", "ja")
	d.SetLanguages("en", "")
	d.UntilSays("Do not contact the embassy") // the plan
	if !strings.Contains(d.Says(), "With the notice the baby exists on paper") {
		t.Error("after a change of language the step is folded")
	}
	d.Press("guide.a_notice.what")
	saysInOrder(t, d, "Same counter: health insurance", "What you can do today", "Hand in the birth notice", "Done")
	if lines := strings.Split(d.Says(), "\n"); slices.Index(lines, "Hand in the birth notice (出生届)") < slices.Index(lines, "What you can do today") {
		t.Error("what is done is still the first")
	}
}

// Half a day and half a word are there after a change of language.
func TestAHalfTypedAnswerOutlastsTheLanguage(t *testing.T) {
	d := aTuesday(t)
	d.Open(guide.New(d.Window, guide.Baby))
	throughTheGate(d, "afraid", "none")
	tabTo(t, d, "window.kit.date.year")
	d.Type("2026")
	tabTo(t, d, "window.kit.date.month")
	d.Type("11")
	d.SetLanguages("ja", "")
	tabTo(t, d, "window.kit.date.day")
	d.Type("3")
	d.Press("window.guide.take_day")
	_, in, err := d.Inquiry()
	if err != nil {
		t.Fatal(err)
	}
	def, _ := in.Facts.Vocabulary().Lookup("event_on")
	if got := in.Facts.Value("event_on").Any(def); got != "2026-11-03" {
		t.Errorf("the day is taken as %v", got)
	}
}

// Whoever stops has told nothing.
func TestStoppingForgets(t *testing.T) {
	for name, where := range map[string]func(*pagetest.Desk){
		"a question": func(d *pagetest.Desk) { d.Key(fyne.KeyEscape); d.Press("window.guide.stop") },
		"the plan":   func(d *pagetest.Desk) { d.Press("window.guide.forget") },
	} {
		t.Run(name, func(t *testing.T) {
			d := aTuesday(t)
			toThePlan(d, "afraid", "none")
			where(d)
			d.UntilTitle("What is it about?")
			_, in, err := d.Inquiry()
			if err != nil {
				t.Fatal(err)
			}
			if known := in.Facts.Known(); len(known) > 0 || len(in.Skipped) > 0 {
				t.Errorf("still knows %v", known)
			}
		})
	}
}

// In 2028 nobody has read the sources again: the plan says so, and so does each step and
// each number.
func TestWhatWasNotReadAgainSaysSo(t *testing.T) {
	const check = "Check before acting"
	d := aTuesday(t)
	toThePlan(d, "afraid", "none")
	if strings.Contains(d.Says(), check) {
		t.Fatal("says that it is overdue on the day after it was read")
	}
	d = guideDesk(t, "en", cardsession.ModeSelf, 2028, 3, 1)
	toThePlan(d, "afraid", "none")
	saysInOrder(t, d, "Do not contact the embassy", "Looked up long ago", check)
	d.Press("guide.a_notice.what")
	if n := strings.Count(d.Says(), "The day for reading this again has passed."); n != 2 {
		t.Errorf("it is said %d times, not for the plan and the step", n)
	}
}

// At twice the size of text in a small window whatever has the keyboard is in sight, on
// a question, on the plan with a step unfolded, and on the directory.
func TestGuidesByKeyboardAreInSight(t *testing.T) {
	d := aTuesday(t)
	d.Resize(960, 600)
	d.SetLook(theme.Look{Scheme: theme.Light, Scale: 2, Still: true})
	around := func() {
		t.Helper()
		seen := map[fyne.Focusable]bool{}
		all := kit.Focusables(d.Frame())
		for range all {
			d.Key(fyne.KeyTab)
			f := d.Canvas().Focused()
			seen[f] = true
			if o := f.(fyne.CanvasObject); !inSight(d, o) {
				t.Errorf("%q: %s has the keyboard and is not in sight", d.Title(), d.Focused())
			}
		}
		if len(seen) != len(all) {
			t.Errorf("%q: Tab comes to %d of %d things", d.Title(), len(seen), len(all))
		}
	}
	d.Open(guide.New(d.Window, guide.Baby))
	around()
	throughTheGate(d, "afraid", "none")
	around()
	d.Press("window.guide.yesterday")
	d.Press("guide.a_notice.what")
	around()
	d.Press("window.guide.place")
	around()
	d.Press("place.tokyo")
	d.Press("window.guide.lines")
	around()
}

// The papers of a guide are a press away from its plan, and Back leads to the plan.
func TestThePapersOfAPlan(t *testing.T) {
	d := aTuesday(t)
	toThePlan(d, "afraid", "none")
	plan := d.Title()
	byTab(t, d, "window.guidesheet.title")
	d.UntilTitle("Papers to take along")
	d.Key(fyne.KeyEscape)
	d.UntilTitle(plan)
}
