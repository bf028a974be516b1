//go:build !ci && linux

package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"madoguchi/app/practice"
	"madoguchi/assets"
	"madoguchi/build/bench/bulkpdf"
)

const (
	smallFile, largeFile = 1 << 20, 200 << 20
	// moreMemory is what the large file may need above the small one, in kB.
	moreMemory = 96 << 10
	// stopsWithin is how long a stopped process may take to end.
	stopsWithin = 5 * time.Second
)

// peakFile names the file into which TestLargeProcess writes its peak.
const peakFile = "MADOGUCHI_PEAK_FILE"

// TestLargeProcess is the program once more, as the process whose memory is
// measured: the arguments behind "--" are its own. It says its own peak, VmHWM,
// at its end: what wait4 reports would include the helper's, and that of the
// process it was forked from.
func TestLargeProcess(t *testing.T) {
	name := os.Getenv(peakFile)
	if name == "" {
		return
	}
	os.Args = append([]string{"madoguchi"}, flag.Args()...)
	if status := run(t.Context()); status != 0 {
		t.Fatalf("exit status %d", status)
	}
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// peak runs the program in a process of its own and returns its VmHWM in kB.
func peak(t *testing.T, stdin string, args ...string) int {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "status")
	c := exec.CommandContext(t.Context(), exe, append([]string{"-test.run=^TestLargeProcess$", "--"}, args...)...)
	c.Env = append(os.Environ(), peakFile+"="+name, "LANG=C")
	c.Stdin = strings.NewReader(stdin)
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%.2000s", args, err, out)
	}
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		if f := strings.Fields(line); len(f) == 3 && f[0] == "VmHWM:" {
			kb, err := strconv.Atoi(f[1])
			if err != nil {
				t.Fatal(err)
			}
			return kb
		}
	}
	t.Fatalf("no VmHWM in\n%s", b)
	return 0
}

// signArgs sign in to out with the resident's practice card.
func signArgs(in, out string) []string {
	return []string{
		"--json", "--mode", "self", "--card", "practice:resident",
		"pdf", "sign", in, "-o", out, "--purpose", "private", "--password-stdin",
	}
}

func passwordLine(t *testing.T) string {
	t.Helper()
	set, err := practice.Load(assets.Practice())
	if err != nil {
		t.Fatal(err)
	}
	s, err := set.Secrets("resident", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return s.Sign + "\n"
}

// A file of 200 MB, whatever fills it, takes hardly more memory to sign and to
// check than one of 1 MB.
func TestLargeFilesNeedLittleMemory(t *testing.T) {
	password := passwordLine(t)
	for i, large := range bulkpdf.All(largeFile) {
		small := bulkpdf.All(smallFile)[i]
		t.Run(large.String(), func(t *testing.T) {
			var sign, verify [2]int
			for k, spec := range []bulkpdf.Spec{small, large} {
				dir := t.TempDir()
				in, out := filepath.Join(dir, "in.pdf"), filepath.Join(dir, "out.pdf")
				if err := spec.Create(in); err != nil {
					t.Fatal(err)
				}
				sign[k] = peak(t, password, signArgs(in, out)...)
				verify[k] = peak(t, "", "--json", "--card", "practice", "pdf", "verify", out)
				if err := errors.Join(os.Remove(in), os.Remove(out)); err != nil {
					t.Fatal(err)
				}
			}
			t.Logf("sign %d and %d kB, verify %d and %d kB", sign[0], sign[1], verify[0], verify[1])
			if more := sign[1] - sign[0]; more > moreMemory {
				t.Errorf("signing 200 MB takes %d kB more than 1 MB", more)
			}
			if more := verify[1] - verify[0]; more > moreMemory {
				t.Errorf("verifying 200 MB takes %d kB more than 1 MB", more)
			}
		})
	}
}

// stopped is a run of the program that is sent SIGINT in the middle.
type stopped struct {
	t     *testing.T
	cmd   *exec.Cmd
	stdin io.WriteCloser
	out   bytes.Buffer
	done  chan error
}

func startToStop(t *testing.T, args ...string) *stopped {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	s := &stopped{t: t, cmd: exec.CommandContext(t.Context(), exe, args...), done: make(chan error, 1)}
	s.cmd.Env = append(os.Environ(), asProgram+"=1", "LANG=C")
	s.cmd.Stdout, s.cmd.Stderr = &s.out, &s.out
	if s.stdin, err = s.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { s.done <- s.cmd.Wait() }()
	return s
}

// interruptWhen holds the process still as soon as it is where wanted says, and
// lets it go on with SIGINT pending. It returns the exit status and the time
// until the end; -1 if the process ended before it was there.
func (s *stopped) interruptWhen(there func(pid int) bool) (status int, took time.Duration) {
	s.t.Helper()
	pid := s.cmd.Process.Pid
	defer func() { _ = s.cmd.Process.Kill() }()
	signal := func(n syscall.Signal) {
		if err := s.cmd.Process.Signal(n); err != nil && !errors.Is(err, os.ErrProcessDone) {
			s.t.Fatal(err)
		}
	}
	deadline := time.After(time.Minute)
	look := time.NewTicker(time.Millisecond)
	defer look.Stop()
	for held := false; !held; {
		select {
		case <-s.done:
			return -1, 0
		case <-deadline:
			s.t.Fatal("was never there")
		case <-look.C:
			if !there(pid) {
				continue
			}
			signal(syscall.SIGSTOP)
			if held = there(pid); !held { // it went on before it was held
				signal(syscall.SIGCONT)
			}
		}
	}
	signal(syscall.SIGINT)
	start := time.Now()
	signal(syscall.SIGCONT)
	select {
	case <-s.done:
		return s.cmd.ProcessState.ExitCode(), time.Since(start)
	case <-time.After(stopsWithin):
		s.t.Fatalf("still there %v after SIGINT", stopsWithin)
	}
	return -1, 0
}

// bytesIn returns the size of the only file in dir, hidden ones included; 0 when
// there is none.
func bytesIn(dir string) (n int64) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if st, err := e.Info(); err == nil {
			n += st.Size()
		}
	}
	return n
}

