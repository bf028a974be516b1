package sandbox_test

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"madoguchi/forms"
	"madoguchi/forms/sandbox"
)

const (
	helperEnv = "MADOGUCHI_TEST_HELPER"
	fileEnv   = "MADOGUCHI_TEST_FILE"
)

// TestMain lets the test program be its own helper.
func TestMain(m *testing.M) {
	switch os.Getenv(helperEnv) {
	case "":
		os.Exit(m.Run())
	case "serve":
		if err := sandbox.Serve(context.Background(), os.Stdin, os.Stdout, jobs()); err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	case "parent": // starts a helper that hangs, until it is killed
		exe, _ := os.Executable()
		r := sandbox.Runner{Command: []string{exe}, Env: []string{helperEnv + "=serve"}}
		_, _ = r.Run(context.Background(), "tell and hang", os.Getenv(fileEnv), nil, sandbox.Limits{Time: time.Hour})
	case "sleep":
		time.Sleep(time.Hour)
	case "mute": // a program that is no helper
		os.Exit(0)
	}
	os.Exit(2)
}

func jobs() map[string]sandbox.Handler {
	// A process at its end writes to the real standard output, past Serve.
	stdout := os.Stdout
	return map[string]sandbox.Handler{
		"count": func(_ context.Context, header json.RawMessage, in io.Reader) (any, error) {
			var h map[string]string
			if err := json.Unmarshal(header, &h); err != nil {
				return nil, err
			}
			n, err := io.Copy(io.Discard, in)
			return map[string]any{"bytes": n, "word": h["word"]}, err
		},
		"ignore": func(context.Context, json.RawMessage, io.Reader) (any, error) { return "ignored", nil },
		"print": func(context.Context, json.RawMessage, io.Reader) (any, error) {
			fmt.Println("unknown predictor 7")
			return "printed", nil
		},
		"environment": func(context.Context, json.RawMessage, io.Reader) (any, error) {
			dir, _ := os.Getwd()
			return append(os.Environ(), dir), nil
		},
		"roots": func(context.Context, json.RawMessage, io.Reader) (any, error) {
			pool, err := x509.SystemCertPool()
			if err != nil {
				return nil, err
			}
			return pool.Equal(x509.NewCertPool()), nil
		},
		"tell and hang": func(_ context.Context, header json.RawMessage, _ io.Reader) (any, error) {
			var file string
			if err := json.Unmarshal(header, &file); err != nil {
				return nil, err
			}
			if err := os.WriteFile(file+".part", fmt.Appendf(nil, "%d", os.Getpid()), 0o600); err != nil {
				return nil, err
			}
			if err := os.Rename(file+".part", file); err != nil {
				return nil, err
			}
			select {}
		},
		"hang": func(context.Context, json.RawMessage, io.Reader) (any, error) {
			select {}
		},
		"spin": func(context.Context, json.RawMessage, io.Reader) (any, error) {
			//lint:ignore SA5002 a job that never ends is what is tested
			for {
			}
		},
		"eat": func(context.Context, json.RawMessage, io.Reader) (any, error) {
			var all [][]byte
			for range 4096 {
				all = append(all, bytes.Repeat([]byte{1}, 1<<20))
			}
			return len(all), nil
		},
		"gulp": func(context.Context, json.RawMessage, io.Reader) (any, error) {
			b := make([]byte, 2<<30)
			for i := range b {
				b[i] = 1
			}
			return len(b), nil
		},
		"eat100": func(context.Context, json.RawMessage, io.Reader) (any, error) {
			return len(bytes.Repeat([]byte{1}, 100<<20)), nil
		},
		"panic": func(context.Context, json.RawMessage, io.Reader) (any, error) { panic("yamada") },
		"panic elsewhere": func(context.Context, json.RawMessage, io.Reader) (any, error) {
			go panic("yamada")
			select {}
		},
		"recurse": func(context.Context, json.RawMessage, io.Reader) (any, error) { return recurse(1), nil },
		"exit 0": func(context.Context, json.RawMessage, io.Reader) (any, error) {
			os.Exit(0)
			return nil, nil
		},
		"exit 7": func(context.Context, json.RawMessage, io.Reader) (any, error) {
			fmt.Fprintln(os.Stderr, "yamada hanako")
			os.Exit(7)
			return nil, nil
		},
		"garbage": func(context.Context, json.RawMessage, io.Reader) (any, error) {
			fmt.Fprint(stdout, "<html>this is no frame</html>")
			select {}
		},
		"garbage in a frame": func(context.Context, json.RawMessage, io.Reader) (any, error) {
			fmt.Fprint(stdout, "\x00\x00\x00\x06yamada")
			os.Exit(0)
			return nil, nil
		},
		"short frame": func(context.Context, json.RawMessage, io.Reader) (any, error) {
			fmt.Fprint(stdout, "\x00\x00\x00\xFFyamada")
			os.Exit(0)
			return nil, nil
		},
		"answer twice": func(context.Context, json.RawMessage, io.Reader) (any, error) {
			const ok = `{"ok":true,"result":1}`
			fmt.Fprintf(stdout, "\x00\x00\x00%c%s", len(ok), ok)
			return "again", nil
		},
		"flood": func(context.Context, json.RawMessage, io.Reader) (any, error) {
			for {
				if _, err := stdout.Write(make([]byte, 1<<16)); err != nil {
					os.Exit(1)
				}
			}
		},
		"flood stderr": func(context.Context, json.RawMessage, io.Reader) (any, error) {
			for range 500 {
				os.Stderr.Write(bytes.Repeat([]byte("yamada "), 1<<14))
			}
			return "flooded", nil
		},
		"long answer": func(context.Context, json.RawMessage, io.Reader) (any, error) {
			return strings.Repeat("x", 9<<20), nil
		},
		"problem": func(context.Context, json.RawMessage, io.Reader) (any, error) {
			return nil, fmt.Errorf("wrapped: %w", forms.FailAt(forms.Damaged, "read yamada", 42, errors.New("yamada")))
		},
		"error":       func(context.Context, json.RawMessage, io.Reader) (any, error) { return nil, errors.New("yamada") },
		"no json":     func(context.Context, json.RawMessage, io.Reader) (any, error) { return func() {}, nil },
		"grandchild":  func(_ context.Context, h json.RawMessage, _ io.Reader) (any, error) { return grandchild(h, true) },
		"grandchild2": func(_ context.Context, h json.RawMessage, _ io.Reader) (any, error) { return grandchild(h, false) },
	}
}

//go:noinline
func recurse(n int) int {
	var pad [1024]byte
	pad[n%len(pad)] = 1
	//lint:ignore SA5007 a stack without end is what is tested
	return recurse(n+1) + int(pad[0])
}

// grandchild starts a process that holds the helper's pipes, writes its id into
// the named file, and hangs or crashes.
func grandchild(header json.RawMessage, hang bool) (any, error) {
	var file string
	if err := json.Unmarshal(header, &file); err != nil {
		return nil, err
	}
	exe, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(exe)
	cmd.Env = []string{helperEnv + "=sleep"}
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	if err := os.WriteFile(file, fmt.Appendf(nil, "%d", cmd.Process.Pid), 0o600); err != nil {
		return nil, err
	}
	if hang {
		select {}
	}
	os.Exit(3)
	return nil, nil
}

func helper(t testing.TB) *sandbox.Runner {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return &sandbox.Runner{Command: []string{exe}, Env: []string{helperEnv + "=serve"}}
}
