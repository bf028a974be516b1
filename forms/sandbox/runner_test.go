package sandbox_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"io"
	"math/big"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"slices"
	"strings"
	"testing"
	"time"

	"madoguchi/forms"
	"madoguchi/forms/sandbox"
)

// noLeak fails the test unless, within a deadline, no goroutine of this package
// is left.
func noLeak(t *testing.T) {
	t.Helper()
	t.Cleanup(func() {
		var b bytes.Buffer
		for end := time.Now().Add(5 * time.Second); time.Now().Before(end); <-time.After(5 * time.Millisecond) {
			b.Reset()
			_ = pprof.Lookup("goroutine").WriteTo(&b, 1)
			if !strings.Contains(b.String(), "sandbox.(*process)") && !strings.Contains(b.String(), "os/exec.") {
				return
			}
		}
		t.Errorf("goroutines are left:\n%s", b.String())
	})
}

func TestAnswers(t *testing.T) {
	noLeak(t)
	data := bytes.Repeat([]byte("0123456789"), 100_000)
	for _, n := range []int{0, 1, 64 << 10, 64<<10 + 1, len(data)} {
		out, err := helper(t).Do(t.Context(), "count", map[string]string{"word": "扶養"}, bytes.NewReader(data[:n]))
		if err != nil {
			t.Fatal(err)
		}
		var got struct {
			Bytes int
			Word  string
		}
		if err := json.Unmarshal(out, &got); err != nil || got.Bytes != n || got.Word != "扶養" {
			t.Errorf("%d bytes: answer %s, %v", n, out, err)
		}
	}
}

// A helper that answers without reading its input, one that is asked nothing,
// and one whose code prints.
func TestAnswersWithoutInput(t *testing.T) {
	noLeak(t)
	big := bytes.NewReader(make([]byte, 10<<20))
	if out, err := helper(t).Do(t.Context(), "ignore", nil, big); err != nil || string(out) != `"ignored"` {
		t.Errorf("ignore: %s, %v", out, err)
	}
	if out, err := helper(t).Do(t.Context(), "print", nil, nil); err != nil || string(out) != `"printed"` {
		t.Errorf("print: %s, %v", out, err)
	}
	if out, err := helper(t).Do(t.Context(), "flood stderr", nil, nil); err != nil || string(out) != `"flooded"` {
		t.Errorf("flood stderr: %s, %v", out, err)
	}
	if err := helper(t).Ping(t.Context()); err != nil {
		t.Errorf("ping: %v", err)
	}
}

func TestEnvironmentIsEmpty(t *testing.T) {
	t.Setenv("MADOGUCHI_TEST_NAME", "yamada")
	out, err := helper(t).Do(t.Context(), "environment", nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	allowed := []string{"GOTRACEBACK", "GOMAXPROCS", "GODEBUG", "LD_LIBRARY_PATH", "SystemRoot", "SYSTEMROOT", helperEnv}
	for _, v := range got[:len(got)-1] {
		if name, _, _ := strings.Cut(v, "="); !slices.Contains(allowed, name) {
			t.Errorf("the helper sees %s", name)
		}
	}
	if dir, _ := os.Getwd(); runtime.GOOS != "windows" && got[len(got)-1] == dir {
		t.Error("the helper works in our folder")
	}
}

// The system's roots are not there, so no chain is judged by the system.
func TestNoSystemRoots(t *testing.T) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	root := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IsCA: true}
	der, err := x509.CreateCertificate(rand.Reader, root, root, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "roots.pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	r := helper(t)
	r.Env = append(r.Env, "SSL_CERT_FILE="+file)
	if out, err := r.Do(t.Context(), "roots", nil, nil); err != nil || string(out) != "true" {
		t.Errorf("roots: %s, %v", out, err)
	}
}

