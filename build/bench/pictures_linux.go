//go:build !ci

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"madoguchi/app/ui/uitest"
)

// settles bounds how long a page may take until it stands still, on a busy
// computer. One that moves without end is taken as it is then.
const settles = 4 * time.Second

// openedWidth and openedHeight are no less than the size in which the window
// opens, in pixels.
const (
	openedWidth  = 1280
	openedHeight = 800
)

// shot is one picture to be taken, and the parts of it: as far as the page is
// longer than the window, one below the other.
type shot struct {
	scene
	look
	parts []image.Image
	err   error
}

func (s *shot) file(part int) string {
	return fmt.Sprintf("%s_%s_%d.png", s.name, s.look, part+1)
}

// pictures takes pictures of the real window, without any font of the system, so
// that a person can look at them all: a file each, and sheets of several.
func pictures(ctx context.Context, args []string) (err error) {
	flags := flag.NewFlagSet("pictures", flag.ContinueOnError)
	var (
		folder   = flags.String("o", filepath.Join(".out", "pictures"), "folder for the pictures; earlier ones in it are removed")
		pages    = flags.String("pages", "", "names of pages, with commas (default: all)")
		langs    = flags.String("langs", "ja,ja-x-easy,en", "languages")
		more     = flags.String("more", "my", "languages in which only the first question and Home are shown")
		colours  = flags.String("colours", "light,dark,contrast", "colours")
		percents = flags.String("sizes", "100,200", "sizes of text in percent")
		windows  = flags.String("windows", "1280x800,960x600", "sizes of the window")
		second   = flags.String("second", "en+ja-x-easy", "two languages side by side, empty for none")
		all      = flags.Bool("all", false, "every colour with every size and every window, not each of them once")
		parts    = flags.Int("parts", 3, "at most so many pictures of one page, scrolled down")
		jobs     = flags.Int("jobs", 2, "windows at a time")
		program  = flags.String("exe", "", "a program already built (default: build it)")
		tags     = flags.String("tags", "", "build tags (default: those of build/run)")
	)
	if err := flags.Parse(args); err != nil {
		return err
	}
	shown, err := choose(scenes(), list(*pages))
	if err != nil {
		return err
	}
	var sizes []int
	for _, x := range list(*percents) {
		var n int
		if _, err := fmt.Sscan(x, &n); err != nil {
			return fmt.Errorf("-sizes: %q", x)
		}
		sizes = append(sizes, n)
	}
	var frames [][2]int
	for _, x := range list(*windows) {
		var w [2]int
		if _, err := fmt.Sscanf(x, "%dx%d", &w[0], &w[1]); err != nil {
			return fmt.Errorf("-windows: %q", x)
		}
		frames = append(frames, w)
	}
	var pair [2]string
	pair[0], pair[1], _ = strings.Cut(*second, "+")

	work, err := os.MkdirTemp("", "pictures")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	if *program == "" {
		if *tags == "" {
			if *tags, err = tagsOfRun(ctx); err != nil {
				return err
			}
		}
		*program = filepath.Join(work, "madoguchi")
		build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false", "-tags", *tags, "-o", *program, "madoguchi/app")
		build.Stdout, build.Stderr = os.Stderr, os.Stderr
		if err := build.Run(); err != nil {
			return err
		}
	}
	exe, err := filepath.Abs(*program)
	if err != nil {
		return err
	}

	var shots []*shot
	for _, s := range shown {
		for _, l := range looks(list(*langs), list(*colours), sizes, frames, pair, *all) {
			shots = append(shots, &shot{scene: s, look: l})
		}
		if s.name == "first" || s.name == "home" {
			for _, l := range looks(list(*more), list(*colours), sizes, frames, [2]string{}, *all) {
				shots = append(shots, &shot{scene: s, look: l})
			}
		}
	}
	if err := clean(*folder); err != nil {
		return err
	}
	take(ctx, shots, *jobs, func(s *shot) error { return s.take(exe, *folder, *parts) })
	return report(*folder, shots)
}

func list(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })
}

// take takes all pictures, jobs of them at a time.
func take(ctx context.Context, shots []*shot, jobs int, one func(*shot) error) {
	queue := make(chan *shot)
	var wg sync.WaitGroup
	for range max(1, jobs) {
		wg.Go(func() {
			for s := range queue {
				if s.err = one(s); s.err != nil {
					fmt.Fprintf(os.Stderr, "%s %s: %v\n", s.name, s.look, s.err)
				}
			}
		})
	}
	for _, s := range shots {
		if ctx.Err() != nil {
			s.err = ctx.Err()
			continue
		}
		queue <- s
	}
	close(queue)
	wg.Wait()
}

