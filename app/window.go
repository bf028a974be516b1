//go:build !ci

package main

import (
	"os"
	"runtime"

	"madoguchi/app/cli"
	"madoguchi/app/ui"
	"madoguchi/assets"
)

// hasScreen reports whether there is something to open a window on.
func hasScreen() bool {
	return runtime.GOOS == "windows" || runtime.GOOS == "darwin" || os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}

// openWindow shows the window until it is closed.
func openWindow(p *cli.Program) error {
	return ui.Run(ui.Options{Jobs: p.Jobs, Fonts: assets.Fonts(), Icons: assets.Icons(), Language: language(), Places: places})
}
