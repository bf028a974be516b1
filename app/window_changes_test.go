package main

import (
	"strings"
	"testing"

	"madoguchi/app/cardsession"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/answer"
	"madoguchi/app/ui/page/changes"
	"madoguchi/app/ui/page/dates"
)

// The announced changes stand there by day, with how sure and the law.
func TestChangesByDay(t *testing.T) {
	d := openDates(t, "en", "2026-11-24", t.TempDir(), cardsession.ModeSelf)
	d.Open(changes.New(d.Window))
	d.UntilTitle("What changes in the law")
	d.mustSay("at the latest 31 March 2027", "The fees for extending or changing a stay", "1 April 2027", "Planned only", "Certain", "出入国管理及び難民認定法")
	all := d.Says()
	before := 0
	for _, when := range []string{"about autumn 2026", "about 2027-03", "at the latest 31 March 2027", "1 April 2027", "in fiscal year 2028", "1 October 2028"} {
		at := strings.Index(all, when)
		if at < before {
			t.Errorf("%q stands at %d, what is before it at %d", when, at, before)
		}
		before = at
	}
	if strings.Contains(all, "26 May 2026") {
		t.Error("what has begun is told as coming")
	}
}

// What differs for the person on a day they choose is listed with both answers.
func TestWhatDiffersForMe(t *testing.T) {
	d := openDates(t, "en", "2026-11-24", t.TempDir(), cardsession.ModeSelf)
	d.Open(changes.New(d.Window))
	d.mustSay("Nothing is known about you yet")
	d.tell(worker())
	d.Refresh(false)
	d.dayAt("window.changes.mine.day", "2027", "03", "01")
	d.Until("the answers differ", func() bool {
		return strings.Contains(d.Says(), "differ on 1 March 2027") || strings.Contains(d.Says(), "differs on 1 March 2027")
	})
	rules, in, err := d.Inquiry()
	if err != nil {
		t.Fatal(err)
	}
	list := rules.Differ(in.Facts, day(t, "2026-11-24"), day(t, "2027-03-01"))
	if len(list) == 0 {
		t.Fatal("the stay ends in between and nothing differs")
	}
	for _, x := range list {
		d.mustSay(d.Jobs().Texts.For("en").T("question."+x.Question.ID, rules.Args(day(t, "2026-11-24"))))
	}
}

// By a clock in 2028 every page says that the law was to be read again.
func TestAClockIn2028ShowsTheReviewBanners(t *testing.T) {
	const banner = "This was to be read again by"
	for _, x := range []struct {
		day  string
		want bool
	}{{"2026-11-24", false}, {"2028-06-01", true}} {
		d := openDates(t, "en", x.day, t.TempDir(), cardsession.ModeSelf)
		facts := worker()
		facts["stay_end"], facts["mnc_expiry"], facts["auth_certificate_end"] = "2028-12-01", "2028-12-01", "2028-12-01"
		d.tell(facts)
		for name, p := range map[string]page.Page{
			"dates": dates.New(d.Window), "changes": changes.New(d.Window), "answer": answer.New(d.Window, "stay"),
		} {
			d.Open(p)
			if got := strings.Contains(d.Says(), banner); got != x.want {
				t.Errorf("%s on %s: the banner is there: %v\n%s", name, x.day, got, d.Says())
			}
			d.Back()
		}
	}
}
