package ui

import (
	"fyne.io/fyne/v2"
	toolkit "fyne.io/fyne/v2/app"

	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/first"
)

// Run shows the window until it is closed. It must be called on the program's
// first goroutine and needs a screen.
func Run(o Options) error {
	// Without an ID the toolkit keeps no preferences file, which nobody asked for.
	toolkit.SetMetadata(fyne.AppMetadata{Name: "Madoguchi", Version: o.Jobs.Version})
	a := toolkit.New()
	w, err := New(a, o, func(h page.Host) page.Page { return first.New(h) })
	if err != nil {
		return err
	}
	w.Show()
	a.Run()
	return nil
}
