package platform_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"madoguchi/app/platform"
)

func names(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return strings.Join(out, " ")
}

func content(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestAppearsOnlyWhenCommitted(t *testing.T) {
	dir := t.TempDir()
	target := filepath.Join(dir, "署名.pdf")
	p, err := platform.Files{}.CreateBeside(target, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Write([]byte("hello ____ world")); err != nil {
		t.Fatal(err)
	}
	if _, err := p.WriteAt([]byte("grey"), 6); err != nil {
		t.Fatal(err)
	}
	b := make([]byte, 5)
	if _, err := p.ReadAt(b, 11); err != nil || string(b) != "world" {
		t.Fatalf("ReadAt gave %q, %v", b, err)
	}
	if _, err := os.Stat(target); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("the target is there before Commit: %v", err)
	}
	if n := names(t, dir); strings.Contains(n, "署名") {
		t.Fatalf("the temporary file %q tells the target's name", n)
	}
	if err := p.Commit(); err != nil {
		t.Fatal(err)
	}
	if got := content(t, target); got != "hello grey world" {
		t.Fatalf("content %q", got)
	}
	if n := names(t, dir); n != "署名.pdf" {
		t.Fatalf("left in the folder: %q", n)
	}
	if err := p.Commit(); !errors.Is(err, platform.ErrClosed) {
		t.Fatalf("second Commit: %v", err)
	}
	if err := p.Abort(); err != nil {
		t.Fatalf("Abort after Commit: %v", err)
	}
	if got := content(t, target); got != "hello grey world" {
		t.Fatal("Abort after Commit took the file away")
	}
}

func TestAbortLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	p, err := platform.Files{}.CreateBeside(filepath.Join(dir, "a.pdf"), false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Write([]byte("x")); err != nil {
		t.Fatal(err)
	}
	if err := p.Abort(); err != nil {
		t.Fatal(err)
	}
	if n := names(t, dir); n != "" {
		t.Fatalf("left in the folder: %q", n)
	}
	if err := p.Commit(); !errors.Is(err, platform.ErrClosed) {
		t.Fatalf("Commit after Abort: %v", err)
	}
	if _, err := p.Write([]byte("x")); !errors.Is(err, platform.ErrClosed) {
		t.Fatalf("Write after Abort: %v", err)
	}
}

func TestExistingTargetIsKeptUnlessForced(t *testing.T) {
	dir := t.TempDir()
	target := filepath.Join(dir, "a.pdf")
	put(t, target, "old")
	if _, err := (platform.Files{}).CreateBeside(target, false); !errors.Is(err, platform.ErrExists) {
		t.Fatalf("without force: %v", err)
	}
	p, err := platform.Files{}.CreateBeside(target, true)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = p.Write([]byte("new"))
	if got := content(t, target); got != "old" {
		t.Fatalf("changed before Commit: %q", got)
	}
	if err := p.Commit(); err != nil {
		t.Fatal(err)
	}
	if got := content(t, target); got != "new" {
		t.Fatalf("content %q", got)
	}
	if n := names(t, dir); n != "a.pdf" {
		t.Fatalf("left in the folder: %q", n)
	}
}

// Somebody else's file appears while ours is being written.
func TestTargetThatAppearsMeanwhileIsKept(t *testing.T) {
	dir := t.TempDir()
	target := filepath.Join(dir, "a.pdf")
	p, err := platform.Files{}.CreateBeside(target, false)
	if err != nil {
		t.Fatal(err)
	}
	put(t, target, "theirs")
	if err := p.Commit(); !errors.Is(err, platform.ErrExists) {
		t.Fatalf("Commit: %v", err)
	}
	if got := content(t, target); got != "theirs" {
		t.Fatalf("content %q", got)
	}
	if n := names(t, dir); n != "a.pdf" {
		t.Fatalf("left in the folder: %q", n)
	}
}

// The same, in the instant between the look and the rename.
func TestRenameNewRefusesInOneStep(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	put(t, a, "a")
	put(t, b, "b")
	if err := (platform.OS{}).RenameNew(a, b); !errors.Is(err, fs.ErrExist) {
		t.Fatalf("RenameNew: %v", err)
	}
	if content(t, a) != "a" || content(t, b) != "b" {
		t.Fatal("a file changed")
	}
}

func TestInputIsNeverReplaced(t *testing.T) {
	dir := t.TempDir()
	in := filepath.Join(dir, "in.pdf")
	put(t, in, "input")
	hard, soft := filepath.Join(dir, "hard.pdf"), filepath.Join(dir, "soft.pdf")
	if err := os.Link(in, hard); err != nil {
		t.Fatal(err)
	}
	targets := []string{in, hard}
	if os.Symlink(in, soft) == nil {
		targets = append(targets, soft)
	}
	for _, target := range targets {
		for _, force := range []bool{false, true} {
			if _, err := (platform.Files{}).CreateBeside(target, force, "elsewhere", in); !errors.Is(err, platform.ErrSameFile) {
				t.Errorf("CreateBeside(%s, %v): %v", target, force, err)
			}
		}
	}
	// A link to the input that is put at the target while we write.
	target := filepath.Join(dir, "out.pdf")
	p, err := platform.Files{}.CreateBeside(target, true, in)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Link(in, target); err != nil {
		t.Fatal(err)
	}
	if err := p.Commit(); !errors.Is(err, platform.ErrSameFile) {
		t.Fatalf("Commit: %v", err)
	}
	if got := content(t, in); got != "input" {
		t.Fatalf("the input is now %q", got)
	}
}

func TestFolderIsNoTarget(t *testing.T) {
	dir := t.TempDir()
	for _, force := range []bool{false, true} {
		if _, err := (platform.Files{}).CreateBeside(dir, force); !errors.Is(err, platform.ErrNotFile) {
			t.Errorf("force %v: %v", force, err)
		}
	}
}

func TestErrorsHoldNoPath(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "yamada-hanako")
	_, err := platform.Files{}.CreateBeside(filepath.Join(dir, "a.pdf"), false)
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("a folder that is not there: %v", err)
	}
	if strings.Contains(err.Error(), "yamada") {
		t.Fatalf("the error tells the path: %v", err)
	}
}

