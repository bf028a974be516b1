package main

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/app/fact"
	"madoguchi/app/lawdate"
	"madoguchi/app/paper"
	"madoguchi/app/ui"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/dates"
	"madoguchi/app/ui/page/first"
	"madoguchi/app/ui/page/home"
	sheetpage "madoguchi/app/ui/page/sheet"
	"madoguchi/app/ui/pagetest"
	"madoguchi/assets"
)

// sheetDesk is somebody who makes papers; what is printed comes to paper.
type sheetDesk struct {
	*pagetest.Desk
	folder string
	paper  []byte
	queue  string
	jam    bool
}

func openSheetDesk(t *testing.T, language string, facts map[string]any) *sheetDesk {
	t.Helper()
	j, err := wiring()
	if err != nil {
		t.Fatal(err)
	}
	d := &sheetDesk{folder: t.TempDir()}
	j.Now = func() time.Time { return time.Date(2026, 11, 23, 10, 0, 0, 0, japan) }
	j.Print = func(name string, pdf []byte) error {
		if d.jam {
			return errors.New("no paper")
		}
		d.queue, d.paper = name, pdf
		return nil
	}
	o := ui.Options{
		Jobs: j, Fonts: assets.Fonts(), Icons: assets.Icons(), Language: language,
		Places: func() []page.Place { return []page.Place{{ID: "home", Path: d.folder}} },
	}
	d.Desk = pagetest.Open(t, o, func(h page.Host) page.Page { return first.New(h) })
	d.SetMode(cardsession.ModeSelf)
	_, in, err := d.Inquiry()
	if err != nil {
		t.Fatal(err)
	}
	for id, v := range facts {
		if err := in.Facts.Put(fact.Fact{ID: id, Value: v, From: fact.FromAnswer}); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// files lists what lies in the person's folder.
func (d *sheetDesk) files(t *testing.T) (names []string) {
	t.Helper()
	list, err := os.ReadDir(d.folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		names = append(names, f.Name())
	}
	return names
}

// On one's own computer the paper is printed through a pipe, or saved by choice under a
// name that does not say what it is about.
func TestASheetIsPrintedOrSaved(t *testing.T) {
	d := openSheetDesk(t, "en", staying)
	d.Open(sheetpage.New(d.Window, "stay"))
	d.UntilTitle("Paper for the counter")
	d.Press("window.sheet.mine")
	d.UntilTitle("Your paper")
	d.Press("window.sheet.print")
	d.UntilSays("handed to the printer")
	if !bytes.HasPrefix(d.paper, []byte("%PDF")) || strings.Contains(d.queue, "在留") {
		t.Errorf("printed as %q: %.20q", d.queue, d.paper)
	}
	if names := d.files(t); len(names) > 0 {
		t.Errorf("printing left %q", names)
	}
	d.jam = true
	d.Press("window.sheet.print")
	d.UntilSays("It could not be printed")
	d.Press("window.sheet.save")
	d.UntilSays("Saved: paper.pdf")
	d.Press("window.sheet.save")
	d.UntilSays("Saved: paper_2.pdf")
	if names := d.files(t); strings.Join(names, " ") != "paper.pdf paper_2.pdf" {
		t.Errorf("there is %q", names)
	}
}

// On a computer others look into there is no file and no printing, only pages to be
// photographed, and nothing of them after the last.
func TestASheetOnASharedComputerLeavesNothing(t *testing.T) {
	d := openSheetDesk(t, "en", staying)
	d.Open(sheetpage.New(d.Window, "stay"))
	d.UntilTitle("Paper for the counter")
	d.Press("window.sheet.discreet")
	d.Press("window.sheet.shared")
	d.UntilTitle("Photograph this page")
	if !d.Toplevel().FullScreen() {
		t.Error("it does not fill the screen")
	}
	if d.Find("window.sheet.print") != nil || d.Find("window.sheet.save") != nil {
		t.Error("it offers to print or to save")
	}
	pages := 1
	for d.Find("window.sheet.screens.next") != nil {
		d.Press("window.sheet.screens.next")
		pages++
	}
	d.Press("window.sheet.screens.done")
	d.UntilTitle("Who is this about?")
	if d.Toplevel().FullScreen() {
		t.Error("the screen stays full")
	}
	// Whoever presses Home, or is wiped away, has the usual window again.
	d.Open(home.New(d.Window))
	d.Open(sheetpage.New(d.Window, "stay"))
	d.Press("window.sheet.shared")
	d.UntilTitle("Photograph this page")
	d.Home()
	if d.Toplevel().FullScreen() {
		t.Error("the screen stays full after Home")
	}
	// Whoever goes back and asks for less is not shown what was asked for first.
	d.Open(sheetpage.New(d.Window, "stay"))
	d.Press("window.sheet.mine")
	d.Key("Escape")
	d.Press("window.sheet.discreet")
	d.Press("window.sheet.mine")
	d.UntilTitle("Your paper")
	d.Press("window.sheet.print")
	d.Until("a paper is printed", func() bool { return d.paper != nil })
	if _, want := openPapers(t).pdf(discreetly(t)); len(want) != len(d.paper) {
		t.Errorf("a paper of %d bytes was printed, the discreet one has %d", len(d.paper), len(want))
	}
	d.paper = nil
	if names := d.files(t); len(names) > 0 || d.paper != nil || pages > 12 {
		t.Errorf("%d pages; there is %q", pages, names)
	}
}

// discreetly is the discreet sheet of the day on which the desk stands.
func discreetly(t *testing.T) paper.Sheet {
	t.Helper()
	p := openPapers(t)
	q := p.request("en", "stay", nil)
	q.Discreet = true
	return paper.Counter(*q)
}

// What was read from a practice card is told by the name of the file.
func TestASheetForPracticeIsNamedSo(t *testing.T) {
	d := openSheetDesk(t, "en", staying)
	_, in, _ := d.Inquiry()
	in.Practice = true
	d.Open(sheetpage.New(d.Window, "stay"))
	d.Press("window.sheet.mine")
	d.UntilTitle("Your paper")
	d.Press("window.sheet.save")
	d.UntilSays("Saved: paper_practice.pdf")
}

// The letter is offered to who is in the special period; who is not sure is asked or
// told why not.
func TestTheLetterIsMadeOrItIsSaidWhyNot(t *testing.T) {
	applied := map[string]any{}
	for id, v := range waiting {
		applied[id] = v
	}
	applied["stay_end"] = "2099-11-10"
	d := openSheetDesk(t, "en", applied)
	d.Open(sheetpage.NewLetter(d.Window))
	d.UntilTitle("Letter for employer")
	d.Press("window.sheet.mine")
	d.UntilTitle("Your paper")
	d.Press("window.sheet.save")
	d.UntilSays("Saved: letter.pdf")

	d = openSheetDesk(t, "en", nil)
	d.Open(sheetpage.NewLetter(d.Window))
	d.UntilSays("The letter needs to know more")
	if d.Find("window.sheet.mine") != nil {
		t.Error("a letter is offered to who told nothing")
	}
	d.Press("window.sheet.ask")
	d.Until("a question", func() bool { return !strings.HasPrefix(d.Title(), "Letter") })
}

// A tick in the first box is a fact only if it was the request that was accepted, and
// on a day that has come.
func TestAnAcceptedRequestIsKnownFromThenOn(t *testing.T) {
	d := openSheetDesk(t, "en", staying)
	_, in, _ := d.Inquiry()
	d.Open(sheetpage.NewTicked(d.Window, "stay"))
	d.UntilTitle("What did the clerk tick?")
	d.Press("window.sheet.tick.accepted")
	d.UntilTitle("It was accepted")
	if in.Facts.Value("application_pending").Known() {
		t.Error("it is known before the person said so")
	}
	d.Press("window.sheet.accepted.other")
	d.UntilSays("nothing to type in here")
	if in.Facts.Value("application_pending").Known() {
		t.Error("something else was accepted, and it is known all the same")
	}
	d.Key("Escape")
	d.UntilTitle("What did the clerk tick?")
	d.Press("window.sheet.tick.accepted")
	d.Press("window.sheet.accepted.take")
	d.UntilSays("This is now known")
	today := lawdate.InJapan(d.Jobs().Now()).String()
	if v := in.Facts.Value("application_pending"); !v.Bool() {
		t.Error("the application is not pending")
	}
	if y, m, day := in.Facts.Value("application_on").Day(); !strings.Contains(today, "-") || mustDay(t, y, m, day) != today {
		t.Errorf("accepted on %d-%d-%d", y, m, day)
	}
}

func mustDay(t *testing.T, y, m, d int) string {
	t.Helper()
	day, err := lawdate.Of(y, m, d)
	if err != nil {
		t.Fatal(err)
	}
	return day.String()
}

// Each of the other ticks says what follows.
func TestEachTickSaysWhatFollows(t *testing.T) {
	d := openSheetDesk(t, "en", staying)
	_, in, _ := d.Inquiry()
	tick := func(id string) {
		d.Open(sheetpage.NewTicked(d.Window, "stay"))
		d.UntilTitle("What did the clerk tick?")
		d.Press("window.sheet.tick." + id)
	}
	before := len(in.Facts.Known())
	tick("missing")
	d.UntilSays("Photo of your face")
	d.UntilSays("By 1 December 2026")
	d.Press("window.sheet.close")

	tick("other_desk")
	d.Press("office.municipality")
	d.UntilSays("Ask at the entrance")
	d.Press("window.sheet.close")

	tick("refused")
	d.UntilSays("受け付けられないときは、理由を紙に書いてください。")
	d.UntilSays("Lawyer")
	d.Press("window.sheet.close")

	tick("come_again")
	d.Press("window.sheet.come_again.keep")
	d.UntilSays("That day does not fit")
	if len(in.Appointments) > 0 {
		t.Error("no day was noted as one")
	}
	for _, year := range []string{"2020", "2027"} {
		for id, text := range map[string]string{"year": year, "month": "1", "day": "8"} {
			for n := 0; d.Focused() != "window.kit.date."+id; n++ {
				if d.Key("Tab"); n > 40 {
					t.Fatal("there is no field for the ", id)
				}
			}
			d.Key("BackSpace", "BackSpace", "BackSpace", "BackSpace")
			d.Type(text)
		}
		if year == "2027" {
			break
		}
		d.Press("window.sheet.come_again.keep")
		if len(in.Appointments) > 0 {
			t.Error("a day that is over was noted")
		}
	}
	d.Press("window.sheet.come_again.keep")
	d.UntilSays("Noted: 8 January 2027")
	if len(in.Appointments) != 1 || in.Appointments[0].On.String() != "2027-01-08" || in.Appointments[0].Topic != "stay" {
		t.Errorf("noted %v", in.Appointments)
	}
	d.Open(dates.New(d.Window))
	d.UntilSays("On 8 January 2027")
	d.ForgetInquiry()
	if _, in, _ := d.Inquiry(); len(in.Appointments) > 0 {
		t.Error("the appointment outlasts the sitting")
	}
	if len(in.Facts.Known()) != before {
		t.Error("a tick that says nothing of the person became a fact")
	}
}
