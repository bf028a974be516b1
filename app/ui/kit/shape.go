package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// shape is a Box of canvas objects that say nothing themselves: dots, bars and
// pictures. What they show is also said in words beside them.
type shape struct {
	widget.BaseWidget
	objects []fyne.CanvasObject
	high    func(width float32) float32
	wide    float32
	place   func(size fyne.Size)
	away    bool // it is scrolled out of sight
}

func newShape(wide float32, high func(width float32) float32, place func(fyne.Size), objects ...fyne.CanvasObject) *shape {
	s := &shape{objects: objects, high: high, wide: wide, place: place}
	s.ExtendBaseWidget(s)
	return s
}

// HeightFor implements Box.
func (s *shape) HeightFor(width float32) float32 { return s.high(width) }

// Widths implements Box.
func (s *shape) Widths() (least, natural float32) { return min(s.wide, 24), s.wide }

// Sight is told which part of it is in sight.
func (s *shape) Sight(top, bottom float32) { s.away = bottom < 0 || top > s.Size().Height }

// MinSize implements fyne.CanvasObject.
func (s *shape) MinSize() fyne.Size {
	least, _ := s.Widths()
	return fyne.NewSize(least, s.HeightFor(max(least, s.Size().Width)))
}

// CreateRenderer implements fyne.Widget.
func (s *shape) CreateRenderer() fyne.WidgetRenderer { return &shapeRenderer{s} }

type shapeRenderer struct{ s *shape }

func (r *shapeRenderer) Layout(size fyne.Size)        { r.s.place(size) }
func (r *shapeRenderer) MinSize() fyne.Size           { return r.s.MinSize() }
func (r *shapeRenderer) Refresh()                     { r.s.place(r.s.Size()) }
func (r *shapeRenderer) Destroy()                     {}
func (r *shapeRenderer) Objects() []fyne.CanvasObject { return r.s.objects }
