package main

import (
	"regexp"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"madoguchi/app/cardsession"
	"madoguchi/app/guidance"
	"madoguchi/app/ui/page/guide"
	"madoguchi/app/ui/pagetest"
)

// walker goes through the window without a mouse and counts what it takes.
type walker struct {
	t *testing.T
	*pagetest.Desk
	keys    int
	screens []string
	// also is told every key, there of every screen that stands; nil for nobody.
	also  func(key string)
	there func()
}

// stands notes the screen that stands there now.
func (w *walker) stands() {
	if w.there != nil {
		w.there()
	}
	if title := w.Title(); len(w.screens) == 0 || w.screens[len(w.screens)-1] != title {
		w.screens = append(w.screens, title)
	}
}

func (w *walker) press(key string) {
	w.keys++
	w.Key(fyne.KeyName(key))
	if w.also != nil {
		w.also(key)
	}
}

// choose goes to what says that, by Tab, and presses it.
func (w *walker) choose(label string) {
	w.t.Helper()
	w.stands()
	for n := 0; w.Focused() != label; n++ {
		if n == 40 {
			w.t.Fatalf("Tab does not come to %s in %q", label, w.Title())
		}
		w.press("Tab")
	}
	w.press("Return")
}

// bornYesterday answers the questions for a baby born yesterday to parents without
// papers who are afraid, up to the first step.
func (w *walker) bornYesterday() {
	for _, id := range []string{"answer.no_word", "fact.danger.none", "fact.fear.afraid", "fact.permission.none", "window.guide.yesterday"} {
		w.choose(id)
	}
	w.stands()
}

// fromHome and fromStart are the two ways to the guide.
func (w *walker) fromHome() {
	w.choose("window.first.self")
	w.choose("window.home.baby")
	w.choose("guide.start.go")
	w.bornYesterday()
}

func (w *walker) fromStart() {
	w.choose("guide.start.go")
	w.choose("fact.asker.self")
	w.bornYesterday()
}

// right fails the test unless the first step is the right one, in sight, after the
// warning, within nine screens and thirty presses.
func (w *walker) right() {
	w.t.Helper()
	w.t.Logf("%d screens, %d key presses:\n%s", len(w.screens), w.keys, strings.Join(w.screens, "\n"))
	if len(w.screens) > 9 || w.keys > 30 {
		w.t.Errorf("it takes %d screens and %d key presses", len(w.screens), w.keys)
	}
	for _, words := range []string{"Do not contact the embassy", "First talk to a lawyer", "Hand in the birth notice (出生届)", "Call a lawyer or a support group", "0570-783-110"} {
		if !seen(w.Desk, words) {
			w.t.Errorf("%q is not in sight:\n%s", words, w.Says())
		}
	}
	saysInOrder(w.t, w.Desk, "Do not contact the embassy", "First talk to a lawyer", "Hand in the birth notice (出生届)", "Call a lawyer or a support group")
}

// From the first page, and from the way on the desktop, to the right first step for a
// baby born yesterday to parents without papers.
func TestTheWayToTheFirstStepIsShort(t *testing.T) {
	t.Run("from the first page", func(t *testing.T) {
		w := &walker{t: t, Desk: guideDesk(t, "en", 0, 2026, 11, 24)}
		w.fromHome()
		w.right()
	})
	t.Run("from --start baby", func(t *testing.T) {
		w := &walker{t: t, Desk: guideDesk(t, "en", 0, 2026, 11, 24)}
		if err := w.Begin("baby"); err != nil {
			t.Fatal(err)
		}
		w.fromStart()
		w.right()
	})
}

// A guide that is opened before anybody said whom it is about asks, and that is the mode
// of the window from there on, with Home below; who helps is reminded of the person.
func TestAGuideAsksWhomItIsAbout(t *testing.T) {
	for _, c := range []struct {
		start, asker string
		mode         cardsession.Mode
		taken        string
	}{
		{"baby", "fact.asker.self", cardsession.ModeSelf, "self"},
		{"baby", "fact.asker.family", cardsession.ModeHelper, "family"},
		{"no_papers", "fact.asker.supporter", cardsession.ModeHelper, "supporter"},
		{"no_papers", "window.guide.unsaid", cardsession.ModeSelf, "self"},
	} {
		t.Run(c.start+" "+c.asker, func(t *testing.T) {
			d := guideDesk(t, "en", 0, 2026, 11, 24)
			if err := d.Begin(c.start); err != nil {
				t.Fatal(err)
			}
			d.UntilSays("This asks a few short questions.")
			d.Press("guide.start.go")
			d.UntilTitle("Who is using this?")
			d.Key(fyne.KeyEscape)
			d.UntilSays("This asks a few short questions.")
			d.Press("guide.start.go")
			d.Press(c.asker)
			if d.Mode() != c.mode {
				t.Errorf("the mode is %v", d.Mode())
			}
			if c.mode == cardsession.ModeHelper {
				d.UntilSays("Does the person agree that these questions are answered together?")
				d.Press("guide.consent.yes")
				d.UntilTitle("Can someone see this screen who should not")
			}
			d.UntilTitle("Can someone")
			_, in, err := d.Inquiry()
			if err != nil {
				t.Fatal(err)
			}
			if got := in.Facts.Value("asker").Text(); got != c.taken {
				t.Errorf("who asks is taken as %q", got)
			}
			d.Home()
			d.UntilTitle("What is it about?")
			d.Key(fyne.KeyEscape)
			d.UntilTitle("Who is this about?")
		})
	}
}

