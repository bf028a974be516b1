package main

import (
	"bytes"
	"context"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

const (
	longFile    = 400 // lines; from here on it asks to be split
	tooLongFile = 600 // lines; from here on it is refused
)

// goFile is what we keep of a parsed Go file.
type goFile struct {
	name    string // of the package
	imports []goImport
	doc     bool // has a package comment
}

type goImport struct {
	path string
	line int
}

// readTree lists the files that belong to the checkout: what git tracks and
// what it neither tracks nor ignores. Without git, all there are.
func (h *house) readTree(ctx context.Context) error {
	if files, ok := gitFiles(ctx, h.root); ok {
		h.files = files
		return nil
	}
	return filepath.WalkDir(h.root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(h.root, name)
		switch {
		case err != nil:
			return err
		case d.IsDir() && (rel == ".git" || rel == ".out"):
			return filepath.SkipDir
		case !d.IsDir():
			h.files = append(h.files, filepath.ToSlash(rel))
		}
		return nil
	})
}

func gitFiles(ctx context.Context, root string) ([]string, bool) {
	git := func(args ...string) ([]byte, bool) {
		cmd := exec.CommandContext(ctx, "git", args...)
		cmd.Dir = root
		out, err := cmd.Output()
		return out, err == nil
	}
	// A checkout inside another's ignored folder is not that other's.
	if prefix, ok := git("rev-parse", "--show-prefix"); !ok || len(bytes.TrimSpace(prefix)) > 0 {
		return nil, false
	}
	out, ok := git("ls-files", "--cached", "--others", "--exclude-standard", "-z")
	if !ok {
		return nil, false
	}
	var files []string
	for name := range strings.SplitSeq(string(out), "\x00") {
		// A file that is removed but not yet staged is listed and not there.
		if _, err := os.Lstat(filepath.Join(root, filepath.FromSlash(name))); name != "" && err == nil {
			files = append(files, name)
		}
	}
	return slices.Compact(files), true
}

func (h *house) checkTopLevel() {
	seen := map[string]bool{}
	for _, name := range h.files {
		top, _, _ := strings.Cut(name, "/")
		if seen[top] || strings.HasPrefix(top, ".") || slices.Contains(strings.Fields(topLevel), top) {
			continue
		}
		seen[top] = true
		h.refuse(name, 0, "move it into one of "+topLevel+", or leave it out of the repository",
			"%s does not stand at the top level of this house", top)
	}
}

// stray is text that does not belong in the tree. The classes and escapes keep
// these lines from matching themselves.
var stray = []struct {
	pattern    *regexp.Regexp
	what       string
	cure       string
	notInTests bool // tests may make it up
}{
	{
		pattern: regexp.MustCompile(`/(?:wor[k]|tm[p]|roo[t]|far[m])/`),
		what:    "path of a machine",
		cure:    "take the folder from the environment, from the caller, or from t.TempDir",
	},
	{
		pattern:    regexp.MustCompile(`(?:^|[^\w])/(?:home|Users)/\w+/|[A-Z]:\\Users\\\w`),
		what:       "path of a machine",
		cure:       "take the folder from the environment or from the caller",
		notInTests: true,
	},
	{
		pattern: regexp.MustCompile(`\b(?:proxy|sum)\.golang\.org\b|\bregistry\.npmjs\.org\b|\bfiles\.pythonhosted\.org\b|\bpypi\.org\b|` +
			`\b(?:deb|security)\.debian\.org\b|\barchive\.ubuntu\.com\b|\bstatic\.crates\.io\b`),
		what: "host name of a registry",
		cure: "leave the address to the machine's own settings",
	},
	{
		pattern: regexp.MustCompile(`\b(?:TOD[O]|FIXM[E])\b`),
		what:    "unfinished work",
		cure:    "do it, or write it down where work is planned",
	},
}

