package cardtest

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// vpcdDriver is where Debian's vsmartcard-vpcd puts the virtual reader.
const vpcdDriver = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so"

// socketVariable tells pcsc-lite's library where its service listens.
const socketVariable = "PCSCLITE_CSOCK_NAME"

// Service is a private smart-card service (pcscd) with two virtual readers.
// Several may run side by side, next to the computer's own; they see no real
// reader. It never logs commands.
//
// While it runs the driver listens on all addresses of the computer, not only
// on loopback: it has no setting for that, and its other role, calling the
// card, aborts pcscd as soon as a card is pulled (vpcd 3.3). So only cards
// without a real person's data belong in it.
type Service struct {
	// Socket is where the service listens. Env has it in the form a child
	// process wants.
	Socket string
	// Readers are the service's names of the readers, Ports the TCP ports on
	// which each waits for its card (the card's side of the vpcd protocol).
	Readers []string
	Ports   []int

	tb    testing.TB
	dir   string
	pcscd *process
}

// StartService starts a private pcscd and ends it with the test. The test fails
// when pcscd, the vpcd driver or unshare is missing. It needs no root where
// the system lets a user make a namespace of his own.
func StartService(tb testing.TB) *Service {
	tb.Helper()
	return startService(tb, true)
}

// StartServiceWithoutReaders is StartService with no reader at all.
func StartServiceWithoutReaders(tb testing.TB) *Service {
	tb.Helper()
	return startService(tb, false)
}

func startService(tb testing.TB, readers bool) *Service {
	tb.Helper()
	if _, err := os.Stat(vpcdDriver); err != nil {
		tb.Fatalf("the virtual reader (vsmartcard-vpcd) is not installed: %v", err)
	}
	// Not tb.TempDir: a socket's path is at most 107 bytes long.
	dir, err := os.MkdirTemp("", "pcsc")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Mkdir(filepath.Join(dir, "run"), 0o755); err != nil {
		tb.Fatal(err)
	}
	s := &Service{
		Socket: filepath.Join(dir, "run", "pcscd.comm"), tb: tb, dir: dir,
	}
	if readers {
		s.Readers = []string{"Virtual PCD 00 00", "Virtual PCD 00 01"}
	}
	tb.Cleanup(s.Stop)
	for attempt := 0; ; attempt++ {
		err := s.configure()
		if err == nil {
			err = s.start()
		}
		if err == nil {
			return s
		}
		s.Stop()
		if attempt == 4 { // others may have taken the ports in between
			tb.Fatal(err)
		}
	}
}

// Env is the environment entry that makes a child process use this service.
func (s *Service) Env() string { return socketVariable + "=" + s.Socket }

// Attach makes this process use the service until the test ends. pcsc-lite's
// library reads its variable once in a process's life, so the variable names a
// link that stays the same; one service at a time can be attached, and after
// the test this process sees no service rather than the computer's own.
func (s *Service) Attach() {
	s.tb.Helper()
	link := filepath.Join(os.TempDir(), fmt.Sprintf("pcsc-of-%d", os.Getpid()))
	if _, err := os.Stat(link); err != nil {
		_ = os.Remove(link) // left by an ended process of the same number
	}
	if err := os.Symlink(s.Socket, link); err != nil {
		s.tb.Fatalf("another service is attached to this process: %v", err)
	}
	s.tb.Cleanup(func() { _ = os.Remove(link) })
	if err := os.Setenv(socketVariable, link); err != nil {
		s.tb.Fatal(err)
	}
}

// Start starts the service again after Stop, and waits until it answers.
func (s *Service) Start() {
	s.tb.Helper()
	if s.pcscd != nil {
		s.tb.Fatal("the service runs already")
	}
	if err := s.start(); err != nil {
		s.tb.Fatal(err)
	}
}

// Stop ends the service; nothing of it runs afterwards. It does nothing when
// the service does not run.
func (s *Service) Stop() {
	p := s.pcscd
	if p == nil {
		return
	}
	s.pcscd = nil
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.died:
	case <-time.After(stopWithin):
		_ = p.cmd.Process.Kill()
		<-p.died
	}
	_ = os.Remove(s.Socket) // a killed pcscd leaves it and then does not start
	_ = os.Remove(filepath.Join(s.dir, "run", "pcscd.pid"))
}

