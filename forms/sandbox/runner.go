package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path/filepath"
	"sync"
	"time"

	"madoguchi/forms"
)

// grace is how long a helper that was killed is waited for before its pipes are
// closed over its head.
const grace = 2 * time.Second

// Runner starts helpers, one for each job. It is safe for concurrent use.
type Runner struct {
	// Command is the program and the arguments that make it call Serve. A
	// program without a slash is looked for in PATH.
	Command []string
	// Env is added to the helper's otherwise empty environment, as NAME=value.
	Env []string
}

// Do is Run with DefaultLimits.
func (r *Runner) Do(ctx context.Context, job string, header any, in io.Reader) ([]byte, error) {
	return r.Run(ctx, job, header, in, Limits{})
}

// Ping starts a helper and lets it answer at once.
func (r *Runner) Ping(ctx context.Context) error {
	_, err := r.Do(ctx, Ping, nil, nil)
	return err
}

// Run starts a helper, gives it header (as JSON, at most 1 MiB) and the bytes
// of in, and returns its answer, which is JSON. in may be nil; it should be a
// file or memory, for a Read that blocks cannot be stopped.
//
// Whatever happens, the helper and all it started are gone when Run returns.
// Every error is a *forms.Problem: HelperUnavailable when no helper could be
// started, HelperTimeout, HelperMemory, HelperCrashed (also when it answered
// with what is no answer), TooLarge when in holds more than l.Input, ReadFailed
// when in could not be read, Cancelled when ctx ended, or the kind with which
// the job itself failed. What the helper wrote on its standard error is never
// part of it.
func (r *Runner) Run(ctx context.Context, job string, header any, in io.Reader, l Limits) ([]byte, error) {
	op := "helper " + job
	l = l.orDefault()
	h, err := json.Marshal(header)
	if err != nil {
		return nil, forms.Fail(forms.Internal, op, err)
	}
	first, err := json.Marshal(call{Job: job, Limits: l, Header: h})
	if err != nil || len(first) > maxHeader {
		return nil, forms.Fail(forms.Internal, op, errors.Join(err, errFrame))
	}
	if err := ctx.Err(); err != nil {
		return nil, forms.Fail(forms.Cancelled, op, err)
	}
	p, err := r.start(ctx, l)
	if err != nil {
		return nil, forms.Fail(forms.HelperUnavailable, op, withoutName(err))
	}
	a, err := p.converse(ctx, first, in, l)
	if err != nil {
		return nil, forms.Fail(problemKind(err), op, err)
	}
	if a.OK {
		return a.Result, nil
	}
	if a.Fault == faultProblem && a.Kind > forms.Internal && a.Kind <= forms.Cancelled {
		return nil, forms.FailAt(a.Kind, op, max(a.Offset, -1), nil)
	}
	return nil, forms.Fail(forms.HelperCrashed, op, nil)
}

// stopped is why a helper gave no answer.
type stopped struct {
	kind forms.Kind
	err  error
}

func (s *stopped) Error() string {
	if s.err != nil {
		return s.err.Error()
	}
	return "no answer"
}

func (s *stopped) Unwrap() error { return s.err }

func problemKind(err error) forms.Kind {
	if s, ok := errors.AsType[*stopped](err); ok {
		return s.kind
	}
	return forms.HelperCrashed
}

// process is one started helper.
type process struct {
	cmd    *exec.Cmd
	cancel context.CancelFunc
	timed  context.Context
	stdin  io.WriteCloser
	stdout io.ReadCloser
	stderr *tail
}

func (r *Runner) start(ctx context.Context, l Limits) (*process, error) {
	if len(r.Command) == 0 {
		return nil, errors.New("no command")
	}
	// The helper works in another folder, so its program is named in full.
	program, err := exec.LookPath(r.Command[0])
	if err != nil {
		return nil, err
	}
	if program, err = filepath.Abs(program); err != nil {
		return nil, err
	}
	timed, cancel := context.WithTimeout(ctx, l.Time)
	p := &process{timed: timed, cancel: cancel, stderr: &tail{limit: 32 << 10}}
	p.cmd = exec.CommandContext(timed, program, r.Command[1:]...)
	p.cmd.Env = append(environment(), r.Env...)
	p.cmd.Stderr = p.stderr
	p.cmd.WaitDelay = grace
	p.cmd.Cancel = func() error { return killGroup(p.cmd.Process) }
	ownGroup(p.cmd)
	if p.stdin, err = p.cmd.StdinPipe(); err == nil {
		p.stdout, err = p.cmd.StdoutPipe()
	}
	if err == nil {
		err = p.cmd.Start()
	}
	if err != nil {
		cancel()
		if p.stdin != nil {
			p.stdin.Close()
		}
		if p.stdout != nil {
			p.stdout.Close()
		}
		return nil, err
	}
	return p, nil
}

