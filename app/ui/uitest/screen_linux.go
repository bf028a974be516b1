//go:build !ci

package uitest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// margin is how much larger than asked a screen is, in pixels. The pointer is
// parked there, so that it rests on nothing of a window that fills the rest.
const margin = 8

// screenWithin and endWithin bound how long the X server may take to start and
// to end on a busy computer.
const (
	screenWithin = 20 * time.Second
	endWithin    = 10 * time.Second
)

// Screen is a private X server without a window manager and without a visible
// pointer. Nothing is on it but what is started there. It has 96 dots an inch,
// which is a scale of 1.
type Screen struct {
	// Display is its address as DISPLAY wants it.
	Display string
	// Width and Height are what was asked for, in pixels.
	Width, Height int

	dir    string
	memory []byte // the server's own, mapped
	blank  []byte
	cmd    *exec.Cmd
	died   chan struct{}
}

// StartScreen starts a screen of that many pixels and ends it with the test. The
// test fails when Xvfb or xdotool is missing.
func StartScreen(tb testing.TB, width, height int) *Screen {
	tb.Helper()
	s, err := OpenScreen(width, height)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(s.Close)
	return s
}

// OpenScreen is StartScreen for what is no test; Close ends it.
func OpenScreen(width, height int) (*Screen, error) {
	for _, x := range [][2]string{{"Xvfb", "xvfb"}, {"xdotool", "xdotool"}, {"xprop", "x11-utils"}} {
		if _, err := exec.LookPath(x[0]); err != nil {
			return nil, fmt.Errorf("%s is needed; Debian's package is %s", x[0], x[1])
		}
	}
	dir, err := os.MkdirTemp("", "screen")
	if err != nil {
		return nil, err
	}
	s := &Screen{Width: width, Height: height, dir: dir, died: make(chan struct{})}
	if err := s.start(); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// Close ends the screen; what still runs on it loses its window. Nothing else of
// it may be used afterwards.
func (s *Screen) Close() {
	if s.cmd != nil {
		_ = s.cmd.Process.Signal(syscall.SIGTERM)
		select {
		case <-s.died:
		case <-time.After(endWithin):
			_ = s.cmd.Process.Kill()
			<-s.died
		}
	}
	if s.memory != nil {
		_ = unix.Munmap(s.memory)
		s.memory = nil
	}
	_ = os.RemoveAll(s.dir)
}

// Frame is a copy of the screen's memory at this moment, as an X window dump. A
// window may be drawing into it: see [Program.WaitStill].
func (s *Screen) Frame() []byte { return bytes.Clone(s.memory) }

// Shows reports whether the screen shows the very same as in that frame.
func (s *Screen) Shows(frame []byte) bool { return bytes.Equal(s.memory, frame) }

// Blank reports whether nothing is on the screen.
func (s *Screen) Blank() bool { return s.Shows(s.blank) }

// Picture decodes a frame, without the margin where the pointer rests.
func (s *Screen) Picture(frame []byte) (image.Image, error) {
	m, err := decodeXWD(frame)
	if err != nil {
		return nil, err
	}
	return m.SubImage(image.Rect(0, 0, s.Width, s.Height)), nil
}

func (s *Screen) start() error {
	tell, told, err := os.Pipe()
	if err != nil {
		return err
	}
	defer func() { _ = tell.Close() }()
	var talk bytes.Buffer // to be read after died
	s.cmd = exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", s.Width+margin, s.Height+margin),
		"-fbdir", s.dir, "-nolisten", "tcp", "-dpi", "96", "-noreset", "-nocursor")
	s.cmd.ExtraFiles = []*os.File{told}
	s.cmd.Stdout, s.cmd.Stderr = &talk, &talk
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	err = s.cmd.Start()
	_ = told.Close()
	if err != nil {
		s.cmd = nil
		return err
	}
	go func() { _ = s.cmd.Wait(); close(s.died) }()
	_ = tell.SetReadDeadline(time.Now().Add(screenWithin))
	number, err := bufio.NewReader(tell).ReadString('\n')
	if err != nil {
		select {
		case <-s.died:
			return fmt.Errorf("the X server (Xvfb) ended: %v\n%s", s.cmd.ProcessState, talk.Bytes())
		default:
			return fmt.Errorf("no screen within %v: %w", screenWithin, err)
		}
	}
	s.Display = ":" + strings.TrimSpace(number)
	if _, err := s.tool("", "mousemove", fmt.Sprint(s.Width+margin-1), fmt.Sprint(s.Height+margin-1)); err != nil {
		return err
	}
	if err := s.look(); err != nil {
		return err
	}
	s.blank = s.Frame()
	return nil
}

// look maps the server's memory.
func (s *Screen) look() error {
	f, err := os.Open(filepath.Join(s.dir, "Xvfb_screen0"))
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // only read
	st, err := f.Stat()
	if err != nil {
		return err
	}
	s.memory, err = unix.Mmap(int(f.Fd()), 0, int(st.Size()), unix.PROT_READ, unix.MAP_SHARED)
	return err
}

// tool runs xdotool. What is typed goes through stdin: arguments can be read by
// everybody on the computer.
func (s *Screen) tool(stdin string, args ...string) (string, error) {
	cmd := exec.Command("xdotool", args...)
	cmd.Env = append(os.Environ(), "DISPLAY="+s.Display)
	cmd.Stdin = strings.NewReader(stdin)
	var talk bytes.Buffer
	cmd.Stderr = &talk
	out, err := cmd.Output()
	if err != nil {
		return "", errors.Join(fmt.Errorf("xdotool %s: %w", args[0], err), errors.New(strings.TrimSpace(talk.String())))
	}
	return strings.TrimSpace(string(out)), nil
}