func TestFailures(t *testing.T) {
	short := sandbox.Limits{Time: 500 * time.Millisecond}
	for _, test := range []struct {
		job    string
		limits sandbox.Limits
		want   forms.Kind
	}{
		{"hang", short, forms.HelperTimeout},
		{"spin", short, forms.HelperTimeout},
		{"eat", sandbox.Limits{}, forms.HelperMemory},
		{"gulp", sandbox.Limits{}, forms.HelperMemory},
		{"eat100", sandbox.Limits{Memory: 64 << 20}, forms.HelperMemory},
		{"panic", sandbox.Limits{}, forms.HelperCrashed},
		{"panic elsewhere", sandbox.Limits{}, forms.HelperCrashed},
		{"recurse", sandbox.Limits{}, forms.HelperCrashed},
		{"exit 0", sandbox.Limits{}, forms.HelperCrashed},
		{"exit 7", sandbox.Limits{}, forms.HelperCrashed},
		{"garbage", sandbox.Limits{}, forms.HelperCrashed},
		{"garbage in a frame", sandbox.Limits{}, forms.HelperCrashed},
		{"short frame", sandbox.Limits{}, forms.HelperCrashed},
		{"answer twice", sandbox.Limits{}, forms.HelperCrashed},
		{"flood", sandbox.Limits{}, forms.HelperCrashed},
		{"long answer", sandbox.Limits{}, forms.HelperCrashed},
		{"problem", sandbox.Limits{}, forms.Damaged},
		{"error", sandbox.Limits{}, forms.HelperCrashed},
		{"no json", sandbox.Limits{}, forms.HelperCrashed},
		{"no such job", sandbox.Limits{}, forms.HelperCrashed},
	} {
		t.Run(test.job, func(t *testing.T) {
			noLeak(t)
			start := time.Now()
			out, err := helper(t).Run(t.Context(), test.job, "header", bytes.NewReader(make([]byte, 1<<20)), test.limits)
			if !forms.Is(err, test.want) {
				t.Errorf("%v after %v (answer of %d bytes), want %v", err, time.Since(start), len(out), test.want)
			}
			if err != nil && strings.Contains(err.Error(), "yamada") {
				t.Errorf("the error tells what the helper said: %v", err)
			}
			if test.job == "problem" {
				if p, _ := errors.AsType[*forms.Problem](err); p == nil || p.Offset != 42 {
					t.Errorf("offset lost: %v", err)
				}
			}
		})
	}
}

// What fits into the memory limit is left alone.
func TestEnoughMemory(t *testing.T) {
	if out, err := helper(t).Do(t.Context(), "eat100", nil, nil); err != nil {
		t.Errorf("%s, %v", out, err)
	}
}

func TestTimeIsBounded(t *testing.T) {
	noLeak(t)
	start := time.Now()
	_, err := helper(t).Run(t.Context(), "hang", nil, nil, sandbox.Limits{Time: 300 * time.Millisecond})
	if d := time.Since(start); d > 5*time.Second || !forms.Is(err, forms.HelperTimeout) {
		t.Errorf("%v after %v", err, d)
	}
}

func TestCancelled(t *testing.T) {
	noLeak(t)
	ctx, cancel := context.WithCancel(t.Context())
	in := &cancelling{cancel: cancel}
	if _, err := helper(t).Do(ctx, "hang", nil, in); !forms.Is(err, forms.Cancelled) || !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled while running: %v", err)
	}
	if _, err := helper(t).Do(ctx, "count", nil, nil); !forms.Is(err, forms.Cancelled) {
		t.Errorf("cancelled before: %v", err)
	}
}

// cancelling is an input that cancels as soon as it is read: the helper runs.
type cancelling struct{ cancel func() }

func (c *cancelling) Read([]byte) (int, error) {
	c.cancel()
	return 0, io.EOF
}

func TestInputIsBounded(t *testing.T) {
	noLeak(t)
	l := sandbox.Limits{Input: 100_000}
	if _, err := helper(t).Run(t.Context(), "count", nil, bytes.NewReader(make([]byte, 100_001)), l); !forms.Is(err, forms.TooLarge) {
		t.Errorf("one byte too many: %v", err)
	}
	if _, err := helper(t).Run(t.Context(), "count", map[string]string{}, bytes.NewReader(make([]byte, 100_000)), l); err != nil {
		t.Errorf("just enough: %v", err)
	}
}

// An input that never comes does not hold up more than its own helper.
func TestInputThatBlocks(t *testing.T) {
	noLeak(t)
	r, w := io.Pipe()
	start := time.Now()
	_, err := helper(t).Run(t.Context(), "count", map[string]string{}, r, sandbox.Limits{Time: 300 * time.Millisecond})
	if d := time.Since(start); !forms.Is(err, forms.HelperTimeout) || d > 6*time.Second {
		t.Errorf("%v after %v", err, d)
	}
	w.Close() // now the Read comes back, and nothing of the run is left
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("bad sector") }

func TestInputThatCannotBeRead(t *testing.T) {
	noLeak(t)
	in := io.MultiReader(bytes.NewReader(make([]byte, 200_000)), failing{})
	if _, err := helper(t).Do(t.Context(), "count", nil, in); !forms.Is(err, forms.ReadFailed) {
		t.Errorf("%v", err)
	}
}

func TestNoHelper(t *testing.T) {
	noLeak(t)
	exe, _ := os.Executable()
	for name, r := range map[string]*sandbox.Runner{
		"no command":   {},
		"no program":   {Command: []string{filepath.Join(t.TempDir(), "yamada")}},
		"not found":    {Command: []string{"madoguchi-no-such-program"}},
		"no helper":    {Command: []string{exe}, Env: []string{helperEnv + "=mute"}},
		"other output": {Command: []string{exe, "-test.list=^$"}, Env: []string{helperEnv + "="}},
	} {
		_, err := r.Do(t.Context(), "count", nil, bytes.NewReader(make([]byte, 1<<20)))
		if !forms.Is(err, forms.HelperUnavailable) {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && strings.Contains(err.Error(), "yamada") {
			t.Errorf("%s: the error tells the path: %v", name, err)
		}
	}
}
