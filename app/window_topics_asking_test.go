package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"madoguchi/app/cardsession"
	"madoguchi/app/jobs"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page/ask"
)

// What brings most people here stands in sight, and is found by the words they have
// for it.
func TestEventsAreFoundByOtherWords(t *testing.T) {
	for _, x := range []struct{ language, typed, found string }{
		{"en", "extend", "stay_ends"},
		{"en", "Residence card", "residence_card_lost"},
		{"en", "residence card", "stay_ends"},
		{"en", "pregnant", "birth_in_japan"},
		{"en", "fired", "job_lost"},
		{"en", "wallet", "mnc_lost"},
		{"ja", "妊娠", "birth_in_japan"},
		{"ja", "転職", "job_changed"},
		{"ja-x-easy", "にんしん", "birth_in_japan"},
		{"ja-x-easy", "ビザ", "stay_ends"},
	} {
		d := topicsDesk(t, x.language, cardsession.ModeSelf)
		rules, _ := asTold(t, d)
		d.Open(ask.NewOne(d.Window, "event"))
		for _, usual := range []string{"stay_ends", "applied_in_time", "birth_in_japan", "permission_given", "none_of_these"} {
			if d.Find("fact.event."+usual) == nil {
				t.Errorf("%s does not stand in sight", usual)
			}
		}
		d.Type(x.typed)
		if d.Find("fact.event."+x.found) == nil {
			t.Errorf("%s: %q does not find %s:\n%s", x.language, x.typed, x.found, d.Says())
		}
		def, _ := rules.Vocabulary().Lookup("event")
		for _, v := range def.Values {
			words := d.Jobs().Texts.For(x.language).T("fact.event." + v + ".words")
			if strings.HasPrefix(words, "[") || strings.Contains(d.Says(), words) {
				t.Errorf("%s: the words for %s are missing, or shown: %s", x.language, v, words)
			}
		}
	}
}

// A search that finds nothing says what to try, and leaves a way on. What has no
// other words is not found by the name of these.
func TestAListWithoutAFindSaysWhatToTry(t *testing.T) {
	for id, typed := range map[string]string{"event": "qqq", "residence_status": "words"} {
		d := topicsDesk(t, "en", cardsession.ModeSelf)
		d.Open(ask.NewOne(d.Window, id))
		d.Type(typed)
		said := d.Says()
		if !strings.Contains(said, "Nothing was found") || !strings.Contains(said, "Try one short word") || d.Find("fact."+id+".none_of_these") == nil {
			t.Fatalf("%s: %q leaves\n%s", id, typed, said)
		}
		d.Press("window.ask.whole_list")
		rules, _ := asTold(t, d)
		def, _ := rules.Vocabulary().Lookup(id)
		for _, v := range def.Values {
			if d.Find("fact."+id+"."+v) == nil {
				t.Errorf("the whole list has no %s", v)
			}
		}
	}
}

// A day is written as it stands on a paper from where the keyboard begins, digit by
// digit or at once.
func TestADateIsWrittenAtOnce(t *testing.T) {
	for language, begins := range map[string]string{"en": "day", "ja": "year", "ja-x-easy": "year"} {
		for typed, want := range map[string]string{
			"2027-01-20": "2027-01-20", "2027/1/20": "2027-01-20", "２０２７．１．５": "2027-01-05", "令和9年1月20日": "2027-01-20",
		} {
			for _, pasted := range []bool{false, true} {
				d := topicsDesk(t, language, cardsession.ModeSelf)
				_, in := asTold(t, d)
				d.Open(ask.NewOne(d.Window, "stay_end"))
				if at := d.Focused(); at != "window.kit.date."+begins {
					t.Errorf("%s: the keyboard begins at %s", language, at)
				}
				if pasted {
					d.Clipboard().SetContent(typed)
					d.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: d.Clipboard()})
				} else {
					d.Type(typed)
				}
				d.Press("window.ask.next")
				if got := dayOf(in, "stay_end"); got != want {
					t.Errorf("%s: %q (pasted: %v) is taken as %q", language, typed, pasted, got)
				}
			}
		}
	}
}

