package kit

import (
	"errors"
	"slices"
	"strings"

	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
	"madoguchi/i18n/era"
)

// DateField is where a day is typed, in the Western or the Japanese calendar. It
// says the day in both, and in words what is no day; v is empty then. changed is
// called after every change.
func (k *Kit) DateField(v *Date, label Msg, changed func()) Box {
	return k.dateField(v, label, changed).outer
}

func (k *Kit) dateField(v *Date, label Msg, changed func()) *dateField {
	f := &dateField{k: k, v: v, t: v.draft(), changed: changed, hint: k.hint()}
	f.western = k.Text(Msg{}, Style{Size: theme.Body, Bold: true})
	f.japanese = k.Text(Msg{}, Style{Size: theme.Body})
	f.words = newGroup(column{}, []Box{f.western, f.japanese})
	f.year = f.part(&f.t.year, T("window.kit.date.year"), 7)
	f.month = f.part(&f.t.month, T("window.kit.date.month"), 4)
	f.day = f.part(&f.t.day, T("window.kit.date.day"), 4)
	parts := map[rune]Box{'y': f.labelled(f.year), 'm': f.labelled(f.month), 'd': f.labelled(f.day)}
	var fields []Box
	for _, p := range f.order() {
		fields = append(fields, parts[p])
	}
	f.calendar = newGroup(row{}, nil)
	f.calendars = newGroup(row{gap: k.Look.Size(theme.Gap)}, nil)
	f.outer = newGroup(column{k.Look.Size(theme.Gap)}, []Box{
		k.Text(label, Style{Size: theme.Body, Bold: true}),
		f.calendar, f.calendars, k.Row(fields...), f.words, f.hint.box,
	})
	f.offer()
	f.show()
	return f
}

// dateField is what its parts share.
type dateField struct {
	k       *Kit
	v       *Date
	t       *dateDraft
	changed func()

	year, month, day    *entry
	western, japanese   *Text
	words               *group
	calendar, calendars *group // the one in use; those that can be chosen
	hint                *hint
	outer               *group
}

func (f *dateField) part(v *Value, label Msg, em float32) *entry {
	e := f.k.entry(v, label, func() { f.typed(v) })
	e.natural = em * f.k.Look.Size(theme.Large)
	e.moved = f.show
	return e
}

func (f *dateField) labelled(e *entry) Box {
	return newGroup(column{2}, []Box{f.k.Text(e.label, Style{Size: theme.Small, Role: theme.Muted}), e})
}

// order is the order of year, month and day in the reader's language.
func (f *dateField) order() []rune {
	const year, month, day = "\uE001", "\uE002", "\uE003"
	s := f.k.String(T("window.kit.date.order", i18n.Args{"day": day, "month": month, "year": year}))
	out := []rune{'y', 'm', 'd'}
	at := map[rune]int{'y': strings.Index(s, year), 'm': strings.Index(s, month), 'd': strings.Index(s, day)}
	slices.SortStableFunc(out, func(a, b rune) int { return at[a] - at[b] })
	return out
}

// calendarNames are the ids of the calendars' names, by era; the first is the
// Western one.
func calendarNames() []string {
	return []string{"western", "meiji", "taisho", "showa", "heisei", "reiwa"}
}

func calendarName(e era.Era) Msg { return T("window.kit.date.calendar." + calendarNames()[e]) }

// offer shows the calendar in use, and when asked for all there are.
func (f *dateField) offer() {
	f.calendar.items = []Box{f.k.Button(Action{Label: calendarName(f.t.era), Icon: "date", Do: func() {
		f.t.open = !f.t.open
		f.v.typed = f.t
		f.offer()
		f.show()
		f.k.Window.Focus(f.first())
	}})}
	f.calendars.items = nil
	if f.t.open {
		for i := range calendarNames() {
			e := (era.Era(len(calendarNames())) - era.Era(i)) % era.Era(len(calendarNames())) // Western, then the latest first
			p := f.k.press(secondary, Action{Label: calendarName(e), Do: func() { f.choose(e) }}, f.k.Text(calendarName(e), Style{Size: theme.Body}))
			p.chosen = e == f.t.era
			p.pad.Width, p.pad.Height = f.k.Look.Size(theme.Pad), f.k.Look.Size(theme.Gap)
			p.paint()
			f.calendars.items = append(f.calendars.items, p)
		}
	}
	f.calendars.Hidden = !f.t.open
}

