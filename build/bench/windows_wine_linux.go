//go:build !ci

package main

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/png"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"madoguchi/app/ui/uitest"
)

const (
	wineWithin   = 3 * time.Minute // for one command; the first makes Wine's folder
	windowWithin = time.Minute     // until a window stands still
)

// wine runs programs for Windows in a folder that it makes and takes away.
type wine struct {
	version string
	dir     string // all it writes
	desk    string // where the zip is unpacked
	folder  string // of the program
	standIn bool   // whether our bcryptprimitives.dll had to stand in
	screen  *uitest.Screen
}

// newWine makes the folder. Only what it starts itself is ended by close.
func newWine(ctx context.Context, below string) (w *wine, err error) {
	for _, program := range []string{"wine", "wineboot", "wineserver"} {
		if _, err := exec.LookPath(program); err != nil {
			return nil, fmt.Errorf("%s is needed (Debian and Ubuntu: wine wine64)", program)
		}
	}
	version, err := exec.CommandContext(ctx, "wine", "--version").Output()
	if err != nil {
		return nil, fmt.Errorf("wine --version: %w", err)
	}
	dir, err := os.MkdirTemp(below, "wine-*")
	if err != nil {
		return nil, err
	}
	w = &wine{version: strings.TrimSpace(string(version)), dir: dir, desk: filepath.Join(dir, "desk")}
	defer func() {
		if err != nil {
			err = errors.Join(err, w.close())
		}
	}()
	if w.screen, err = uitest.OpenScreen(1024, 768); err != nil {
		return w, err
	}
	if out, talk, err := w.end(w.command(ctx, "wineboot", "--init")); err != nil {
		return w, fmt.Errorf("wineboot: %w\n%s%s", err, out, talk)
	}
	library := filepath.Join(dir, "prefix", "drive_c", "windows", "system32", "bcryptprimitives.dll")
	if _, err := os.Stat(library); errors.Is(err, fs.ErrNotExist) {
		w.standIn = true
		if err := w.makeStandIn(ctx, library); err != nil {
			return w, err
		}
	}
	return w, nil
}

// close ends what runs in the folder, and removes it.
func (w *wine) close() error {
	if w.screen != nil {
		w.stop()
		w.screen.Close()
	}
	return os.RemoveAll(w.dir)
}

// stop ends every program in the folder, and waits for it.
func (w *wine) stop() {
	ctx, cancel := context.WithTimeout(context.Background(), wineWithin)
	defer cancel()
	_ = w.command(ctx, "wineserver", "--kill").Run() // fails when nothing runs
	_ = w.command(ctx, "wineserver", "--wait").Run()
}

func (w *wine) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Dir = w.folder
	cmd.Env = append(os.Environ(), "WINEPREFIX="+filepath.Join(w.dir, "prefix"), "WINEDEBUG=-all", "DISPLAY="+w.screen.Display,
		// No helpers for .NET and web pages. Wine's own bridge to screen readers
		// stops a program that uses it; without one the toolkit goes on.
		"WINEDLLOVERRIDES=mscoree=;mshtml=;uiautomationcore=;opengl32=n,b", "LANG=C.UTF-8", "LC_ALL=C.UTF-8")
	return cmd
}

// run runs the command line to its end and returns what it printed.
func (w *wine) run(ctx context.Context, stdin string, args ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, wineWithin)
	defer cancel()
	cmd := w.command(ctx, append([]string{"wine", filepath.Join(w.folder, "madoguchi-cli.exe")}, args...)...)
	cmd.Stdin = strings.NewReader(stdin)
	out, talk, err := w.end(cmd)
	if err != nil {
		return append(out, talk...), err
	}
	return out, nil
}

// end runs a command to its end. What it prints goes through files: Wine's
// server lives on with every pipe it was given.
func (w *wine) end(cmd *exec.Cmd) (out, talk []byte, err error) {
	names := [2]string{filepath.Join(w.dir, "out"), filepath.Join(w.dir, "talk")}
	var files [2]*os.File
	for i, name := range names {
		if files[i], err = os.Create(name); err != nil {
			return nil, nil, err
		}
		defer files[i].Close()
	}
	cmd.Stdout, cmd.Stderr = files[0], files[1]
	err = cmd.Run()
	out, err1 := os.ReadFile(names[0])
	talk, err2 := os.ReadFile(names[1])
	if err == nil {
		err = errors.Join(err1, err2)
	}
	return out, talk, err
}