func TestTryFolder(t *testing.T) {
	dir := t.TempDir()
	if err := (platform.Files{}).Try(dir); err != nil {
		t.Errorf("an ordinary folder: %v", err)
	}
	if err := (platform.Files{}).Try(filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no folder: %v", err)
	}
	for at := 1; at <= 4; at++ { // create, write, sync, close
		count := 0
		if err := (platform.Files{FS: fullDisk{at: at, count: &count}}).Try(dir); !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("full at step %d: %v", at, err)
		}
	}
	if n := names(t, dir); n != "" {
		t.Errorf("left in the folder: %q", n)
	}
}

// fullDisk fails the n-th operation that may need room, counted from 1, and
// every later one.
type fullDisk struct {
	platform.OS
	at    int
	count *int
}

func (d fullDisk) fail() error {
	*d.count++
	if *d.count >= d.at {
		return &fs.PathError{Op: "write", Path: "/home/yamada/x", Err: syscall.ENOSPC}
	}
	return nil
}

func (d fullDisk) CreateTemp(dir string) (platform.File, error) {
	if err := d.fail(); err != nil {
		return nil, err
	}
	f, err := d.OS.CreateTemp(dir)
	return fullFile{f, d}, err
}

func (d fullDisk) Rename(a, b string) error {
	if err := d.fail(); err != nil {
		return err
	}
	return d.OS.Rename(a, b)
}

func (d fullDisk) RenameNew(a, b string) error {
	if err := d.fail(); err != nil {
		return err
	}
	return d.OS.RenameNew(a, b)
}

type fullFile struct {
	platform.File
	d fullDisk
}

func (f fullFile) Write(b []byte) (int, error) {
	if err := f.d.fail(); err != nil {
		n, _ := f.File.Write(b[:len(b)/2]) // a full disk takes a part
		return n, err
	}
	return f.File.Write(b)
}

func (f fullFile) WriteAt(b []byte, off int64) (int, error) {
	if err := f.d.fail(); err != nil {
		return 0, err
	}
	return f.File.WriteAt(b, off)
}

func (f fullFile) Sync() error {
	if err := f.d.fail(); err != nil {
		return err
	}
	return f.File.Sync()
}

func (f fullFile) Close() error {
	err := f.File.Close()
	if full := f.d.fail(); full != nil {
		return full
	}
	return err
}

// write makes one output of several writes through f, as a caller that looks at
// Commit only.
func write(f platform.Files, target string, force bool) error {
	p, err := f.CreateBeside(target, force)
	if err != nil {
		return err
	}
	defer p.Abort()
	for range 4 {
		_, _ = p.Write(bytes.Repeat([]byte("new "), 1000))
	}
	_, _ = p.WriteAt([]byte("NEW"), 0)
	return p.Commit()
}

func TestFullDiskAtEveryWrite(t *testing.T) {
	for _, force := range []bool{false, true} {
		for at := 1; ; at++ {
			dir := t.TempDir()
			target := filepath.Join(dir, "a.pdf")
			if force {
				put(t, target, "old")
			}
			before := names(t, dir)
			count := 0
			err := write(platform.Files{FS: fullDisk{at: at, count: &count}}, target, force)
			if err == nil {
				if at != 10 { // create, 4 writes, patch, sync, close, rename
					t.Errorf("force %v: all went well with the disk full at step %d", force, at)
				}
				if got := content(t, target); len(got) != 16000 || got[:3] != "NEW" {
					t.Errorf("content of %d bytes", len(got))
				}
				break
			}
			if !errors.Is(err, syscall.ENOSPC) || strings.Contains(err.Error(), "yamada") {
				t.Errorf("force %v, step %d: %v", force, at, err)
			}
			if after := names(t, dir); after != before {
				t.Errorf("force %v, step %d: the folder held %q, now %q", force, at, before, after)
			}
			if force && content(t, target) != "old" {
				t.Errorf("step %d: the old file changed", at)
			}
		}
	}
}
