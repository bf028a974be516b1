package sandbox

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"madoguchi/forms"
)

// The protocol. Every frame is four bytes of length, big endian, and as many
// bytes of payload.
//
//	helper → parent: greeting
//	parent → helper: call (JSON)
//	parent → helper: input in pieces of at most chunk bytes, then an empty frame
//	helper → parent: answer (JSON), then end of file
const (
	greeting  = "madoguchi helper 1"
	chunk     = 64 << 10
	maxHeader = 1 << 20
)

// Exit codes by which the helper says why it stopped itself.
const (
	exitMemory = 86
	exitTime   = 87
)

// Ping is the one job that every helper has: it answers without reading input,
// and shows that a helper can be started.
const Ping = "ping"

type call struct {
	Job    string          `json:"job"`
	Limits Limits          `json:"limits"`
	Header json.RawMessage `json:"header"`
}

type answer struct {
	OK     bool            `json:"ok"`
	Result json.RawMessage `json:"result,omitempty"`
	// Fault is why there is no result.
	Fault fault `json:"fault,omitempty"`
	// Kind and Offset are those of a forms.Problem when Fault is faultProblem.
	Kind   forms.Kind `json:"kind,omitempty"`
	Offset int64      `json:"offset,omitempty"`
}

type fault string

const (
	faultProblem fault = "problem" // the job answered with a forms.Problem
	faultError   fault = "error"   // the job answered with another error
	faultPanic   fault = "panic"
	faultJob     fault = "job"   // no such job
	faultInput   fault = "input" // the input broke off
)

var errFrame = errors.New("not a frame of the helper")

func writeFrame(w io.Writer, payload []byte) error {
	b := make([]byte, 4, 4+len(payload))
	binary.BigEndian.PutUint32(b, uint32(len(payload)))
	_, err := w.Write(append(b, payload...))
	return err
}

// readFrame reads one frame of at most limit bytes. At a clean end of the
// stream the error is io.EOF.
func readFrame(r io.Reader, limit int64) ([]byte, error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, err
	}
	n := int64(binary.BigEndian.Uint32(head[:]))
	if n > limit {
		return nil, fmt.Errorf("%w: %d bytes", errFrame, n)
	}
	// Grown as the bytes come: the length alone must not cost memory.
	b, err := io.ReadAll(io.LimitReader(r, n))
	if err != nil {
		return nil, err
	}
	if int64(len(b)) < n {
		return nil, io.ErrUnexpectedEOF
	}
	return b, nil
}

// sendInput sends in as frames of pieces. It returns errTooMuch when there is
// more than limit, and a *readError when in itself failed; every other error is
// the helper's end of the pipe.
func sendInput(w io.Writer, in io.Reader, limit int64) error {
	if in == nil {
		return writeFrame(w, nil)
	}
	buf := make([]byte, chunk)
	for left := limit; ; {
		n, err := io.ReadFull(in, buf)
		if int64(n) > left {
			return errTooMuch
		}
		left -= int64(n)
		if n > 0 {
			if err := writeFrame(w, buf[:n]); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return writeFrame(w, nil)
		}
		if err != nil {
			return &readError{err}
		}
	}
}

var errTooMuch = errors.New("more input than the helper is given")

type readError struct{ err error }

func (e *readError) Error() string { return "read input: " + e.err.Error() }
func (e *readError) Unwrap() error { return e.err }

// input is the helper's side of sendInput. It ends with io.EOF only at the empty
// frame; a stream that breaks off is io.ErrUnexpectedEOF.
type input struct {
	r     io.Reader
	left  int64 // of the whole
	piece int64 // of the frame being read
	err   error
}

func (in *input) Read(p []byte) (int, error) {
	if in.err != nil {
		return 0, in.err
	}
	if len(p) == 0 {
		return 0, nil
	}
	if in.piece == 0 {
		var head [4]byte
		if _, err := io.ReadFull(in.r, head[:]); err != nil {
			return 0, in.fail(io.ErrUnexpectedEOF)
		}
		in.piece = int64(binary.BigEndian.Uint32(head[:]))
		switch {
		case in.piece == 0:
			return 0, in.fail(io.EOF)
		case in.piece > chunk || in.piece > in.left:
			return 0, in.fail(errFrame)
		}
	}
	n, err := in.r.Read(p[:min(int64(len(p)), in.piece)])
	in.piece -= int64(n)
	in.left -= int64(n)
	if err != nil {
		in.fail(io.ErrUnexpectedEOF)
		if n == 0 {
			return 0, in.err
		}
	}
	return n, nil
}

func (in *input) fail(err error) error {
	in.err = err
	return err
}

// broken reports whether the stream ended other than at its end.
func (in *input) broken() bool { return in.err != nil && !errors.Is(in.err, io.EOF) }
