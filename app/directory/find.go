package directory

import (
	"cmp"
	"slices"
)

// Query is what somebody looks for. The zero Query finds every confirmed line.
type Query struct {
	// Topics are of Topics: a line has to have one of them. None for any.
	Topics []string
	// Place is of Places: its lines come first, then those for the whole country, then
	// those of other places, the nearest first. "" for any: the whole country first.
	Place string
	// Language is a BCP 47 tag that the line is known to speak. "" for any; a line
	// whose languages were not read is found by that alone.
	Language string
	// NoStatus leaves only those whom somebody without permission to stay may well ask
	// first.
	NoStatus bool
}

// Find lists the confirmed lines that match. Of two equally near the order is that of
// the data.
func (d *Directory) Find(q Query) (list []*Line) {
	for _, l := range d.Lines() {
		if q.matches(l) {
			list = append(list, l)
		}
	}
	rank := d.ranks(q.Place)
	slices.SortStableFunc(list, func(a, b *Line) int { return cmp.Compare(rank(a), rank(b)) })
	return list
}

// Nearest is the first line that somebody of a prefecture can dial on a topic; one
// without a number only where no line of the whole country has one, nil where nobody
// helps. own is whether it is there for that prefecture; where not, it is another
// prefecture's, and the reader has to be told so.
func (d *Directory) Nearest(place, topic string, noStatus bool) (l *Line, own bool) {
	list := d.Find(Query{Topics: []string{topic}, Place: place, NoStatus: noStatus})
	if len(list) == 0 {
		return nil, false
	}
	i := slices.IndexFunc(list, func(l *Line) bool { return len(l.Numbers) > 0 })
	l = list[max(i, 0)]
	return l, l.Serves(place)
}

// Near are the other prefectures, the nearest to one first: its neighbours, then
// theirs. nil where the data does not know the place.
func (d *Directory) Near(place string) []string {
	if d.near[place] == nil {
		return nil
	}
	order := []string{place}
	for i := 0; i < len(order); i++ {
		for _, next := range d.near[order[i]] {
			if !slices.Contains(order, next) {
				order = append(order, next)
			}
		}
	}
	return order[1:]
}

func (q Query) matches(l *Line) bool {
	if len(q.Topics) > 0 && !slices.ContainsFunc(l.Topics, func(t string) bool { return slices.Contains(q.Topics, t) }) {
		return false
	}
	return (q.Language == "" || l.Speaks(q.Language)) && (!q.NoStatus || l.NoStatus == Yes)
}

// ranks says how far a line is from a place: 0 there, 1 for the whole country, more
// for others, unknown ones last.
func (d *Directory) ranks(place string) func(*Line) int {
	near := d.Near(place)
	return func(l *Line) int {
		if slices.Contains(l.Places, place) {
			return 0
		}
		if l.Everywhere() {
			return 1
		}
		rank := 2 + len(near)
		for _, p := range l.Places {
			if i := slices.Index(near, p); i >= 0 {
				rank = min(rank, 2+i)
			}
		}
		return rank
	}
}
