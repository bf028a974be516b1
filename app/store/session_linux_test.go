//go:build !ci

package store_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"madoguchi/app/platform"
	"madoguchi/app/platform/keyring"
	"madoguchi/app/store"
)

// These tests use a real session bus and a real gnome-keyring. Every use of the
// store is a process of its own, this test binary started with a role, so that
// it can be killed, and so that nothing is shared but what is on the disk and in
// the keyring.

const (
	roleVariable = "STORE_TEST_ROLE"
	markVariable = "STORE_TEST_MARK"
	// soon is longer than any answer takes that is not a time-out.
	soon = 30 * time.Second
)

func TestMain(m *testing.M) {
	if role := os.Getenv(roleVariable); role != "" {
		os.Exit(play(role, os.Args[1:]))
	}
	os.Exit(m.Run())
}

// told is what a process of ours found.
type told struct {
	Kind      store.Kind
	State     store.State
	Reminders int
	Name      string
	Forgotten store.Forgotten
	Took      time.Duration
}

// play is the process: on, load, unlock, forget, or write N.
func play(role string, args []string) int {
	folders, err := platform.UserFolders()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	s := store.New(store.Options{Config: folders.Config, Keyring: keyring.New(), AboutMe: true})
	ctx := context.Background()
	var t told
	start := time.Now()
	switch role {
	case "on":
		err = s.SwitchOn(ctx)
	case "load":
		var d store.Document
		d, err = s.Load(ctx)
		t.Reminders, t.Name = len(d.Reminders), d.Profile["taxpayer.name"]
	case "unlock":
		err = s.UnlockKeyring(ctx)
	case "forget":
		t.Forgotten, err = s.Forget(ctx)
	case "write":
		n, _ := strconv.Atoi(args[0])
		for i := range n {
			err = s.Update(ctx, func(d *store.Document) error {
				if d.Profile == nil {
					d.Profile, d.Receipts = full().Profile, full().Receipts
				}
				d.Profile["taxpayer.name"] = planted[0]
				d.Reminders = append(d.Reminders, store.Reminder{ID: fmt.Sprintf("p%d.%d", os.Getpid(), i), Due: "2026-12-01", RemindOn: "2026-11-30"})
				return nil
			})
			if err != nil {
				break
			}
			fmt.Println(i) // the person was told that it is saved
		}
	}
	t.Took = time.Since(start)
	t.Kind = store.KindOf(err)
	t.State, _ = s.State()
	b, _ := json.Marshal(t)
	fmt.Println(string(b))
	return 0
}

// session is one person's login.
type session struct {
	t       *testing.T
	root    string
	mark    string
	bus     *exec.Cmd
	log     *safeBuffer
	address string
	conn    *dbus.Conn
	daemon  *exec.Cmd
	hangUp  io.Closer
}

type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(b)
}
func (s *safeBuffer) String() string { s.mu.Lock(); defer s.mu.Unlock(); return s.b.String() }

// login makes the folders of a person; nothing runs yet. In the end nothing may
// run any more, and nothing may lie anywhere in clear.
func login(t *testing.T) *session {
	t.Helper()
	for program, debian := range map[string]string{"dbus-run-session": "dbus-daemon", "dbus-daemon": "dbus-daemon", "dbus-launch": "dbus-x11", "gnome-keyring-daemon": "gnome-keyring"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Fatalf("%s is missing: install %s", program, debian)
		}
	}
	s := &session{t: t, root: t.TempDir(), mark: rand.Text(), log: &safeBuffer{}}
	for _, dir := range []string{"home", "tmp", "run", "config", "data", "state", "cache"} {
		must(t, os.Mkdir(filepath.Join(s.root, dir), 0o700))
	}
	t.Cleanup(func() {
		s.logout()
		s.nothingRuns()
		nothingInClear(t, s.root, "窓口", "HANAKO", "mynumber_card.expiry", "p"+strconv.Itoa(os.Getpid()))
	})
	return s
}

// environment is that of every process of the session; bus is the address, or
// "" for none.
func (s *session) environment(bus string) []string {
	in := func(dir string) string { return filepath.Join(s.root, dir) }
	env := []string{
		markVariable + "=" + s.mark, "PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8",
		"HOME=" + in("home"), "TMPDIR=" + in("tmp"), "XDG_RUNTIME_DIR=" + in("run"), "XDG_CONFIG_HOME=" + in("config"),
		"XDG_DATA_HOME=" + in("data"), "XDG_STATE_HOME=" + in("state"), "XDG_CACHE_HOME=" + in("cache"),
	}
	if bus != "" {
		env = append(env, "DBUS_SESSION_BUS_ADDRESS="+bus)
	}
	return env
}

// startBus starts a session bus, which ends when hangUp is closed.
func (s *session) startBus() {
	s.t.Helper()
	s.bus = exec.Command("dbus-run-session", "--", "sh", "-c", `echo "$DBUS_SESSION_BUS_ADDRESS"; exec cat >/dev/null`)
	s.bus.Env, s.bus.Stderr = s.environment(""), s.log
	in, err := s.bus.StdinPipe()
	must(s.t, err)
	s.hangUp = in
	out, err := s.bus.StdoutPipe()
	must(s.t, err)
	must(s.t, s.bus.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		s.t.Fatalf("the bus does not start: %v\n%s", err, s.log)
	}
	s.connect(strings.TrimSpace(line))
}

func (s *session) connect(address string) {
	s.t.Helper()
	conn, err := dbus.Connect(address)
	must(s.t, err)
	s.address, s.conn = address, conn
}