// checkText looks at every text file that is ours; licence texts are others'.
func (h *house) checkText() {
	for _, name := range h.files {
		if strings.HasPrefix(name, licenceDir+"/") || name == "go.sum" {
			continue
		}
		b, err := os.ReadFile(h.abs(name))
		if err != nil || bytes.IndexByte(b[:min(len(b), 8000)], 0) >= 0 || bytes.HasPrefix(b, []byte("%PDF-")) {
			continue // a link, a folder of another repository, or no text
		}
		for i, line := range bytes.Split(b, []byte("\n")) {
			for _, s := range stray {
				if s.notInTests && strings.HasSuffix(name, "_test.go") {
					continue
				}
				if m := s.pattern.Find(line); m != nil {
					h.refuse(name, i+1, s.cure, "%s %q", s.what, m)
				}
			}
		}
	}
}

// checkGoFiles parses every Go file outside testdata and judges its form, its
// length, its package name and whether its package says what it is for.
func (h *house) checkGoFiles() {
	h.goFiles = map[string]*goFile{}
	type pkg struct {
		first     string
		line      int
		doc, test bool
	}
	packages := map[string]*pkg{}
	for _, name := range h.files {
		if !strings.HasSuffix(name, ".go") || slices.ContainsFunc(strings.Split(name, "/"), hiddenFromGo) {
			continue
		}
		src, err := os.ReadFile(h.abs(name))
		if err != nil {
			h.refuse(name, 0, "make it readable", "cannot be read")
			continue
		}
		h.checkForm(name, src)
		set := token.NewFileSet()
		ast, err := parser.ParseFile(set, name, src, parser.ImportsOnly|parser.ParseComments)
		if err != nil {
			h.refuse(name, 0, "mend the syntax", "does not parse: %s", firstLine(err.Error()))
			continue
		}
		f := &goFile{name: ast.Name.Name, doc: ast.Doc != nil && strings.TrimSpace(ast.Doc.Text()) != ""}
		for _, spec := range ast.Imports {
			if p, err := strconv.Unquote(spec.Path.Value); err == nil {
				f.imports = append(f.imports, goImport{p, set.Position(spec.Pos()).Line})
			}
		}
		h.goFiles[name] = f

		line := set.Position(ast.Package).Line
		if slices.Contains(strings.Fields(nameless), strings.TrimSuffix(f.name, "_test")) {
			h.refuse(name, line, "name it after what is inside", "package name %s says nothing", f.name)
		}
		test := strings.HasSuffix(name, "_test.go")
		p := packages[path.Dir(name)]
		if p == nil || p.test && !test {
			p = &pkg{first: name, line: line, test: test}
			packages[path.Dir(name)] = p
		}
		p.doc = p.doc || f.doc && (!test || p.test)
	}
	for dir, p := range packages {
		if !p.doc {
			h.refuse(p.first, p.line, "write above one package clause what the room is for and what it does not do",
				"package in %s has no comment", dir)
		}
		if slices.Contains(strings.Fields(nameless), path.Base(dir)) {
			h.refuse(p.first, p.line, "name it after what is inside", "folder name %s says nothing", path.Base(dir))
		}
	}
}

func (h *house) checkForm(name string, src []byte) {
	if formatted, err := format.Source(src); err == nil && !bytes.Equal(formatted, src) {
		h.refuse(name, firstDifference(src, formatted), "gofmt -w "+name, "is not in gofmt's form")
	}
	switch n := bytes.Count(src, []byte("\n")); {
	case n > tooLongFile:
		h.refuse(name, n, "split it by what its parts are about", "has %d lines; %d are the bound", n, tooLongFile)
	case n > longFile:
		h.warn(name, n, "split it by what its parts are about", "has %d lines; beyond %d it asks to be split", n, longFile)
	}
}

// hiddenFromGo reports whether the go command looks away from a folder or file
// of this name.
func hiddenFromGo(element string) bool {
	return element == "testdata" || strings.HasPrefix(element, "_") || strings.HasPrefix(element, ".")
}

func firstDifference(a, b []byte) int {
	la, lb := bytes.Split(a, []byte("\n")), bytes.Split(b, []byte("\n"))
	for i := range min(len(la), len(lb)) {
		if !bytes.Equal(la[i], lb[i]) {
			return i + 1
		}
	}
	return min(len(la), len(lb))
}

func (h *house) abs(name string) string { return filepath.Join(h.root, filepath.FromSlash(name)) }
