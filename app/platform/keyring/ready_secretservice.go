//go:build linux || freebsd || netbsd || openbsd || dragonfly

package keyring

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/godbus/dbus/v5"
)

// Names of the Secret Service API, draft 0.2 (freedesktop.org).
const (
	busName    = "org.freedesktop.secrets"
	root       = dbus.ObjectPath("/org/freedesktop/secrets")
	login      = root + "/collection/login"
	service    = "org.freedesktop.Secret.Service"
	collection = "org.freedesktop.Secret.Collection"
	prompt     = "org.freedesktop.Secret.Prompt"
	none       = dbus.ObjectPath("/")
)

// busVariable names the bus's address (D-Bus Specification, "Well-known Message
// Bus Instances").
const busVariable = "DBUS_SESSION_BUS_ADDRESS"

// busAddress finds the session bus that is there, without starting one. The
// library, left to itself, would run dbus-launch.
//
// Only local sockets count: another transport would be a network connection or
// another program.
func busAddress(env func(string) string, stat func(string) (fs.FileInfo, error)) (string, error) {
	if address := env(busVariable); address != "" && address != "autolaunch:" {
		for a := range strings.SplitSeq(address, ";") {
			if a != "" && !strings.HasPrefix(a, "unix:") {
				return "", ErrNoBus
			}
		}
		return address, nil
	}
	dir := env("XDG_RUNTIME_DIR")
	if !filepath.IsAbs(dir) {
		return "", ErrNoBus
	}
	socket := filepath.Join(dir, "bus")
	info, err := stat(socket)
	if err != nil || info.Mode()&fs.ModeSocket == 0 {
		return "", ErrNoBus
	}
	return "unix:path=" + dbus.EscapeBusAddressValue(socket), nil
}

// secrets is a private connection to the session bus. It is ours alone, so that
// closing it ends whatever hangs on it.
type secrets struct {
	conn *dbus.Conn
	end  context.CancelFunc
}

// openSecrets finds the keyring service that is running. Messages to it say that
// nothing may be started for them.
func openSecrets(ctx context.Context) (*secrets, error) {
	address, err := busAddress(os.Getenv, os.Stat)
	if err != nil {
		return nil, err
	}
	// A bus that says nothing is left by closing its socket; later on each call
	// has its own end, and an open question outlives ctx.
	own, end := context.WithCancel(context.WithoutCancel(ctx))
	patient := context.AfterFunc(ctx, end)
	conn, err := dbus.Connect(address, dbus.WithContext(own))
	if err != nil {
		end()
		if ctx.Err() != nil {
			return nil, ErrTimeout
		}
		return nil, ErrNoBus
	}
	patient()
	s := &secrets{conn, end}
	var owned bool
	err = conn.BusObject().CallWithContext(ctx, "org.freedesktop.DBus.NameHasOwner", dbus.FlagNoAutoStart, busName).Store(&owned)
	if err == nil && !owned {
		err = ErrNoService
	}
	if err != nil {
		s.close()
		return nil, late(ctx, err)
	}
	// The library looks in this variable and in /run/user alone; what it does not
	// find there it would start.
	if os.Getenv(busVariable) != address {
		if err := os.Setenv(busVariable, address); err != nil {
			s.close()
			return nil, ErrNoBus
		}
	}
	return s, nil
}

func (s *secrets) close() {
	_ = s.conn.Close()
	s.end()
}

func (s *secrets) call(ctx context.Context, path dbus.ObjectPath, method string, args ...any) *dbus.Call {
	return s.conn.Object(busName, path).CallWithContext(ctx, method, dbus.FlagNoAutoStart, args...)
}

func (s *secrets) property(ctx context.Context, path dbus.ObjectPath, of, name string) (any, error) {
	var v dbus.Variant
	err := s.call(ctx, path, "org.freedesktop.DBus.Properties.Get", of, name).Store(&v)
	return v.Value(), err
}

// collection is the one that the library will use: "login", else the default.
func (s *secrets) collection(ctx context.Context) (dbus.ObjectPath, error) {
	v, err := s.property(ctx, root, service, "Collections")
	if err != nil {
		return "", err
	}
	if paths, ok := v.([]dbus.ObjectPath); ok && slices.Contains(paths, login) {
		return login, nil
	}
	var path dbus.ObjectPath
	if err := s.call(ctx, root, service+".ReadAlias", "default").Store(&path); err != nil {
		return "", err
	}
	if path == none || path == "" {
		return "", ErrNoService
	}
	return path, nil
}

