// Package theme is how the window looks: colours by what they are for, in light,
// dark and high contrast, and sizes that grow with the reader's text size. It
// draws nothing.
package theme

import (
	"image/color"
)

// Scheme is a set of colours.
type Scheme string

// The schemes. The zero value counts as Light.
const (
	Light    Scheme = "light"
	Dark     Scheme = "dark"
	Contrast Scheme = "contrast"
)

// Schemes lists them in the order in which they are offered.
func Schemes() []Scheme { return []Scheme{Light, Dark, Contrast} }

// Role is what a colour is for.
type Role int

// Roles. A role ending in Ink is written on the ground of the same name; Ink and
// Muted are written on Ground and Surface.
const (
	Ground    Role = iota // behind everything
	Surface               // a card on the ground
	Ink                   // running text
	Muted                 // text of second rank
	Line                  // edges of cards and controls
	Faint                 // rules between rows, which carry no meaning
	Accent                // the one primary action
	AccentInk             // on Accent
	Tint                  // ground of what is chosen or under the pointer
	TintInk               // on Tint
	Good                  // ground of a good result
	GoodInk               // on Good
	Warn                  // ground of a warning
	WarnInk               // on Warn
	Bad                   // ground of a danger
	BadInk                // on Bad
	Focus                 // ring around what has the keyboard
	Stripe                // ground of the practice stripe
	StripeInk             // on Stripe
	Off                   // ground of what cannot be used now
	OffInk                // on Off
	Rubric                // furigana
	roles
)

// Pair is a colour upon another and the least contrast it must have
// (WCAG 2.2: 4.5 for text, success criterion 1.4.3; 3 for what is no text, 1.4.11).
type Pair struct {
	Upon, Mark Role
	Least      float64
}

// Pairs lists every pair in use.
func Pairs() []Pair {
	const text, shape = 4.5, 3
	return []Pair{
		{Ground, Ink, text},
		{Ground, Muted, text},
		{Ground, Rubric, text},
		{Surface, Ink, text},
		{Surface, Muted, text},
		{Surface, Rubric, text},
		{Accent, AccentInk, text},
		{Tint, TintInk, text},
		{Good, GoodInk, text},
		{Warn, WarnInk, text},
		{Bad, BadInk, text},
		{Stripe, StripeInk, text},
		{Off, OffInk, text},
		{Ground, OffInk, text},
		{Surface, OffInk, text},
		{Ground, Line, shape},
		{Surface, Line, shape},
		{Ground, Focus, shape},
		{Surface, Focus, shape},
		{Ground, Accent, text}, // links
		{Surface, Accent, text},
	}
}

// Look is how one reader sees the window.
type Look struct {
	Scheme Scheme
	// Scale is the size of text, from 1 to 2; anything else counts as the nearer.
	Scale float32
	// Still switches off what moves by itself.
	Still bool
}

// Scales lists the sizes of text that are offered.
func Scales() []float32 { return []float32{1, 1.25, 1.5, 1.75, 2} }

// Color returns the colour of a role.
func (l Look) Color(r Role) color.NRGBA {
	row := palette[r]
	switch l.Scheme {
	case Dark:
		return row[1]
	case Contrast:
		return row[2]
	}
	return row[0]
}

// Factor is Scale inside its bounds.
func (l Look) Factor() float32 { return min(max(l.Scale, 1), 2) }

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}

// palette: indigo on warm paper, as ink on washi; by night the same turned round.
var palette = [roles][3]color.NRGBA{
	Ground:    {rgb(0xfaf8f4), rgb(0x12181d), rgb(0x000000)},
	Surface:   {rgb(0xffffff), rgb(0x1c252c), rgb(0x000000)},
	Ink:       {rgb(0x1d2a33), rgb(0xeef2f4), rgb(0xffffff)},
	Muted:     {rgb(0x52606b), rgb(0xaebac2), rgb(0xffffff)},
	Line:      {rgb(0x7b8892), rgb(0x7d8b95), rgb(0xffffff)},
	Faint:     {rgb(0xdfe3e2), rgb(0x33404a), rgb(0x808080)},
	Accent:    {rgb(0x1b4b66), rgb(0x8ecbe8), rgb(0xffe14d)},
	AccentInk: {rgb(0xffffff), rgb(0x0c1d28), rgb(0x000000)},
	Tint:      {rgb(0xe4eef3), rgb(0x24404f), rgb(0x00306e)},
	TintInk:   {rgb(0x123a52), rgb(0xe3f3fb), rgb(0xffffff)},
	Good:      {rgb(0xe5f2e9), rgb(0x173626), rgb(0x003d16)},
	GoodInk:   {rgb(0x155136), rgb(0xb9ebcd), rgb(0xffffff)},
	Warn:      {rgb(0xfdf1d6), rgb(0x3d2f0e), rgb(0x4a3600)},
	WarnInk:   {rgb(0x6a4200), rgb(0xfbdc98), rgb(0xffffff)},
	Bad:       {rgb(0xfce9e6), rgb(0x45201c), rgb(0x5c0000)},
	BadInk:    {rgb(0x8c1d12), rgb(0xffc4bb), rgb(0xffffff)},
	Focus:     {rgb(0x0b6bcb), rgb(0xffc857), rgb(0x00e5ff)},
	Stripe:    {rgb(0xf2b544), rgb(0xf2b544), rgb(0xffe14d)},
	StripeInk: {rgb(0x2b1d00), rgb(0x2b1d00), rgb(0x000000)},
	Off:       {rgb(0xe8e8e4), rgb(0x2a333a), rgb(0x202020)},
	OffInk:    {rgb(0x5f686e), rgb(0xa3adb3), rgb(0xb8b8b8)},
	Rubric:    {rgb(0x2c6483), rgb(0x9fd3ea), rgb(0xffe14d)},
}
