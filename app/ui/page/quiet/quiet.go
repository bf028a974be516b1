// Package quiet is what the window shows to whoever looks over somebody's shoulder: a
// calendar of this month, and nothing of the program. It also draws the picture of
// the window that goes with it.
//
// It takes no key and knows nothing of what stood in the window before.
package quiet

import (
	"strconv"
	"strings"
	"time"

	"madoguchi/app/lawdate"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
	"madoguchi/i18n/flow"
)

// Page is the calendar.
type Page struct{ today lawdate.Date }

var _ page.Page = (*Page)(nil)

// New makes the page for the month of a day.
func New(today lawdate.Date) *Page { return &Page{today} }

// Title is what the window is called while it is neutral.
func Title() kit.Msg { return kit.T("window.quiet.title") }

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	var cells []kit.Box
	for day := time.Sunday; day <= time.Saturday; day++ { // weeks begin so on the calendars of Japan
		cells = append(cells, k.Text(weekday(day), kit.Style{Size: theme.Small, Role: theme.Muted, Align: flow.Center, Plain: true}))
	}
	for _, d := range Days(p.today) {
		cells = append(cells, p.cell(k, d))
	}
	title, _ := kit.Day(p.today)
	return kit.Screen{Title: Title(), Bare: true, Body: []kit.Box{
		k.Text(title, kit.Style{Size: theme.Heading, Bold: true, Align: flow.Center, Plain: true}),
		k.Grid(narrow, 7, cells...),
	}}
}

// narrow is the least width of a day, so that a week stands in one line of any window.
const narrow = 14

// cell is a day of the month, or with 0 the room before the first.
func (p *Page) cell(k *kit.Kit, day int) kit.Box {
	if day == 0 {
		return k.Room(0)
	}
	number := kit.Data(strconv.Itoa(day), "en")
	if day == p.today.Day() {
		return k.Plate(theme.Accent, k.Text(number, kit.Style{Size: theme.Large, Bold: true, Role: theme.AccentInk, Align: flow.Center, Plain: true}))
	}
	return k.Plate(theme.Surface, k.Text(number, kit.Style{Size: theme.Large, Align: flow.Center, Plain: true}))
}

// weekday is a day of the week as short as it is written.
func weekday(d time.Weekday) kit.Msg {
	return kit.T(i18n.ToolkitID(strings.ToLower(d.String()) + ".short"))
}

// Days are the days of the month a day is in, from the first, with a 0 for each place
// that is empty before it in a week that begins on Sunday.
func Days(in lawdate.Date) []int {
	first := in.AddDays(1 - in.Day())
	out := make([]int, int(first.Weekday()), 7+31)
	for day := 1; day <= in.MonthEnd().Day(); day++ {
		out = append(out, day)
	}
	return out
}

// Leave implements page.Page.
func (p *Page) Leave() {}
