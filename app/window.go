//go:build !ci

package main

import (
	"context"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"madoguchi/app/cli"
	"madoguchi/app/jobs"
	"madoguchi/app/ui"
	"madoguchi/assets"
)

// startPercent is gcPercent while the window starts, for about as long as starting
// may take: what is made then mostly stays, and looking through it for what does
// not only keeps somebody waiting.
const (
	startPercent = 400
	starting     = 2 * time.Second
)

// hasScreen reports whether there is something to open a window on: elsewhere than
// on Windows and macOS an X server, which a Wayland session has beside it (the
// toolkit takes no input method in a window of Wayland's own).
func hasScreen() bool {
	return runtime.GOOS == "windows" || runtime.GOOS == "darwin" || os.Getenv("DISPLAY") != ""
}

// openWindow is what shows the window until it is closed or ctx ends. It must be
// called on the program's first goroutine.
func openWindow(j *jobs.Jobs) func(context.Context, cli.WindowCall) error {
	return func(ctx context.Context, c cli.WindowCall) error {
		debug.SetGCPercent(startPercent)
		time.AfterFunc(starting, func() {
			debug.SetGCPercent(gcPercent)
			_, _ = j.Rules() // read before the first page that answers from them waits for it
		})
		return ui.Run(ctx, ui.Options{
			Jobs: j, Fonts: assets.Fonts(), Icons: assets.Icons(), Places: places, Sample: func() (string, error) { return sampleIn(places()[0].Path) },
			Language: c.Language, Second: c.Second, Mode: c.Mode, Card: c.Card, Start: c.Start,
			Look: ui.Look(c.Colours, c.TextSize), Quiet: c.Quiet,
		})
	}
}
