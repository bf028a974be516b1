package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Viewport shows a part of something higher than itself, and scrolls.
type Viewport struct {
	widget.BaseWidget
	k      *Kit
	sheet  *sheet
	scroll *container.Scroll
}

// Viewport makes one. side is the room at the left, right, top and bottom of the
// content.
func (k *Kit) Viewport(side float32, content Box) *Viewport {
	v := &Viewport{k: k, sheet: &sheet{content: content, side: side}}
	v.sheet.ExtendBaseWidget(v.sheet)
	v.scroll = container.NewVScroll(v.sheet)
	v.scroll.OnScrolled = func(fyne.Position) {
		k.touch()
		v.see()
	}
	v.sheet.placed = v.see
	v.ExtendBaseWidget(v)
	return v
}

// Content is what is shown.
func (v *Viewport) Content() Box { return v.sheet.content }

// Parts implements Whole.
func (v *Viewport) Parts() []Box { return []Box{v.sheet.content} }

// HeightFor is all it could use.
func (v *Viewport) HeightFor(width float32) float32 { return v.sheet.heightFor(width) }

// Widths implements Box.
func (v *Viewport) Widths() (least, natural float32) {
	l, n := v.sheet.content.Widths()
	return l + 2*v.sheet.side, n + 2*v.sheet.side
}

// MinSize implements fyne.CanvasObject: it can be very small.
func (v *Viewport) MinSize() fyne.Size { return fyne.NewSize(64, 64) }

// CreateRenderer implements fyne.Widget.
func (v *Viewport) CreateRenderer() fyne.WidgetRenderer { return &viewRenderer{v} }

// Relayout is for when the content became higher or lower.
func (v *Viewport) Relayout() {
	if v.Size().Width <= 0 {
		return
	}
	v.sheet.width = v.Size().Width
	v.sheet.Resize(v.sheet.MinSize().Max(v.scroll.Size()))
	v.sheet.place(v.sheet.Size())
	v.scroll.Refresh()
	v.Refresh()
}

// By scrolls by a part of what is in sight; 1 is a page down.
func (v *Viewport) By(pages float32) {
	v.To(v.scroll.Offset.Y + pages*max(40, v.scroll.Size().Height-40))
}

// To scrolls to a place, as far as there is one.
func (v *Viewport) To(y float32) {
	most := max(0, v.sheet.Size().Height-v.scroll.Size().Height)
	v.scroll.ScrollToOffset(fyne.NewPos(0, min(max(0, y), most)))
	v.see() // which the toolkit tells only of scrolling by hand
}

// Holds reports whether an object is in the content.
func (v *Viewport) Holds(o fyne.CanvasObject) bool {
	found := false
	Walk(v.sheet.content, func(b Box) bool {
		found = found || fyne.CanvasObject(b) == o
		return !found
	})
	return found
}

// Offset is how far it is scrolled.
func (v *Viewport) Offset() float32 { return v.scroll.Offset.Y }

// Reveal scrolls until what lies from top to bottom, counted from the upper edge
// of the window it stands in, is in sight; at is the viewport's own place there.
func (v *Viewport) Reveal(top, bottom, at float32) {
	const room = 12
	high := v.scroll.Size().Height
	switch {
	case top-room < at:
		v.To(v.scroll.Offset.Y + top - room - at)
	case bottom+room > at+high:
		v.To(v.scroll.Offset.Y + min(bottom+room-at-high, top-room-at))
	}
}

// sighted is a Box that makes only what is in sight.
type sighted interface {
	// Sight is told which part of it is in sight, from its own upper edge.
	Sight(top, bottom float32)
}

// roomy is a Box that is as high as what can be seen at once.
type roomy interface{ Room(height float32) }

// tell tells what wants to know how much can be seen at once.
func (v *Viewport) tell(height float32) {
	Walk(v.sheet.content, func(b Box) bool {
		if r, ok := b.(roomy); ok {
			r.Room(height - 2*v.sheet.side)
		}
		return true
	})
}

// see tells what wants to know which part of it is in sight.
func (v *Viewport) see() {
	top := v.scroll.Offset.Y
	see(v.sheet.content, v.sheet.side, top, top+v.scroll.Size().Height)
}

// see goes through a box whose upper edge is at y.
func see(b Box, y, top, bottom float32) {
	if !b.Visible() {
		return
	}
	if s, ok := b.(sighted); ok {
		s.Sight(top-y, bottom-y)
	}
	if w, ok := b.(Whole); ok {
		for _, p := range w.Parts() {
			see(p, y+p.Position().Y, top, bottom)
		}
	}
}

type viewRenderer struct{ v *Viewport }

func (r *viewRenderer) Layout(s fyne.Size) {
	r.v.sheet.width = s.Width
	r.v.tell(s.Height)
	r.v.scroll.Resize(s)
	r.v.scroll.Refresh()
}
func (r *viewRenderer) MinSize() fyne.Size { return r.v.MinSize() }
func (r *viewRenderer) Refresh()           {}
func (r *viewRenderer) Destroy()           {}
func (r *viewRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.v.scroll}
}

// sheet is the content of a viewport, as wide as it.
type sheet struct {
	widget.BaseWidget
	content Box
	side    float32
	width   float32
	placed  func()
}

func (s *sheet) heightFor(width float32) float32 {
	return s.content.HeightFor(max(0, width-2*s.side)) + 2*s.side
}

func (s *sheet) MinSize() fyne.Size { return fyne.NewSize(0, s.heightFor(s.width)) }

func (s *sheet) CreateRenderer() fyne.WidgetRenderer { return &sheetRenderer{s} }

func (s *sheet) place(size fyne.Size) {
	w := max(0, size.Width-2*s.side)
	put(s.content, s.side, s.side, w, s.content.HeightFor(w))
	s.placed()
}

type sheetRenderer struct{ s *sheet }

func (r *sheetRenderer) Layout(size fyne.Size)        { r.s.place(size) }
func (r *sheetRenderer) MinSize() fyne.Size           { return r.s.MinSize() }
func (r *sheetRenderer) Refresh()                     { r.Layout(r.s.Size()) }
func (r *sheetRenderer) Destroy()                     {}
func (r *sheetRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.s.content} }
