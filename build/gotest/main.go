// Gotest runs go test and orders what it says: first the output of what failed,
// then what could not run here and why, last the package lines of go test
// itself.
//
//	go run ./build/gotest -tags x11 ./...
//
// Arguments are those of go test. It decides nothing about tests but one thing:
// the only reason for which a test may be skipped is that the folder named by
// MADOGUCHI_TESTDATA is absent; any other skip fails the run.
package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// needsData is the message of the one allowed skip.
const needsData = "needs MADOGUCHI_TESTDATA"

func main() {
	cmd := exec.Command("go", append([]string{"test", "-count=1", "-json"}, os.Args[1:]...)...)
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "build/gotest:", err)
		os.Exit(2)
	}
	var r report
	readErr := r.read(stdout, os.Stdout)
	if readErr != nil {
		fmt.Fprintln(os.Stderr, "build/gotest:", readErr)
	}
	waitErr := cmd.Wait()
	if waitErr != nil && !errors.As(waitErr, new(*exec.ExitError)) {
		fmt.Fprintln(os.Stderr, "build/gotest:", waitErr)
	}
	failed := r.finish(os.Stdout, waitErr != nil || readErr != nil)
	if failed {
		os.Exit(1)
	}
}

// event is what go test -json writes, one a line; see go doc test2json.
type event struct {
	Action, Package, Test, Output string
}

// test is a test by package and name; the name is empty for what the package
// itself says.
type test struct{ pkg, name string }

type report struct {
	output  map[test][]string // of what has not ended yet
	lines   []string          // the package lines
	noData  int               // tests skipped for want of the folder
	skipped []string          // tests skipped for any other reason
}

// read follows the events of go test, and writes what failed as soon as it is
// known.
func (r *report) read(events io.Reader, out io.Writer) error {
	r.output = map[test][]string{}
	in := bufio.NewReader(events)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 0 {
			var e event
			if json.Unmarshal(line, &e) != nil {
				fmt.Fprintf(out, "%s", line) // not an event: go itself speaks
			} else {
				r.take(e, out)
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func (r *report) take(e event, out io.Writer) {
	t := test{e.Package, e.Test}
	switch e.Action {
	case "build-output":
		fmt.Fprint(out, e.Output)
	case "output":
		switch {
		case strings.HasPrefix(e.Output, "=== "), e.Test == "" && (e.Output == "PASS\n" || e.Output == "FAIL\n"):
		case e.Test == "" && isPackageLine(e.Output):
			r.lines = append(r.lines, e.Output)
		default:
			r.output[t] = append(r.output[t], e.Output)
		}
	case "fail":
		if e.Test == "" {
			r.flush(t.pkg, out)
		} else {
			r.write(t, out)
		}
	case "skip":
		r.skip(t)
	case "pass":
		delete(r.output, t)
	}
}

// flush writes what a failed package left unsaid: a panic or an exit ends the
// process before its tests end.
func (r *report) flush(pkg string, out io.Writer) {
	left := slices.SortedFunc(maps.Keys(r.output), func(a, b test) int { return cmp.Compare(a.name, b.name) })
	for _, t := range left {
		if t.pkg == pkg {
			r.write(t, out)
		}
	}
}

func (r *report) write(t test, out io.Writer) {
	for _, s := range r.output[t] {
		fmt.Fprint(out, s)
	}
	delete(r.output, t)
}

func (r *report) skip(t test) {
	said := strings.Join(r.output[t], "")
	delete(r.output, t)
	switch {
	case t.name == "": // a package without tests
	case strings.Contains(said, needsData):
		r.noData++
	default:
		r.skipped = append(r.skipped, t.pkg+" "+t.name+"\n"+said)
	}
}

// finish writes the summary and the package lines, and reports whether the run
// as a whole failed.
func (r *report) finish(out io.Writer, failed bool) bool {
	for _, s := range r.skipped {
		fmt.Fprintf(out, "SKIPPED, which only \"%s\" may be: %s", needsData, s)
		failed = true
	}
	if r.noData > 0 {
		fmt.Fprintf(out, "NOT RUN: %d tests need MADOGUCHI_TESTDATA\n", r.noData)
	}
	// They arrive as packages end; by name they are found again.
	slices.SortFunc(r.lines, func(a, b string) int { return cmp.Compare(packageOf(a), packageOf(b)) })
	for _, s := range r.lines {
		fmt.Fprint(out, s)
	}
	if failed {
		fmt.Fprintln(out, "FAIL")
	}
	return failed
}

// isPackageLine knows go test's summary of a package, which is "ok", "FAIL" or
// "?" padded, a tab and the package.
func isPackageLine(s string) bool {
	for _, p := range []string{"ok  \t", "FAIL\t", "?   \t"} {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

func packageOf(line string) string {
	if f := strings.Fields(line); len(f) > 1 {
		return f[1]
	}
	return ""
}