// loaded is how Wine says whose OpenGL a program took: native or builtin.
var loaded = regexp.MustCompile(`(?i)loaded L"[^"]*opengl32\.dll" at \S+: (native|builtin)`)

// window starts the program with a window, waits until its picture stands still,
// keeps it, and looks whose OpenGL drew it.
func (w *wine) window(ctx context.Context, whose, picture string) error {
	ctx, cancel := context.WithTimeout(ctx, windowWithin)
	defer cancel()
	cmd := w.command(ctx, "wine", filepath.Join(w.folder, "madoguchi.exe"))
	cmd.Env = append(cmd.Env, "WINEDEBUG=-all,+loaddll")
	var talk bytes.Buffer
	cmd.Stdout, cmd.Stderr = &talk, &talk
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan struct{})
	go func() { _ = cmd.Wait(); close(ended) }()
	err := w.look(ctx, ended, picture)
	w.stop()
	<-ended
	if err != nil {
		return fmt.Errorf("%w\n%s", err, talk.Bytes()[max(0, talk.Len()-2000):])
	}
	if m := loaded.FindSubmatch(talk.Bytes()); m == nil || string(m[1]) != whose {
		return fmt.Errorf("the OpenGL was %q, not %s", m, whose)
	}
	return nil
}

// look waits for a window by the program's name in which something is drawn and
// stays the same.
func (w *wine) look(ctx context.Context, ended <-chan struct{}, picture string) error {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	frame, since := w.screen.Frame(), time.Now()
	for {
		select {
		case <-ended:
			return errors.New("the program ended")
		case <-ctx.Done():
			return errors.New("no window that stands still")
		case <-tick.C:
		}
		search := exec.CommandContext(ctx, "xdotool", "search", "--onlyvisible", "--name", "Madoguchi")
		search.Env = append(os.Environ(), "DISPLAY="+w.screen.Display)
		switch there := search.Run() == nil; {
		case !there || w.screen.Blank() || !w.screen.Shows(frame):
			frame, since = w.screen.Frame(), time.Now()
		case time.Since(since) > 2*time.Second:
			return w.keep(frame, picture)
		}
	}
}

func (w *wine) keep(frame []byte, picture string) error {
	m, err := w.screen.Picture(frame)
	if err != nil {
		return err
	}
	f, err := os.Create(picture)
	if err != nil {
		return err
	}
	return errors.Join(png.Encode(f, m), f.Close())
}

// standInSource is the one function of bcryptprimitives.dll that Go calls.
const standInSource = `#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T n) { return SystemFunction036(data, (ULONG)n); }
`

func (w *wine) makeStandIn(ctx context.Context, library string) error {
	source := filepath.Join(w.dir, "bcryptprimitives.c")
	if err := os.WriteFile(source, []byte(standInSource), 0o600); err != nil {
		return err
	}
	out, err := exec.CommandContext(ctx, "x86_64-w64-mingw32-gcc", "-shared", "-O2", "-o", library, source, "-ladvapi32").CombinedOutput()
	if err != nil {
		return fmt.Errorf("bcryptprimitives.dll: %w\n%s", err, out)
	}
	return nil
}

// unzip unpacks an archive that we made ourselves.
func unzip(name, to string) error {
	z, err := zip.OpenReader(name)
	if err != nil {
		return err
	}
	defer z.Close()
	for _, f := range z.File {
		if !filepath.IsLocal(f.Name) {
			return fmt.Errorf("%s: %s is not inside", name, f.Name)
		}
		r, err := f.Open()
		if err != nil {
			return err
		}
		b, err := io.ReadAll(r)
		if err := errors.Join(err, r.Close()); err != nil {
			return err
		}
		at := filepath.Join(to, f.Name)
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(at, b, 0o755); err != nil {
			return err
		}
	}
	return nil
}
