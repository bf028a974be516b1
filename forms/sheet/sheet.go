package sheet

import (
	"errors"
	"image"
	"io/fs"
	"math"
	"slices"

	"madoguchi/forms"
	"madoguchi/forms/typeset"
)

// Text is a text with its language (BCP 47). Readings of Japanese words are written
// as ｜住民票《じゅうみんひょう》; a line feed begins a new line.
type Text = typeset.Text

// Fonts are the typefaces of papers. They keep what they have set, so one is enough
// for many papers, and are not safe for concurrent use.
type Fonts = typeset.Fonts

// OpenFonts takes the typefaces of a folder; see typeset.OpenFonts.
func OpenFonts(fsys fs.FS) (*Fonts, error) { return typeset.OpenFonts(fsys) }

// Isolate wraps a telephone number or date so that it reads from the left in an
// Arabic line as well.
func Isolate(text string) string { return typeset.Isolate(text) }

// Pair is the same thing twice: for the person, on the left, and for the clerk, on
// the right. A half that is empty leaves its place empty; a sheet without any words
// for the reader has one wide column, for a person who reads Japanese.
type Pair struct{ Reader, Japanese Text }

// Sheet is what a paper says, from the top to the bottom.
type Sheet struct {
	// Name is the title of the PDF file: neutral, and no name of a person. Lang is
	// the reader's language.
	Name, Lang string
	Title      Pair
	Intro      Pair // below the title; may be empty
	Sections   []Section
	// Footer stands small at the foot of every page: the law, the date of the sheet.
	Footer []Pair
	// Small: to be cut out and carried. It is laid out as often as one page has room
	// for, with lines to cut along, and where it has two halves one to fold along.
	Small bool
	// Practice marks a paper that is none: a band with both halves over every page,
	// and the Japanese large behind the text. Empty: a real paper.
	Practice Pair
}

// twofold reports whether there is a word for the reader.
func (s Sheet) twofold() bool {
	own := func(p Pair) bool { return p.Reader.String != "" }
	return own(s.Title) || own(s.Intro) || slices.ContainsFunc(s.Footer, own) ||
		slices.ContainsFunc(s.Sections, func(c Section) bool {
			return own(c.Head) || slices.ContainsFunc(c.Rows, func(r Row) bool { return own(r.Pair) })
		})
}

// Kind is how a section looks.
type Kind int

const (
	// Plain is running text.
	Plain Kind = iota
	// List is things in a row, such as what to bring, each with a point before it.
	List
	// Phrases are sentences to point at, in larger type, each in a frame.
	Phrases
	// Boxes are for the clerk: a frame of its own, and before the Japanese of each
	// row its number and a box to tick. It is never divided over two pages unless it
	// is longer than one.
	Boxes
)

// Section is rows under a heading. The heading may be empty.
type Section struct {
	Kind Kind
	Head Pair
	Rows []Row
	// Flows: it may go on overleaf wherever a page ends.
	Flows bool
}

// Row is one thing.
type Row struct {
	Pair
	Strong bool // what the section is about: the answer, a date
	// Bold is heavier than the rest, and no larger.
	Bold bool
	// Tick puts a box to tick before both halves.
	Tick bool
	// Extra, where it is not 0, may be left out where the pages have no room: the
	// largest first, of equal ones the last.
	Extra int
	// Number is that of the box, from 1; with 0 a row has none. Only Boxes show it.
	Number int
	// Lines are those to write on by hand, below the Japanese.
	Lines int
}

// ErrTooLong is the cause when a sheet does not fit even in the smallest type: some
// of its rows are to be left out or made shorter.
var ErrTooLong = errors.New("more than fits on the pages")

// Paper is a sheet that has been laid out.
type Paper struct {
	// Size is the type of running text, in points.
	Size float64
	// Missing are the characters no typeface has; they show as empty boxes.
	Missing []rune

	name, lang string
	pages      []*typeset.Page
}

// Lay lays a sheet out on one or two A4 pages, a small one on one. Problem: TooLarge with ErrTooLong.
func Lay(f *Fonts, s Sheet) (*Paper, error) {
	if s.Small {
		return layCards(f, s)
	}
	return lay(f, s, []format{
		{width: typeset.A4Width, height: typeset.A4Height, pages: 1, largest: 11, floor: 9.5},
		{width: typeset.A4Width, height: typeset.A4Height, pages: 2, largest: 11, floor: Floor},
	})
}

