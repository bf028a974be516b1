package sandbox

import (
	"bufio"
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"io"
	"os"
	"time"

	"madoguchi/forms"
)

// Handler does one kind of job inside the helper. header is what Run was given,
// in its input, which ends with io.EOF. The result is made JSON. A *forms.Problem
// travels to the caller by its kind and offset; every other error, and a panic,
// becomes HelperCrashed there.
type Handler func(ctx context.Context, header json.RawMessage, in io.Reader) (any, error)

// Serve answers the one job that comes through stdin and returns. It is the
// whole of a helper's main: it bounds the memory of this process, stops it when
// its time is over, gives up the right to more rights, forgets the system's
// root certificates, and turns os.Stdout towards standard error, because code
// under examination prints. The process
// must do nothing else.
//
// The error is for the exit code only; the parent has been told already, or is
// gone.
func Serve(ctx context.Context, stdin io.Reader, stdout io.Writer, handlers map[string]Handler) error {
	if stdout == io.Writer(os.Stdout) {
		os.Stdout = os.Stderr
	}
	withoutRoots()
	return serve(ctx, stdin, stdout, handlers, confine)
}

// withoutRoots puts an empty pool in the place of the system's root
// certificates. On Windows and macOS the system would otherwise judge chains
// itself and may call addresses that stand in the certificates.
func withoutRoots() {
	defer func() { _ = recover() }() // it is allowed once in a process
	x509.SetFallbackRoots(x509.NewCertPool())
}

// serve is Serve without its grip on the process.
func serve(ctx context.Context, stdin io.Reader, stdout io.Writer, handlers map[string]Handler, confine func(Limits)) error {
	if err := writeFrame(stdout, []byte(greeting)); err != nil {
		return err
	}
	r := bufio.NewReaderSize(stdin, chunk)
	b, err := readFrame(r, maxHeader)
	if err != nil {
		return err
	}
	var c call
	if err := json.Unmarshal(b, &c); err != nil {
		return errFrame
	}
	c.Limits = c.Limits.orDefault()
	confine(c.Limits)
	ctx, cancel := context.WithTimeout(ctx, c.Limits.Time)
	defer cancel()
	in := &input{r: r, left: c.Limits.Input}
	out, err := json.Marshal(do(ctx, c, in, handlers))
	if err != nil {
		out, err = json.Marshal(answer{Fault: faultError})
	}
	if err != nil {
		return err
	}
	return writeFrame(stdout, out)
}

func do(ctx context.Context, c call, in *input, handlers map[string]Handler) (a answer) {
	defer func() {
		if recover() != nil {
			a = answer{Fault: faultPanic}
		}
	}()
	h, ok := handlers[c.Job]
	if c.Job == Ping {
		h, ok = pong, true
	}
	if !ok {
		return answer{Fault: faultJob}
	}
	result, err := h(ctx, c.Header, in)
	if err != nil {
		if in.broken() {
			return answer{Fault: faultInput}
		}
		if p, ok := errors.AsType[*forms.Problem](err); ok {
			return answer{Fault: faultProblem, Kind: p.Kind, Offset: p.Offset}
		}
		return answer{Fault: faultError}
	}
	b, err := json.Marshal(result)
	if err != nil {
		return answer{Fault: faultError}
	}
	return answer{OK: true, Result: b}
}

func pong(context.Context, json.RawMessage, io.Reader) (any, error) { return true, nil }

// watch ends the process when its time or its memory is over, should the system
// have no bound of its own, and when its parent is gone and nobody would. used
// gives the bytes in use.
func watch(l Limits, used func() int64) {
	const every = 20 * time.Millisecond
	end := time.Now().Add(l.Time + grace)
	start, parent := used(), os.Getppid()
	go func() {
		for range time.Tick(every) {
			if used()-start > l.Memory {
				os.Exit(exitMemory)
			}
			if time.Now().After(end) || os.Getppid() != parent {
				os.Exit(exitTime)
			}
		}
	}()
}
