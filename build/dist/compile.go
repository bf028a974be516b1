package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// What a release leaves out beside what development does (x11, no_emoji):
//
//	release          the toolkit's development aids
//	no_metadata      reading a FyneApp.toml that lies beside the program
//	migrated_fynedo  the look-out for calls from a wrong thread, which tests keep
const releaseTags = "release,no_metadata,migrated_fynedo,no_emoji"

// A target is what go build makes a program for.
type target struct {
	env     []string
	tags    string
	ldflags string // in addition to those every release has
	// beside are files that stand in the sources for this program alone, by their
	// place in the checkout. The Go command's -overlay does not reach those of its
	// linker, so the sources are copied and the checkout stays as it is.
	beside map[string][]byte
}

func linuxTarget() target {
	return target{env: []string{"CGO_ENABLED=1"}, tags: "x11," + releaseTags}
}

// compile builds the program and returns its bytes. The same sources, Go and C
// compiler give the same: no path, time or build number goes in.
func (m *maker) compile(ctx context.Context, t target) ([]byte, error) {
	dir, err := os.MkdirTemp("", "madoguchi-dist-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	exe := filepath.Join(dir, "program")
	ldflags := strings.TrimSpace("-s -w -buildid= -X main.version=" + m.product.version + " " + t.ldflags)
	sources := m.root
	if len(t.beside) > 0 {
		sources = filepath.Join(dir, "sources")
		if err := m.copySources(ctx, sources); err != nil {
			return nil, err
		}
		for name, b := range t.beside {
			if err := os.WriteFile(filepath.Join(sources, name), b, 0o600); err != nil {
				return nil, err
			}
		}
	}
	cmd := exec.CommandContext(ctx, "go", "build", "-C", sources, "-trimpath", "-buildvcs=false",
		"-tags", t.tags, "-ldflags", ldflags, "-o", exe, "./app")
	cmd.Env = append(os.Environ(), "GOTOOLCHAIN=local", "GOFLAGS=")
	cmd.Env = append(cmd.Env, t.env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go build -tags %s: %w\n%s", t.tags, err, out)
	}
	return os.ReadFile(exe)
}

// copySources copies what git tracks or would, as it is now.
func (m *maker) copySources(ctx context.Context, to string) error {
	out, err := exec.CommandContext(ctx, "git", "-C", m.root, "ls-files", "-z", "--cached", "--others", "--exclude-standard").Output()
	if err != nil {
		return fmt.Errorf("git ls-files: %w", err)
	}
	for name := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		b, err := os.ReadFile(filepath.Join(m.root, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue // removed and not yet staged
		}
		if err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(filepath.Join(to, name)), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(to, name), b, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// linuxProgram compiles once for all packages.
func (m *maker) linuxProgram(ctx context.Context) ([]byte, error) {
	if m.program != nil {
		return m.program, nil
	}
	b, err := m.compile(ctx, linuxTarget())
	if err != nil {
		return nil, err
	}
	m.program = b
	return b, nil
}
