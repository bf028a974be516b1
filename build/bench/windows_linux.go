//go:build !ci

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// windows makes the zip for Windows and tries it under Wine, which is not
// Windows: what fails here may work there, and what works here shows no more
// than that the programs start, sign and draw. It reports whether all did.
func windows(ctx context.Context, args []string) (held bool, err error) {
	flags := flag.NewFlagSet("windows", flag.ContinueOnError)
	out := flags.String("o", "", "the folder for the zip and the pictures (default .out/windows in the checkout)")
	if err := flags.Parse(args); err != nil {
		return false, err
	}
	root, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return false, fmt.Errorf("go list -m: %w", err)
	}
	top := strings.TrimSpace(string(root))
	if *out == "" {
		*out = filepath.Join(top, ".out", "windows")
	}
	start := time.Now()
	if err := os.RemoveAll(*out); err != nil {
		return false, err
	}
	dist := exec.CommandContext(ctx, "go", "run", "./build/dist", "-o", *out, "windows")
	dist.Dir, dist.Stdout, dist.Stderr = top, os.Stdout, os.Stderr
	if err := dist.Run(); err != nil {
		return false, fmt.Errorf("build/dist windows: %w", err)
	}
	fmt.Printf("built in %.0f s (minutes when nothing is compiled yet)\n", time.Since(start).Seconds())
	zips, err := filepath.Glob(filepath.Join(*out, "*.zip"))
	if err != nil || len(zips) != 1 {
		return false, fmt.Errorf("build/dist windows left %d zips", len(zips))
	}
	w, err := newWine(ctx, *out)
	if err != nil {
		return false, fmt.Errorf("made, and untried: %w", err)
	}
	defer func() { err = errors.Join(err, w.close()) }()
	if err := unzip(zips[0], w.desk); err != nil {
		return false, err
	}
	// As on somebody's stick: one folder, whatever it is called.
	w.folder = filepath.Join(w.desk, "Madoguchi")
	sample, err := os.ReadFile(filepath.Join(top, "assets", "sample", "sample.pdf"))
	if err != nil {
		return false, err
	}
	if err := os.WriteFile(filepath.Join(w.folder, "sample.pdf"), sample, 0o600); err != nil {
		return false, err
	}
	return w.try(ctx, *out), nil
}

// try does what a person does and says of each step how it went.
func (w *wine) try(ctx context.Context, pictures string) (all bool) {
	all = true
	step := func(what string, err error) {
		if err != nil {
			all = false
			fmt.Printf("  FAILED  %s: %v\n", what, err)
			return
		}
		fmt.Printf("  ok      %s\n", what)
	}
	fmt.Printf("under %s (Wine, not Windows):\n", w.version)
	if w.standIn {
		fmt.Println("  (this Wine has no bcryptprimitives.dll, which Go's programs ask for random numbers; one of ours stood in, in Wine's folder)")
	}
	step("madoguchi-cli --version", w.says(ctx, "madoguchi ", "", "--version"))
	step("practice list", w.says(ctx, "resident", "", "practice", "list"))
	step("sign the sample with the practice card", w.sign(ctx))
	card := []string{"--mode", "self", "--card", "practice:resident"}
	step("look at the signature", w.says(ctx, "unchanged since it was signed", "", append(card, "pdf", "verify", "signed.pdf")...))
	err := w.says(ctx, "", "", append(card, "pdf", "verify", "sample.pdf")...)
	if status := (*exec.ExitError)(nil); errors.As(err, &status) && status.ExitCode() == 1 {
		err = nil
	} else {
		err = fmt.Errorf("%v, not a no", err)
	}
	step("find no signature where there is none", err)

	mesa := filepath.Join(w.folder, "opengl32.dll")
	if _, err := os.Stat(mesa); err != nil {
		fmt.Println("  (no Mesa in this zip)")
	} else {
		step("open the window, drawn by the zip's Mesa", w.window(ctx, "native", filepath.Join(pictures, "window_mesa.png")))
		if err := os.Remove(mesa); err != nil {
			step("take Mesa away", err)
			return all
		}
	}
	step("open the window, drawn by Wine's own OpenGL", w.window(ctx, "builtin", filepath.Join(pictures, "window.png")))
	return all
}

// says runs the command line and looks for a text in what it prints.
func (w *wine) says(ctx context.Context, text, stdin string, args ...string) error {
	out, err := w.run(ctx, stdin, args...)
	if err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	if !bytes.Contains(out, []byte(text)) {
		return fmt.Errorf("it does not say %q but\n%s", text, out)
	}
	return nil
}

// sign takes the practice card's password from the program, as build/run does.
func (w *wine) sign(ctx context.Context) error {
	out, err := w.run(ctx, "", "practice", "secrets", "resident", "--json")
	if err != nil {
		return fmt.Errorf("practice secrets: %w", err)
	}
	var secrets struct{ Result struct{ Sign string } }
	if err := json.Unmarshal(out, &secrets); err != nil || secrets.Result.Sign == "" {
		return errors.New("practice secrets: no signing password in its answer")
	}
	return w.says(ctx, "Second opinion: agrees", secrets.Result.Sign+"\n", "--mode", "self", "--card", "practice:resident", "--lang", "en",
		"pdf", "sign", "sample.pdf", "-o", "signed.pdf", "--purpose", "private", "--password-stdin")
}
