//go:build !ci && linux

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// console is the program at a real terminal, with a person's hands and eyes at
// the other end.
type console struct {
	t        *testing.T
	person   *os.File
	terminal *os.File
	cmd      *exec.Cmd
	mu       sync.Mutex
	seen     bytes.Buffer
	ended    chan struct{}
}

func openConsole(t *testing.T, dir string, args ...string) *console {
	t.Helper()
	person, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetPointerInt(int(person.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(int(person.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	terminal, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := &console{t: t, person: person, terminal: terminal, ended: make(chan struct{})}
	c.cmd = exec.Command(exe, append([]string{"--card", "practice:resident"}, args...)...)
	c.cmd.Dir = dir
	c.cmd.Env = append(os.Environ(), asProgram+"=1", "LANG=en", "LC_ALL=")
	c.cmd.Stdin, c.cmd.Stdout, c.cmd.Stderr = terminal, terminal, terminal
	c.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		b := make([]byte, 4096)
		for {
			n, err := person.Read(b)
			c.mu.Lock()
			c.seen.Write(b[:n])
			c.mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	go func() { _ = c.cmd.Wait(); close(c.ended) }()
	t.Cleanup(func() {
		_ = c.cmd.Process.Kill()
		<-c.ended
		_ = terminal.Close()
		_ = person.Close()
	})
	return c
}

func (c *console) screen() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.seen.String()
}

func (c *console) until(what string, ok func() bool) {
	c.t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for !ok() {
		if time.Now().After(deadline) {
			c.t.Fatalf("waited in vain for %s; on the screen:\n%s", what, c.screen())
		}
	}
}

func (c *console) shows(text string) {
	c.t.Helper()
	c.until(text, func() bool { return strings.Contains(c.screen(), text) })
}

func (c *console) typeIn(text string) {
	c.t.Helper()
	if _, err := c.person.WriteString(text); err != nil {
		c.t.Fatal(err)
	}
}

func (c *console) echo() bool {
	c.t.Helper()
	t, err := unix.IoctlGetTermios(int(c.terminal.Fd()), unix.TCGETS)
	if err != nil {
		c.t.Fatal(err)
	}
	return t.Lflag&unix.ECHO != 0
}

func (c *console) exit() int {
	c.t.Helper()
	c.until("the end", func() bool {
		select {
		case <-c.ended:
			return true
		default:
			return false
		}
	})
	return c.cmd.ProcessState.ExitCode()
}

const ctrlC = "\x03"

// At a real terminal: what is typed is hidden, every question can be left with
// Ctrl-C, the terminal is as it was afterwards, and nothing lies about.
func TestAtATerminal(t *testing.T) {
	sample, err := filepath.Abs("../assets/sample/sample.pdf")
	if err != nil {
		t.Fatal(err)
	}
	s := newStage(t)
	for name, x := range map[string]struct {
		talk   func(c *console)
		status int
		left   int
	}{
		"signed": {func(c *console) {
			c.shows("Did you move")
			c.typeIn("no\n")
			c.shows("Signing password")
			c.until("hidden typing", func() bool { return !c.echo() })
			c.typeIn(s.secret("sign") + "\n")
		}, 0, 1},
		"stopped at the question": {func(c *console) {
			c.shows("Did you move")
			c.typeIn(ctrlC)
		}, 130, 0},
		"stopped at the password": {func(c *console) {
			c.shows("Did you move")
			c.typeIn("no\n")
			c.until("hidden typing", func() bool { return !c.echo() })
			c.typeIn("HALF" + ctrlC)
		}, 130, 0},
		"terminal closed at the password": {func(c *console) {
			c.shows("Did you move")
			c.typeIn("no\n")
			c.until("hidden typing", func() bool { return !c.echo() })
			_ = c.cmd.Process.Signal(syscall.SIGHUP)
		}, 130, 0},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			c := openConsole(t, dir, "pdf", "sign", sample, "-o", "out.pdf", "--purpose", "private")
			x.talk(c)
			if got := c.exit(); got != x.status {
				t.Errorf("status %d, want %d:\n%s", got, x.status, c.screen())
			}
			if !c.echo() {
				t.Error("the terminal does not show what is typed any more")
			}
			if strings.Contains(c.screen(), s.secret("sign")) || strings.Contains(c.screen(), "HALF") {
				t.Error("the password is on the screen")
			}
			entries, err := os.ReadDir(dir)
			if err != nil || len(entries) != x.left {
				t.Errorf("left %v %v", entries, err)
			}
		})
	}
}

// Killed outright, the program still leaves no copy of the paper.
func TestKilledAtThePassword(t *testing.T) {
	sample, err := filepath.Abs("../assets/sample/sample.pdf")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	c := openConsole(t, dir, "pdf", "sign", sample, "-o", "out.pdf", "--purpose", "private")
	c.shows("Did you move")
	if bytesOpen(c.cmd.Process.Pid, dir) == 0 {
		t.Error("nothing was staged yet: this test kills too early")
	}
	if err := c.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	c.exit()
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 0 {
		t.Errorf("left %v %v", entries, err)
	}
}

// Waiting for a password that never comes can be stopped too.
func TestStoppedWhileWaitingForThePipe(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	sample, err := filepath.Abs("../assets/sample/sample.pdf")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	cmd := exec.Command(exe, "--card", "practice", "pdf", "sign", sample, "-o", "out.pdf", "--purpose", "private", "--password-stdin")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), asProgram+"=1", "LANG=en")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	deadline := time.Now().Add(20 * time.Second)
	for staged := false; !staged; { // the copy is whole: only the password is missing
		st, err := os.Stat(sample)
		staged = err == nil && bytesOpen(cmd.Process.Pid, dir) == st.Size()
		if time.Now().After(deadline) {
			_ = cmd.Process.Kill()
			t.Fatal("never got ready")
		}
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	if got := cmd.ProcessState.ExitCode(); got != 130 {
		t.Errorf("status %d", got)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 0 {
		t.Errorf("left %v %v", entries, err)
	}
}
