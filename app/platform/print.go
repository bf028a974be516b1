package platform

import (
	"bytes"
	"context"
	"os/exec"
	"time"
)

// printCommand is what systems with CUPS print with.
const printCommand = "lp"

// printTime is how long handing a paper over may take; waiting for the printer itself
// is the system's.
const printTime = 20 * time.Second

// Printer returns what hands a PDF file to the system's usual printer, nil where
// there is no command for that. Nothing is written to a file of ours: the paper goes
// through a pipe. The system's own spooler may keep it for some time. name is what
// the queue shows of it. The error has no word of the command's.
func Printer() func(name string, pdf []byte) error {
	path, err := exec.LookPath(printCommand)
	if err != nil {
		return nil
	}
	return func(name string, pdf []byte) error {
		ctx, cancel := context.WithTimeout(context.Background(), printTime)
		defer cancel()
		cmd := exec.CommandContext(ctx, path, "-s", "-t", name, "-")
		cmd.Stdin = bytes.NewReader(pdf)
		if err := cmd.Run(); err != nil {
			return &Error{Op: "print", Err: err}
		}
		return nil
	}
}