// One thing is said of a date that is none.
func TestOneWarningAboutADate(t *testing.T) {
	for typed, want := range map[string]string{
		"2027-02-30": "That month has 28 days", "2027-13-1": "There are 12 months", "2027": "This was not understood", "": "This was not understood",
	} {
		d := topicsDesk(t, "en", cardsession.ModeSelf)
		_, in := asTold(t, d)
		d.Open(ask.NewOne(d.Window, "stay_end"))
		tabTo(t, d, "window.kit.date.year")
		d.Type(typed)
		d.Press("window.ask.next")
		said, n := d.Says(), 0
		for _, w := range []string{"That month has", "There are 12 months", "This was not understood"} {
			n += strings.Count(said, w)
		}
		if n != 1 || !strings.Contains(said, want) || in.Facts.Value("stay_end").Known() {
			t.Errorf("%q is told %d things:\n%s", typed, n, said)
		}
	}
}

// What was skipped can be found again and answered.
func TestWhatWasSkippedIsComeBackTo(t *testing.T) {
	d := topicsDesk(t, "en", cardsession.ModeSelf)
	rules, in := asTold(t, d)
	d.Open(ask.New(d.Window, kit.Msg{}, rules.Topic("stay").Questions))
	id := asked(rules, d)
	d.Press("answer.skip")
	if !in.Skipped[id] {
		t.Fatalf("%s was not skipped", id)
	}
	d.Home()
	d.Open(ask.NewTold(d.Window))
	name := d.Jobs().Texts.For("en").T("fact." + id)
	if said := d.Says(); !strings.Contains(said, "Left open") || !strings.Contains(said, name) || strings.Contains(said, "Nothing was told yet") {
		t.Fatalf("%s is not listed:\n%s", id, said)
	}
	d.Press("window.ask.told.now")
	if now := asked(rules, d); now != id {
		t.Fatalf("%q is asked, not %s", now, id)
	}
	def, _ := rules.Vocabulary().Lookup(id)
	d.Press("fact." + id + "." + def.Values[0])
	d.UntilTitle("What I have told")
	if said := d.Says(); strings.Contains(said, "Left open") || !in.Facts.Value(id).Known() {
		t.Errorf("%s is still left open:\n%s", id, said)
	}
}

// Nobody Japanese is asked for the papers of a stay, and no empty page of them
// stands there.
func TestNobodyJapaneseIsAskedForTheirStay(t *testing.T) {
	d := topicsDesk(t, "en", cardsession.ModeSelf)
	rules, in := asTold(t, d)
	for _, def := range rules.Vocabulary().Definitions() {
		in.Skipped[def.ID] = true
	}
	papers := rules.Group("residence_status")
	for _, id := range append(slices.Clone(papers.Facts), "dob", "mnc") {
		delete(in.Skipped, id)
	}
	d.Open(ask.New(d.Window, kit.Msg{}, rules.Questions()))
	for n := 0; asked(rules, d) != "nationality_class"; n++ {
		if n > 20 {
			t.Fatalf("nationality is not asked, but\n%s", d.Says())
		}
		d.Press("answer.skip")
	}
	d.Press("fact.nationality_class.japanese")
	for n := 0; d.Find("answer.skip") != nil; n++ {
		if id := asked(rules, d); slices.Contains(papers.Facts, id) || id == "" || n > 20 {
			t.Fatalf("%q is asked of a Japanese national:\n%s", id, d.Says())
		}
		if said := d.Says(); strings.Contains(said, "residence card") && strings.Contains(d.Title(), "residence card") {
			t.Errorf("the page of the stay is still there:\n%s", said)
		}
		d.Press("answer.skip")
	}
	d.UntilTitle("Nothing more to ask")
}

// Who has no reader reads the end of the card off the card.
func TestTheEndOfACardWithoutAReader(t *testing.T) {
	d := topicsDesk(t, "en", cardsession.ModeSelf)
	_, in := asTold(t, d)
	d.Press("window.home.ends")
	d.Press("window.home.ends.self")
	d.UntilTitle(d.Jobs().Texts.For("en").T("fact.mnc_expiry.ask"))
	d.Type("2027-02-01")
	d.Key(fyne.KeyReturn)
	d.UntilTitle("By when?")
	if got := dayOf(in, "mnc_expiry"); got != "2027-02-01" {
		t.Errorf("it is taken as %q", got)
	}
}

// dayOf is a day that was told, "" for none.
func dayOf(in *jobs.Inquiry, id string) string {
	v := in.Facts.Value(id)
	if !v.Known() {
		return ""
	}
	year, month, day := v.Day()
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
}
