// Madoguchi 窓口 is the service counter of a Japanese office at home: it reads the
// My Number Card, signs PDFs with it and checks signatures, for people living in
// Japan.
//
// This package is the start and the wiring: command line, or the hidden helper
// role that looks at files for it. What the program does is in the other rooms.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"sync"
	"syscall"

	"golang.org/x/term"

	"madoguchi/app/cli"
	"madoguchi/app/platform"
	"madoguchi/app/problem"
	"madoguchi/assets"
	"madoguchi/card"
	"madoguchi/forms/sandbox"
	"madoguchi/forms/second"
	"madoguchi/i18n"
)

// version is set by the build.
var version = "development"

// helperRole is the argument that makes this program the helper process.
const helperRole = "helper"

func main() {
	if len(os.Args) == 2 && os.Args[1] == helperRole {
		if err := sandbox.Serve(context.Background(), os.Stdin, os.Stdout, helperJobs()); err != nil {
			os.Exit(problem.ExitFault)
		}
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	status := run(ctx)
	os.Exit(status)
}

func helperJobs() map[string]sandbox.Handler {
	return map[string]sandbox.Handler{second.Job: second.Handler()}
}

// gcPercent trades a little time for memory: old laptops have little of it, and
// what grows here is the table of a document's objects.
const gcPercent = 30

func run(ctx context.Context) int {
	debug.SetGCPercent(gcPercent)
	p, err := program()
	if err != nil {
		fmt.Fprintln(os.Stderr, "madoguchi:", err)
		return problem.ExitFault
	}
	args := os.Args[1:]
	if hasScreen() {
		p.Window = openWindow(p.Jobs)
	} else if len(args) == 0 {
		args = []string{"--help"}
	}
	return p.Run(ctx, args, terminal())
}

func terminal() cli.Terminal {
	return cli.Terminal{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		InTerminal: term.IsTerminal(int(os.Stdin.Fd())),
		HideTyping: func() (func(), error) { return platform.HideTyping(int(os.Stdin.Fd())) },
		Language:   language(),
	}
}

// language is the person's locale by the order POSIX gives.
func language() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			return v
		}
	}
	return ""
}

var texts = sync.OnceValues(func() (*i18n.Catalogue, error) { return i18n.Packed(assets.Texts()) })

// cardFailure returns the card's Failure in err, if there is one.
func cardFailure(err error) (*card.Failure, bool) {
	return errors.AsType[*card.Failure](err)
}
