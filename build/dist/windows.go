package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"debug/pe"
	"embed"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

//go:embed windows
var windowsTexts embed.FS

// These compile C and resources for Windows; Debian's gcc-mingw-w64-x86-64 has them.
const (
	crossCompiler    = "x86_64-w64-mingw32-gcc"
	resourceCompiler = "x86_64-w64-mingw32-windres"
)

// systemLibraries are part of every Windows that Go still runs on.
var systemLibraries = []string{
	"advapi32.dll", "gdi32.dll", "kernel32.dll", "msvcrt.dll", "ole32.dll", "oleaut32.dll", "opengl32.dll",
	"shell32.dll", "user32.dll", "winmm.dll", "ws2_32.dll",
}

func (m *maker) zipName() string {
	return m.product.command + "-" + m.product.version + "-windows-amd64.zip"
}

// zip is a folder that runs from where it is unpacked: window and command line
// as two programs (for Windows a program has either a window or a console), and
// Mesa beside them where it can be had.
func (m *maker) zip(ctx context.Context) ([]byte, error) {
	resources, err := m.resources(ctx)
	if err != nil {
		return nil, err
	}
	beside := map[string][]byte{"app/rsrc_windows_amd64.syso": resources}
	// Only Windows has a bridge to screen readers in the toolkit.
	window, err := m.compile(ctx, target{
		env:  []string{"GOOS=windows", "GOARCH=amd64", "CGO_ENABLED=1", "CC=" + crossCompiler},
		tags: "accessibility," + releaseTags, ldflags: "-H windowsgui", beside: beside,
	})
	if err != nil {
		return nil, err
	}
	// The tag ci leaves the window out: no C compiler and no OpenGL.
	console, err := m.compile(ctx, target{
		env: []string{"GOOS=windows", "GOARCH=amd64", "CGO_ENABLED=0"}, tags: "ci," + releaseTags, beside: beside,
	})
	if err != nil {
		return nil, err
	}
	for _, program := range [][]byte{window, console} {
		if err := standsAlone(program); err != nil {
			return nil, err
		}
	}
	licences, err := m.licences(window)
	if err != nil {
		return nil, err
	}
	p := m.product
	var t tree
	t.add(p.command+".exe", 0o755, window)
	t.add(p.command+"-cli.exe", 0o755, console)
	about := "no_mesa.txt"
	library, err := m.mesa(ctx)
	if err == nil {
		about = "mesa.txt"
		t.add("opengl32.dll", 0o644, library)
		own, err := windowsTexts.ReadFile("windows/mesa_licence.txt")
		if err != nil {
			return nil, err
		}
		licences = slices.Concat(licences, []byte("\n"+strings.Repeat("=", 72)+"\n"), own)
	} else {
		fmt.Printf("Mesa could not be had (%v): the zip goes without it, and its README says what to do.\n", err)
	}
	readme, err := p.windowsReadme(about)
	if err != nil {
		return nil, err
	}
	t.add("README.txt", 0o644, forNotepad(readme))
	t.add("LICENCES.txt", 0o644, forNotepad(licences))
	return t.zip(p)
}

// windowsReadme is the note in the folder, with what there is to say about Mesa.
func (p product) windowsReadme(mesa string) ([]byte, error) {
	readme, err := windowsTexts.ReadFile("windows/readme.txt")
	if err != nil {
		return nil, err
	}
	about, err := windowsTexts.ReadFile("windows/" + mesa)
	if err != nil {
		return nil, err
	}
	ja, en, ok := strings.Cut(strings.TrimSpace(string(about)), "\nEN\n")
	ja, found := strings.CutPrefix(ja, "JA\n")
	if !ok || !found {
		return nil, fmt.Errorf("windows/%s: no lines JA and EN", mesa)
	}
	both := strings.NewReplacer("@MESA_JA@", ja, "@MESA_EN@", en).Replace(string(readme))
	return fill(both, "@NAME@", p.name, "@COMMAND@", p.command, "@VERSION@", p.version)
}

// forNotepad is a text as old versions of Windows' editor show it rightly.
func forNotepad(text []byte) []byte {
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	return append([]byte("\ufeff"), bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))...)
}

// zip packs the tree in a folder named after the product.
func (t tree) zip(p product) ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	w.RegisterCompressor(zip.Deflate, func(to io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(to, flate.BestCompression)
	})
	for _, e := range t.sorted() {
		h := &zip.FileHeader{Name: p.name + "/" + e.name, Method: zip.Deflate, Modified: p.made}
		h.SetMode(os.FileMode(e.mode))
		f, err := w.CreateHeader(h)
		if err != nil {
			return nil, err
		}
		if _, err := f.Write(e.data); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return out.Bytes(), err
}

// standsAlone says which library a Windows program needs that neither Windows
// nor the zip brings.
func standsAlone(program []byte) error {
	f, err := pe.NewFile(bytes.NewReader(program))
	if err != nil {
		return err
	}
	names, err := f.ImportedLibraries()
	if err != nil {
		return err
	}
	// ImportedLibraries gives none for this format; the symbols name theirs.
	symbols, err := f.ImportedSymbols()
	if err != nil {
		return err
	}
	for _, s := range symbols {
		_, library, _ := strings.Cut(s, ":")
		names = append(names, library)
	}
	if len(names) == 0 {
		return errors.New("the Windows program lists no library: it cannot be checked")
	}
	for _, n := range names {
		if !slices.Contains(systemLibraries, strings.ToLower(n)) {
			return fmt.Errorf("the Windows program needs %s, which a computer may not have", n)
		}
	}
	return nil
}

// resources makes the object file with icon, manifest and version.
func (m *maker) resources(ctx context.Context) ([]byte, error) {
	for _, tool := range []string{crossCompiler, resourceCompiler} {
		if _, err := exec.LookPath(tool); err != nil {
			return nil, fmt.Errorf("%s is needed (Debian and Ubuntu: gcc-mingw-w64-x86-64)", tool)
		}
	}
	icon, err := os.ReadFile(filepath.Join(m.root, "assets", "icons", "program.ico"))
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{"program.ico": icon}
	p := m.product
	dotted := p.release + strings.Repeat(".0", 3-strings.Count(p.release, "."))
	for _, name := range []string{"app.rc", "app.manifest"} {
		b, err := windowsTexts.ReadFile("windows/" + name)
		if err != nil {
			return nil, err
		}
		if files[name], err = fill(string(b), "@NAME@", p.name, "@COMMAND@", p.command, "@VERSION@", p.version,
			"@ID@", p.id, "@DOTTED@", dotted, "@NUMBERS@", strings.ReplaceAll(dotted, ".", ",")); err != nil {
			return nil, fmt.Errorf("windows/%s: %w", name, err)
		}
	}
	dir, err := os.MkdirTemp("", "madoguchi-resources-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	for name, b := range files {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			return nil, err
		}
	}
	cmd := exec.CommandContext(ctx, resourceCompiler, "--codepage=65001", "-O", "coff", "app.rc", "rsrc.syso")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("windres: %w\n%s", err, out)
	}
	return os.ReadFile(filepath.Join(dir, "rsrc.syso"))
}
