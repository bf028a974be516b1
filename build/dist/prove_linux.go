package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// judges are the programs that prove needs besides root's rights.
var judges = map[string]string{
	"debootstrap":           "debootstrap",
	"unshare":               "util-linux",
	"Xvfb":                  "xvfb",
	"xdotool":               "xdotool",
	"xprop":                 "x11-utils",
	"import":                "imagemagick",
	"desktop-file-validate": "desktop-file-utils",
	"appstreamcli":          "appstream",
}

// prove makes both packages and does with each, in a Debian system that has
// nothing but its base, what a person does: install it with the packages it
// names and no others, ask its version, sign the sample with the practice card,
// look at the signature, open the window.
func (m *maker) prove(ctx context.Context) error {
	if os.Geteuid() != 0 {
		return fmt.Errorf("%w: a clean system inside this one needs root", errCannotTry)
	}
	for program, name := range judges {
		if _, err := exec.LookPath(program); err != nil {
			return fmt.Errorf("%w: the program %s is needed (Debian and Ubuntu: %s)", errCannotTry, program, name)
		}
	}
	start := time.Now()
	say := func(format string, a ...any) {
		fmt.Printf("%4.0f s  %s\n", time.Since(start).Seconds(), fmt.Sprintf(format, a...))
	}
	// Making the system waits for the network, making the packages for the computer.
	var clean *cleanSystem
	var cleanErr error
	ready := make(chan struct{})
	go func() {
		clean, cleanErr = newCleanSystem(ctx, filepath.Join(m.root, ".out", "cache", "clean"), say)
		close(ready)
	}()
	err := m.packages(ctx)
	<-ready
	if clean != nil {
		defer clean.remove()
	}
	if err != nil { // before the other: it is no reason not to try
		return err
	}
	if cleanErr != nil {
		return cleanErr
	}
	say("packages and system are ready")
	x, err := startScreen(ctx)
	if err != nil {
		return err
	}
	defer x.stop()

	deb := filepath.Join(m.out, m.debName())
	if err := clean.take(deb, "madoguchi.deb"); err != nil {
		return err
	}
	if out, err := clean.root(ctx, "apt-get", "install", "-q", "-y", "--no-install-recommends", "/madoguchi.deb"); err != nil {
		return fmt.Errorf("the .deb does not install: %w\n%s", err, out)
	}
	say("the .deb is installed with what it names and nothing else")
	if err := m.use(ctx, clean, x, "/usr/bin/"+m.product.command, "deb", say); err != nil {
		return fmt.Errorf("installed from the .deb: %w", err)
	}
	if out, err := clean.root(ctx, "apt-get", "purge", "-q", "-y", m.product.command); err != nil {
		return fmt.Errorf("the .deb does not go away: %w\n%s", err, out)
	}
	if left := clean.find(m.product.command, m.product.id); len(left) > 0 {
		return fmt.Errorf("left after removing the .deb: %s", strings.Join(left, ", "))
	}
	say("and leaves nothing when it is removed")

	tarball := filepath.Join(m.out, m.tarName())
	if out, err := exec.CommandContext(ctx, "tar", "-C", filepath.Join(clean.dir, "home", person), "-xf", tarball).CombinedOutput(); err != nil {
		return fmt.Errorf("the tarball does not unpack: %w\n%s", err, out)
	}
	if err := m.use(ctx, clean, x, "/home/"+person+"/"+m.tarFolder()+"usr/bin/"+m.product.command, "tar", say); err != nil {
		return fmt.Errorf("unpacked from the tarball: %w", err)
	}
	return nil
}

// packages makes both, and has their texts judged.
func (m *maker) packages(ctx context.Context) error {
	for _, what := range []string{"deb", "tar"} {
		if err := m.make(ctx, what); err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
	}
	return m.judgeTexts(ctx)
}

// use does with an installed program what a person does first. One of the two
// packages opens its window for a Japanese person: nothing in the clean system
// has kanji to draw with but the program itself.
func (m *maker) use(ctx context.Context, clean *cleanSystem, x *screen, program, how string, say func(string, ...any)) error {
	version, err := clean.person(ctx, "", program, "--version")
	if err != nil {
		return fmt.Errorf("--version: %w\n%s", err, version)
	}
	if !strings.Contains(version, m.product.version) {
		return fmt.Errorf("--version says %q, not %s", version, m.product.version)
	}
	secrets, err := clean.person(ctx, "", program, "practice", "secrets", "resident", "--json")
	if err != nil {
		return fmt.Errorf("practice secrets: %w", err)
	}
	var practice struct{ Result struct{ Sign string } }
	if err := json.Unmarshal([]byte(secrets), &practice); err != nil || practice.Result.Sign == "" {
		return errors.New("practice secrets: no signing password in its answer")
	}
	sample, signed := "/home/"+person+"/"+how+".pdf", "/home/"+person+"/"+how+"_signed.pdf"
	if err := clean.take(filepath.Join(m.root, "assets", "sample", "sample.pdf"), sample); err != nil {
		return err
	}
	card := []string{program, "--mode", "self", "--card", "practice:resident"}
	if out, err := clean.person(ctx, practice.Result.Sign+"\n", append(card, "pdf", "sign", sample, "-o", signed, "--purpose", "private", "--password-stdin")...); err != nil {
		return fmt.Errorf("pdf sign: %w\n%s", err, out)
	}
	if out, err := clean.person(ctx, "", append(card, "pdf", "verify", signed)...); err != nil {
		return fmt.Errorf("pdf verify of what it signed: %w\n%s", err, out)
	}
	var status *exec.ExitError
	if out, err := clean.person(ctx, "", append(card, "pdf", "verify", sample)...); !errors.As(err, &status) || status.ExitCode() != 1 {
		return fmt.Errorf("pdf verify of the sample, which nobody signed: %v, not a no\n%s", err, out)
	}
	say("%s: says its version, signs the sample, finds the signature and no other", how)
	share := strings.TrimSuffix(program, "bin/"+m.product.command) + "share"
	entry, err := os.ReadFile(filepath.Join(clean.dir, share, "applications", m.product.id+".desktop"))
	if err != nil {
		return err
	}
	if err := m.seeWindow(ctx, clean, x, path.Dir(program), localeOf[how], string(entry), filepath.Join(m.out, "window_"+how+".png")); err != nil {
		return fmt.Errorf("window: %w", err)
	}
	say("%s: opens its window", how)
	return nil
}

// localeOf is the person's locale in front of the window of each package.
var localeOf = map[string]string{"deb": "ja_JP.UTF-8", "tar": "C.UTF-8"}

// judgeTexts asks the desktops' own checkers about our two descriptions.
func (m *maker) judgeTexts(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "madoguchi-texts-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	for _, j := range []struct {
		text, name string
		checker    []string
	}{
		{"app.desktop", m.product.id + ".desktop", []string{"desktop-file-validate"}},
		{"metainfo.xml", m.product.id + ".metainfo.xml", []string{"appstreamcli", "validate", "--no-net"}},
	} {
		b, err := m.product.text(j.text)
		if err != nil {
			return err
		}
		file := filepath.Join(dir, j.name)
		if err := os.WriteFile(file, b, 0o644); err != nil {
			return err
		}
		args := append(j.checker, file)
		if out, err := exec.CommandContext(ctx, args[0], args[1:]...).CombinedOutput(); err != nil {
			return fmt.Errorf("linux/%s: %s: %w\n%s", j.text, args[0], err, out)
		}
	}
	return nil
}
