package store

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
)

// walk calls f with every text in d, the names in its records among them, and
// with where it stands, until f says no. Numbers come as text of twelve digits
// or more, so that leading zeros that a number has lost are there again. With
// cells, lists of plain values and fields whose names differ in their last
// number alone come a second time, joined: a form may have one such field for
// each digit.
//
// What a machine made and no person typed (tag keep:"machine", digests, times)
// is left out.
func walk(d Document, cells bool, f func(where, text string) bool) {
	w := walker{f: f, cells: cells}
	v := reflect.ValueOf(d)
	for i := range v.NumField() {
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		part := v.Field(i)
		if part.Kind() != reflect.Slice {
			w.value(name, part)
			continue
		}
		for j := range part.Len() {
			w.value(at(name, j), part.Index(j))
		}
	}
}

type walker struct {
	f     func(where, text string) bool
	cells bool
	done  bool
}

func (w *walker) text(where, s string) {
	if !w.done && s != "" {
		w.done = !w.f(where, s)
	}
}

func (w *walker) value(where string, v reflect.Value) {
	switch {
	case w.done:
	case v.Kind() == reflect.Interface && !v.IsNil():
		w.value(where, v.Elem())
	case v.Kind() == reflect.String:
		w.text(where, v.String())
	case v.CanInt():
		w.text(where, number(v.Int()))
	case v.Type() == reflect.TypeFor[time.Time](), v.Type() == reflect.TypeFor[[]byte]():
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).Tag.Get("keep") != "machine" {
				w.value(where, v.Field(i))
			}
		}
	case v.Kind() == reflect.Slice:
		var cells []string
		for i := range v.Len() {
			w.value(where, v.Index(i))
			cells = append(cells, plain(v.Index(i)))
		}
		if w.cells {
			w.text(where, strings.Join(cells, " "))
		}
	case v.Kind() == reflect.Map:
		w.record(where, v)
	}
}

// record walks a map and joins the values of a row of cells.
func (w *walker) record(where string, v reflect.Value) {
	type cell struct {
		n    int
		text string
	}
	rows := map[string][]cell{}
	for _, k := range v.MapKeys() {
		w.text(where, k.String())
		w.value(where, v.MapIndex(k))
		row := strings.TrimRight(k.String(), "0123456789")
		if n, err := strconv.Atoi(k.String()[len(row):]); err == nil {
			rows[row] = append(rows[row], cell{n, plain(v.MapIndex(k))})
		}
	}
	if !w.cells {
		return
	}
	for _, row := range slices.Sorted(maps.Keys(rows)) {
		slices.SortFunc(rows[row], func(a, b cell) int { return cmp.Compare(a.n, b.n) })
		var b strings.Builder
		for _, c := range rows[row] {
			b.WriteString(c.text + " ")
		}
		w.text(where, b.String())
	}
}

// plain is a plain value as text; anything else stands between what is beside
// it.
func plain(v reflect.Value) string {
	for v.Kind() == reflect.Interface && !v.IsNil() {
		v = v.Elem()
	}
	switch {
	case v.Kind() == reflect.String:
		return v.String()
	case v.CanInt():
		return strconv.FormatInt(v.Int(), 10)
	}
	return "x"
}

func number(n int64) string {
	const least = 100_000_000 // with fewer digits it is a count or an amount
	s := strconv.FormatInt(n, 10)
	if n < least {
		return s
	}
	return strings.Repeat("0", max(0, digitsOfMyNumber-len(s))) + s
}
