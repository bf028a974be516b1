package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/app/cli"
	"madoguchi/app/doctor"
	"madoguchi/app/filing"
	"madoguchi/app/platform/net"
	"madoguchi/app/practice"
	"madoguchi/app/problem"
	"madoguchi/assets"
	"madoguchi/card/jpki"
	"madoguchi/card/pcsc"
	"madoguchi/forms/catalog"
	"madoguchi/forms/sandbox"
	"madoguchi/forms/second"
	"madoguchi/forms/verify"
)

// japan is the zone of every date and signature (UTC+9, no summer time).
var japan = time.FixedZone("JST", 9*60*60)

func now() time.Time { return time.Now().In(japan) }

// program wires the rooms together. Its errors are faults of the build: the
// data it reads is part of the program.
func program() (*cli.Program, error) {
	catalogue, err := texts()
	if err != nil {
		return nil, err
	}
	people, err := practice.Load(assets.Practice())
	if err != nil {
		return nil, err
	}
	pins, err := allPins()
	if err != nil {
		return nil, err
	}
	known, err := catalog.Load(assets.Forms())
	if err != nil {
		return nil, err
	}
	door, err := net.NewDoor(net.Register(), nil)
	if err != nil {
		return nil, err
	}
	helper, err := helperRunner()
	if err != nil {
		return nil, err
	}
	return &cli.Program{
		Version: version, Texts: catalogue, Practice: people, Now: now,
		Source: func(spec string) (cli.Source, error) { return source(people, spec) },
		Session: func(s cli.Source, m cardsession.Mode) *cardsession.Session {
			return &cardsession.Session{System: s.System, Mode: m, Pins: pins, Now: now}
		},
		Sign: signPapers,
		Desk: &filing.Desk{
			Create: outputs{}.create, Forms: known, Anchors: anchors(pins), Describe: describe, Now: now,
			Second: func(ctx context.Context, r io.ReaderAt, size int64, field string) second.Opinion {
				return second.Ask(ctx, helper.Do, r, size, field)
			},
		},
		Doctor:      func(s cli.Source) []doctor.Check { return doctorChecks(s.System, helper) },
		OwnWords:    ownWords,
		Addresses:   func() []cli.Address { return addresses(door) },
		Connections: door.Count,
		Licences:    licences,
	}, nil
}

func helperRunner() (*sandbox.Runner, error) {
	exe, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return &sandbox.Runner{Command: []string{exe, helperRole}}, nil
}

func allPins() (jpki.Pins, error) {
	real, err := jpki.LoadPins(assets.Pins())
	if err != nil {
		return nil, err
	}
	played, err := jpki.LoadPracticePins(assets.Practice())
	if err != nil {
		return nil, err
	}
	return append(real, played...), nil
}

// anchors are the pins of signature authorities, as the verifier takes them.
func anchors(pins jpki.Pins) []verify.Anchor {
	var out []verify.Anchor
	for _, p := range pins {
		if p.Role == jpki.RoleSignature {
			out = append(out, verify.Anchor{ID: p.ID, SHA256: p.SHA256, NotBefore: p.NotBefore, NotAfter: p.NotAfter, Practice: p.Practice})
		}
	}
	return out
}

// describe reads what a signature certificate says about its holder.
func describe(der []byte) (verify.Subject, bool) {
	c, err := jpki.ParseCertificate(der)
	if err != nil || c.Role != jpki.RoleSignature {
		return verify.Subject{}, false
	}
	return verify.Subject{Name: c.Holder.Name}, true
}

// source resolves --card.
func source(people *practice.Set, spec string) (cli.Source, error) {
	kind, name, _ := strings.Cut(spec, ":")
	switch kind {
	case "":
		return cli.Source{System: pcsc.New()}, nil
	case "reader":
		return cli.Source{System: pcsc.New(), Reader: name}, nil
	case "practice":
		if name == "" {
			name = "resident"
		}
		s, err := people.System(name, now())
		return cli.Source{System: s}, err
	}
	return cli.Source{}, problem.New(problem.BadCall, map[string]any{"why": "--card " + spec})
}

func addresses(d *net.Door) []cli.Address {
	var out []cli.Address
	for _, a := range d.Register() {
		out = append(out, cli.Address{ID: a.ID, URL: a.URL, What: a.What, When: a.When, AskedBy: a.AskedBy})
	}
	return out
}

func licences() ([]cli.Licence, error) {
	files := assets.Licences()
	b, err := fs.ReadFile(files, "index.json")
	if err != nil {
		return nil, err
	}
	var index []struct{ Module, Version, Licence, File string }
	if err := json.Unmarshal(b, &index); err != nil {
		return nil, fmt.Errorf("licence index: %w", err)
	}
	out := make([]cli.Licence, 0, len(index))
	for _, e := range index {
		text, err := fs.ReadFile(files, e.File)
		if err != nil {
			return nil, err
		}
		out = append(out, cli.Licence{Module: e.Module, Version: e.Version, ID: e.Licence, Text: string(text)})
	}
	return out, nil
}
