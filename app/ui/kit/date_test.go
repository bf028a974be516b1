package kit

import (
	"strings"
	"testing"

	"madoguchi/app/ui/theme"
	"madoguchi/i18n/era"
)

func TestDatesAsTheyAreTyped(t *testing.T) {
	for _, x := range []struct {
		year, month, day string
		era              era.Era
		want             Date
		says             string
	}{
		{"2026", "11", "23", 0, Date{Year: 2026, Month: 11, Day: 23}, "Reiwa 8: 令和8年11月23日"},
		{"２０２６", "１１", "２３", 0, Date{Year: 2026, Month: 11, Day: 23}, "23 November 2026"},
		{"2026年", "11月", "23日", 0, Date{Year: 2026, Month: 11, Day: 23}, ""},
		{"西暦2026", "11", "23", era.Showa, Date{Year: 2026, Month: 11, Day: 23}, ""},
		{"R8", "11", "23", 0, Date{Year: 2026, Month: 11, Day: 23}, "Reiwa 8: 令和8年11月23日"},
		{"r8", "11", "23", 0, Date{Year: 2026, Month: 11, Day: 23}, ""},
		{"令和8", "11", "23", 0, Date{Year: 2026, Month: 11, Day: 23}, ""},
		{"八", "11", "23", era.Reiwa, Date{Year: 2026, Month: 11, Day: 23}, ""},
		{"8", "11", "23", era.Reiwa, Date{Year: 2026, Month: 11, Day: 23}, ""},
		{"元", "5", "1", era.Reiwa, Date{Year: 2019, Month: 5, Day: 1}, "Reiwa 1: 令和元年5月1日"},
		{"昭和64", "1", "7", 0, Date{Year: 1989, Month: 1, Day: 7}, "Showa 64: 昭和64年1月7日"},
		{"64", "1", "7", era.Showa, Date{Year: 1989, Month: 1, Day: 7}, "7 January 1989"},
		{"昭和64", "1", "8", 0, Date{}, "ended on 昭和64年1月7日 (1989-01-07)"},
		{"1", "1", "8", era.Heisei, Date{Year: 1989, Month: 1, Day: 8}, "Heisei 1: 平成元年1月8日"},
		{"1", "1", "7", era.Heisei, Date{}, "began on 平成元年1月8日 (1989-01-08)"},
		{"31", "4", "30", era.Heisei, Date{Year: 2019, Month: 4, Day: 30}, ""},
		{"31", "5", "1", era.Heisei, Date{}, "ended on 平成31年4月30日"},
		{"15", "7", "30", era.Taisho, Date{Year: 1926, Month: 7, Day: 30}, ""},
		{"15", "12", "25", era.Taisho, Date{}, "ended on 大正15年12月24日"},
		{"1", "12", "25", era.Showa, Date{Year: 1926, Month: 12, Day: 25}, ""},
		{"45", "7", "29", era.Meiji, Date{Year: 1912, Month: 7, Day: 29}, ""},
		{"45", "7", "30", era.Meiji, Date{}, "ended on 明治45年7月29日"},
		{"6", "1", "1", era.Meiji, Date{Year: 1873, Month: 1, Day: 1}, ""},
		{"5", "12", "31", era.Meiji, Date{}, "Days before 明治6年1月1日 (1873-01-01)"},
		{"1867", "6", "1", 0, Date{}, "another calendar"},
		{"昭和65", "", "", 0, Date{}, "ended on 昭和64年1月7日"},
		{"昭和64", "", "", 0, Date{}, ""},
		{"2026", "4", "31", 0, Date{}, "That month has 30 days"},
		{"2026", "2", "29", 0, Date{}, "That month has 28 days"},
		{"2024", "2", "29", 0, Date{Year: 2024, Month: 2, Day: 29}, ""},
		{"2024", "2", "30", 0, Date{}, "That month has 29 days"},
		{"R8", "4", "31", 0, Date{}, "That month has 30 days"},
		{"1", "1", "32", era.Heisei, Date{}, "That month has 31 days"},
		{"2026", "1", "0", 0, Date{}, "That month has 31 days"},
		{"", "13", "", 0, Date{}, "There are 12 months"},
		{"2026", "0", "1", 0, Date{}, "There are 12 months"},
		{"0", "1", "1", era.Reiwa, Date{}, "no such day"},
		{"99", "1", "1", 0, Date{}, "cannot be read"},
		{"19900", "1", "1", 0, Date{}, "cannot be read"},
		{"X5", "1", "1", 0, Date{}, "cannot be read"},
		{"2026", "May", "1", 0, Date{}, "cannot be read"},
		{"2026", "5", "1st", 0, Date{}, "cannot be read"},
		{"1990", "1", "1", era.Showa, Date{}, "ended on"},
		{"2026", "11", "", 0, Date{}, ""},
		{"", "", "23", 0, Date{}, ""},
		{"", "", "", era.Reiwa, Date{}, ""},
	} {
		t.Run(x.era.Letter()+x.year+"-"+x.month+"-"+x.day, func(t *testing.T) {
			r := furnish(t, "en", theme.Look{})
			d := Date{}
			f := dateIn(r, &d)
			if x.era != 0 {
				f.choose(x.era)
			}
			for _, p := range []struct{ id, text string }{{"year", x.year}, {"month", x.month}, {"day", x.day}} {
				r.Focus(r.find("window.kit.date." + p.id).(*entry))
				r.typing(p.text)
			}
			r.win.Canvas().Unfocus()
			if !d.Same(x.want) {
				t.Errorf("it is %v, not %v", ymd(d), ymd(x.want))
			}
			said := r.says()
			if !strings.Contains(said, x.says) {
				t.Errorf("it does not say %q but %q", x.says, said)
			}
			if warned := !f.hint.box.Hidden; warned && x.says == "" || warned && !x.want.Empty() {
				t.Errorf("it warns: %q", said)
			}
		})
	}
}

