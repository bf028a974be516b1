package kit

import (
	"errors"
	"strconv"
	"strings"

	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
	"madoguchi/i18n/era"
)

func number(n int) string { return strconv.Itoa(n) }

// DateField is where a day is typed, in the Western or the Japanese calendar. What
// is no day is told in words, and v is empty then. changed is called after every
// change.
func (k *Kit) DateField(v *Date, label Msg, changed func()) Box {
	f := &dateField{k: k, v: v, t: draftOf(*v), changed: changed, hint: k.hint()}
	f.words = k.Text(Msg{}, Style{Size: theme.Body, Role: theme.Muted})
	parts := map[string]Box{
		"year":  f.part(&f.t.year, T("window.kit.date.year"), 7),
		"month": f.part(&f.t.month, T("window.kit.date.month"), 4),
		"day":   f.part(&f.t.day, T("window.kit.date.day"), 4),
	}
	var row []Box
	for _, name := range f.order() {
		row = append(row, parts[name])
	}
	f.outer = newGroup(column{k.Look.Size(theme.Gap)}, []Box{
		k.Text(label, Style{Size: theme.Body, Bold: true}), k.Row(row...), f.words, f.hint.box,
	})
	f.tell()
	return f.outer
}

// dateField is what its parts share.
type dateField struct {
	k       *Kit
	v       *Date
	t       *dateDraft
	changed func()
	words   *Text
	hint    *hint
	outer   *group
}

func (f *dateField) part(v *Value, label Msg, em float32) Box {
	e := f.k.entry(v, label, f.typed)
	e.natural = em * f.k.Look.Size(theme.Large)
	return f.k.Column(f.k.Text(label, Style{Size: theme.Small, Role: theme.Muted}), e)
}

// order is the order of the parts in the reader's language.
func (f *dateField) order() []string {
	s := f.k.String(T("window.kit.date.order", i18n.Args{"day": "day", "month": "month", "year": "year"}))
	return strings.Fields(s)
}

func (f *dateField) typed() {
	f.tell()
	if f.changed != nil {
		f.changed()
	}
}

// tell says which day was typed, or what is wrong with it.
func (f *dateField) tell() {
	d, err := f.t.read()
	*f.v = d
	words, wrong := Msg{}, Msg{}
	switch {
	case err == nil && !d.Empty():
		words = f.both(d)
	case err != nil && !errors.Is(err, errPart):
		wrong = f.wrong(err)
	}
	f.words.Set(words)
	f.hint.say(wrong)
	f.outer.Refresh()
	f.k.Window.Relayout()
}

// both is a day in both calendars.
func (f *dateField) both(d Date) Msg {
	japanese, err := era.Format(era.Date(d))
	if err != nil {
		return Msg{}
	}
	return T("window.kit.date.both", i18n.Args{"western": era.Date(d).String(), "japanese": japanese})
}

// wrong says in words why there is no such day.
func (f *dateField) wrong(err error) Msg {
	var e *era.Error
	if !errors.As(err, &e) {
		return Msg{}
	}
	return T("window.kit.date." + string(e.Reason))
}
