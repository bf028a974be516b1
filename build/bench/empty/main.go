//go:build linux && !ci

// Empty is a window of the toolkit with nothing in it: the least a program with
// a window can cost, as "bench start" compares it. It takes its width and height
// in pixels, at a scale of 1.
package main

import (
	"fmt"
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
)

func main() {
	width, height := 960, 600
	if len(os.Args) == 3 {
		if _, err := fmt.Sscan(os.Args[1]+" "+os.Args[2], &width, &height); err != nil {
			fmt.Fprintln(os.Stderr, "empty:", err)
			os.Exit(2)
		}
	}
	w := app.NewWithID("app.madoguchi.empty").NewWindow("Empty")
	w.SetPadded(false)
	w.Resize(fyne.NewSize(float32(width), float32(height)))
	w.ShowAndRun()
}
