package main

import (
	"slices"
	"strings"
	"testing"

	"madoguchi/app/cardsession"
	"madoguchi/app/directory"
	"madoguchi/app/lawdate"
	"madoguchi/app/ui/page/contact"
	"madoguchi/app/ui/page/guide"
	"madoguchi/app/ui/pagetest"
)

// theDirectory is that of the program.
func theDirectory(t *testing.T) *directory.Directory {
	t.Helper()
	rules, err := theRules()
	if err != nil {
		t.Fatal(err)
	}
	return rules.Directory
}

// listed are the lines a desk shows, all of them.
func listed(t *testing.T, d *pagetest.Desk) []string {
	t.Helper()
	if d.Find("window.contact.more") != nil {
		d.Press("window.contact.more")
	}
	return strings.Split(d.Says(), "\n")
}

// Nothing told counts as careful: only those are there whom somebody without permission
// may well ask first, until that is unticked. What nobody confirmed is counted.
func TestTheDirectoryIsCarefulUntilToldOtherwise(t *testing.T) {
	all := theDirectory(t)
	d := guideDesk(t, "en", cardsession.ModeSelf, 2026, 11, 24)
	if err := d.Begin("directory"); err != nil {
		t.Fatal(err)
	}
	d.UntilTitle("Whom to call")
	if n := all.Unconfirmed(); n == 0 {
		t.Error("every line is confirmed, so nothing is tried")
	} else if !strings.Contains(d.Says(), "could not be confirmed") {
		t.Errorf("%d lines are hidden and not counted", n)
	}
	var open *directory.Line
	for _, l := range all.Lines() {
		if l.NoStatus != directory.Yes && len(l.Numbers) == 1 && slices.Contains(l.Topics, "immigration") {
			open = l
		}
	}
	if open == nil {
		t.Fatal("no line of immigration has a number")
	}
	if slices.Contains(listed(t, d), open.Numbers[0]) {
		t.Errorf("%s is offered for a first call", open.ID)
	}
	d.Press("window.contact.safe")
	if !slices.Contains(listed(t, d), open.Numbers[0]) {
		t.Errorf("%s is not there for everybody", open.ID)
	}
	if !strings.Contains(d.Says(), "Without permission to stay: ask first without giving a name.") &&
		!strings.Contains(d.Says(), "Not for a first call without permission to stay.") {
		t.Error("nothing says who is not for a first call")
	}
	d.Home()
	asTold(t, d, map[string]any{"permission": "card", "danger": "none", "fear": "not_afraid"})
	d.Open(contact.New(d.Window))
	if !slices.Contains(listed(t, d), open.Numbers[0]) {
		t.Error("who has a card is shown those only who are for people without")
	}
}

// The directory is narrowed by place, topic and language; own lines come first.
func TestTheDirectoryIsNarrowed(t *testing.T) {
	all := theDirectory(t)
	d := aTuesday(t)
	d.Open(contact.New(d.Window))
	d.Press("window.contact.by.place")
	d.UntilTitle("In which prefecture?")
	d.Type("kyo")
	if d.Find("place.osaka") != nil {
		t.Error("the search narrows nothing")
	}
	byTab(t, d, "place.kyoto")
	d.Press("window.contact.by.topic")
	d.Press("directory.topic.bar_association")
	want := all.Find(directory.Query{Topics: []string{"bar_association"}, Place: "kyoto", NoStatus: true})
	if len(want) < 2 || !want[0].Serves("kyoto") {
		t.Fatalf("nothing to try: %v", want)
	}
	lines := listed(t, d)
	at := -1
	for _, l := range want {
		if l.Number() == "" {
			continue
		}
		i := slices.Index(lines, l.Number())
		if i < at {
			t.Errorf("%s does not stand where it should", l.ID)
		}
		at = i
	}
	d.Press("window.contact.by.language")
	d.Key("Escape")
	d.UntilTitle("Whom to call")
	d.Press("window.contact.by.language")
	d.Press("window.contact.language.my")
	speak := all.Find(directory.Query{Topics: []string{"bar_association"}, Place: "kyoto", NoStatus: true, Language: "my"})
	if len(speak) == 0 {
		d.UntilSays("Nobody was found for this")
		d.Press("window.contact.all")
	}
	if strings.Contains(d.Says(), "Nobody was found for this") {
		t.Error("finds nobody at all")
	}
}

