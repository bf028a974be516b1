package net_test

import (
	"context"
	"errors"
	stdnet "net"
	"testing"

	"madoguchi/app/platform/net"
)

// The promise on the Network page. Whoever adds an address changes this test
// with it.
func TestNothingIsRegistered(t *testing.T) {
	if got := net.Register(); len(got) != 0 {
		t.Errorf("addresses: %v", got)
	}
	door, err := net.NewDoor(net.Register(), (&stdnet.Dialer{}).DialContext)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := door.Open(t.Context(), "tsa"); !errors.Is(err, net.ErrNotRegistered) {
		t.Errorf("Open: %v", err)
	}
	if door.Count() != 0 {
		t.Errorf("count %d", door.Count())
	}
}

func TestDoorOpensOnlyWhatIsRegistered(t *testing.T) {
	l, err := stdnet.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	address := net.Address{ID: "tsa", URL: "http://127.0.0.1/", Host: l.Addr().String(), What: "w", When: "n", AskedBy: "pdf sign --tsa"}
	var dialled []string
	dial := func(ctx context.Context, network, host string) (stdnet.Conn, error) {
		dialled = append(dialled, network+" "+host)
		return (&stdnet.Dialer{}).DialContext(ctx, network, host)
	}
	door, err := net.NewDoor([]net.Address{address}, dial)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := door.Open(t.Context(), "tsa")
	if err != nil {
		t.Fatal(err)
	}
	conn.Close()
	if door.Count() != 1 || len(door.Register()) != 1 {
		t.Errorf("count %d, register %v", door.Count(), door.Register())
	}
	if _, err := door.Open(t.Context(), "update"); !errors.Is(err, net.ErrNotRegistered) {
		t.Errorf("Open of another: %v", err)
	}
	l.Close()
	if _, err := door.Open(t.Context(), "tsa"); err == nil {
		t.Error("a connection to nobody")
	}
	if door.Count() != 2 || len(dialled) != 2 || dialled[0] != "tcp "+address.Host {
		t.Errorf("count %d, dialled %v", door.Count(), dialled)
	}
}

func TestAddressMustSayWhatFor(t *testing.T) {
	full := net.Address{ID: "i", URL: "u", Host: "h", What: "w", When: "n", AskedBy: "a"}
	for _, blank := range []func(*net.Address){
		func(a *net.Address) { a.ID = "" }, func(a *net.Address) { a.URL = "" },
		func(a *net.Address) { a.Host = "" }, func(a *net.Address) { a.What = "" },
		func(a *net.Address) { a.When = "" }, func(a *net.Address) { a.AskedBy = "" },
	} {
		a := full
		blank(&a)
		if _, err := net.NewDoor([]net.Address{a}, nil); !errors.Is(err, net.ErrIncomplete) {
			t.Errorf("%+v: %v", a, err)
		}
	}
}
