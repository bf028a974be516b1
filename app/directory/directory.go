// Package directory is whom to ask: telephone lines, addresses and letter boxes of
// those who help, with the languages they are known to speak, the places and topics
// they are for, their source and how sure it is.
//
// A line nobody could confirm is counted, never shown. The room calls nobody and
// knows no words for users: places, topics and days are ids of texts.
package directory

import (
	"slices"

	"madoguchi/app/fact"
	"madoguchi/app/law"
)

// All is the place of a line that is there for the whole country.
const All = "all"

// Line is one way to reach somebody. It has at least one of Numbers, Web and Mail.
type Line struct {
	// ID names it in texts as {phone_<id>}.
	ID string
	// Office is the id of the texts office.*.
	Office string
	// Names are the line's own, by language ("ja" and "en"); none where the office
	// names it.
	Names map[string]string
	// Numbers as they are dialled in Japan.
	Numbers []string
	// Web is an address of the web, Mail one of e-mail; "" where none was read.
	Web, Mail string
	// Languages are BCP 47 tags; none where they were not read.
	Languages []string
	// Open is when somebody answers; none where it was not read.
	Open []Hours
	// Places are prefectures of Places, or All alone.
	Places []string
	// Topics are of Topics; none for a line that only belongs to its office.
	Topics []string
	// NoStatus is whether somebody without permission to stay may well ask here first.
	NoStatus Answer
	law.Basis
	Place fact.Place
}

// Answer is yes, no or not known. The zero Answer is Ask.
type Answer uint8

// The answers. Ask is for those whom one asks first, without a name.
const (
	Ask Answer = iota
	No
	Yes
)

var answers = []string{"ask", "no", "yes"}

func (a Answer) String() string { return answers[a] }

// Name is the line's own in a language: Japanese for "ja" and "ja-x-easy", else
// English; "" where the office names it.
func (l *Line) Name(language string) string {
	if language == "ja" || language == "ja-x-easy" {
		return l.Names["ja"]
	}
	return l.Names["en"]
}

// Number is the first to dial, "" where there is none.
func (l *Line) Number() string {
	if len(l.Numbers) == 0 {
		return ""
	}
	return l.Numbers[0]
}

// Serves reports whether the line is there for a place, by itself or as one for the
// whole country.
func (l *Line) Serves(place string) bool {
	return slices.Contains(l.Places, place) || l.Everywhere()
}

// Everywhere reports whether the line is there for the whole country.
func (l *Line) Everywhere() bool { return slices.Contains(l.Places, All) }

// Speaks reports whether a language was read among the line's own.
func (l *Line) Speaks(language string) bool { return slices.Contains(l.Languages, language) }

// Directory is every line. It does not change.
type Directory struct {
	lines []*Line
	// near are the places next to a place, the easiest to reach first.
	near map[string][]string
}

// Lines are those that were confirmed, in the order of the data.
func (d *Directory) Lines() (list []*Line) {
	for _, l := range d.lines {
		if l.Confidence != law.Unsure {
			list = append(list, l)
		}
	}
	return list
}

// Line finds a confirmed line by id; nil when there is none.
func (d *Directory) Line(id string) *Line {
	for _, l := range d.Lines() {
		if l.ID == id {
			return l
		}
	}
	return nil
}

// Of are the confirmed lines that are an office's own, without a name of theirs: what
// a page about any matter shows. Find knows the others.
func (d *Directory) Of(office string) (list []*Line) {
	for _, l := range d.Lines() {
		if l.Office == office && len(l.Names) == 0 {
			list = append(list, l)
		}
	}
	return list
}

// Unconfirmed is how many lines are not shown.
func (d *Directory) Unconfirmed() int { return len(d.lines) - len(d.Lines()) }

// Languages are those that confirmed lines are known to speak, sorted.
func (d *Directory) Languages() (list []string) {
	for _, l := range d.Lines() {
		list = append(list, l.Languages...)
	}
	slices.Sort(list)
	return slices.Compact(list)
}
