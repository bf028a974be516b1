package cardtest

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
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
type Service struct {
	// Socket is where the service listens. Env has it in the form a child
	// process wants.
	Socket string
	// Readers are the service's names of the readers, Ports the loopback TCP
	// ports on which each waits for its card (the card's side of the vpcd
	// protocol).
	Readers []string
	Ports   []int

	tb    testing.TB
	dir   string
	slots [2]*slot
	pcscd *process
}

// StartService starts a private pcscd and ends it with the test. The test fails
// when pcscd, the vpcd driver or unshare is missing. It needs no root where
// the system lets a user make a namespace of his own.
func StartService(tb testing.TB) *Service {
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
		Socket: filepath.Join(dir, "run", "pcscd.comm"), tb: tb, dir: dir, slots: openSlots(tb),
		Readers: []string{"Virtual PCD 00 00", "Virtual PCD 00 01"},
	}
	for _, slot := range s.slots {
		s.Ports = append(s.Ports, port(slot.cards))
	}
	at := port(s.slots[0].driver)
	conf := fmt.Sprintf("FRIENDLYNAME \"Virtual PCD\"\nDEVICENAME 127.0.0.1:0x%X\nLIBPATH %s\nCHANNELID 0x%X\n", at, vpcdDriver, at)
	if err := os.WriteFile(filepath.Join(dir, "reader.conf"), []byte(conf), 0o644); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(s.Stop)
	s.Start()
	return s
}

// Env is the environment entry that makes a child process use this service.
func (s *Service) Env() string { return socketVariable + "=" + s.Socket }

// Attach makes this process use the service until the test ends. pcsc-lite's
// library reads its variable once in a process's life, so the variable names a
// link that stays the same; one service at a time can be attached.
func (s *Service) Attach() {
	s.tb.Helper()
	link := filepath.Join(os.TempDir(), fmt.Sprintf("pcsc-of-%d", os.Getpid()))
	if err := os.Symlink(s.Socket, link); err != nil {
		s.tb.Fatalf("another service is attached to this process: %v", err)
	}
	s.tb.Cleanup(func() { _ = os.Remove(link) })
	if err := os.Setenv(socketVariable, link); err != nil {
		s.tb.Fatal(err)
	}
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
	log  bytes.Buffer
	died chan struct{}
}

// Start starts the service, also after Stop, and waits until it answers and has
// looked at both readers.
func (s *Service) Start() {
	s.tb.Helper()
	if s.pcscd != nil {
		s.tb.Fatal("the service runs already")
	}
	for _, slot := range s.slots {
		select {
		case <-slot.called: // of the run before
		default:
		}
	}
	args := []string{"--mount", "--propagation", "private"}
	if os.Geteuid() != 0 {
		args = append(args, "--map-root-user")
	}
	p := &process{died: make(chan struct{})}
	p.cmd = exec.Command("unshare", append(args, "sh", "-c", script, "sh", s.dir)...)
	p.cmd.Stdout, p.cmd.Stderr = &p.log, &p.log
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := p.cmd.Start(); err != nil {
		s.tb.Fatalf("start pcscd: %v", err)
	}
	go func() { _ = p.cmd.Wait(); close(p.died) }()
	s.pcscd = p
	limit := time.After(startWithin)
	for _, slot := range s.slots {
		select {
		case <-slot.called:
		case <-p.died:
			s.tb.Fatalf("pcscd ended: %v\n%s", p.cmd.ProcessState, p.log.Bytes())
		case <-limit:
			s.tb.Fatalf("pcscd did not look at its readers within %v", startWithin)
		}
	}
	again := time.NewTicker(5 * time.Millisecond)
	defer again.Stop()
	for {
		if conn, err := net.Dial("unix", s.Socket); err == nil {
			_ = conn.Close()
			return
		}
		select {
		case <-again.C:
		case <-p.died:
			s.tb.Fatalf("pcscd ended: %v\n%s", p.cmd.ProcessState, p.log.Bytes())
		case <-limit:
			s.tb.Fatalf("pcscd did not answer within %v", startWithin)
		}
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
