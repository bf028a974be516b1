package kit

import "madoguchi/app/lawdate"

// Day is a day in words of the reader's language, and the same as Japanese papers
// write it.
func Day(d lawdate.Date) (western, japanese Msg) {
	western, japanese = inWords(Date{Year: d.Year(), Month: d.Month(), Day: d.Day()})
	if !western.Empty() {
		western = Msg{data: d.String(), day: true}
	}
	return western, japanese
}
