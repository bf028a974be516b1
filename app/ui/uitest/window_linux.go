//go:build !ci

package uitest

import (
	"bufio"
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"
)

// A picture counts as still when it has not changed for this long. A toolkit
// draws sixty times a second; on a busy computer it may miss a few.
const still = 100 * time.Millisecond

// unseen is how long a key may take until it shows; one that changes nothing on
// the screen costs this long and is no fault.
const unseen = 600 * time.Millisecond

// moving is how long a picture may go on changing after a key before the next
// key is pressed all the same, as where something moves without end.
const moving = 3 * time.Second

// settleFor is ui.SettleFor, which a test holds it to: importing it would bring the
// toolkit into every program that measures with a window.
const settleFor = 400 * time.Millisecond

// settled is how long a page stands in the window before a key is pressed for it:
// longer than the window takes none, for it may be meant for the page before.
const settled = settleFor + still

// PicturesVariable names a folder; where it is set, the screen of a test that
// fails is kept there, and what [Program.Keep] is asked to keep.
const PicturesVariable = "MADOGUCHI_PICTURES"

// Title is what stands in the title of the window.
func (p *Program) Title() string { return p.title.last() }

// WaitTitle waits until the title begins so.
func (p *Program) WaitTitle(prefix string, within time.Duration) {
	p.tb.Helper()
	p.until(fmt.Sprintf("the title %q", prefix), within, func() bool { return strings.HasPrefix(p.Title(), prefix) })
}

// Key presses keys by their X names ("Tab", "Return", "shift+Tab", "F1"), one
// after the other. Each waits until what the one before caused is drawn.
func (p *Program) Key(names ...string) {
	p.tb.Helper()
	for _, name := range names {
		p.act(func() { p.tool("", "key", "--clearmodifiers", name) })
	}
}

// Type types text, printable ASCII only: other letters need an input method. It
// is in no process's arguments.
func (p *Program) Type(text string) {
	p.tb.Helper()
	for _, r := range text {
		if r < ' ' || r > '~' {
			p.tb.Fatalf("%U cannot be typed", r)
		}
	}
	p.act(func() { p.tool(text, "type", "--clearmodifiers", "--file", "-") })
}

// act does something with the keyboard and waits until the program has drawn
// what came of it.
func (p *Program) act(do func()) {
	p.tb.Helper()
	// A person sees the page first, and the window counts on it.
	poll(settled, func() bool { return p.title.age() >= settled })
	before := p.screen.Frame()
	do()
	if poll(unseen, func() bool { return !p.screen.Shows(before) }) {
		p.isStill(moving)
	}
}

// WaitStill waits until the picture stays the same.
func (p *Program) WaitStill(within time.Duration) {
	p.tb.Helper()
	if !p.isStill(within) {
		p.fatal("a picture that stays the same", within)
	}
}

func (p *Program) isStill(within time.Duration) bool {
	last, since := p.screen.Frame(), time.Now()
	return poll(within, func() bool {
		if !p.screen.Shows(last) {
			last, since = p.screen.Frame(), time.Now()
		}
		return time.Since(since) >= still
	})
}

// poll waits for a condition and reports whether it came true in time.
func poll(within time.Duration, ok func() bool) bool {
	deadline := time.Now().Add(within)
	for !ok() {
		if time.Now().After(deadline) {
			return false
		}
		pause()
	}
	return true
}

// Resize puts the window into the upper left corner of the screen and gives it
// that size in pixels, and waits until it is drawn so. A program that has just
// opened its window may still put it to a size of its own, so this is asked for
// until it stays.
func (p *Program) Resize(width, height int) {
	p.tb.Helper()
	want := image.Rect(0, 0, width, height)
	p.until(fmt.Sprintf("a window of %d×%d", width, height), windowWithin, func() bool {
		if p.bounds() != want {
			p.tool("", "windowmove", p.window, "0", "0", "windowsize", p.window, fmt.Sprint(width), fmt.Sprint(height))
		}
		return p.isStill(moving) && p.bounds() == want
	})
}

func (p *Program) bounds() image.Rectangle {
	p.tb.Helper()
	var x, y, w, h int
	for line := range strings.Lines(p.tool("", "getwindowgeometry", "--shell", p.window)) {
		for name, n := range map[string]*int{"X": &x, "Y": &y, "WIDTH": &w, "HEIGHT": &h} {
			if v, ok := strings.CutPrefix(line, name+"="); ok {
				_, _ = fmt.Sscan(v, n)
			}
		}
	}
	return image.Rect(x, y, x+w, y+h)
}

// Shot is what the window shows at this moment, without what of it is outside
// the screen. See [Program.WaitStill].
func (p *Program) Shot() image.Image {
	p.tb.Helper()
	m, err := p.screen.Picture(p.screen.Frame())
	if err != nil {
		p.tb.Fatal(err)
	}
	return m.(interface {
		SubImage(image.Rectangle) image.Image
	}).SubImage(p.bounds())
}

// SavePNG writes what the window shows into a file, with its folder.
func (p *Program) SavePNG(name string) {
	p.tb.Helper()
	if err := savePNG(name, p.Shot()); err != nil {
		p.tb.Fatal(err)
	}
}

// Keep keeps a picture of the screen, numbered in the order of the test, where
// the person who runs it asked for that.
func (p *Program) Keep(name string) {
	p.tb.Helper()
	dir := os.Getenv(PicturesVariable)
	if dir == "" {
		return
	}
	p.kept++
	name = fmt.Sprintf("%s_%02d_%s.png", p.tb.Name(), p.kept, name)
	m, err := p.screen.Picture(p.screen.Frame())
	if err == nil {
		err = savePNG(filepath.Join(dir, strings.ReplaceAll(name, "/", "_")), m)
	}
	if err != nil {
		p.tb.Errorf("no picture was kept: %v", err)
	}
}

func savePNG(name string, m image.Image) error {
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, b.Bytes(), 0o644)
}

// titles follows the title of a window.
type titles struct {
	mu   sync.Mutex
	seen []string
	at   time.Time // of the last
	cmd  *exec.Cmd
	done chan struct{}
}

func watchTitle(s *Screen, window string) (*titles, error) {
	t := &titles{done: make(chan struct{})}
	t.cmd = exec.Command("xprop", "-spy", "-notype", "-id", window, "-f", "_NET_WM_NAME", "8u", "_NET_WM_NAME")
	t.cmd.Env = append(os.Environ(), "DISPLAY="+s.Display, "LC_ALL=C.UTF-8")
	t.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	out, err := t.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := t.cmd.Start(); err != nil {
		return nil, err
	}
	unquote := strings.NewReplacer(`\\`, `\`, `\"`, `"`)
	go func() {
		defer close(t.done)
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			if _, v, ok := strings.Cut(lines.Text(), ` = "`); ok {
				t.add(unquote.Replace(strings.TrimSuffix(v, `"`)))
			}
		}
		_ = t.cmd.Wait()
	}()
	return t, nil
}

func (t *titles) add(title string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.seen, t.at = append(t.seen, title), time.Now()
}

// age is how long ago the title changed.
func (t *titles) age() time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	return time.Since(t.at)
}

func (t *titles) last() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.seen) == 0 {
		return ""
	}
	return t.seen[len(t.seen)-1]
}

func (t *titles) all() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]string(nil), t.seen...)
}

func (t *titles) stop() {
	_ = t.cmd.Process.Kill()
	<-t.done
}
