// Package contact shows whom to talk to: the directory, narrowed by place, language
// and topic, and one line of it wherever a page names somebody.
//
// It calls nobody and writes to nobody.
package contact

import (
	"slices"
	"strings"

	"madoguchi/app/directory"
	"madoguchi/app/law"
	"madoguchi/app/lawdate"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// Dialled puts those who can be called before those who can only be written to.
func Dialled(lines []*directory.Line) []*directory.Line {
	called := func(l *directory.Line) bool { return l.Number() == "" }
	return slices.Concat(slices.DeleteFunc(slices.Clone(lines), called),
		slices.DeleteFunc(slices.Clone(lines), func(l *directory.Line) bool { return !called(l) }))
}

// Everywhere leaves those who are there for the whole country, where there are any.
func Everywhere(lines []*directory.Line) []*directory.Line {
	if list := slices.DeleteFunc(slices.Clone(lines), func(l *directory.Line) bool { return !l.Everywhere() }); len(list) > 0 {
		return list
	}
	return lines
}

// Brief is a line of the directory as far as it takes to call: name, number, when
// somebody answers. A line that does not serve the place, "" for any, says whose it is.
func Brief(k *kit.Kit, l *directory.Line, place string, today lawdate.Date) kit.Box {
	boxes := elsewhere(k, l, place)
	boxes = append(boxes, k.Text(name(k, l), kit.Style{Size: theme.Body, Bold: true}))
	switch {
	case l.Number() != "":
		boxes = append(boxes, k.Text(kit.Data(strings.Join(l.Numbers, "   "), "en"), kit.Style{Size: theme.Heading, Bold: true}))
		boxes = append(boxes, hours(k, l)...)
	case l.Web != "":
		boxes = append(boxes, k.Text(kit.Data(l.Web, "en"), kit.Style{Size: theme.Body}))
	default:
		boxes = append(boxes, k.Text(kit.Data(l.Mail, "en"), kit.Style{Size: theme.Body}))
	}
	if tongues := tongues(k, l); !tongues.Empty() {
		boxes = append(boxes, k.Label(tongues))
	}
	return k.Column(append(boxes, doubts(k, l, today)...)...)
}

// line is all that is known of a line. copied is the number that was copied last.
func line(k *kit.Kit, l *directory.Line, place string, today lawdate.Date, copied string, copy func(number string)) kit.Box {
	boxes := elsewhere(k, l, place)
	boxes = append(boxes, k.Text(name(k, l), kit.Style{Size: theme.Large, Bold: true}))
	for _, n := range l.Numbers {
		label, icon := "window.contact.copy", "copy"
		if n == copied {
			label, icon = "window.contact.copied", "check"
		}
		boxes = append(boxes, k.Apart(
			k.Text(kit.Data(n, "en"), kit.Style{Size: theme.Heading, Bold: true}),
			k.Quiet(kit.Action{Label: kit.T(label), Icon: icon, Do: func() { copy(n) }}),
		))
	}
	boxes = append(boxes, hours(k, l)...)
	for _, a := range []string{l.Web, l.Mail} {
		if a != "" {
			boxes = append(boxes, k.Text(kit.Data(a, "en"), kit.Style{Size: theme.Body}))
		}
	}
	if tongues := tongues(k, l); !tongues.Empty() {
		boxes = append(boxes, k.Body(tongues))
	}
	if topics := topics(k, l); !topics.Empty() {
		boxes = append(boxes, k.Label(topics))
	}
	if l.NoStatus != directory.Yes {
		boxes = append(boxes, k.Label(kit.T("window.contact.no_status."+l.NoStatus.String())))
	}
	return k.Panel(append(boxes, doubts(k, l, today)...)...)
}

// name is the line's own, or that of its office.
func name(k *kit.Kit, l *directory.Line) kit.Msg {
	own := l.Name(k.Texts.Language())
	switch {
	case own == "":
		return kit.T("office." + l.Office)
	case own == l.Names["ja"]:
		return kit.Data(own, "ja")
	}
	return kit.Data(own, "en")
}

// Police says what to tell the police first, or nil: the lawyer after an arrest is not
// called in another prefecture. It stands above the first such line of some.
func Police(k *kit.Kit, lines []*directory.Line, place string) func(*directory.Line) kit.Box {
	i := slices.IndexFunc(lines, func(l *directory.Line) bool {
		return place != "" && !l.Serves(place) && slices.Contains(l.Topics, "duty_lawyer")
	})
	return func(l *directory.Line) kit.Box {
		if i < 0 || lines[i] != l {
			return nil
		}
		return k.Callout(kit.Warning, kit.T("window.contact.duty"), kit.T("window.contact.duty.say"))
	}
}

// elsewhere says whose a line is that does not serve a place.
func elsewhere(k *kit.Kit, l *directory.Line, place string) (boxes []kit.Box) {
	if place == "" || l.Serves(place) {
		return nil
	}
	var places []string
	for _, p := range l.Places {
		places = append(places, k.Texts.T("place."+p))
	}
	return append(boxes, k.Beside(k.Icon("info", theme.WarnInk), k.Text(
		kit.T("window.contact.elsewhere", i18n.Args{"place": strings.Join(places, k.Texts.T("window.contact.and"))}),
		kit.Style{Size: theme.Body, Role: theme.WarnInk})))
}

// hours are when somebody answers, as far as that was read.
func hours(k *kit.Kit, l *directory.Line) (boxes []kit.Box) {
	for _, h := range l.Open {
		args := i18n.Args{
			"from": directory.Clock(h.From), "to": directory.Clock(h.To), "day": k.Texts.T("directory.day." + directory.DayID(h.First)),
			"first": k.Texts.T("directory.day." + directory.DayID(h.First)), "last": k.Texts.T("directory.day." + directory.DayID(h.Last)),
		}
		id := "directory.open.days"
		switch {
		case h.Always():
			id = "directory.open.always"
		case h.First == h.Last:
			id = "directory.open.day"
		}
		boxes = append(boxes, k.Label(kit.T(id, args)))
	}
	return boxes
}

// tongues are the languages that were read of a line.
func tongues(k *kit.Kit, l *directory.Line) kit.Msg {
	var list []string
	for _, tag := range l.Languages {
		list = append(list, k.Texts.T("window.contact.language."+tag))
	}
	if len(list) == 0 {
		return kit.Msg{}
	}
	return kit.T("window.contact.speaks", i18n.Args{"languages": strings.Join(list, k.Texts.T("window.contact.and"))})
}

// topics are what a line is for.
func topics(k *kit.Kit, l *directory.Line) kit.Msg {
	var list []string
	for _, t := range l.Topics {
		list = append(list, k.Texts.T("directory.topic."+t))
	}
	if len(list) == 0 {
		return kit.Msg{}
	}
	return kit.T("window.contact.for", i18n.Args{"topics": strings.Join(list, " · ")})
}

// doubts say when a line was read, and what is not sure about it.
func doubts(k *kit.Kit, l *directory.Line, today lawdate.Date) (boxes []kit.Box) {
	if l.Overdue(today) {
		boxes = append(boxes, k.Beside(k.Icon("problem", theme.WarnInk), k.Text(kit.T("window.contact.overdue"), kit.Style{Size: theme.Body, Role: theme.WarnInk})))
	}
	if l.Confidence != law.Certain {
		return append(boxes, k.Label(kit.T("window.contact.read.probable", i18n.Args{"date": l.CheckedOn.String()})))
	}
	return append(boxes, k.Label(kit.T("window.contact.read", i18n.Args{"date": l.CheckedOn.String()})))
}
