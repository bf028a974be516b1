//go:build !ci

package ui

import (
	"context"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	toolkit "fyne.io/fyne/v2/app"

	"madoguchi/app/problem"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/first"
)

// Run shows the window until it is closed or ctx ends. It must be called on the
// program's first goroutine and needs a screen. An Options.Start or Card it does
// not know is a *problem.Problem, and no window opens.
func Run(ctx context.Context, o Options) error {
	start, err := begin(o)
	if err != nil {
		return err
	}
	if o.Quiet { // desktops list a window by this name too
		_ = os.Setenv("RESOURCE_NAME", strings.ToLower(neutral))
	}
	a, tidy := application(o.Jobs.Version)
	defer tidy()
	if o.OpenFolder == nil {
		o.OpenFolder = folderOpener(a)
	}
	w, err := New(a, o, func(h page.Host) page.Page { return first.New(h) })
	if err != nil {
		return err
	}
	if err := w.begin(o, start); err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, func() { fyne.Do(func() { w.End(time.Now().Add(endWithin)) }) })
	defer stop()
	if err := shown(w); err != nil {
		return err
	}
	a.Run()
	return nil
}

// folderOpener shows folders in the system's own program, or is nil where there is
// none.
func folderOpener(a fyne.App) func(path string) error {
	if _, err := exec.LookPath("xdg-open"); err != nil && runtime.GOOS == "linux" {
		return nil
	}
	return func(path string) error {
		path = filepath.ToSlash(path)
		if !strings.HasPrefix(path, "/") {
			path = "/" + path // C:/…
		}
		return a.OpenURL(&url.URL{Scheme: "file", Path: path})
	}
}

// shown makes the window appear. Where the screen is not there or cannot draw, the
// toolkit panics; that is told as problem.NoScreen.
func shown(w *Window) (err error) {
	defer func() {
		if why := recover(); why != nil {
			w.Close()
			err = problem.New(problem.NoScreen, nil)
		}
	}()
	w.Show()
	return nil
}

// application starts the toolkit so that nothing of it stays behind: without an ID
// it keeps no preferences file; the cache folder it makes at once, which we have no
// use for, is made where it is taken away again; and with a theme named it does not
// ask a session bus, which it would start where there is none. tidy takes away the
// folder for settings that it makes and leaves empty.
func application(version string) (a fyne.App, tidy func()) {
	toolkit.SetMetadata(fyne.AppMetadata{Name: program, Version: version})
	_ = os.Setenv("FYNE_THEME", "light")
	tidy = func() {}
	if config, err := os.UserConfigDir(); err == nil {
		folder := filepath.Join(config, "fyne")
		if _, err := os.Stat(folder); os.IsNotExist(err) {
			tidy = func() { _ = os.Remove(folder) } // refused unless it is empty
		}
	}
	aside, err := os.MkdirTemp("", "")
	if err != nil {
		return toolkit.New(), tidy
	}
	defer func() { _ = os.RemoveAll(aside) }()
	for _, name := range []string{"XDG_CACHE_HOME", "LocalAppData"} {
		old, was := os.LookupEnv(name)
		if err := os.Setenv(name, aside); err != nil {
			continue
		}
		defer func() {
			if was {
				_ = os.Setenv(name, old)
			} else {
				_ = os.Unsetenv(name)
			}
		}()
	}
	return toolkit.New(), tidy
}
