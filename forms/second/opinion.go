package second

import (
	"context"
	"encoding/json"
	"io"

	"madoguchi/forms"
)

// Job is the name under which Handler is served in the helper.
const Job = "second"

// MaxSize is the size in bytes of the largest file that is asked about.
const MaxSize = 20_000_000

// Verdict is what the other verifier thinks.
type Verdict int

const (
	// NotAvailable: there is no opinion; the file is neither better nor worse.
	NotAvailable Verdict = iota
	// Agrees: the signature fits the bytes it covers.
	Agrees
	// Disagrees: the signature was found and called invalid.
	Disagrees
)

var verdictNames = [...]string{NotAvailable: "not_available", Agrees: "agrees", Disagrees: "disagrees"}

// String gives agrees, disagrees or not_available.
func (v Verdict) String() string {
	if v < 0 || int(v) >= len(verdictNames) {
		return verdictNames[NotAvailable]
	}
	return verdictNames[v]
}

// Reason is why there is no opinion, or what it rests on.
type Reason string

const (
	// Verified goes with Agrees.
	Verified Reason = "verified"
	// Mismatch goes with Disagrees: digest or signature do not fit.
	Mismatch Reason = "mismatch"
	// TooLarge: the file is larger than MaxSize; nothing was started.
	TooLarge Reason = "too_large"
	// Unreadable: the other verifier cannot read the file.
	Unreadable Reason = "unreadable"
	// NotFound: it read the file and did not list the signature, or listed
	// several that cannot be told apart.
	NotFound Reason = "not_found"
	// Unsupported: it does not know the kind of signature.
	Unsupported Reason = "unsupported"
	// Dates: it stopped at the dates of the certificate, which are not its
	// question, before it checked the signature.
	Dates Reason = "dates"
	// TimedOut, OutOfMemory, Crashed: the helper was stopped, or stopped.
	TimedOut    Reason = "timed_out"
	OutOfMemory Reason = "out_of_memory"
	Crashed     Reason = "crashed"
	// NoHelper: the helper could not be started.
	NoHelper Reason = "no_helper"
	// Cancelled: the person stopped it.
	Cancelled Reason = "cancelled"
)

// Opinion is the answer. Its zero value is no opinion.
type Opinion struct {
	Verdict Verdict
	Why     Reason
}

// String is that of the verdict.
func (o Opinion) String() string { return o.Verdict.String() }

// Run starts a job in the helper, with the limits of 10 seconds, 256 MiB and
// MaxSize bytes of input, and returns its answer as JSON. Its errors are
// *forms.Problem.
type Run func(ctx context.Context, job string, header any, in io.Reader) ([]byte, error)

// Ask asks about the signature in the field with the full name field, in the
// file of size bytes behind r. There is always an answer; whatever keeps the
// other verifier from giving one is NotAvailable with the reason.
func Ask(ctx context.Context, run Run, r io.ReaderAt, size int64, field string) Opinion {
	if size > MaxSize {
		return Opinion{NotAvailable, TooLarge}
	}
	out, err := run(ctx, Job, question{Field: field, Size: size}, io.NewSectionReader(r, 0, size))
	if err != nil {
		return Opinion{NotAvailable, reason(err)}
	}
	var f finding
	if json.Unmarshal(out, &f) != nil {
		return Opinion{NotAvailable, Crashed}
	}
	switch f.Why {
	case Verified:
		return Opinion{Agrees, Verified}
	case Mismatch:
		return Opinion{Disagrees, Mismatch}
	case Unreadable, NotFound, Unsupported, Dates:
		return Opinion{NotAvailable, f.Why}
	}
	return Opinion{NotAvailable, Crashed}
}

// question and finding are what goes into the helper and what comes back.
type question struct {
	Field string `json:"field"`
	Size  int64  `json:"size"`
}

type finding struct {
	Why Reason `json:"why"`
}

func reason(err error) Reason {
	kind, _ := forms.KindOf(err)
	switch kind {
	case forms.HelperTimeout:
		return TimedOut
	case forms.HelperMemory:
		return OutOfMemory
	case forms.HelperUnavailable:
		return NoHelper
	case forms.Cancelled:
		return Cancelled
	case forms.TooLarge:
		return TooLarge
	case forms.ReadFailed:
		return Unreadable
	}
	return Crashed
}