// A line of another prefecture says whose it is, and for whoever is arrested what to tell
// the police first.
func TestALineOfAnotherPrefectureSaysSo(t *testing.T) {
	all := theDirectory(t)
	const place = "okinawa"
	var line *directory.Line
	for _, l := range all.Find(directory.Query{Topics: []string{"duty_lawyer"}, Place: place, NoStatus: true}) {
		if line == nil && !l.Serves(place) && l.Number() != "" {
			line = l
		}
	}
	if line == nil {
		t.Fatal("no other prefecture has a duty lawyer")
	}
	d := aTuesday(t)
	asTold(t, d, map[string]any{"prefecture": place})
	d.Open(contact.New(d.Window, "duty_lawyer"))
	listed(t, d)
	said := d.Says()
	if i, j := strings.Index(said, "当番弁護士を呼んでください"), strings.Index(said, line.Number()); i < 0 || j < i {
		t.Errorf("for %s the number of %s comes before what to tell the police:\n%s", place, line.ID, said)
	}
	if !strings.Contains(said, "This is for ") {
		t.Errorf("nobody says whose line it is:\n%s", said)
	}
}

// A number is on the clipboard when somebody put it there, not before, and leaving at
// once takes it away.
func TestANumberIsCopiedOnPurpose(t *testing.T) {
	d := aTuesday(t)
	d.Clipboard().SetContent("")
	d.Open(contact.New(d.Window, "refugee"))
	if got := d.Clipboard().Content(); got != "" {
		t.Fatalf("the clipboard holds %q before anybody copied", got)
	}
	d.Press("window.contact.copy")
	first := theDirectory(t).Find(directory.Query{Topics: []string{"refugee"}, NoStatus: true})
	number := ""
	for _, l := range first {
		if number == "" {
			number = l.Number()
		}
	}
	if got := d.Clipboard().Content(); got != number || number == "" {
		t.Errorf("the clipboard holds %q, not %q", got, number)
	}
	d.UntilSays("Copied")
	d.LeaveAtOnce()
	d.Until("the clipboard is empty", func() bool { return d.Clipboard().Content() == "" })
}

// On a plan the prefecture is chosen by the keyboard, those of it stand first, and it is
// there in the directory too.
func TestWhomToCallInAPrefecture(t *testing.T) {
	d := aTuesday(t)
	toThePlan(d, "afraid", "none")
	rules, in, err := d.Inquiry()
	if err != nil {
		t.Fatal(err)
	}
	guides := allGuides(t)
	plan := guides.Plan(guides.Path(guide.Baby), in.Guided(rules, lawdate.InJapan(d.Jobs().Now())))
	topics := plan.Call()
	var place string
	var first *directory.Line
	for _, p := range directory.Places() {
		for _, l := range rules.Directory.Find(directory.Query{Topics: topics, Place: p, NoStatus: true}) {
			if first == nil && l.Number() != "" && slices.Contains(l.Places, p) {
				place, first = p, l
			}
		}
	}
	name := d.Jobs().Texts.For("en").T("place." + place)
	if strings.Contains(d.Says(), first.Number()) {
		t.Fatalf("%s is there before anybody said where", first.ID)
	}
	byTab(t, d, "window.guide.place")
	d.UntilTitle("In which prefecture?")
	d.Type(name[:4])
	byTab(t, d, "place."+place)
	d.UntilTitle("A baby is born")
	said := d.Says()
	if !strings.Contains(said, first.Number()) || !strings.Contains(said, name+": choose another") {
		t.Errorf("those of the prefecture are not the first:\n%s", said)
	}
	d.Press("window.guide.lines")
	saysInOrder(t, d, "Whom to call", name, first.Number())
}

// Every guide is in the list of them, which asks first whom it is about.
func TestTheListOfGuides(t *testing.T) {
	d := guideDesk(t, "en", 0, 2026, 11, 24)
	if err := d.Begin("guides"); err != nil {
		t.Fatal(err)
	}
	d.UntilTitle("Who is this about?")
	d.Press("window.first.helper")
	for _, path := range allGuides(t).Paths() {
		d.UntilTitle("Guides")
		d.Press("guide." + path.ID + ".name")
		d.UntilTitle(plainText(d.Jobs().Texts.For("en").T("guide." + path.ID + ".name")))
		d.UntilSays("Ask the person first")
		d.Key("Escape")
	}
	d.UntilTitle("Guides")
	d.Press("window.guide.list.unsure")
	d.UntilSays("Ask the person first")
}