// converse sends the call and the input, reads the answer and sees the helper
// off.
func (p *process) converse(ctx context.Context, first []byte, in io.Reader, l Limits) (answer, error) {
	defer p.cancel()
	sent := make(chan error, 1)
	go func() {
		err := writeFrame(p.stdin, first)
		if err == nil {
			err = sendInput(p.stdin, in, l.Input)
		}
		p.stdin.Close()
		if own(err) {
			p.cancel() // nothing to wait for
		}
		sent <- err
	}()
	got := make(chan reply, 1)
	go func() { got <- listen(p.stdout, l) }()

	var rep reply
	select {
	case rep = <-got:
	case <-p.timed.Done():
		// The kill closes the pipe, unless something that fled the group holds it.
		late := time.NewTimer(grace)
		select {
		case rep = <-got:
		case <-late.C:
			p.stdout.Close()
			rep = <-got
		}
		late.Stop()
	}
	if rep.err != nil {
		_ = killGroup(p.cmd.Process)
	}
	waitErr := p.cmd.Wait()
	timeout := p.timed.Err()
	if rep.err != nil || waitErr != nil {
		_ = killGroup(p.cmd.Process) // what the helper may have left
	}
	p.stdin.Close()
	var sendErr error
	select {
	case sendErr = <-sent:
	case <-time.After(grace): // in blocks; it was said that it should not
	}
	switch {
	case ctx.Err() != nil:
		return answer{}, &stopped{forms.Cancelled, ctx.Err()}
	case errors.Is(sendErr, errTooMuch):
		return answer{}, &stopped{forms.TooLarge, sendErr}
	case own(sendErr):
		return answer{}, &stopped{forms.ReadFailed, sendErr}
	case rep.err == nil && waitErr == nil:
		return rep.answer, nil
	case errors.Is(timeout, context.DeadlineExceeded), p.exitCode() == exitTime:
		return answer{}, &stopped{forms.HelperTimeout, nil}
	case p.ranOutOfMemory():
		return answer{}, &stopped{forms.HelperMemory, nil}
	case !rep.greeted:
		return answer{}, &stopped{forms.HelperUnavailable, rep.err}
	}
	return answer{}, &stopped{forms.HelperCrashed, rep.err}
}

// own reports whether a failure to send is ours and not the helper's.
func own(err error) bool {
	_, read := errors.AsType[*readError](err)
	return read || errors.Is(err, errTooMuch)
}

func (p *process) exitCode() int { return p.cmd.ProcessState.ExitCode() }

// ranOutOfMemory looks at how the helper ended. Go's runtime ends with code 2
// and says why on standard error; under cgo it may abort where a thread finds no
// room for its stack.
func (p *process) ranOutOfMemory() bool {
	if p.cmd.ProcessState.Success() {
		return false
	}
	if p.exitCode() == exitMemory {
		return true
	}
	for _, s := range []string{"out of memory", "cannot allocate memory", "pthread_create failed", "failed to create new OS thread"} {
		if p.stderr.contains(s) {
			return true
		}
	}
	// Go 1.26's collector does not look whether its own small allocations
	// succeeded, and falls over the null pointer on the scheduler's stack. Code
	// under examination never runs there.
	return p.stderr.contains("SIGSEGV: segmentation violation") && p.stderr.contains("goroutine 0 ")
}

type reply struct {
	greeted bool
	answer  answer
	err     error
}

// listen reads greeting, answer and the end.
func listen(r io.Reader, l Limits) reply {
	hello, err := readFrame(r, int64(len(greeting)))
	if err != nil || string(hello) != greeting {
		return reply{err: errors.Join(err, errFrame)}
	}
	b, err := readFrame(r, l.Answer)
	if err != nil {
		return reply{greeted: true, err: err}
	}
	rep := reply{greeted: true}
	if rep.err = json.Unmarshal(b, &rep.answer); rep.err != nil {
		rep.err = errFrame // the text of json's errors quotes the input
		return rep
	}
	if n, _ := r.Read(make([]byte, 1)); n > 0 {
		rep.err = errFrame
	}
	return rep
}

// tail keeps the last bytes written to it. It is only ever searched.
type tail struct {
	mu    sync.Mutex
	limit int
	b     []byte
}

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.b = append(t.b, p[max(0, len(p)-t.limit):]...)
	if over := len(t.b) - t.limit; over > 0 {
		t.b = append(t.b[:0], t.b[over:]...)
	}
	return len(p), nil
}

func (t *tail) contains(s string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return bytes.Contains(t.b, []byte(s))
}

// always is the environment on every system: no memory contents at the end of a
// crash, few threads, and no certificates of the system (see withoutRoots).
func always() []string {
	return []string{"GOTRACEBACK=none", "GOMAXPROCS=2", "GODEBUG=x509usefallbackroots=1"}
}

// withoutName drops the program's name, which is a path and may hold a
// person's: only the innermost cause is kept.
func withoutName(err error) error {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err
		}
		err = inner
	}
}
