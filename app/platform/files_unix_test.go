//go:build !windows

package platform_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"madoguchi/app/platform"
)

func TestModeIsOwnerOnly(t *testing.T) {
	dir := t.TempDir()
	target := filepath.Join(dir, "a.pdf")
	put(t, target, "old") // 0644
	p, err := platform.Files{}.CreateBeside(target, true)
	if err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if info, _ := e.Info(); e.Name() != "a.pdf" && info.Mode().Perm() != 0o600 {
			t.Errorf("the temporary file has mode %o", info.Mode().Perm())
		}
	}
	if err := p.Commit(); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(target)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("mode %o", info.Mode().Perm())
	}
}

func TestLinkStaysWhenForced(t *testing.T) {
	dir := t.TempDir()
	real, link := filepath.Join(dir, "real.pdf"), filepath.Join(dir, "link.pdf")
	put(t, real, "old")
	if err := os.Symlink(real, link); err != nil {
		t.Fatal(err)
	}
	if err := (platform.Files{}).Check(link, false); !errors.Is(err, platform.ErrExists) {
		t.Fatalf("without force: %v", err)
	}
	p, err := platform.Files{}.CreateBeside(link, true)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = p.Write([]byte("new"))
	if err := p.Commit(); err != nil {
		t.Fatal(err)
	}
	if got := content(t, real); got != "new" {
		t.Errorf("the file behind the link holds %q", got)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is no link any more")
	}
}

// A link to nowhere is not followed and not replaced without force.
func TestDanglingLink(t *testing.T) {
	dir := t.TempDir()
	link := filepath.Join(dir, "link.pdf")
	if err := os.Symlink(filepath.Join(dir, "nowhere"), link); err != nil {
		t.Fatal(err)
	}
	if _, err := (platform.Files{}).CreateBeside(link, false); !errors.Is(err, platform.ErrExists) {
		t.Fatalf("CreateBeside: %v", err)
	}
}

const fullDiskTarget = "MADOGUCHI_TEST_FULL_DISK_TARGET"

// TestReallyFullDisk writes in a process that may write no more than a few
// blocks, which is what a full disk looks like from inside.
func TestReallyFullDisk(t *testing.T) {
	if target := os.Getenv(fullDiskTarget); target != "" {
		if err := write(platform.Files{}, target, true); err != nil {
			os.Stdout.WriteString("refused: " + err.Error() + "\n")
			os.Exit(3)
		}
		os.Exit(0)
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		blocks string
		code   int
	}{{"8", 3}, {"64", 0}} { // blocks of 512 or 1024 bytes; 16,000 bytes are written
		dir := t.TempDir()
		target := filepath.Join(dir, "a.pdf")
		put(t, target, "old")
		cmd := exec.Command("/bin/sh", "-c", `ulimit -f `+test.blocks+` && exec "$0" -test.run='^TestReallyFullDisk$'`, exe)
		cmd.Env = append(os.Environ(), fullDiskTarget+"="+target)
		out, _ := cmd.CombinedOutput()
		if code := cmd.ProcessState.ExitCode(); code != test.code {
			t.Fatalf("%s blocks: exit %d: %s", test.blocks, code, out)
		}
		if n := names(t, dir); n != "a.pdf" {
			t.Errorf("%s blocks: left in the folder: %q", test.blocks, n)
		}
		if old := content(t, target) == "old"; old != (test.code != 0) {
			t.Errorf("%s blocks: old content kept: %v (%s)", test.blocks, old, out)
		}
	}
}
