package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"madoguchi/build/bench/bulkpdf"
)

// moreMemory is what pdf sign and pdf verify of the large file may need above
// the same on 1 MB, in kB.
const moreMemory = 96 << 10

// row is one line of the table: a command on the large file, and on the small
// one where its memory is compared.
type row struct {
	name         string
	large, small command
	compared     bool
	// alone, if set, is done in this process instead.
	alone func() error

	times      []time.Duration
	peak, base int
	err        error
}

// bench is one run of "bench large".
type bench struct {
	folder, program, self, key string
	password                   string
	megabytes                  int64
	runs                       int
}

// large measures signing and checking of large files and prints a table for each
// kind of file. It returns false where more memory was needed than is held to.
func large(ctx context.Context, args []string) (held bool, err error) {
	var b bench
	flags := flag.NewFlagSet("large", flag.ContinueOnError)
	flags.Int64Var(&b.megabytes, "size", 200, "size of the large file in MB")
	flags.IntVar(&b.runs, "runs", 5, "alternating runs, of which the median is shown")
	only := flags.String("only", "", "one kind of file: streams-table, streams-xrefstream, objects-table, objects-xrefstream")
	parent := flags.String("folder", "", "where the files are put and removed again (default: the system's for temporary files)")
	if err := flags.Parse(args); err != nil {
		return false, err
	}
	if b.runs < 1 || b.megabytes < 2 {
		return false, errors.New("-runs from 1, -size from 2")
	}
	if b.folder, err = os.MkdirTemp(*parent, "madoguchi-bench-"); err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(b.folder)) }()
	if err := b.prepare(ctx); err != nil {
		return false, err
	}
	held = true
	shown := 0
	for _, spec := range bulkpdf.All(b.megabytes << 20) {
		if *only != "" && spec.String() != *only {
			continue
		}
		shown++
		ok, err := b.measure(ctx, spec)
		if err != nil {
			return false, err
		}
		held = held && ok
	}
	if shown == 0 {
		return false, fmt.Errorf("no kind of file is called %s", *only)
	}
	return held, nil
}

// prepare builds the program and finds what is needed to sign.
func (b *bench) prepare(ctx context.Context) (err error) {
	if b.self, err = os.Executable(); err != nil {
		return err
	}
	b.program = filepath.Join(b.folder, "madoguchi")
	if runtime.GOOS == "windows" {
		b.program += ".exe"
	}
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false", "-tags", "x11", "-o", b.program, "madoguchi/app")
	build.Stdout, build.Stderr = os.Stderr, os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("build the program: %w", err)
	}
	out, err := exec.CommandContext(ctx, b.program, "--json", "practice", "secrets", "resident").Output()
	if err != nil {
		return fmt.Errorf("practice secrets: %w", err)
	}
	var doc struct{ Result struct{ Sign string } }
	if err := json.Unmarshal(out, &doc); err != nil {
		return fmt.Errorf("practice secrets: %w", err)
	}
	b.password = doc.Result.Sign + "\n"
	b.key = filepath.Join(b.folder, "key.pem")
	return writePeerKey(b.key)
}

// file is the name of a file in the bench's folder.
func (b *bench) file(name string) string { return filepath.Join(b.folder, name) }

func (b *bench) sign(in, out string) command {
	return command{
		args: []string{
			b.program, "--json", "--mode", "self", "--card", "practice:resident",
			"pdf", "sign", in, "-o", out, "--purpose", "private", "--password-stdin",
		},
		stdin: b.password, writes: out,
	}
}

func (b *bench) verify(in string) command {
	return command{args: []string{b.program, "--json", "--card", "practice", "pdf", "verify", in}}
}