// Floor is the smallest type of running text on paper, in points.
const Floor = 9

// mostScreens bounds LayScreens.
const mostScreens = 12

// LayScreens lays a sheet out for the screen: as many pages as it takes, up to
// twelve, in the shape of a screen of that width and height (in any unit), with
// type that can be read on a photograph of each. Problem: TooLarge with ErrTooLong.
func LayScreens(f *Fonts, s Sheet, width, height float64) (*Paper, error) {
	shape := 4.0 / 3
	if width > 0 && height > 0 {
		shape = min(max(width/height, 0.7), 2.4)
	}
	const area = 640 * 440 // points: about 30 lines
	h := max(360, math.Sqrt(area/shape))
	return lay(f, s, []format{{width: max(440, h*shape), height: h, pages: mostScreens, largest: 11, floor: 11}})
}

func lay(f *Fonts, s Sheet, formats []format) (*Paper, error) {
	extras := s.extras()
	p, err := layAll(f, s, formats)
	if err == nil || extras == 0 {
		return p, err
	}
	// What does not fit whole is set in the smallest type of the largest format.
	tight := formats[len(formats)-1]
	tight.largest = tight.floor
	formats = []format{tight}
	// most is how many fit for sure, over how many do not.
	most, over := 0, extras
	if p, err = layAll(f, s.with(0), formats); err != nil {
		return nil, err
	}
	for over-most > 1 {
		n := (most + over) / 2
		if q, err := layAll(f, s.with(n), formats); err == nil {
			p, most = q, n
		} else {
			over = n
		}
	}
	return p, nil
}

// extras is how many rows may be left out.
func (s Sheet) extras() (n int) {
	for _, c := range s.Sections {
		for _, r := range c.Rows {
			if r.Extra > 0 {
				n++
			}
		}
	}
	return n
}

// with is the sheet with so many of the rows that may be left out.
func (s Sheet) with(extras int) Sheet {
	type at struct{ section, row, extra int }
	var order []at
	for i, c := range s.Sections {
		for j, r := range c.Rows {
			if r.Extra > 0 {
				order = append(order, at{i, j, r.Extra})
			}
		}
	}
	slices.SortStableFunc(order, func(a, b at) int { return a.extra - b.extra })
	sections := slices.Clone(s.Sections)
	for i := range sections {
		sections[i].Rows = nil
		for j, r := range s.Sections[i].Rows {
			if !slices.ContainsFunc(order[extras:], func(a at) bool { return a.section == i && a.row == j }) {
				sections[i].Rows = append(sections[i].Rows, r)
			}
		}
	}
	s.Sections = slices.DeleteFunc(sections, func(c Section) bool { return len(c.Rows) == 0 })
	return s
}

func layAll(f *Fonts, s Sheet, formats []format) (*Paper, error) {
	for _, paper := range formats {
		for size := paper.largest; size >= paper.floor; size -= 0.5 {
			b := newBuilder(f, s, paper, size)
			if pages, ok := b.build(); ok {
				return &Paper{Size: size, Missing: b.missing, name: s.Name, lang: s.Lang, pages: pages}, nil
			}
		}
	}
	return nil, forms.Fail(forms.TooLarge, "lay out sheet", ErrTooLong)
}

// Pages is how many there are.
func (p *Paper) Pages() int { return len(p.pages) }

// PDF is the paper as a PDF file: fonts embedded, text that can be copied and read
// out, and nothing that tells who made it where or when. The same sheet always
// gives the same bytes.
func (p *Paper) PDF() ([]byte, error) {
	d := typeset.Document{Title: p.name, Lang: p.lang, Pages: p.pages}
	return d.Bytes()
}

// Picture draws a page, counted from 0, with so many pixels a point; see
// typeset.Page.Picture. Nil for a page that is not there.
func (p *Paper) Picture(page int, scale float64) image.Image {
	if page < 0 || page >= len(p.pages) {
		return nil
	}
	return p.pages[page].Picture(scale)
}

// PageSize is the size of the pages in points.
func (p *Paper) PageSize() (width, height float64) {
	return p.pages[0].Width, p.pages[0].Height
}

// Words is what the paper says, page by page, one block of text a line, without
// readings.
func (p *Paper) Words() string {
	var s string
	for _, page := range p.pages {
		s += page.Words()
	}
	return s
}
