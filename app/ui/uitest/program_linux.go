//go:build !ci

package uitest

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// windowWithin bounds how long a program may take until its window shows
// something, on a busy computer.
const windowWithin = 60 * time.Second

// Command says which program is to be started and how.
type Command struct {
	Exe  string
	Args []string
	// Home is where it lives; nil is a fresh one.
	Home *Home
	// Env comes after the Home's own and wins over it: the language
	// (LC_ALL=ja_JP.UTF-8), a smart-card service, a session bus.
	Env []string
	// SystemFonts leaves the computer's fonts in sight. Without it no folder has
	// any, as on a computer with none for the reader's language.
	SystemFonts bool
}

// Program is a running program with a window.
type Program struct {
	// Home is where it lives.
	Home *Home
	// Pid is its process.
	Pid int

	tb     testing.TB
	screen *Screen
	cmd    *exec.Cmd
	talk   *talk
	ended  chan struct{}
	window string
	title  *titles
	kept   int // pictures
}

// hideFonts runs as root of a mount namespace of its own; the folders are those
// that are looked into whatever fontconfig says.
const hideFonts = `set -e
for d in /usr/share/fonts /usr/local/share/fonts /usr/share/texmf/fonts /usr/X11R6/lib/X11/fonts; do
	[ ! -d "$d" ] || mount -t tmpfs none "$d"
done
exec "$@"`

// Start starts a program and returns when its window has the keyboard, fills the
// screen and shows something. At the end of the test it is killed, and the test
// fails when it panicked, called the toolkit from a wrong thread, or left a
// process behind.
func Start(tb testing.TB, s *Screen, c Command) *Program {
	tb.Helper()
	if c.Home == nil {
		c.Home = NewHome(tb)
	}
	args := append([]string{c.Exe}, c.Args...)
	if !c.SystemFonts {
		args = append(withoutFonts(), args...)
	}
	p := &Program{Home: c.Home, tb: tb, screen: s, talk: &talk{}, ended: make(chan struct{})}
	p.cmd = exec.Command(args[0], args[1:]...)
	p.cmd.Dir = c.Home.Path()
	p.cmd.Env = append(append(c.Home.Env(), "DISPLAY="+s.Display), c.Env...)
	p.cmd.Stdout, p.cmd.Stderr = p.talk, p.talk
	p.cmd.WaitDelay = endWithin // a child of the program may hold the pipe
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := p.cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	p.Pid = p.cmd.Process.Pid
	go func() { _ = p.cmd.Wait(); close(p.ended) }()
	tb.Cleanup(p.finish)
	p.open()
	return p
}

func withoutFonts() []string {
	args := []string{"unshare", "--mount", "--propagation", "private"}
	if os.Geteuid() != 0 {
		args = append(args, "--map-root-user")
	}
	return append(args, "sh", "-c", hideFonts, "sh")
}

// open waits for the window and for something in it, lets it fill the screen and
// gives it the keyboard: without a window manager nobody else does.
func (p *Program) open() {
	p.tb.Helper()
	p.until("a window", windowWithin, func() bool {
		out, err := p.screen.tool("", "search", "--onlyvisible", "--all", "--pid", strconv.Itoa(p.Pid), "--name", "")
		p.window, _, _ = strings.Cut(out, "\n")
		return err == nil && p.window != ""
	})
	var err error
	if p.title, err = watchTitle(p.screen, p.window); err != nil {
		p.tb.Fatal(err)
	}
	p.until("a picture in the window", windowWithin, func() bool { return !p.screen.Blank() })
	p.Resize(p.screen.Width, p.screen.Height)
	p.tool("", "windowfocus", "--sync", p.window)
	p.until("a title", windowWithin, func() bool { return p.Title() != "" })
}

// Stderr is what the program has said so far, on stdout and stderr.
func (p *Program) Stderr() string { return p.talk.String() }

// Signal sends the program a signal.
func (p *Program) Signal(s os.Signal) {
	p.tb.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		p.tb.Fatal(err)
	}
}

