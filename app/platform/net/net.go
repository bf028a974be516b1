// Package net is the only door to the network. Every address the program may
// ever call is listed in Register with what for, when and at whose wish, and the
// Network page prints that list; a Door opens no other address and counts.
//
// It sends nothing by itself. Today the list is empty: the program works
// offline, and everything it shows comes with it.
package net

import (
	"context"
	"errors"
	"net"
	"slices"
	"sync/atomic"
)

// Address is one address the program may call.
type Address struct {
	// ID is lower snake case.
	ID string
	// URL is the whole of it, without anything of a person's.
	URL string
	// Host is what is dialled: "name:port".
	Host string
	// What is the message id that says what is sent and what comes back.
	What string
	// When is the message id that says at which moment it is called.
	When string
	// AskedBy is the command or button by which a person asks for it. An address
	// without one may not be registered.
	AskedBy string
}

// Register lists every address the program may ever call, in the order in which
// they are shown. It is empty.
func Register() []Address { return nil }

var (
	// ErrNotRegistered: the address is not in the list; nothing was sent.
	ErrNotRegistered = errors.New("the address is not in the register")
	// ErrIncomplete: an address in the list does not say what for.
	ErrIncomplete = errors.New("an address in the register does not say what for")
)

// DialFunc opens a connection, as net.Dialer.DialContext does.
type DialFunc func(ctx context.Context, network, address string) (net.Conn, error)

// Door opens connections to registered addresses and to no other. It is safe
// for concurrent use.
type Door struct {
	addresses []Address
	dial      DialFunc
	count     atomic.Int64
}

// NewDoor makes a Door for the addresses; the program's own is made of
// Register. It refuses an address that does not say everything with
// ErrIncomplete.
func NewDoor(addresses []Address, dial DialFunc) (*Door, error) {
	for _, a := range addresses {
		if slices.Contains([]string{a.ID, a.URL, a.Host, a.What, a.When, a.AskedBy}, "") {
			return nil, ErrIncomplete
		}
	}
	return &Door{addresses: slices.Clone(addresses), dial: dial}, nil
}

// Register lists what this Door opens.
func (d *Door) Register() []Address { return slices.Clone(d.addresses) }

// Count is how many connections were tried since the program started, failed
// ones included.
func (d *Door) Count() int64 { return d.count.Load() }

// Open connects to the address registered as id by TCP. The context ends the
// attempt. Any other id gives ErrNotRegistered and opens nothing.
func (d *Door) Open(ctx context.Context, id string) (net.Conn, error) {
	i := slices.IndexFunc(d.addresses, func(a Address) bool { return a.ID == id })
	if i < 0 {
		return nil, ErrNotRegistered
	}
	d.count.Add(1)
	return d.dial(ctx, "tcp", d.addresses[i].Host)
}
