// Dist makes what people install: a .deb and a .tar.xz for Linux, and a zip for
// Windows that runs from a USB stick.
//
//	go run ./build/dist                  deb and tar, into .out/dist
//	go run ./build/dist -o DIR windows   the Windows zip (needs mingw-w64)
//	go run ./build/dist prove            makes deb and tar, installs each in a clean
//	                                     Debian system, starts the program, signs
//
// The same commit gives the same bytes: times are the commit's (or those of
// SOURCE_DATE_EPOCH), owners are root, order is by name. It installs nothing on
// this computer, signs no package and publishes nothing.
//
// It exits 1 where something could not be made or proved, and 3 where prove
// cannot be tried here at all, having said why.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
)

// errCannotTry is wrapped by what says that this computer cannot try a package.
var errCannotTry = errors.New("cannot be tried here")

const (
	exitFailed    = 1
	exitCannotTry = 3
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:])
	stop()
	switch {
	case errors.Is(err, errCannotTry):
		fmt.Fprintln(os.Stderr, "build/dist:", err)
		os.Exit(exitCannotTry)
	case err != nil:
		fmt.Fprintln(os.Stderr, "build/dist:", err)
		os.Exit(exitFailed)
	}
}

func run(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("build/dist", flag.ContinueOnError)
	out := flags.String("o", "", "the folder for what is made (default .out/dist in the checkout)")
	if err := flags.Parse(args); err != nil {
		return err
	}
	root, err := checkout(ctx)
	if err != nil {
		return err
	}
	if *out == "" {
		*out = filepath.Join(root, ".out", "dist")
	}
	if err := os.MkdirAll(*out, 0o755); err != nil {
		return err
	}
	p, err := readProduct(ctx, root)
	if err != nil {
		return err
	}
	m := &maker{root: root, out: *out, product: p}
	what := flags.Args()
	if len(what) == 0 {
		what = []string{"deb", "tar"}
	}
	for _, w := range what {
		if err := m.make(ctx, w); err != nil {
			return fmt.Errorf("%s: %w", w, err)
		}
	}
	return nil
}

// checkout is the top of the checkout we stand in.
func checkout(ctx context.Context) (string, error) {
	out, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return "", fmt.Errorf("go list -m: %w", err)
	}
	return strings.TrimSpace(string(out)), nil
}

// A maker makes the packages of one product from one checkout.
type maker struct {
	root, out string
	product   product
	program   []byte // the Linux program, once it is built
}

func (m *maker) make(ctx context.Context, what string) error {
	switch what {
	case "deb":
		return m.save(ctx, m.debName(), m.deb)
	case "tar":
		return m.save(ctx, m.tarName(), m.tar)
	case "windows":
		return m.save(ctx, m.zipName(), m.zip)
	case "prove":
		return m.prove(ctx)
	}
	return errors.New("not one of deb, tar, windows, prove")
}

// save writes what pack gives under name, whole or not at all, and says so.
func (m *maker) save(ctx context.Context, name string, pack func(context.Context) ([]byte, error)) error {
	b, err := pack(ctx)
	if err != nil {
		return err
	}
	to := filepath.Join(m.out, name)
	if err := os.WriteFile(to+".new", b, 0o644); err != nil {
		return err
	}
	if err := os.Rename(to+".new", to); err != nil {
		return err
	}
	fmt.Printf("%s  %.1f MB\n", to, float64(len(b))/1e6)
	return nil
}
