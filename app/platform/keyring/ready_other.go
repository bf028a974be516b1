//go:build !linux && !freebsd && !netbsd && !openbsd && !dragonfly

package keyring

import "context"

// ready has nothing to look at: on macOS and Windows the keyring is part of the
// system and needs neither a bus nor a daemon.
func (native) ready(context.Context) error { return nil }

// unlock has nothing to do: the system asks by itself when it has to.
func (native) unlock(context.Context) error { return nil }

func classifiedBus(err error) error { return err }
