package main

import (
	"cmp"
	"fmt"
	"slices"
)

// house is the module under inspection.
type house struct {
	root    string
	module  string   // the module path
	require []module // every requirement in go.mod, direct or not
	files   []string // tracked, or untracked and not ignored; slash-separated
	// goFiles are the parsed Go files by name relative to root.
	goFiles map[string]*goFile
	// packages are our packages by folder, from all configurations together.
	packages map[string]*ourPackage
	findings []finding
}

// finding is one refusal, or one warning.
type finding struct {
	file string
	line int // 0: the file as a whole
	what string
	cure string
	warn bool
}

func (f finding) String() string {
	s := f.file
	if f.line > 0 {
		s += fmt.Sprintf(":%d", f.line)
	}
	if f.warn {
		s += ": warning"
	}
	return s + ": " + f.what + ". Cure: " + f.cure
}

func (h *house) refuse(file string, line int, cure, format string, a ...any) {
	h.findings = append(h.findings, finding{file: file, line: line, cure: cure, what: fmt.Sprintf(format, a...)})
}

func (h *house) warn(file string, line int, cure, format string, a ...any) {
	h.findings = append(h.findings, finding{file: file, line: line, cure: cure, what: fmt.Sprintf(format, a...), warn: true})
}

// sorted returns the findings by file and line, each once.
func (h *house) sorted() []finding {
	slices.SortFunc(h.findings, func(a, b finding) int {
		return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.line, b.line), cmp.Compare(a.what, b.what))
	})
	h.findings = slices.Compact(h.findings)
	return h.findings
}

func (h *house) refused() int {
	n := 0
	for _, f := range h.findings {
		if !f.warn {
			n++
		}
	}
	return n
}
