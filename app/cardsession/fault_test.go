package cardsession_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/pprof"
	"strings"
	"testing"

	"madoguchi/app/cardsession"
	"madoguchi/card"
	"madoguchi/card/emulator"
)

// job is one call of a session that is disturbed at every command.
type job struct {
	name string
	run  func(t testing.TB, w *world) (result any, err error)
}

func jobs(t testing.TB, id string) []job {
	p := person(t, id)
	list := []job{
		{"Status", func(_ testing.TB, w *world) (any, error) {
			st, err := w.s.Status(bg, cardsession.Selection{})
			if st == nil {
				return nil, err
			}
			return st, err
		}},
		{"Sign", func(_ testing.TB, w *world) (any, error) {
			g, err := w.sign(cardsession.SignRequest{Password: secret(p.Secrets.Sign)})
			if g.signature == nil {
				return nil, err
			}
			return g, err
		}},
	}
	if p.Secrets.Input != "" {
		list = append(list, job{"Read", func(_ testing.TB, w *world) (any, error) {
			r, err := w.read(cardsession.ReadSecrets{Input: secret(p.Secrets.Input)})
			if r == nil {
				return nil, err
			}
			return r, err
		}})
	}
	return list
}

var faults = map[string]struct {
	fault emulator.Fault
	kind  card.Kind
}{
	"pull before":  {emulator.PullBefore, card.Removed},
	"pull after":   {emulator.PullAfter, card.Removed},
	"swap before":  {emulator.SwapBefore, card.Removed},
	"swap after":   {emulator.SwapAfter, card.Removed},
	"reset before": {emulator.ResetBefore, card.Reset},
	"reset after":  {emulator.ResetAfter, card.Reset},
	"stop before":  {emulator.StopServiceBefore, card.NoService},
	"stop after":   {emulator.StopServiceAfter, card.NoService},
}

// Every fault at every command: the right kind, no result, no second VERIFY, no
// secret for a card that was put there instead, and no power left where a
// secret may have been accepted.
func TestFaultsAtEveryCommand(t *testing.T) {
	for _, id := range []string{"resident", "phone"} {
		for _, j := range jobs(t, id) {
			clean := newWorld(t, newCard(t, id))
			if _, err := j.run(t, clean); err != nil {
				t.Fatal(err)
			}
			total := clean.Sent()
			if total < 8 {
				t.Fatalf("%s takes %d commands", j.name, total)
			}
			for name, f := range faults {
				for i := 1; i <= total; i++ {
					w := newWorld(t, newCard(t, id))
					disturb(t, fmt.Sprintf("%s, %s, %s %d of %d", id, j.name, name, i, total), w, j, f.fault, f.kind, i)
				}
			}
		}
	}
}

func disturb(t *testing.T, label string, w *world, j job, f emulator.Fault, kind card.Kind, at int) {
	t.Helper()
	other := newCard(t, "substitute")
	w.SwapTo(other)
	sent := 0
	w.OnTransmit(func(n int, command []byte) emulator.Fault {
		if verify := command[1] == 0x20 && len(command) > 4; verify {
			sent++
			if n == at {
				kind = card.Uncertain
			}
		}
		if n == at {
			return f
		}
		return emulator.None
	})
	result, err := j.run(t, w)
	if result != nil || !card.Is(err, kind) {
		t.Errorf("%s: %v, want %v; result %v", label, err, kind, result != nil)
	}
	if n := w.Sent(); n != at {
		t.Errorf("%s: %d commands were sent", label, n)
	}
	if sent > 1 || w.card.Seen().Verify > 1 {
		t.Errorf("%s: VERIFY sent %d times, seen %d times", label, sent, w.card.Seen().Verify)
	}
	if seen := other.Seen(); seen.Commands != 0 {
		t.Errorf("%s: the other card was sent %+v", label, seen)
	}
	if j.name != "Status" {
		unpowered(t, w.card)
	}
}

// After a swap nothing goes on with the new card by itself.
func TestSwapIsNoticedByTheNextCall(t *testing.T) {
	w := newWorld(t, newCard(t, "resident"))
	expect := w.status(t).Identity
	other := newCard(t, "substitute")
	w.SwapTo(other)
	at := w.Sent() + 3
	w.OnTransmit(func(n int, _ []byte) emulator.Fault {
		if n == at {
			return emulator.SwapAfter
		}
		return emulator.None
	})
	password := person(t, "substitute").Secrets.Sign
	if _, err := w.sign(cardsession.SignRequest{Password: secret(password), Expect: expect}); !card.Is(err, card.Removed) {
		t.Errorf("%v", err)
	}
	if _, err := w.sign(cardsession.SignRequest{Password: secret(password), Expect: expect}); !card.Is(err, card.Changed) {
		t.Errorf("%v", err)
	}
	if other.Seen().Verify != 0 {
		t.Error("the other card got the password")
	}
}

// A planted secret is in no error, no printed struct and no goroutine dump,
// neither while it is on its way nor later.
func TestPlantedSecrets(t *testing.T) {
	const password, pin = "PLANTED9XYZ", "8642"
	shown := &strings.Builder{}
	show := func(vs ...any) {
		for _, v := range vs {
			fmt.Fprintf(shown, "%v\n%+v\n%#v\n%s\n%q\n%x\n%d\n", v, v, v, v, v, v, v)
		}
	}
	dump := func() {
		b := make([]byte, 1<<20)
		shown.Write(b[:runtime.Stack(b, true)])
		var p bytes.Buffer
		if err := pprof.Lookup("goroutine").WriteTo(&p, 2); err != nil {
			t.Error(err)
		}
		shown.Write(p.Bytes())
	}
	// One card takes the password, the other does not.
	for _, own := range []bool{true, false} {
		img := image(t, "resident", authority(t), func(p *emulator.Person) {
			if own {
				p.Secrets.Sign, p.Secrets.Input = password, pin
			}
		})
		for name, f := range faults {
			w := newWorld(t, emulator.New(img))
			w.OnTransmit(func(_ int, command []byte) emulator.Fault {
				if command[1] != 0x20 || len(command) == 4 {
					return emulator.None
				}
				dump()
				if own {
					return emulator.None
				}
				return f.fault
			})
			request := cardsession.SignRequest{Password: secret(password)}
			show(request, &request, w.s, *w.s)
			err := w.s.Sign(bg, cardsession.Selection{}, request, func(_ context.Context, s cardsession.Signing) error {
				dump()
				show(request, &s)
				_, err := s.Signer.Sign(nil, digest[:], nil)
				return err
			})
			if err == nil {
				t.Errorf("%s: no failure to look at", name)
			}
			show(err, request)
			for ; err != nil; err = errors.Unwrap(err) {
				show(err)
			}
			secrets := cardsession.ReadSecrets{Input: secret(pin)}
			show(secrets, &secrets)
			if _, err = w.read(secrets); err != nil {
				show(err)
			}
			show(secrets)
			dump()
		}
	}
	// The PIN has four digits, which a pointer or a date may show by chance, so
	// it is looked for as the card would be sent it.
	for _, plain := range []string{password, fmt.Sprintf("%x", password), fmt.Sprintf("%d", []byte(password)), fmt.Sprintf("%x", pin), fmt.Sprintf("%d", []byte(pin))} {
		if strings.Contains(strings.ToLower(shown.String()), strings.ToLower(plain)) {
			t.Errorf("a secret is shown as %q", plain)
		}
	}
	if shown.Len() < 10_000 {
		t.Errorf("only %d bytes were looked at", shown.Len())
	}
}