func ymd(d Date) [3]int { return [3]int{d.Year, d.Month, d.Day} }

// dateIn shows a field for a date and hands it out.
func dateIn(r *room, d *Date) *dateField {
	f := r.k.dateField(d, Data("Birthday", "en"), nil)
	r.show(f.outer)
	return f
}

func TestAYearIsNotWrongWhileItIsTyped(t *testing.T) {
	r := furnish(t, "en", theme.Look{})
	d := Date{Year: 1990, Month: 5, Day: 6}
	f := dateIn(r, &d)
	r.Focus(f.year)
	r.key("BackSpace", "BackSpace")
	if !d.Empty() || !f.hint.box.Hidden {
		t.Errorf("while typing it is %v and says %q", ymd(d), r.says())
	}
	r.key("Tab")
	if f.hint.box.Hidden {
		t.Error("a year of two digits is left without a word")
	}
	r.Focus(f.year)
	r.typing("85")
	if !d.Same(Date{Year: 1985, Month: 5, Day: 6}) || strings.Contains(r.says(), "cannot be read") {
		t.Errorf("it is %v and says %q", ymd(d), r.says())
	}
}

func TestADateOutlivesItsScreen(t *testing.T) {
	r := furnish(t, "en", theme.Look{})
	d := Date{}
	f := dateIn(r, &d)
	f.choose(era.Showa)
	r.Focus(f.year)
	r.typing("55")
	if !d.Empty() {
		t.Errorf("half a date is %v", ymd(d))
	}
	r = furnish(t, "ja", theme.Look{Scheme: theme.Dark, Scale: 2})
	f = dateIn(r, &d)
	if f.t.year.Text != "55" || !strings.Contains(r.says(), "昭和") {
		t.Errorf("made anew it says %q", r.says())
	}
	copied := d
	if f := dateIn(r, &copied); f.t.year.Text != "" {
		t.Error("a copy of a date shares what is typed")
	}
	d = Date{}
	if f := dateIn(r, &d); f.t.year.Text != "" || f.t.era != 0 {
		t.Error("what was forgotten comes back")
	}
	d.Year, d.Month, d.Day = 2001, 2, 3
	if f := dateIn(r, &d); f.t.year.Text != "2001" || f.t.month.Text != "2" || f.t.day.Text != "3" {
		t.Errorf("a date set by the page is shown as %q", r.says())
	}
}

// A field that goes away must not bring back what its page has forgotten.
func TestAForgottenDateStaysForgotten(t *testing.T) {
	r := furnish(t, "en", theme.Look{})
	d := Date{Year: 1990, Month: 5, Day: 6}
	f := dateIn(r, &d)
	r.Focus(f.year)
	d = Date{}
	r.win.Canvas().Unfocus()
	if !d.Empty() {
		t.Errorf("it is %v again", ymd(d))
	}
}

func TestTheOrderOfADate(t *testing.T) {
	for lang, want := range map[string]string{"en": "dmy", "ja": "ymd", "ja-x-easy": "ymd"} {
		r := furnish(t, lang, theme.Look{})
		f := dateIn(r, &Date{})
		if got := string(f.order()); got != want {
			t.Errorf("%s: %s", lang, got)
		}
	}
}

func TestAnEraIsChosenWithTheKeyboard(t *testing.T) {
	r := furnish(t, "en", theme.Look{})
	d := Date{}
	changed := 0
	r.show(r.k.DateField(&d, Data("Birthday", "en"), func() { changed++ }))
	r.key("Space")
	if got := r.focused().(Labelled).Label().ID(); got != "window.kit.date.calendar.western" {
		t.Fatalf("the keyboard is at %s", got)
	}
	r.key("Tab", "Tab", "Tab", "Space")
	if got := r.focused().(Labelled).Label().ID(); got != "window.kit.date.year" {
		t.Fatalf("the keyboard is at %s", got)
	}
	if !strings.Contains(r.says(), "Showa") || strings.Contains(r.says(), "Taisho") {
		t.Errorf("it says %q", r.says())
	}
	r.typing("55")
	r.Focus(r.find("window.kit.date.month").(*entry))
	r.typing("2")
	r.Focus(r.find("window.kit.date.day").(*entry))
	r.typing("17")
	if !d.Same(Date{Year: 1980, Month: 2, Day: 17}) || changed != 6 {
		t.Errorf("it is %v after %d changes", ymd(d), changed)
	}
}