// locked says whether path or an entry of ours is.
func (s *secrets) locked(ctx context.Context, path dbus.ObjectPath) (bool, error) {
	v, err := s.property(ctx, path, collection, "Locked")
	if err != nil {
		return false, err
	}
	if locked, ok := v.(bool); !ok {
		return false, ErrFailed
	} else if locked {
		return true, nil
	}
	var open, shut []dbus.ObjectPath
	err = s.call(ctx, root, service+".SearchItems", map[string]string{"service": Service, "username": Account}).Store(&open, &shut)
	return slices.ContainsFunc(shut, func(item dbus.ObjectPath) bool {
		return strings.HasPrefix(string(item), string(path)+"/")
	}), err
}

// ready implements port.
func (native) ready(ctx context.Context) error {
	s, err := openSecrets(ctx)
	if err != nil {
		return err
	}
	defer s.close()
	path, err := s.collection(ctx)
	if err != nil {
		return late(ctx, err)
	}
	locked, err := s.locked(ctx, path)
	if err == nil && locked {
		err = ErrLocked
	}
	return late(ctx, err)
}

// unlock implements port. A question that is on the screen is never taken away:
// gnome-keyring 42 ends with a failed assertion when one is dismissed, and with
// it everybody's open keyring. So unlock returns when it has been answered, ctx
// or not, and keeps the connection it belongs to.
func (native) unlock(ctx context.Context) error {
	s, err := openSecrets(ctx)
	if err != nil {
		return err
	}
	defer s.close()
	path, err := s.collection(ctx)
	if err != nil {
		return late(ctx, err)
	}
	var unlocked []dbus.ObjectPath
	var question dbus.ObjectPath
	if err := s.call(ctx, root, service+".Unlock", []dbus.ObjectPath{path}).Store(&unlocked, &question); err != nil {
		return late(ctx, err)
	}
	if question != none {
		if err := s.ask(ctx, question); err != nil {
			return late(ctx, err)
		}
	}
	now, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	defer cancel()
	return s.stillLocked(now, path)
}

// ask shows the question and waits for its end, or for that of the keyring.
func (s *secrets) ask(ctx context.Context, question dbus.ObjectPath) error {
	const owner = "org.freedesktop.DBus"
	if err := s.conn.AddMatchSignalContext(ctx, dbus.WithMatchObjectPath(question), dbus.WithMatchInterface(prompt)); err != nil {
		return err
	}
	if err := s.conn.AddMatchSignalContext(ctx, dbus.WithMatchInterface(owner), dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, busName)); err != nil {
		return err
	}
	signals := make(chan *dbus.Signal, 8)
	s.conn.Signal(signals)
	if ctx.Err() != nil {
		return ErrTimeout
	}
	// From here on there may be a question on the screen, also when ctx ends
	// before the keyring has said so.
	shown, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	defer cancel()
	if err := s.call(shown, question, prompt+".Prompt", "").Err; err != nil {
		return err
	}
	for sig := range signals {
		switch {
		case sig.Name == owner+".NameOwnerChanged":
			return ErrNoService
		case sig.Path != question || sig.Name != prompt+".Completed":
		case len(sig.Body) > 0 && sig.Body[0] == true:
			return ErrDenied // dismissed
		default:
			return nil
		}
	}
	return ErrNoBus
}

func (s *secrets) stillLocked(ctx context.Context, path dbus.ObjectPath) error {
	locked, err := s.locked(ctx, path)
	if err == nil && locked {
		err = ErrLocked
	}
	return late(ctx, err)
}

// late tells an answer that did not come from one that came.
func late(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return ErrTimeout
	}
	return err
}

// classifiedBus recognises the names of D-Bus errors.
func classifiedBus(err error) error {
	var name string
	if e, ok := errors.AsType[dbus.Error](err); ok {
		name = e.Name
	} else if e, ok := errors.AsType[*dbus.Error](err); ok {
		name = e.Name
	}
	switch name {
	case "org.freedesktop.Secret.Error.IsLocked":
		return ErrLocked
	case "org.freedesktop.DBus.Error.AccessDenied":
		return ErrDenied
	case "org.freedesktop.DBus.Error.NoReply", "org.freedesktop.DBus.Error.Timeout", "org.freedesktop.DBus.Error.TimedOut":
		return ErrTimeout
	case "org.freedesktop.DBus.Error.ServiceUnknown", "org.freedesktop.DBus.Error.NameHasNoOwner":
		return ErrNoService
	case "org.freedesktop.DBus.Error.Disconnected":
		return ErrNoBus
	}
	return err
}
