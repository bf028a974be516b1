//go:build linux || darwin

package sandbox_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"madoguchi/forms"
	"madoguchi/forms/sandbox"
)

// What the helper started goes with it, whether it hangs or crashes.
func TestWholeGroupIsKilled(t *testing.T) {
	for job, want := range map[string]forms.Kind{"grandchild": forms.HelperTimeout, "grandchild2": forms.HelperCrashed} {
		t.Run(job, func(t *testing.T) {
			noLeak(t)
			file := filepath.Join(t.TempDir(), "pid")
			_, err := helper(t).Run(t.Context(), job, file, nil, sandbox.Limits{Time: 3 * time.Second})
			if !forms.Is(err, want) {
				t.Errorf("%v", err)
			}
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			pid, err := strconv.Atoi(string(b))
			if err != nil {
				t.Fatal(err)
			}
			eventually(t, "the helper's own child is gone", func() bool { return !alive(pid) })
		})
	}
}

// A helper whose parent was killed does not stay behind.
func TestHelperGoesWithItsParent(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "pid")
	parent := exec.Command(exe)
	parent.Env = append(os.Environ(), helperEnv+"=parent", fileEnv+"="+file)
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	var pid int
	eventually(t, "the helper runs", func() bool {
		b, err := os.ReadFile(file)
		if err == nil {
			pid, err = strconv.Atoi(string(b))
		}
		return err == nil
	})
	if !alive(pid) {
		t.Fatal("the helper is gone before its parent")
	}
	_ = parent.Process.Kill()
	_ = parent.Wait()
	eventually(t, "the helper is gone", func() bool { return !alive(pid) })
}

// eventually waits for a condition with a deadline.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !ok(); <-time.After(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("it did not come to pass that %s", what)
		}
	}
}

// alive tells a running process from one that nobody has reaped yet.
func alive(pid int) bool {
	if syscall.Kill(pid, 0) != nil {
		return false
	}
	b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return true // no /proc here
	}
	_, rest, _ := strings.Cut(string(b), ") ")
	return !strings.HasPrefix(rest, "Z")
}

// No helper is left unreaped behind us.
func TestEveryHelperIsReaped(t *testing.T) {
	for _, job := range []string{"ignore", "panic", "exit 7", "garbage", "hang"} {
		_, _ = helper(t).Run(t.Context(), job, nil, nil, sandbox.Limits{Time: 300 * time.Millisecond})
	}
	if _, err := syscall.Wait4(-1, nil, syscall.WNOHANG, nil); err != syscall.ECHILD {
		t.Errorf("a child is left: %v", err)
	}
}
