// Package contact shows whom to talk to: the directory, narrowed by place, language
// and topic, and one line of it wherever a page names somebody.
//
// It calls nobody and writes to nobody.
package contact

import (
	"madoguchi/app/directory"
	"madoguchi/app/jobs"
	"madoguchi/app/law"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// Line is one line of the directory with all that is known of it: name, number,
// address, languages, hours, when it was read. A line that does not serve the place,
// "" for any, says whose it is.
func Line(k *kit.Kit, rules *jobs.Rulebook, l *directory.Line, place string) kit.Box {
	name := kit.T("office." + l.Office)
	if own := l.Name(k.Texts.Language()); own != "" {
		lang := "en"
		if own == l.Names["ja"] {
			lang = "ja"
		}
		name = kit.Data(own, lang)
	}
	boxes := []kit.Box{k.Text(name, kit.Style{Size: theme.Body, Bold: true})}
	for _, n := range l.Numbers {
		boxes = append(boxes, k.Text(kit.Data(n, "en"), kit.Style{Size: theme.Large, Bold: true}))
	}
	for _, a := range []string{l.Web, l.Mail} {
		if a != "" {
			boxes = append(boxes, k.Text(kit.Data(a, "en"), kit.Style{Size: theme.Body}))
		}
	}
	if place != "" && !l.Serves(place) {
		boxes = append(boxes, k.Label(kit.T("window.contact.elsewhere", i18n.Args{"place": k.Texts.T("place." + l.Places[0])})))
	}
	if l.Confidence != law.Certain {
		boxes = append(boxes, k.Label(kit.T("window.contact.probable")))
	}
	return k.Beside(k.Icon("person", theme.Accent), k.Column(append(boxes, k.Label(kit.T("window.contact.read", i18n.Args{"date": l.CheckedOn.String()})))...))
}