// script runs as root of a mount namespace of its own. It hides /run, so that
// pcscd's fixed socket path leads into $1, and the drivers of real readers.
const script = `set -e
mount -t tmpfs none /run
mkdir /run/pcscd
mount --bind "$1/run" /run/pcscd
for d in /usr/lib/pcsc/drivers/*.bundle; do
	[ ! -d "$d" ] || mount -t tmpfs none "$d"
done
exec pcscd --foreground --critical --config "$1/reader.conf"`

// startWithin and stopWithin bound how long pcscd may take on a busy computer.
const (
	startWithin = 20 * time.Second
	stopWithin  = 10 * time.Second
)

// process is one run of pcscd.
type process struct {
	cmd  *exec.Cmd
	log  bytes.Buffer // to be read after died
	died chan struct{}
}

func (s *Service) configure() error {
	conf := ""
	if len(s.Readers) > 0 {
		first, err := freePorts()
		if err != nil {
			return err
		}
		s.Ports = []int{first, first + 1}
		conf = fmt.Sprintf("FRIENDLYNAME \"Virtual PCD\"\nDEVICENAME /dev/null:0x%X\nLIBPATH %s\nCHANNELID 0x%X\n",
			first, vpcdDriver, first)
	}
	return os.WriteFile(filepath.Join(s.dir, "reader.conf"), []byte(conf), 0o644)
}

func (s *Service) start() error {
	args := []string{"--mount", "--propagation", "private"}
	if os.Geteuid() != 0 {
		args = append(args, "--map-root-user")
	}
	p := &process{died: make(chan struct{})}
	p.cmd = exec.Command("unshare", append(args, "sh", "-c", script, "sh", s.dir)...)
	p.cmd.Stdout, p.cmd.Stderr = &p.log, &p.log
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := p.cmd.Start(); err != nil {
		return fmt.Errorf("start pcscd: %w", err)
	}
	go func() { _ = p.cmd.Wait(); close(p.died) }()
	s.pcscd = p
	limit := time.After(startWithin)
	again := time.NewTicker(5 * time.Millisecond)
	defer again.Stop()
	for !s.answers(p.cmd.Process.Pid) {
		select {
		case <-again.C:
		case <-p.died:
			return fmt.Errorf("pcscd ended: %v\n%s", p.cmd.ProcessState, p.log.Bytes())
		case <-limit:
			return fmt.Errorf("pcscd did not open its readers within %v", startWithin)
		}
	}
	return nil
}

// answers reports whether pcscd listens for programs and for cards. Asking the
// card's ports by a connection would look like a card.
func (s *Service) answers(pid int) bool {
	for _, port := range s.Ports {
		if !listens(pid, port) {
			return false
		}
	}
	conn, err := net.Dial("unix", s.Socket)
	if err != nil {
		return false
	}
	_ = conn.Close()
	return true
}

// listens reports whether the process itself listens on the TCP port.
func listens(pid, port int) bool {
	table, err := os.ReadFile("/proc/net/tcp")
	if err != nil {
		return false
	}
	open, _ := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", pid))
	for line := range strings.Lines(string(table)) {
		f := strings.Fields(line)
		if len(f) < 10 || f[3] != "0A" || !strings.HasSuffix(f[1], fmt.Sprintf(":%04X", port)) {
			continue
		}
		for _, fd := range open {
			if to, _ := os.Readlink(fd); to == "socket:["+f[9]+"]" {
				return true
			}
		}
	}
	return false
}

// freePorts returns the first of two free TCP ports in a row, as the driver
// wants them.
func freePorts() (int, error) {
	for range 100 {
		first, err := net.Listen("tcp4", ":0")
		if err != nil {
			return 0, err
		}
		n := first.Addr().(*net.TCPAddr).Port
		second, err := net.Listen("tcp4", ":"+strconv.Itoa(n+1))
		_ = first.Close()
		if err != nil {
			continue
		}
		_ = second.Close()
		return n, nil
	}
	return 0, fmt.Errorf("no two free ports in a row")
}
