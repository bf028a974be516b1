package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// windowTime is how long a window may take on a busy machine.
const windowTime = time.Minute

// A screen is a display that nobody sees.
type screen struct {
	display string
	process *exec.Cmd
}

// startScreen starts one on a number that is free.
func startScreen(ctx context.Context) (*screen, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	cmd := exec.CommandContext(ctx, "Xvfb", "-displayfd", "3", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-ac")
	cmd.ExtraFiles = []*os.File{w}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	w.Close()
	n, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		return nil, errors.Join(fmt.Errorf("screen: %w", err), cmd.Wait())
	}
	return &screen{":" + strings.TrimSpace(n), cmd}, nil
}

func (x *screen) stop() {
	_ = x.process.Process.Signal(syscall.SIGTERM)
	_ = x.process.Wait()
}

// ask runs a program of this computer on the screen.
func (x *screen) ask(ctx context.Context, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Env = append(os.Environ(), "DISPLAY="+x.display)
	out, err := cmd.Output()
	return strings.TrimSpace(string(out)), err
}

// seeWindow starts the program as a desktop does, by the line of its desktop
// file, and looks: a window comes up under the program's name and the class that
// the file says, and something is drawn in it. A picture of it is kept.
func (m *maker) seeWindow(ctx context.Context, clean *cleanSystem, x *screen, dir, locale, entry, picture string) error {
	ctx, cancel := context.WithTimeout(ctx, windowTime)
	defer cancel()
	env := []string{"DISPLAY=" + x.display, "LANG=" + locale, "PATH=" + dir + ":" + systemPath}
	cmd := clean.asPerson(ctx, env, strings.Fields(entryValue(entry, "Exec"))...)
	var talk bytes.Buffer
	cmd.Stdout, cmd.Stderr = &talk, &talk
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	err := m.lookAtWindow(ctx, x, entryValue(entry, "StartupWMClass"), picture, ended)
	cancel()
	if err == nil {
		<-ended
		return nil
	}
	select {
	case <-ended:
	case <-time.After(10 * time.Second):
	}
	return fmt.Errorf("%w\n%s", err, lastLines(talk.Bytes(), 20))
}

func (m *maker) lookAtWindow(ctx context.Context, x *screen, class, picture string, ended <-chan error) error {
	var id string
	err := until(ctx, ended, func() bool {
		out, err := x.ask(ctx, "xdotool", "search", "--onlyvisible", "--name", m.product.name)
		id, _, _ = strings.Cut(out, "\n")
		return err == nil && id != ""
	})
	if err != nil {
		return fmt.Errorf("no window with the name %s: %w", m.product.name, err)
	}
	said, err := x.ask(ctx, "xprop", "-id", id, "WM_CLASS")
	if err != nil {
		return fmt.Errorf("xprop: %w", err)
	}
	if !strings.Contains(said, strconv.Quote(class)) {
		return fmt.Errorf("the desktop file says class %q, the window says %s", class, said)
	}
	// More colours than a blank window with a border has.
	err = until(ctx, ended, func() bool {
		if _, err := x.ask(ctx, "import", "-window", id, picture); err != nil {
			return false
		}
		n, err := x.ask(ctx, "identify", "-format", "%k", picture)
		colours, _ := strconv.Atoi(n)
		return err == nil && colours > 30
	})
	if err != nil {
		return fmt.Errorf("nothing is drawn in the window: %w", err)
	}
	return nil
}

// until waits for a condition, the end of ctx or the end of the program.
func until(ctx context.Context, ended <-chan error, done func() bool) error {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for !done() {
		select {
		case err := <-ended:
			return fmt.Errorf("the program ended: %v", err)
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
	return nil
}
