package kit

import (
	"bytes"
	"fmt"
	"image/color"
	"io/fs"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"madoguchi/app/ui/theme"
)

// inked is the colour in every icon's file, which the reader's own replaces.
var inked = []byte("#000000")

// Icon is a picture of assets/icons by its name, as large as an icon beside text
// and drawn with a role's colour. It never carries meaning alone.
func (k *Kit) Icon(name string, r theme.Role) Box { return k.IconOf(name, r, theme.Icon) }

// IconOf is an Icon of another size.
func (k *Kit) IconOf(name string, r theme.Role, s theme.Size) Box {
	i := canvas.NewImageFromResource(k.icon(name, r))
	i.FillMode = canvas.ImageFillContain
	p := &picture{image: i, size: k.Look.Size(s)}
	p.ExtendBaseWidget(p)
	return p
}

func (k *Kit) icon(name string, r theme.Role) *fyne.StaticResource {
	c := k.Look.Color(r)
	key := fmt.Sprintf("%s-%02x%02x%02x.svg", name, c.R, c.G, c.B)
	if res, ok := k.icons[key]; ok {
		return res
	}
	b, err := fs.ReadFile(k.Icons, name+".svg")
	if err != nil {
		b = []byte(emptyIcon)
	}
	res := fyne.NewStaticResource(key, bytes.ReplaceAll(b, inked, hex(c)))
	k.icons[key] = res
	return res
}

const emptyIcon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"></svg>`

func hex(c color.NRGBA) []byte { return fmt.Appendf(nil, "#%02x%02x%02x", c.R, c.G, c.B) }

// picture is a square image.
type picture struct {
	widget.BaseWidget
	image *canvas.Image
	size  float32
}

func (p *picture) HeightFor(float32) float32        { return p.size }
func (p *picture) Widths() (least, natural float32) { return p.size, p.size }
func (p *picture) MinSize() fyne.Size               { return fyne.NewSquareSize(p.size) }
func (p *picture) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(p.image)
}
