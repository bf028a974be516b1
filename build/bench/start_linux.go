//go:build !ci

package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"madoguchi/app/ui/uitest"
)

// What the program holds to beside an empty window of the toolkit: how much
// longer until the picture stands, and how much more memory, in kB. The first
// picture does not decide: it may be a background on which nothing is yet.
const (
	startRatio  = 1.25
	startMemory = 60 << 10
)

// startWithin bounds one start; stands is how long a picture must stay the same
// to be the last one of the start.
const (
	startWithin = time.Minute
	stands      = 500 * time.Millisecond
)

// starter is a program whose starts are measured.
type starter struct {
	name   string
	args   []string
	home   *uitest.Home
	starts []oneStart
}

// oneStart is what one start took: until the window was mapped, until it first
// showed something, until it showed what it then went on showing; what the
// processors worked for it; and the peak of its memory by then, in kB.
type oneStart struct {
	window, picture, whole, work time.Duration
	peak                         int
}

// start measures the start of the program beside an empty window, prints a table
// and reports whether both lines were held.
func start(ctx context.Context, args []string) (held bool, err error) {
	flags := flag.NewFlagSet("start", flag.ContinueOnError)
	runs := flags.Int("runs", 15, "alternating starts of each, of which the median is shown")
	locale := flags.String("locale", "ja_JP.UTF-8", "the person's locale")
	tags := flags.String("tags", "", "build tags of both (default: those of build/run)")
	program := flags.String("program", "madoguchi/app", "the package of the program")
	if err := flags.Parse(args); err != nil {
		return false, err
	}
	if *runs < 1 {
		return false, errors.New("-runs from 1")
	}
	if *tags == "" {
		if *tags, err = tagsOfRun(ctx); err != nil {
			return false, err
		}
	}
	folder, err := os.MkdirTemp("", "madoguchi-bench-")
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	ours := &starter{name: "Madoguchi", args: []string{filepath.Join(folder, "madoguchi")}}
	empty := &starter{name: "empty window", args: []string{filepath.Join(folder, "empty")}}
	for _, x := range []struct{ exe, source string }{{ours.args[0], *program}, {empty.args[0], "madoguchi/build/bench/empty"}} {
		build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false", "-tags", *tags, "-o", x.exe, x.source)
		build.Stdout, build.Stderr = os.Stderr, os.Stderr
		if err := build.Run(); err != nil {
			return false, fmt.Errorf("build %s: %w", x.source, err)
		}
	}
	r, err := openRoom(*locale)
	if err != nil {
		return false, err
	}
	defer r.close()
	for _, s := range []*starter{ours, empty} {
		if s.home, err = uitest.MakeHome(); err != nil {
			return false, err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(s.home.Dir)) }()
	}
	// The first start of each is not counted; ours tells the size of both.
	if _, err := r.start(ctx, ours); err != nil {
		return false, err
	}
	empty.args = append(empty.args, strconv.Itoa(r.width), strconv.Itoa(r.height))
	if _, err := r.start(ctx, empty); err != nil {
		return false, err
	}
	for range *runs {
		for _, s := range []*starter{empty, ours} {
			one, err := r.start(ctx, s)
			if err != nil {
				return false, err
			}
			s.starts = append(s.starts, one)
		}
	}
	title := fmt.Sprintf("start of a window of %d×%d, %s, -tags %s, median of %d; load %s on %d processors",
		r.width, r.height, *locale, *tags, *runs, load(), runtime.NumCPU())
	return showStarts(os.Stdout, title, empty, ours), nil
}

// tagsOfRun reads the build tags from build/run, so that what is measured is
// what a person runs.
func tagsOfRun(ctx context.Context) (string, error) {
	root, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return "", err
	}
	script, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "build", "run"))
	if err != nil {
		return "", err
	}
	m := regexp.MustCompile(`tags=(?:\(-tags )?"?([a-z0-9_,]*x11[a-z0-9_,]*)`).FindSubmatch(script)
	if m == nil {
		return "", errors.New("build/run names no tags with x11 in them; give them with -tags")
	}
	return string(m[1]), nil
}

// room is the screen on which programs are started, one at a time.
type room struct {
	screen *uitest.Screen
	locale string
	events *exec.Cmd
	// mapped is when a window was last mapped, in ns since began; 0 is not yet.
	mapped atomic.Int64
	began  time.Time
	// width and height are the last window's.
	width, height int
}

func openRoom(locale string) (*room, error) {
	if _, err := exec.LookPath("xev"); err != nil {
		return nil, errors.New("xev is needed; Debian's package is x11-utils")
	}
	screen, err := uitest.OpenScreen(1400, 1000)
	if err != nil {
		return nil, err
	}
	r := &room{screen: screen, locale: locale, began: time.Now()}
	r.events = exec.Command("xev", "-root", "-event", "substructure")
	r.events.Env = append(os.Environ(), "DISPLAY="+screen.Display)
	r.events.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	out, err := r.events.StdoutPipe()
	if err == nil {
		err = r.events.Start()
	}
	if err != nil {
		screen.Close()
		return nil, err
	}
	go func() {
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if strings.HasPrefix(lines.Text(), "MapNotify event") {
				r.mapped.CompareAndSwap(0, int64(time.Since(r.began)))
			}
		}
	}()
	return r, nil
}

func (r *room) close() {
	_ = r.events.Process.Kill()
	_ = r.events.Wait()
	r.screen.Close()
}

