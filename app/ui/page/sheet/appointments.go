package sheet

import (
	"madoguchi/app/jobs"
	"madoguchi/app/lawdate"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// Appointments are the days on which a counter wants to see the person again, as far
// as they are not over; none when there is none.
func Appointments(k *kit.Kit, in *jobs.Inquiry, today lawdate.Date) (boxes []kit.Box) {
	var rows []kit.Box
	for _, a := range in.Appointments {
		if a.On.Before(today) {
			continue
		}
		rows = append(rows, k.Beside(k.Icon("date", theme.Accent), k.Column(
			k.Text(kit.T("window.sheet.appointment", i18n.Args{"date": a.On.String()}), kit.Style{Size: theme.Body, Bold: true}),
			k.Body(kit.T("topic."+a.Topic+".name")),
		)))
	}
	if len(rows) > 0 {
		boxes = append(boxes, k.Heading(kit.T("window.sheet.appointments")), k.Panel(rows...))
	}
	return boxes
}
