package ui

import (
	"fyne.io/fyne/v2"
	toolkit "fyne.io/fyne/v2/app"

	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/first"
)

// ID names the program to the desktop, as FyneApp.toml does.
const ID = "app.madoguchi.desktop"

// Run shows the window until it is closed. It must be called on the program's
// first goroutine and needs a screen.
func Run(o Options) error {
	toolkit.SetMetadata(fyne.AppMetadata{ID: ID, Name: "Madoguchi", Version: o.Jobs.Version})
	a := toolkit.NewWithID(ID)
	w, err := New(a, o, func(h page.Host) page.Page { return first.New(h) })
	if err != nil {
		return err
	}
	w.Show()
	a.Run()
	return nil
}
