package main

import (
	"context"
	"encoding/json"
	"fmt"
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
	overlay map[string]string
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
	args := []string{"build", "-C", m.root, "-trimpath", "-buildvcs=false", "-tags", t.tags, "-ldflags", ldflags, "-o", exe}
	if len(t.overlay) > 0 {
		b, err := json.Marshal(map[string]any{"Replace": t.overlay})
		if err != nil {
			return nil, err
		}
		name := filepath.Join(dir, "overlay.json")
		if err := os.WriteFile(name, b, 0o600); err != nil {
			return nil, err
		}
		args = append(args, "-overlay", name)
	}
	cmd := exec.CommandContext(ctx, "go", append(args, "./app")...)
	cmd.Env = append(os.Environ(), "GOTOOLCHAIN=local", "GOFLAGS=")
	cmd.Env = append(cmd.Env, t.env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go build -tags %s: %w\n%s", t.tags, err, out)
	}
	return os.ReadFile(exe)
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
