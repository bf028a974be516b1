package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// configuration is one way in which the module is built.
type configuration struct {
	goos string
	tags string // "" is the default
	cgo  string
}

func (c configuration) String() string {
	if c.tags == "" {
		return c.goos
	}
	return c.goos + " -tags " + c.tags
}

// configurations are all the ways we build.
var configurations = func() []configuration {
	var all []configuration
	for _, goos := range []string{"linux", "windows", "darwin"} {
		all = append(all,
			configuration{goos, "", "1"},
			configuration{goos, "x11", "1"},
			configuration{goos, "ci", "0"})
	}
	return all
}()

// ourPackage is one folder with Go files, from all configurations together.
type ourPackage struct {
	dir   string
	files map[string]bool // name relative to root → is a test
}

// listed is what we ask of go list.
type listed struct {
	ImportPath, Dir, ForTest string

	GoFiles, CgoFiles, TestGoFiles, XTestGoFiles []string
	IgnoredGoFiles, InvalidGoFiles               []string

	Error      *listError
	DepsErrors []*listError
}

type listError struct {
	ImportStack []string // from the package that was asked for to the one that failed
	Pos, Err    string
}

const listFields = "-json=ImportPath,Dir,ForTest,GoFiles,CgoFiles,TestGoFiles,XTestGoFiles,IgnoredGoFiles,InvalidGoFiles,Error,DepsErrors"

// readPackages asks the go command for our packages, tests included, in every
// configuration, and records what does not load.
func (h *house) readPackages(ctx context.Context, configs []configuration) error {
	answers := make([][]listed, len(configs))
	failures := make([]error, len(configs))
	free := make(chan struct{}, runtime.NumCPU())
	var wg sync.WaitGroup
	for i, c := range configs {
		wg.Go(func() {
			free <- struct{}{}
			defer func() { <-free }()
			answers[i], failures[i] = h.list(ctx, c)
		})
	}
	wg.Wait()
	if err := errors.Join(failures...); err != nil {
		return err
	}
	h.packages = map[string]*ourPackage{}
	unloaded := map[finding][]string{}
	for i, c := range configs {
		for _, p := range answers[i] {
			h.addPackage(p)
			for _, f := range h.unloaded(p) {
				if !slices.Contains(unloaded[f], c.String()) {
					unloaded[f] = append(unloaded[f], c.String())
				}
			}
		}
	}
	for f, where := range unloaded {
		f.what = "does not load for " + strings.Join(where, ", ") + ": " + f.what
		if len(where) == len(configs) {
			f.what = strings.Replace(f.what, strings.Join(where, ", "), "any configuration", 1)
		}
		h.findings = append(h.findings, f)
	}
	for _, name := range slices.Sorted(maps.Keys(h.goFiles)) {
		if dir := path.Dir(name); h.packages[dir] == nil && len(h.goFiles[name].imports)+len(h.goFiles[name].name) > 0 {
			h.refuse(name, 1, "build it for one of linux, windows and darwin with the tags x11 or ci or none",
				"no configuration builds this folder")
		}
	}
	return nil
}

func (h *house) list(ctx context.Context, c configuration) ([]listed, error) {
	args := []string{"list", "-e", "-deps=false", "-test", listFields}
	if c.tags != "" {
		args = append(args, "-tags", c.tags)
	}
	cmd := exec.CommandContext(ctx, "go", append(args, "./...")...)
	cmd.Dir = h.root
	cmd.Env = append(os.Environ(), "GOOS="+c.goos, "GOARCH=amd64", "CGO_ENABLED="+c.cgo, "GOWORK=off")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list for %s: %w\n%s", c, err, stderr.Bytes())
	}
	var all []listed
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, fmt.Errorf("go list for %s: %w", c, err)
		}
		all = append(all, p)
	}
}

// dirOf is the folder of a listed package, relative to root.
func (h *house) dirOf(p listed) string {
	if dir, err := filepath.Rel(h.root, p.Dir); err == nil && p.Dir != "" {
		return filepath.ToSlash(dir)
	}
	return strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, h.module), "/")
}

// unloaded is what the go command could not load of a package.
func (h *house) unloaded(p listed) []finding {
	var all []finding
	for _, e := range append(p.DepsErrors, p.Error) {
		if e != nil {
			file, line := h.place(e, h.dirOf(p))
			all = append(all, finding{
				file: file, line: line, what: firstLine(e.Err),
				cure: "make it build there, or tag the file",
			})
		}
	}
	return all
}