// take opens the window, takes its pictures and writes them.
func (s *shot) take(exe, folder string, parts int) (err error) {
	// The window opens in its own size; the pointer must lie outside that, too, or
	// what it lay on would look as if it still did.
	screen, err := uitest.OpenScreen(max(s.width, openedWidth), max(s.height, openedHeight))
	if err != nil {
		return err
	}
	defer screen.Close()
	stage := &stage{name: s.name}
	defer func() { err = stage.end(recover(), err) }()
	// Which key leads where is the same for all only while everything is in sight.
	opened, larger := s.look, 0
	if len(s.keys) > 0 {
		opened.percent, larger = 100, (s.percent-100)/25
	}
	args := append([]string{"window", "--lang", s.lang}, opened.args()...)
	p := uitest.Start(stage, screen, uitest.Command{
		Exe: exe, Args: append(args, s.scene.args...),
		// Without a bus the toolkit would start one, which stays.
		Env: []string{"DBUS_SESSION_BUS_ADDRESS=unix:path=/nowhere"},
	})
	p.Resize(s.width, s.height)
	settle(screen)
	for _, k := range s.keys {
		if text, typed := strings.CutPrefix(k, "="); typed {
			p.Type(text)
		} else {
			p.Key(k)
		}
		settle(screen)
	}
	for range larger {
		p.Key("ctrl+equal")
	}
	for len(s.parts) < parts {
		before := screen.Frame()
		m := p.Shot()
		if err := writePNG(filepath.Join(folder, s.file(len(s.parts))), m); err != nil {
			return err
		}
		s.parts = append(s.parts, m)
		if len(s.parts) == parts {
			break
		}
		p.Key("Next")
		if screen.Shows(before) {
			break
		}
	}
	return nil
}

// settle waits until the picture stays the same for a while: a page that looks
// for something first shows that it does.
func settle(s *uitest.Screen) {
	last, since := s.Frame(), time.Now()
	for over := time.Now().Add(settles); time.Now().Before(over); time.Sleep(20 * time.Millisecond) {
		if !s.Shows(last) {
			last, since = s.Frame(), time.Now()
		}
		if time.Since(since) > stands {
			return
		}
	}
}

// clean makes the folder, or takes earlier pictures out of it.
func clean(folder string) error {
	old, err := filepath.Glob(filepath.Join(folder, "*.png"))
	if err != nil {
		return err
	}
	for _, name := range old {
		if err := os.Remove(name); err != nil {
			return err
		}
	}
	return os.MkdirAll(folder, 0o755)
}

// report writes the sheets and says how many pictures there are.
func report(folder string, shots []*shot) error {
	var failed int
	var all []tile
	for _, s := range shots {
		if s.err != nil {
			failed++
			continue
		}
		for i, m := range s.parts {
			all = append(all, tile{strings.TrimSuffix(s.file(i), ".png"), s.name, m})
		}
	}
	sheets, err := writeSheets(folder, all)
	if err != nil {
		return err
	}
	fmt.Printf("%d pictures on %d sheets in %s\n", len(all), sheets, folder)
	if failed > 0 {
		return fmt.Errorf("%d of %d windows could not be shown", failed, len(shots))
	}
	return nil
}

// stage is what the harness for tests takes for a test, where none is running. A
// failure ends what is under way.
type stage struct {
	testing.TB
	name     string
	failures []string
	cleanups []func()
}

// ended is what stage panics with to leave whatever was under way.
type ended struct{}

func (s *stage) Helper()          {}
func (s *stage) Name() string     { return s.name }
func (s *stage) Failed() bool     { return len(s.failures) > 0 }
func (s *stage) Cleanup(f func()) { s.cleanups = append(s.cleanups, f) }
func (s *stage) Error(a ...any)   { s.failures = append(s.failures, fmt.Sprint(a...)) }

func (s *stage) Errorf(format string, a ...any) { s.Error(fmt.Sprintf(format, a...)) }

func (s *stage) Fatal(a ...any) {
	s.Error(a...)
	panic(ended{})
}

func (s *stage) Fatalf(format string, a ...any) { s.Fatal(fmt.Sprintf(format, a...)) }

// end cleans up, last in first out, and tells what failed; a panic that is not
// its own goes on.
func (s *stage) end(caught any, err error) error {
	for i := len(s.cleanups) - 1; i >= 0; i-- {
		s.cleanups[i]()
	}
	if _, ours := caught.(ended); caught != nil && !ours {
		panic(caught)
	}
	if s.Failed() {
		err = errors.Join(err, errors.New(strings.Join(s.failures, "\n")))
	}
	return err
}
