package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	toolkit "fyne.io/fyne/v2/theme"
)

// Toolkit is the look as the toolkit wants it, for the little it draws itself:
// the ground of the window and scroll bars.
func (l Look) Toolkit() fyne.Theme { return handed{l} }

type handed struct{ look Look }

func (h handed) Color(n fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	switch n {
	case toolkit.ColorNameBackground, toolkit.ColorNameOverlayBackground, toolkit.ColorNameMenuBackground:
		return h.look.Color(Ground)
	case toolkit.ColorNameForeground:
		return h.look.Color(Ink)
	case toolkit.ColorNamePrimary, toolkit.ColorNameHyperlink:
		return h.look.Color(Accent)
	case toolkit.ColorNameScrollBar:
		return h.look.Color(Line)
	case toolkit.ColorNameScrollBarBackground:
		return h.look.Color(Faint)
	case toolkit.ColorNameShadow:
		return color.Transparent
	}
	if h.look.Scheme == Dark || h.look.Scheme == Contrast {
		return toolkit.DefaultTheme().Color(n, toolkit.VariantDark)
	}
	return toolkit.DefaultTheme().Color(n, toolkit.VariantLight)
}

func (handed) Font(s fyne.TextStyle) fyne.Resource { return toolkit.DefaultTheme().Font(s) }

func (handed) Icon(n fyne.ThemeIconName) fyne.Resource { return toolkit.DefaultTheme().Icon(n) }

func (h handed) Size(n fyne.ThemeSizeName) float32 {
	switch n {
	case toolkit.SizeNameScrollBar:
		return 14
	case toolkit.SizeNameScrollBarSmall:
		return 6
	case toolkit.SizeNamePadding:
		return h.look.Size(Gap)
	}
	return toolkit.DefaultTheme().Size(n)
}
