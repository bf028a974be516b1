package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// person is who uses the program in the clean system; root only installs it.
const person = "person"

// systemPath is where Debian has its programs.
const systemPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

// A cleanSystem is a Debian with nothing but its base, in a folder. What runs in
// it sees its own processes only; mounts end with the command that made them.
type cleanSystem struct{ dir string }

// newCleanSystem copies the one that is kept in cache, which it makes first where
// there is none yet. Where this computer's own package source does not give one,
// the error wraps errCannotTry.
func newCleanSystem(ctx context.Context, cache string, say func(string, ...any)) (*cleanSystem, error) {
	suite, mirror, err := packageSource(ctx)
	if err != nil {
		return nil, err
	}
	base := filepath.Join(cache, suite)
	if _, err := os.Stat(base); err != nil {
		if err := os.MkdirAll(cache, 0o755); err != nil {
			return nil, err
		}
		if err := os.RemoveAll(base + ".new"); err != nil {
			return nil, err
		}
		cmd := exec.CommandContext(ctx, "debootstrap", "--variant=minbase", suite, base+".new", mirror)
		if out, err := cmd.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("%w: debootstrap: %v\n%s", errCannotTry, err, lastLines(out, 5))
		}
		if err := os.Rename(base+".new", base); err != nil {
			return nil, err
		}
		say("a clean %s is made", suite)
	}
	dir, err := os.MkdirTemp(cache, "used-*")
	if err != nil {
		return nil, err
	}
	c := &cleanSystem{dir}
	if err := c.begin(ctx, base); err != nil {
		c.remove()
		return nil, err
	}
	say("a copy of it is ready")
	return c, nil
}

func (c *cleanSystem) begin(ctx context.Context, base string) error {
	if out, err := exec.CommandContext(ctx, "cp", "-a", "--reflink=auto", base+"/.", c.dir).CombinedOutput(); err != nil {
		return fmt.Errorf("cp: %w\n%s", err, out)
	}
	if err := os.Chmod(c.dir, 0o755); err != nil {
		return err
	}
	for _, f := range []string{"/etc/resolv.conf", "/etc/hosts"} {
		if b, err := os.ReadFile(f); err == nil {
			if err := os.WriteFile(filepath.Join(c.dir, f), b, 0o644); err != nil {
				return err
			}
		}
	}
	if out, err := c.root(ctx, "useradd", "--create-home", person); err != nil {
		return fmt.Errorf("useradd: %w\n%s", err, out)
	}
	if out, err := c.root(ctx, "apt-get", "update", "-q"); err != nil {
		return fmt.Errorf("%w: apt-get update: %v\n%s", errCannotTry, err, lastLines([]byte(out), 5))
	}
	return nil
}

// packageSource is the suite and the address from which this computer itself
// gets its packages.
func packageSource(ctx context.Context) (suite, mirror string, err error) {
	release, err := os.ReadFile("/etc/os-release")
	if err != nil {
		return "", "", fmt.Errorf("%w: %v", errCannotTry, err)
	}
	for line := range strings.SplitSeq(string(release), "\n") {
		if s, ok := strings.CutPrefix(line, "VERSION_CODENAME="); ok {
			suite = strings.Trim(s, `"`)
		}
	}
	out, err := exec.CommandContext(ctx, "apt-get", "indextargets", "--format", "$(CODENAME) $(COMPONENT) $(REPO_URI)", "Created-By: Packages").Output()
	if err != nil {
		return "", "", fmt.Errorf("%w: apt-get indextargets: %v", errCannotTry, err)
	}
	for line := range strings.SplitSeq(string(out), "\n") {
		f := strings.Fields(line)
		if len(f) == 3 && f[0] == suite && f[1] == "main" {
			return suite, f[2], nil
		}
	}
	return "", "", fmt.Errorf("%w: apt knows no source of %s", errCannotTry, suite)
}

// root runs a command in the system as root and returns all it printed.
func (c *cleanSystem) root(ctx context.Context, args ...string) (string, error) {
	cmd := c.command(ctx, nil, []string{"DEBIAN_FRONTEND=noninteractive", "HOME=/"}, args...)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// person runs a command in the system as an ordinary person without a screen,
// and returns what it printed.
func (c *cleanSystem) person(ctx context.Context, stdin string, args ...string) (string, error) {
	cmd := c.asPerson(ctx, nil, args...)
	cmd.Stdin = strings.NewReader(stdin)
	var out, talk bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &talk
	if err := cmd.Run(); err != nil {
		return out.String() + talk.String(), err
	}
	return out.String(), nil
}

func (c *cleanSystem) asPerson(ctx context.Context, env []string, args ...string) *exec.Cmd {
	env = append([]string{"HOME=/home/" + person, "LANG=C.UTF-8"}, env...)
	return c.command(ctx, []string{"--userspec=" + person + ":" + person}, env, args...)
}

// command is one in the system, with a process table of its own. When it is
// stopped early, all of its process group is: what changed its user would
// outlive its parent.
func (c *cleanSystem) command(ctx context.Context, how, env []string, args ...string) *exec.Cmd {
	const script = `set -e
		mount -t proc proc "$1/proc"
		if [ -d "$2" ]; then mkdir -p "$1$2"; mount --bind "$2" "$1$2"; fi
		shift 2
		exec chroot "$@"`
	all := []string{
		"--mount", "--pid", "--fork", "--",
		"sh", "-c", script, "sh", c.dir, filepath.Join("/tmp", ".X11-unix"),
	}
	all = append(all, how...)
	all = append(all, c.dir)
	cmd := exec.CommandContext(ctx, "unshare", append(all, args...)...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 10 * time.Second
	cmd.Env = append([]string{"PATH=" + systemPath}, env...)
	for _, name := range []string{"http_proxy", "https_proxy", "no_proxy"} {
		if v := os.Getenv(name); v != "" {
			cmd.Env = append(cmd.Env, name+"="+v)
		}
	}
	return cmd
}

// take copies a file of this computer into the system, readable for everybody.
func (c *cleanSystem) take(from, to string) error {
	b, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(c.dir, to), b, 0o644)
}

// find lists files of the system, outside the person's and the packages'
// records, whose path has one of the words.
func (c *cleanSystem) find(words ...string) []string {
	var found []string
	_ = filepath.WalkDir(c.dir, func(name string, d fs.DirEntry, err error) error {
		rel := strings.TrimPrefix(name, c.dir)
		if err != nil || rel == "/home" || rel == "/proc" || rel == "/var/cache" || rel == "/var/lib/apt" {
			return fs.SkipDir
		}
		for _, w := range words {
			if strings.Contains(filepath.Base(rel), w) && rel != "/madoguchi.deb" {
				found = append(found, rel)
				break
			}
		}
		return nil
	})
	return found
}

func (c *cleanSystem) remove() { os.RemoveAll(c.dir) }

func lastLines(b []byte, n int) string {
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}
