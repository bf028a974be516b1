package kit_test

import (
	"image"
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"madoguchi/app/lawdate"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/theme"
	"madoguchi/assets"
)

func on(s string) lawdate.Date {
	d, err := lawdate.Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// spans are rows of every kind, some with more words than a line has room for.
func spans() []kit.TimeRow {
	until := kit.T("window.gallery.text.short")
	return []kit.TimeRow{
		{Label: kit.T("span.stay"), Words: until, From: on("2026-11-24"), To: on("2027-02-01")},
		{Label: kit.T("span.special_period"), Words: kit.T("window.gallery.text.long"), From: on("2027-02-02"), To: on("2027-04-01"), If: true},
		{Label: kit.T("span.mynumber_card"), Words: until, From: on("2026-11-24"), To: on("2034-05-10")},
		{Label: kit.T("span.signature_certificate"), Words: until, From: on("2020-01-01"), To: on("2026-11-01")},
		{Label: kit.T("span.insurance"), Words: until, Safe: on("2026-12-01"), Last: on("2027-02-01")},
		{Label: kit.T("span.bank"), Words: until, Safe: on("2026-11-24")},
	}
}

// No glyph of a time line is cut and no words lie on others, in any language, size
// and width.
func TestTimeLineIsReadAtEverySize(t *testing.T) {
	test.NewTempApp(t)
	c, faces, r := texts(t), library(t), newRuler()
	for _, v := range variants() {
		k := kit.New(v.look, c.For(v.first), faces, assets.Icons(), &desk{})
		if v.second != "" {
			k.Second = c.For(v.second)
		}
		for _, until := range []string{"2027-05-24", "2028-11-24"} {
			r.wrong, r.lines = nil, 0
			b := k.Column(
				k.TimeSigns(map[kit.TimeSign]kit.Msg{kit.HoldsSign: kit.T("span.stay"), kit.SafeSign: kit.T("span.bank"), kit.LastSign: kit.T("span.insurance"), kit.IfSign: kit.T("span.special_period")}),
				k.TimeLine(on("2026-11-24"), on(until), spans()...),
			)
			b.Resize(fyne.NewSize(v.width-40, b.HeightFor(v.width-40)))
			test.WidgetRenderer(b.(fyne.Widget)).Layout(b.Size())
			r.box(b, "")
			for _, w := range r.wrong {
				t.Errorf("%v until %s: %s", v, until, w)
			}
			if r.lines < 18 {
				t.Errorf("%v until %s: only %d lines were measured", v, until, r.lines)
			}
		}
	}
}

// What is drawn stands where its days are, and is told from its track by a contrast
// of three in every scheme (WCAG 2.2, 1.4.11).
func TestTimeLineStandsWhereItsDaysAre(t *testing.T) {
	test.NewTempApp(t)
	c, faces := texts(t), library(t)
	for _, s := range theme.Schemes() {
		k := kit.New(theme.Look{Scheme: s, Scale: 1}, c.For("en"), faces, assets.Icons(), &desk{})
		// 100 days, ten units a day.
		line := k.TimeLine(on("2027-01-01"), on("2027-04-10"),
			kit.TimeRow{Label: kit.T("span.stay"), From: on("2027-01-01"), To: on("2027-02-19")},
			kit.TimeRow{Label: kit.T("span.bank"), From: on("2027-01-21"), To: on("2027-02-09"), If: true},
		)
		img := picture(t, line, 1000)
		ground, bar := k.Look.Color(theme.Surface), k.Look.Color(theme.Accent)
		rows := shapes(img, bar)
		if len(rows) != 2 {
			t.Fatalf("%s: %d bars", s, len(rows))
		}
		for i, want := range [][2]int{{0, 500}, {200, 400}} {
			if got := rows[i]; math.Abs(float64(got.Min.X-want[0])) > 3 || math.Abs(float64(got.Max.X-want[1])) > 3 {
				t.Errorf("%s: bar %d goes from %d to %d, wanted %v", s, i, got.Min.X, got.Max.X, want)
			}
		}
		if at := rows[0].Min.Add(image.Pt(250, rows[0].Dy()/2)); !is(img.At(at.X, at.Y), bar) {
			t.Errorf("%s: what holds is hollow", s)
		}
		if at := rows[1].Min.Add(image.Pt(60, rows[1].Dy()/2)); is(img.At(at.X, at.Y), bar) {
			t.Errorf("%s: what is only supposed is full", s)
		}
		if got := contrast(ground, bar); got < 3 {
			t.Errorf("%s: a bar upon its track has a contrast of %.1f", s, got)
		}
	}
}

// picture draws a box by itself.
func picture(t *testing.T, b kit.Box, width float32) image.Image {
	t.Helper()
	w := test.NewTempWindow(t, b)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, b.HeightFor(width)))
	return w.Canvas().Capture()
}

func is(a color.Color, b color.NRGBA) bool {
	r, g, bl, _ := a.RGBA()
	near := func(x uint32, y uint8) bool { return math.Abs(float64(x>>8)-float64(y)) < 8 }
	return near(r, b.R) && near(g, b.G) && near(bl, b.B)
}

// shapes finds the shapes whose upper edge is a line of a colour at least 100 wide.
func shapes(img image.Image, c color.NRGBA) (out []image.Rectangle) {
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		first, last, run := -1, -1, 0
		for x := b.Min.X; x < b.Max.X; x++ {
			if !is(img.At(x, y), c) {
				run = 0
				continue
			}
			if run++; run >= 100 {
				last = x + 1
				if first < 0 {
					first = x - 99
				}
			}
		}
		switch {
		case first < 0:
		case len(out) > 0 && y <= out[len(out)-1].Max.Y+18: // a hollow one has two edges
			out[len(out)-1].Max.Y = y
		default:
			out = append(out, image.Rect(first, y, last, y))
		}
	}
	return out
}

func contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(c color.NRGBA) float64 {
	part := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}