func (h *house) addPackage(p listed) {
	dir := h.dirOf(p)
	// The other entries repeat the package as seen by its tests.
	if p.ForTest != "" || strings.HasSuffix(p.ImportPath, ".test") {
		return
	}
	own := h.packages[dir]
	if own == nil {
		own = &ourPackage{dir: dir, files: map[string]bool{}}
		h.packages[dir] = own
	}
	for _, group := range [][]string{p.GoFiles, p.CgoFiles, p.TestGoFiles, p.XTestGoFiles, p.IgnoredGoFiles, p.InvalidGoFiles} {
		for _, f := range group {
			own.files[path.Join(dir, f)] = strings.HasSuffix(f, "_test.go")
		}
	}
}

// place is where an error of go list belongs: at the position it gives, else at
// the import that led there, else in the folder.
func (h *house) place(e *listError, dir string) (string, int) {
	if file, line, ok := position(e.Pos); ok {
		if rel, err := filepath.Rel(h.root, file); err == nil && filepath.IsAbs(file) {
			file = rel
		}
		return filepath.ToSlash(file), line
	}
	if n := len(e.ImportStack); n >= 2 {
		importer := strings.TrimPrefix(e.ImportStack[n-2], h.module+"/")
		for _, name := range slices.Sorted(maps.Keys(h.goFiles)) {
			for _, i := range h.goFiles[name].imports {
				if path.Dir(name) == importer && i.path == e.ImportStack[n-1] {
					return name, i.line
				}
			}
		}
	}
	return dir, 0
}

// position reads "file:line:column"; a file may begin with "C:".
func position(s string) (file string, line int, ok bool) {
	parts := strings.Split(s, ":")
	for i := len(parts) - 1; i > 0; i-- {
		n, err := strconv.Atoi(parts[i])
		if err != nil {
			break
		}
		file, line, ok = strings.Join(parts[:i], ":"), n, true
	}
	return file, line, ok
}

// checkArrows judges every import of every package, in whatever configuration
// it is built.
func (h *house) checkArrows() {
	for _, dir := range slices.Sorted(maps.Keys(h.packages)) {
		own := h.packages[dir]
		names := slices.Sorted(maps.Keys(own.files))
		r, known := roomOf(dir)
		if !known {
			if len(names) > 0 {
				h.refuse(names[0], 1, "put it into an existing room, or give it a row in build/check/rooms.go and in the design",
					"%s is no room of this house", dir)
			}
			continue
		}
		for _, name := range names {
			f := h.goFiles[name]
			if f == nil {
				continue // ignored by git, or not parsed and refused already
			}
			for _, i := range f.imports {
				h.checkArrow(r, dir, name, own.files[name], i)
			}
		}
	}
}

func (h *house) checkArrow(r room, dir, name string, test bool, i goImport) {
	target, ours := strings.CutPrefix(i.path, h.module+"/")
	if ours {
		// The go command does not list what stands in a testdata folder, so an
		// import from there would be a way around every arrow.
		if slices.Contains(strings.Split(target, "/"), "testdata") {
			h.refuse(name, i.line, "move it into a room; testdata holds data and programs that are run by hand",
				"%s may not import %s", dir, target)
			return
		}
		self := target == dir || strings.HasSuffix(r.path, "/**") && matches(r.path, target)
		switch {
		case self, matches(r.may, target), test && matches(r.tests, target):
		case test:
			h.refuse(name, i.line, "test it where both may be seen (app, build), or through what "+dir+" itself takes",
				"tests of %s may not import %s; in addition to its own %s they may import %s", dir, target, either(r.may), either(r.tests))
		default:
			h.refuse(name, i.line, "hand it in from a room above, as an interface or a function where it is used",
				"%s may not import %s; it may import %s", dir, target, either(r.may))
		}
		return
	}
	s, restricted := soleOf(i.path)
	if !restricted || r.path == "build/**" || matches(s.rooms, dir) || test && (matches(s.tests, dir) || s.tests == everything) {
		return
	}
	who := "only tests"
	if s.rooms != "" {
		who = "only " + strings.Join(strings.Fields(s.rooms), " and ")
	}
	h.refuse(name, i.line, s.cure, "%s may not import %s; %s may", dir, i.path, who)
}

func either(patterns string) string {
	switch patterns {
	case "":
		return "nothing of ours"
	case everything:
		return "everything"
	}
	return strings.Join(strings.Fields(patterns), ", ")
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "\n")
	return s
}