// bytesRead returns how much a process has read so far.
func bytesRead(pid int) (n int64) {
	b, _ := os.ReadFile(fmt.Sprintf("/proc/%d/io", pid))
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(line, "rchar: "); ok {
			n, _ = strconv.ParseInt(strings.TrimSpace(rest), 10, 64)
		}
	}
	return n
}

// bytesOpen is the size of the files below dir that a process has open, whether
// or not they have a name there.
func bytesOpen(pid int, dir string) (n int64) {
	fds := fmt.Sprintf("/proc/%d/fd", pid)
	entries, _ := os.ReadDir(fds)
	for _, e := range entries {
		fd := filepath.Join(fds, e.Name())
		if to, err := os.Readlink(fd); err == nil && strings.HasPrefix(to, dir+"/") {
			if st, err := os.Stat(fd); err == nil {
				n += st.Size()
			}
		}
	}
	return n
}

// Ctrl-C in the middle of a large file: it ends soon, says so, and leaves nothing.
func TestALargeFileCanBeStopped(t *testing.T) {
	password := passwordLine(t)
	dir := t.TempDir()
	in, signed := filepath.Join(dir, "in.pdf"), filepath.Join(dir, "signed.pdf")
	spec := bulkpdf.Spec{Size: largeFile, Shape: bulkpdf.FewStreams}
	if err := spec.Create(in); err != nil {
		t.Fatal(err)
	}
	st, err := os.Stat(in)
	if err != nil {
		t.Fatal(err)
	}
	size := st.Size()
	peak(t, password, signArgs(in, signed)...)

	const begun = 8 << 20
	for _, x := range []struct {
		name, stdin string
		verify      bool
		there       func(pid int, out string) bool
	}{
		{
			name: "signing, while it is copied", // and no password is given, so it cannot be done before
			there: func(pid int, out string) bool {
				n := bytesOpen(pid, out)
				return n > begun && n < size
			},
		},
		{
			name: "signing, while it is checked", stdin: password,
			there: func(pid int, out string) bool { return bytesOpen(pid, out) > size },
		},
		{
			name: "verifying", verify: true,
			there: func(pid int, _ string) bool {
				n := bytesRead(pid)
				return n > begun && n < size*3/4
			},
		},
	} {
		t.Run(x.name, func(t *testing.T) {
			// It may have been let pass and be on its way to its name when it is
			// told to stop; then it is done, and that says nothing here.
			for range 5 {
				out := t.TempDir()
				target := filepath.Join(out, "out.pdf")
				args := signArgs(in, target)
				if x.verify {
					args = []string{"--json", "--card", "practice", "pdf", "verify", signed}
				}
				s := startToStop(t, args...)
				if x.stdin != "" {
					if _, err := io.WriteString(s.stdin, x.stdin); err != nil {
						t.Fatal(err)
					}
				}
				status, took := s.interruptWhen(func(pid int) bool { return x.there(pid, out) })
				if status == -1 || status == 0 && !x.verify && bytesIn(out) > size {
					continue
				}
				t.Logf("ended %v after SIGINT", took)
				if status != 130 {
					t.Errorf("exit status %d\n%.1000s", status, s.out.Bytes())
				}
				if !bytes.Contains(s.out.Bytes(), []byte(`"result": null`)) {
					t.Errorf("shows a result: %.1000s", s.out.Bytes())
				}
				if left, err := os.ReadDir(out); err != nil || len(left) > 0 {
					t.Errorf("left %v, %v", left, err)
				}
				return
			}
			t.Fatal("was always done before it could be stopped")
		})
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 2 {
		t.Errorf("beside the input: %v, %v", left, err)
	}
}