// rows lists what is measured; signed files are the outputs of the first row,
// the other signer's of the fifth.
func (b *bench) rows() []*row {
	in, small := b.file("large.pdf"), b.file("small.pdf")
	out, smallOut := b.file("large-signed.pdf"), b.file("small-signed.pdf")
	theirs := b.file("theirs.pdf")
	return []*row{
		{name: "madoguchi pdf sign", large: b.sign(in, out), small: b.sign(small, smallOut), compared: true},
		{name: "madoguchi pdf verify", large: b.verify(out), small: b.verify(smallOut), compared: true},
		{name: "sha256, one pass", alone: func() error { return hashFile(out) }},
		{name: "cp", large: command{args: []string{"cp", in, b.file("copy.pdf")}, writes: b.file("copy.pdf")}},
		{name: "digitorus/pdfsign sign", large: command{args: []string{b.self, peerSign, b.key, in, theirs}, writes: theirs}},
		{name: "digitorus/pdfsign verify", large: command{args: []string{b.self, peerVerify, theirs}}},
		{name: "mutool sign -v", large: command{args: []string{"mutool", "sign", "-v", out}}},
		{name: "pdfsig", large: command{args: []string{"pdfsig", "-nocert", out}}},
	}
}

func (b *bench) measure(ctx context.Context, spec bulkpdf.Spec) (held bool, err error) {
	defer func() {
		old, _ := filepath.Glob(b.file("*.pdf"))
		for _, name := range old {
			err = errors.Join(err, os.Remove(name))
		}
	}()
	small := spec
	small.Size = 1 << 20
	if err := errors.Join(spec.Create(b.file("large.pdf")), small.Create(b.file("small.pdf"))); err != nil {
		return false, err
	}
	rows := b.rows()
	for _, r := range rows { // the first run, not timed, is the one whose memory is looked at
		r.warm(ctx)
		if err := ctx.Err(); err != nil {
			return false, err
		}
		if r.err != nil && r.compared {
			return false, r.err
		}
	}
	for range b.runs {
		for _, r := range rows {
			r.time(ctx)
		}
	}
	return show(os.Stdout, fmt.Sprintf("%s, %d MB, median of %d", spec, b.megabytes, b.runs), rows), ctx.Err()
}

func (r *row) warm(ctx context.Context) {
	if r.alone != nil {
		r.err = r.alone()
		return
	}
	if r.peak, r.err = r.large.peak(ctx); r.err == nil && r.compared {
		r.base, r.err = r.small.peak(ctx)
	}
}

func (r *row) time(ctx context.Context) {
	if r.err != nil {
		return
	}
	start := time.Now()
	took := time.Duration(0)
	if r.alone != nil {
		r.err = r.alone()
		took = time.Since(start)
	} else {
		took, r.err = r.large.run(ctx)
	}
	r.times = append(r.times, took)
}

func (r *row) median() time.Duration {
	t := slices.Sorted(slices.Values(r.times))
	return t[len(t)/2]
}

// show writes the table and reports whether what is compared stayed within its
// memory.
func show(w io.Writer, title string, rows []*row) bool {
	held := true
	var hash, cp time.Duration
	for _, r := range rows {
		switch {
		case r.err != nil:
		case r.alone != nil:
			hash = r.median()
		case r.name == "cp":
			cp = r.median()
		}
	}
	p := func(format string, a ...any) { _, _ = fmt.Fprintf(w, format, a...) }
	p("\n%s\n  %-26s %8s %9s %6s %9s %11s\n", title, "", "time", "× sha256", "× cp", "peak", "above 1 MB")
	for _, r := range rows {
		if r.err != nil {
			p("  %-26s could not: %s\n", r.name, firstLine(r.err))
			continue
		}
		t := r.median()
		p("  %-26s %6.2f s %9s %6s %9s", r.name, t.Seconds(), ratio(t, hash), ratio(t, cp), megabytes(r.peak))
		if r.compared && r.peak > 0 {
			more := r.peak - r.base
			p(" %11s", megabytes(more))
			if more > moreMemory {
				held = false
				p("  NOT HELD: at most %s", megabytes(moreMemory))
			}
		}
		p("\n")
	}
	return held
}

func ratio(t, of time.Duration) string {
	if of <= 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f", t.Seconds()/of.Seconds())
}

func megabytes(kb int) string {
	if kb == 0 {
		return "–"
	}
	return fmt.Sprintf("%d MB", kb>>10)
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

// hashFile reads a file once and hashes it, as any check must.
func hashFile(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // only read
	_, err = io.CopyBuffer(struct{ io.Writer }{sha256.New()}, struct{ io.Reader }{f}, make([]byte, 256<<10))
	return err
}