// How to leave at once is told once; who says that somebody may see the screen has a large
// button for it on every screen.
func TestLeavingAtOnceIsToldOnce(t *testing.T) {
	const hint = "If someone comes near"
	d := aTuesday(t)
	d.Open(guide.New(d.Window, guide.Baby))
	d.UntilSays(hint)
	d.Press("guide.start.go")
	if strings.Contains(d.Says(), hint) {
		t.Error("it is told again")
	}
	if n := strings.Count(d.Says(), "Leave at once"); n != 1 {
		t.Errorf("there are %d buttons to leave", n)
	}
	d.Press("answer.yes_word")
	if n := strings.Count(d.Says(), "Leave at once"); n != 2 {
		t.Errorf("with somebody beside there are %d buttons to leave", n)
	}
}

var numbered = regexp.MustCompile(`(?m)^#?[0-9][0-9-]{2,}`)

// Whatever somebody wants, skips or fears, every guide ends with something for today and
// a number to call, in every language; every question on the way has its words.
func TestEveryWayEndsWithTodayAndSomebody(t *testing.T) {
	d := aTuesday(t)
	guides := allGuides(t)
	paths := []string{""}
	for _, p := range guides.Paths() {
		paths = append(paths, p.ID)
	}
	asked := 0
	for _, language := range []string{"en", "ja", "ja-x-easy"} {
		d.SetLanguages(language, "")
		words := d.Jobs().Texts.For(language)
		for _, fear := range []string{"", "afraid", "not_afraid"} {
			for _, path := range paths {
				d.ForgetInquiry()
				facts := map[string]any{"watched": false, "danger": "none", "permission": "card"}
				if fear != "" {
					facts["fear"] = fear
				}
				_, in := asTold(t, d, facts)
				in.Skipped["fear"] = fear == ""
				d.Open(guide.New(d.Window, path))
				if d.Find("guide.start.go") != nil {
					d.Press("guide.start.go")
				}
				asked += skipAll(t, d)
				if d.Find("window.guide.exact") != nil {
					d.Press("window.guide.exact")
					asked += skipAll(t, d)
				}
				said := d.Says()
				if !numbered.MatchString(said) {
					t.Errorf("%s, %s, fear %q ends with nobody to call:\n%s", language, path, fear, said)
				}
				if !strings.Contains(said, plainText(words.T("guide.today"))) {
					t.Errorf("%s, %s, fear %q ends with nothing for today:\n%s", language, path, fear, said)
				}
				if d.Find("window.guide.lines") == nil {
					t.Errorf("%s, %s, fear %q has no way to the other numbers", language, path, fear)
				}
				d.Home()
			}
		}
	}
	t.Logf("%d guides, %d questions skipped", len(paths), asked)
}

// skipAll says nothing to every question until what can be done stands there, and
// returns how many there were.
func skipAll(t *testing.T, d *pagetest.Desk) (n int) {
	t.Helper()
	for ; d.Find("window.guide.lines") == nil; n++ {
		said := d.Says()
		if i := strings.Index(said, "["); i >= 0 {
			t.Errorf("%q has no words for %s", d.Title(), strings.SplitN(said[i:], "\n", 2)[0])
		}
		switch {
		case n == 40:
			t.Fatalf("the questions do not end: %q", d.Title())
		case d.Find("answer.not_sure") != nil:
			d.Press("answer.not_sure")
		case d.Find("window.guide.unsaid") != nil:
			d.Press("window.guide.unsaid")
		default:
			d.Press("window.guide.next")
		}
	}
	return n
}

// allGuides are those of the program.
func allGuides(t *testing.T) *guidance.Guides {
	t.Helper()
	rules, err := theRules()
	if err != nil {
		t.Fatal(err)
	}
	g, err := rules.Guides()
	if err != nil {
		t.Fatal(err)
	}
	return g
}