// start starts a program, watches it until its picture stands, and kills it.
func (r *room) start(ctx context.Context, s *starter) (one oneStart, err error) {
	var talk bytes.Buffer // to be read after the end
	cmd := exec.CommandContext(ctx, s.args[0], s.args[1:]...)
	// Without a bus the toolkit would start one; it would be measured, and stay.
	cmd.Env = append(s.home.Env(), "DISPLAY="+r.screen.Display, "LC_ALL="+r.locale, "DBUS_SESSION_BUS_ADDRESS=unix:path=/nowhere")
	cmd.Dir = s.home.Path()
	cmd.Stdout, cmd.Stderr = &talk, &talk
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	r.mapped.Store(0)
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return one, err
	}
	ended := make(chan struct{})
	go func() { _ = cmd.Wait(); close(ended) }()
	defer func() {
		_ = cmd.Process.Kill()
		<-ended
		for over := time.Now().Add(startWithin); !r.screen.Blank() && err == nil; time.Sleep(time.Millisecond) {
			if time.Now().After(over) {
				err = fmt.Errorf("%s: its window stays on the screen", s.name)
			}
		}
	}()
	var last []byte
	for {
		select {
		case <-ended:
			return one, fmt.Errorf("%s ended (%v) before its picture stood: %.500s", s.name, cmd.ProcessState, talk.Bytes())
		case <-time.After(time.Millisecond):
		}
		now := time.Since(began)
		if last == nil && !r.screen.Blank() {
			one.picture = now
		}
		if one.picture > 0 && (last == nil || !r.screen.Shows(last)) {
			last, one.whole = r.screen.Frame(), now
		}
		if last != nil && now-one.whole > stands {
			break
		}
		if now > startWithin {
			return one, fmt.Errorf("%s: no picture that stands within %v", s.name, startWithin)
		}
	}
	at := r.mapped.Load()
	if at == 0 {
		return one, fmt.Errorf("%s: xev saw no window", s.name)
	}
	one.window = time.Duration(at) - began.Sub(r.began)
	one.peak, one.work = highWater(cmd.Process.Pid), worked(cmd.Process.Pid)
	return one, r.measure(cmd.Process.Pid)
}

// worked is how long the processors worked for the threads that a process has, by
// the kernel's own account. It tells a slow program from a busy computer.
func worked(pid int) time.Duration {
	var sum time.Duration
	threads, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", pid))
	for _, name := range threads {
		b, err := os.ReadFile(name)
		if err != nil {
			continue // it ended
		}
		if f := strings.Fields(string(b)); len(f) > 0 {
			ns, _ := strconv.ParseInt(f[0], 10, 64)
			sum += time.Duration(ns)
		}
	}
	return sum
}

// load is how many processes wanted a processor in the last minute.
func load() string {
	b, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	first, _, _ := strings.Cut(string(b), " ")
	return first
}

// measure notes the size of the window of a process.
func (r *room) measure(pid int) error {
	cmd := exec.Command("xdotool", "search", "--onlyvisible", "--all", "--pid", strconv.Itoa(pid), "--name", "", "getwindowgeometry", "--shell")
	cmd.Env = append(os.Environ(), "DISPLAY="+r.screen.Display)
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("xdotool: %w", err)
	}
	for line := range strings.Lines(string(out)) {
		for name, n := range map[string]*int{"WIDTH": &r.width, "HEIGHT": &r.height} {
			if v, ok := strings.CutPrefix(line, name+"="); ok {
				if *n, err = strconv.Atoi(strings.TrimSpace(v)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// middle is the median of one column of a program's starts.
func (s *starter) middle(column func(oneStart) int64) int64 {
	var all []int64
	for _, one := range s.starts {
		all = append(all, column(one))
	}
	slices.Sort(all)
	return all[len(all)/2]
}

// showStarts writes the table and reports whether the picture that stands and
// the memory are within what is held to.
func showStarts(w io.Writer, title string, empty, ours *starter) bool {
	p := func(format string, a ...any) { _, _ = fmt.Fprintf(w, format, a...) }
	p("\n%s\n  %-14s %10s %10s %10s %10s %10s\n", title, "", "window", "picture", "stands", "work", "peak")
	columns := []func(oneStart) int64{
		func(o oneStart) int64 { return int64(o.window) },
		func(o oneStart) int64 { return int64(o.picture) },
		func(o oneStart) int64 { return int64(o.whole) },
		func(o oneStart) int64 { return int64(o.work) },
	}
	peak := func(o oneStart) int64 { return int64(o.peak) }
	for _, s := range []*starter{empty, ours} {
		p("  %-14s", s.name)
		for _, c := range columns {
			p(" %7d ms", time.Duration(s.middle(c)).Milliseconds())
		}
		p(" %10s\n", megabytes(int(s.middle(peak))))
	}
	var times [4]float64
	p("  %-14s", "")
	for i, c := range columns {
		times[i] = float64(ours.middle(c)) / float64(empty.middle(c))
		p(" %8.2f ×", times[i])
	}
	more := int(ours.middle(peak) - empty.middle(peak))
	p(" %+7d MB\n", more/1024)
	held := true
	if times[2] > startRatio {
		held = false
		p("  NOT HELD: a picture that stands within %.2f × the empty window's time\n", startRatio)
	}
	if more > startMemory {
		held = false
		p("  NOT HELD: at most %s more memory\n", megabytes(startMemory))
	}
	return held
}
