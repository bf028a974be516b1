package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"sync"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/app/cli"
	"madoguchi/app/doctor"
	"madoguchi/app/filing"
	"madoguchi/app/jobs"
	"madoguchi/app/paper"
	"madoguchi/app/platform"
	"madoguchi/app/platform/keyring"
	"madoguchi/app/platform/net"
	"madoguchi/app/platform/speech"
	"madoguchi/app/practice"
	"madoguchi/app/problem"
	"madoguchi/app/store"
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
	w, err := wiring()
	if err != nil {
		return nil, err
	}
	return &cli.Program{Jobs: w}, nil
}

// wiring is what program hands on. What a run may not need is read when first
// asked for: the start is waited for, every time.
func wiring() (*jobs.Jobs, error) {
	catalogue, err := texts()
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
	pins := sync.OnceValues(allPins)
	people := sync.OnceValues(func() (*practice.Set, error) { return practice.Load(assets.Practice()) })
	rules := theRules
	return &jobs.Jobs{
		Version: version, Texts: catalogue, Practice: people, Now: now,
		Source: func(spec string) (jobs.Source, error) { return source(people, spec) },
		Session: func(s jobs.Source, m cardsession.Mode) (*cardsession.Session, error) {
			p, err := pins()
			if err != nil {
				return nil, err
			}
			return &cardsession.Session{System: s.System, Mode: m, Pins: p, Now: now}, nil
		},
		Rules:       rules,
		Press:       sync.OnceValues(func() (*paper.Press, error) { return paperPress(rules) }),
		Print:       platform.Printer(),
		Voice:       speech.New(),
		Write:       outputs{}.write,
		Sign:        signPapers,
		Desk:        sync.OnceValues(func() (*filing.Desk, error) { return theDesk(pins, helper) }),
		Store:       openStore,
		Casebook:    casebooks(rules),
		Doctor:      func(s jobs.Source) []doctor.Check { return doctorChecks(s.System, helper) },
		OwnWords:    ownWords,
		Addresses:   func() []jobs.Address { return addresses(door) },
		Connections: door.Count,
		Licences:    licences,
	}, nil
}

// paperPress lays papers out, in our own typefaces.
func paperPress(rules func() (*jobs.Rulebook, error)) (*paper.Press, error) {
	r, err := rules()
	if err != nil {
		return nil, err
	}
	return paper.New(assets.Fonts(), assets.Papers(), r.Book)
}

func theDesk(pins func() (jpki.Pins, error), helper *sandbox.Runner) (*filing.Desk, error) {
	p, err := pins()
	if err != nil {
		return nil, err
	}
	known, err := catalog.Load(assets.Forms())
	if err != nil {
		return nil, err
	}
	return &filing.Desk{
		Create: outputs{}.create, Forms: known, Anchors: anchors(p), Describe: describe, Now: now,
		Second: func(ctx context.Context, r io.ReaderAt, size int64, field string) second.Opinion {
			return second.Ask(ctx, helper.Do, r, size, field)
		},
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
func source(people func() (*practice.Set, error), spec string) (jobs.Source, error) {
	kind, name, _ := strings.Cut(spec, ":")
	switch kind {
	case "":
		return jobs.Source{System: pcsc.New()}, nil
	case "reader":
		return jobs.Source{System: pcsc.New(), Reader: name}, nil
	case "practice":
		if name == "" {
			name = "resident"
		}
		set, err := people()
		if err != nil {
			return jobs.Source{}, err
		}
		s, err := set.System(name, now())
		return jobs.Source{System: s}, err
	}
	return jobs.Source{}, problem.New(problem.BadCall, map[string]any{"why": "--card " + spec})
}

// openStore is the store in this account's config folder, with this computer's
// keyring.
func openStore(aboutMe bool) (*store.Store, error) {
	folders, err := platform.UserFolders()
	if err != nil {
		return nil, &store.Error{Kind: store.FileFailed, Err: err}
	}
	return store.New(store.Options{Config: folders.Config, Keyring: keyring.New(), AboutMe: aboutMe}), nil
}

func addresses(d *net.Door) []jobs.Address {
	var out []jobs.Address
	for _, a := range d.Register() {
		out = append(out, jobs.Address{ID: a.ID, URL: a.URL, What: a.What, When: a.When, AskedBy: a.AskedBy})
	}
	return out
}

func licences() ([]jobs.Licence, error) {
	files := assets.Licences()
	b, err := fs.ReadFile(files, "index.json")
	if err != nil {
		return nil, err
	}
	var index []struct{ Module, Version, Licence, File string }
	if err := json.Unmarshal(b, &index); err != nil {
		return nil, fmt.Errorf("licence index: %w", err)
	}
	out := make([]jobs.Licence, 0, len(index))
	for _, e := range index {
		text, err := fs.ReadFile(files, e.File)
		if err != nil {
			return nil, err
		}
		out = append(out, jobs.Licence{Module: e.Module, Version: e.Version, ID: e.Licence, Text: string(text)})
	}
	return out, nil
}