// startKeyring starts gnome-keyring; with a password it is open, without one as
// it lies on the disk.
func (s *session) startKeyring(password string) {
	s.t.Helper()
	args := []string{"--foreground", "--components=secrets"}
	if password != "" {
		args = append(args, "--unlock")
	}
	s.daemon = exec.Command("gnome-keyring-daemon", args...)
	s.daemon.Env, s.daemon.Stderr, s.daemon.Stdin = s.environment(s.address), s.log, strings.NewReader(password)
	must(s.t, s.daemon.Start())
	s.until("the keyring is there", func() bool { return s.owned("org.freedesktop.secrets") })
}

func (s *session) stopKeyring(how syscall.Signal) {
	s.t.Helper()
	must(s.t, s.daemon.Process.Signal(how))
	_ = s.daemon.Wait()
	s.daemon = nil
	s.until("the keyring is gone", func() bool { return !s.owned("org.freedesktop.secrets") })
}

func (s *session) owned(name string) bool {
	var owned bool
	must(s.t, s.conn.BusObject().Call("org.freedesktop.DBus.NameHasOwner", 0, name).Store(&owned))
	return owned
}

func (s *session) until(what string, done func() bool) {
	s.t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(soon); !done(); <-tick.C {
		if time.Now().After(end) {
			s.t.Fatalf("not within %v: %s\n%s", soon, what, s.log)
		}
	}
}

// logout ends what was started here.
func (s *session) logout() {
	if s.daemon != nil {
		_ = s.daemon.Process.Kill()
		_ = s.daemon.Wait()
	}
	if s.conn != nil {
		_ = s.conn.Close()
	}
	if s.hangUp != nil {
		_ = s.hangUp.Close()
		_ = s.bus.Wait()
	}
	s.daemon, s.conn, s.hangUp = nil, nil, nil
}

// A process may run another program later; it is told by its number.
type process struct{ id, command string }

// running lists the processes of the session, whoever started them and wherever
// they hang: their environment has the mark.
func (s *session) running() []process {
	var out []process
	names, _ := filepath.Glob("/proc/[0-9]*/environ")
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err == nil && bytes.Contains(b, []byte(markVariable+"="+s.mark)) {
			line, _ := os.ReadFile(filepath.Join(filepath.Dir(name), "cmdline"))
			out = append(out, process{filepath.Base(filepath.Dir(name)), strings.ReplaceAll(string(line), "\x00", " ")})
		}
	}
	return out
}

func (s *session) nothingRuns() {
	s.t.Helper()
	defer func() {
		for _, p := range s.running() { // a failed test leaves nothing either
			if id, err := strconv.Atoi(p.id); err == nil {
				_ = syscall.Kill(id, syscall.SIGKILL)
			}
		}
	}()
	s.until("nothing of the session runs", func() bool { return len(s.running()) == 0 })
}

func (s *session) command(role string, args ...string) *exec.Cmd {
	return s.commandOn(s.address, role, args...)
}

func (s *session) commandOn(bus, role string, args ...string) *exec.Cmd {
	c := exec.Command(os.Args[0], args...)
	c.Env, c.Stderr = append(s.environment(bus), roleVariable+"="+role), s.log
	return c
}

// run runs a process of ours to its end and gives what it told.
func (s *session) run(role string, args ...string) told {
	s.t.Helper()
	return s.finish(s.command(role, args...))
}

func (s *session) finish(c *exec.Cmd) told {
	s.t.Helper()
	before := s.running()
	out, err := c.Output()
	if err != nil {
		s.t.Fatalf("%v\n%s\n%s", err, out, s.log)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	var t told
	must(s.t, json.Unmarshal([]byte(lines[len(lines)-1]), &t))
	if t.Took > 10*time.Second {
		s.t.Errorf("it took %v", t.Took)
	}
	s.until(fmt.Sprintf("as many processes as before: %q", before), func() bool {
		return slices.EqualFunc(s.running(), before, func(a, b process) bool { return a.id == b.id })
	})
	return t
}

func (s *session) expect(what string, got told, kind store.Kind) {
	s.t.Helper()
	if got.Kind != kind {
		s.t.Errorf("%s: told %q, want %q\n%s", what, got.Kind, kind, s.log)
	}
}

// prompted says whether anything asked the person for the keyring's password.
func (s *session) prompted() bool { return strings.Contains(s.log.String(), "SystemPrompter") }

// call calls the Secret Service as another program of the person would.
func (s *session) call(path dbus.ObjectPath, method string, args []any, results ...any) {
	s.t.Helper()
	must(s.t, s.conn.Object("org.freedesktop.secrets", path).Call(method, 0, args...).Store(results...))
}

func (s *session) lockKeyring() {
	s.t.Helper()
	var locked []dbus.ObjectPath
	var prompt dbus.ObjectPath
	s.call("/org/freedesktop/secrets", "org.freedesktop.Secret.Service.Lock", []any{[]dbus.ObjectPath{"/org/freedesktop/secrets/collection/login"}}, &locked, &prompt)
	if len(locked) != 1 {
		s.t.Fatalf("locked %v", locked)
	}
}

// entries finds ours by its attributes alone.
func (s *session) entries() []dbus.ObjectPath {
	s.t.Helper()
	var open, shut []dbus.ObjectPath
	attributes := map[string]string{"service": "app.madoguchi.desktop", "username": "store"}
	s.call("/org/freedesktop/secrets", "org.freedesktop.Secret.Service.SearchItems", []any{attributes}, &open, &shut)
	return append(open, shut...)
}
