// Check refuses what does not belong in this house: an import against the
// table in rooms.go, a folder that is in no room, a dependency without its
// licence text, a stray file, a path of somebody's machine, a text for users that is
// missing, stale or against the rules of build/content/translation. Each refusal names
// the file, the line and the cure.
//
//	go run ./build/check             look at everything, exit 1 on a refusal
//	go run ./build/check content     look at the texts alone
//	go run ./build/check -licences   write assets/licences anew from go.mod
//
// It runs no test and judges no style beyond gofmt.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

func main() {
	write := flag.Bool("licences", false, "write assets/licences anew from go.mod and the module cache, then check")
	flag.Parse()
	root, err := moduleRoot()
	if err == nil && *write {
		err = writeLicences(root)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "build/check:", err)
		os.Exit(2)
	}
	look := (*house).check
	switch {
	case flag.NArg() == 1 && flag.Arg(0) == "content":
		look = func(h *house, _ context.Context, _ []configuration) error { return h.checkContent() }
	case flag.NArg() > 0:
		fmt.Fprintln(os.Stderr, "build/check: it takes content, or nothing")
		os.Exit(2)
	}
	os.Exit(run(context.Background(), root, os.Stdout, look))
}

// run looks at the module at root, prints what was found and returns the exit
// status: 0 clean, 1 refused, 2 could not look.
func run(ctx context.Context, root string, out io.Writer, look func(*house, context.Context, []configuration) error) int {
	h := &house{root: root}
	if err := look(h, ctx, configurations); err != nil {
		fmt.Fprintln(out, "build/check:", err)
		return 2
	}
	for _, f := range h.sorted() {
		fmt.Fprintln(out, f)
	}
	refused := h.refused()
	fmt.Fprintf(out, "build/check: %d packages in %d configurations, %d files: %d refused\n",
		len(h.packages), len(configurations), len(h.files), refused)
	if refused > 0 {
		return 1
	}
	return 0
}

// check fills h.findings. Its own error means that it could not look.
func (h *house) check(ctx context.Context, configs []configuration) error {
	if err := h.readModule(ctx); err != nil {
		return err
	}
	if err := h.readTree(ctx); err != nil {
		return err
	}
	h.checkTopLevel()
	h.checkText()
	h.checkGoFiles()
	h.checkLicences()
	if err := h.checkContent(); err != nil {
		return err
	}
	if err := h.readPackages(ctx, configs); err != nil {
		return err
	}
	h.checkArrows()
	return nil
}

// moduleRoot is the folder of the go.mod that the go command uses here.
func moduleRoot() (string, error) {
	b, err := exec.Command("go", "env", "GOMOD").Output()
	if err != nil {
		return "", fmt.Errorf("go env GOMOD: %w", err)
	}
	mod := strings.TrimSpace(string(b))
	if mod == "" || mod == os.DevNull {
		return "", fmt.Errorf("no go.mod here: start it inside the checkout")
	}
	return filepath.Dir(mod), nil
}