// first is what the arrows and Tab begin at when the calendars are offered, and
// where they go back to.
func (f *dateField) first() *pressable {
	from := f.calendar
	if f.t.open {
		from = f.calendars
	}
	for _, b := range from.items {
		if p, ok := b.(*pressable); ok && (p.chosen || !f.t.open) {
			return p
		}
	}
	return nil
}

func (f *dateField) choose(e era.Era) {
	f.t.era, f.t.open = e, false
	f.offer()
	f.k.Window.Focus(f.year)
	f.tell()
}

// typed takes in what was written into a part. After a whole date the keyboard is
// behind its day, of which perhaps only the first digit was typed.
func (f *dateField) typed(v *Value) {
	if f.t.split(v) {
		f.offer()
		for _, e := range []*entry{f.year, f.month, f.day} {
			e.show()
		}
		f.k.Window.Focus(f.day)
	}
	f.tell()
}

// tell is called after every change a person made.
func (f *dateField) tell() {
	f.t.refused = false
	d, _ := f.t.read()
	*f.v = Date{Year: d.Year, Month: d.Month, Day: d.Day, typed: f.t}
	if f.t.empty() {
		f.v.typed = nil
	}
	f.show()
	if f.changed != nil {
		f.changed()
	}
}

// show says which day was typed, or what is wrong with it.
func (f *dateField) show() {
	d, err := f.t.read()
	western, japanese, wrong := Msg{}, Msg{}, Msg{}
	switch {
	case err == nil && !d.Empty():
		western, japanese = inWords(d)
	case err != nil && (f.t.refused || !f.year.focused || !f.t.growing()):
		wrong = f.t.wrong(err)
	}
	f.western.Set(western)
	f.japanese.Set(japanese)
	f.words.Hidden = western.Empty()
	if f.hint.say(wrong, true) {
		f.k.settle(f.outer)
		f.hint.show(f.calendar)
		return
	}
	f.k.settle(f.outer)
}

// months are the ids of the months' texts.
func months() []string {
	return []string{
		"january", "february", "march", "april", "may", "june",
		"july", "august", "september", "october", "november", "december",
	}
}

// inWords is a day in both calendars.
func inWords(d Date) (western, japanese Msg) {
	day := era.Date{Year: d.Year, Month: d.Month, Day: d.Day}
	e, year, err := era.Of(day)
	if err != nil {
		return Msg{}, Msg{}
	}
	full, err := era.Format(day)
	if err != nil {
		return Msg{}, Msg{}
	}
	return T("window.kit.date.in."+months()[d.Month-1], i18n.Args{"day": d.Day, "month": d.Month, "year": d.Year}),
		T("window.kit.date.on."+calendarNames()[e], i18n.Args{"japanese": full, "year": year})
}

// wrong says in words why there is no such day; empty while it is being typed.
func (t *dateDraft) wrong(err error) Msg {
	var e *era.Error
	switch {
	case errors.Is(err, errMonth):
		return T("window.kit.date.no_such_month", i18n.Args{"months": 12})
	case errors.Is(err, errDays):
		return T("window.kit.date.fewer_days", i18n.Args{"days": t.daysIn()})
	case !errors.As(err, &e):
		return Msg{}
	}
	args := i18n.Args{}
	limit := era.Meiji.First()
	switch e.Reason {
	case era.AfterEra:
		limit = e.Era.Last()
	case era.BeforeEra:
		limit = e.Era.First()
	}
	args["limit"], args["western"] = "", limit.String()
	if s, err := era.Format(limit); err == nil {
		args["limit"] = s
	}
	return T("window.kit.date."+string(e.Reason), args)
}