// Kill ends the program at once, as a power cut would, and returns when it is
// gone. It may be called more than once.
func (p *Program) Kill() {
	_ = p.cmd.Process.Kill()
	<-p.ended
}

// Wait waits for the program's end and returns its exit status, -1 where a
// signal ended it.
func (p *Program) Wait(within time.Duration) int {
	p.tb.Helper()
	select {
	case <-p.ended:
	case <-time.After(within):
		p.fatal("the end of the program", within)
	}
	return p.cmd.ProcessState.ExitCode()
}

// finish kills the program and looks at what it left.
func (p *Program) finish() {
	p.tb.Helper()
	if p.tb.Failed() && p.window != "" {
		p.Keep("failed")
	}
	p.Kill()
	if p.title != nil {
		p.title.stop()
	}
	said := p.Stderr()
	for _, sign := range []string{"Error in Fyne call thread", "panic", "fatal error:"} {
		if strings.Contains(said, sign) {
			p.tb.Errorf("the program said %q:\n%s", sign, said)
			break
		}
	}
	for _, left := range p.leftProcesses() {
		p.tb.Errorf("process %d was left behind: %s", left.pid, left.name)
	}
}

type process struct {
	pid  int
	name string
}

// leftProcesses are the processes that still live in the program's Home once
// they had time to notice its end. They are ended.
func (p *Program) leftProcesses() []process {
	deadline := time.Now().Add(endWithin / 2)
	for {
		left := p.Home.processes()
		if len(left) == 0 {
			return nil
		}
		if time.Now().After(deadline) {
			for _, x := range left {
				_ = syscall.Kill(x.pid, syscall.SIGKILL)
			}
			return left
		}
		pause()
	}
}

// processes are those whose environment names the Home's folder for running
// programs, which nobody else has.
func (h *Home) processes() []process {
	var out []process
	mark := []byte("XDG_RUNTIME_DIR=" + filepath.Join(h.Dir, "run") + "\x00")
	dirs, _ := filepath.Glob("/proc/[0-9]*")
	for _, dir := range dirs {
		env, err := os.ReadFile(filepath.Join(dir, "environ"))
		if err != nil || !bytes.Contains(env, mark) {
			continue
		}
		pid, _ := strconv.Atoi(filepath.Base(dir))
		name, _ := os.ReadFile(filepath.Join(dir, "comm"))
		out = append(out, process{pid, strings.TrimSpace(string(name))})
	}
	return out
}

// until waits for a condition; it fails the test when the program ends first.
func (p *Program) until(what string, within time.Duration, ok func() bool) {
	p.tb.Helper()
	deadline := time.Now().Add(within)
	for !ok() {
		select {
		case <-p.ended:
			p.tb.Fatalf("the program ended (%v) before %s; it said:\n%s", p.cmd.ProcessState, what, p.Stderr())
		default:
		}
		if time.Now().After(deadline) {
			p.fatal(what, within)
		}
		pause()
	}
}

func (p *Program) fatal(what string, within time.Duration) {
	p.tb.Helper()
	var seen []string
	if p.title != nil {
		seen = p.title.all()
	}
	p.tb.Fatalf("waited %v in vain for %s; titles seen: %q; the program said:\n%s", within, what, seen, p.Stderr())
}

func (p *Program) tool(stdin string, args ...string) string {
	p.tb.Helper()
	out, err := p.screen.tool(stdin, args...)
	if err != nil {
		select {
		case <-p.ended:
			err = errors.Join(err, errors.New("the program has ended; it said: "+p.Stderr()))
		default:
		}
		p.tb.Fatal(err)
	}
	return out
}

// pause keeps a loop that waits from taking the processor away from the program.
func pause() { time.Sleep(10 * time.Millisecond) }

// talk is what a program says, safe to read while it speaks.
type talk struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (t *talk) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.b.Write(b)
}

func (t *talk) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.b.String()
}
