package main

import (
	"context"
	"errors"
	"os"
	"runtime"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/app/doctor"
	"madoguchi/app/platform"
	"madoguchi/card"
	"madoguchi/forms/sandbox"
)

// doctorChecks lists what the doctor looks at, in the order of its lines.
func doctorChecks(system card.System, helper *sandbox.Runner) []doctor.Check {
	checks := []doctor.Check{
		doctor.Cards(func(ctx context.Context) doctor.CardSystem { return lookAtCards(ctx, system) }),
		doctor.ReaderDriver(usbDevices, runtime.GOOS == "windows"),
	}
	if runtime.GOOS == "linux" {
		checks = append(checks, doctor.KernelModules(func(context.Context) ([]string, error) { return platform.KernelModules() }))
	}
	return append(checks,
		doctor.Clock(now, builtBy()),
		doctor.OutputFolder(tryOutputFolder),
		doctor.Helper(helper.Ping),
	)
}

// lookAtCards asks each card for its applications and for nothing about its
// holder: the session has no mode.
func lookAtCards(ctx context.Context, system card.System) doctor.CardSystem {
	s := doctor.CardSystem{Built: true, Service: doctor.ServiceRunning}
	states, err := system.Readers(ctx)
	switch k, _ := card.KindOf(err); {
	case err == nil:
	case k == card.Unsupported:
		s.Built = false
		return s
	case k == card.NoService:
		s.Service = doctor.ServiceStopped
		if errors.Is(err, os.ErrPermission) {
			s.Service = doctor.ServiceDenied
		}
		return s
	default:
		s.Service = doctor.ServiceUnclear
		return s
	}
	session := &cardsession.Session{System: system, Now: now}
	for _, r := range states {
		x := doctor.Reader{Name: r.Name}
		switch r.Presence {
		case card.Mute:
			x.Card = doctor.MuteCard
		case card.InUse:
			x.Card = doctor.BusyCard
		case card.Present:
			x.Card = cardOn(ctx, session, r.Name)
		}
		s.Readers = append(s.Readers, x)
	}
	return s
}

func cardOn(ctx context.Context, s *cardsession.Session, reader string) doctor.Card {
	_, err := s.Status(ctx, cardsession.Selection{Reader: reader})
	switch {
	case err == nil:
		return doctor.UsableCard
	case card.Is(err, card.NoCard), card.Is(err, card.Removed):
		return doctor.NoCard
	case card.Is(err, card.Unresponsive):
		return doctor.MuteCard
	case card.Is(err, card.Busy):
		return doctor.BusyCard
	}
	return doctor.OtherCard
}

func usbDevices(context.Context) ([]doctor.USB, error) {
	all, err := platform.USBDevices()
	if err != nil {
		return nil, err
	}
	out := make([]doctor.USB, len(all))
	for i, d := range all {
		out[i] = doctor.USB{Vendor: d.Vendor, Product: d.Product}
	}
	return out, nil
}

// builtBy is a moment that has passed: when the program was put where it is.
func builtBy() time.Time {
	exe, err := os.Executable()
	if err != nil {
		return time.Time{}
	}
	st, err := os.Stat(exe)
	if err != nil {
		return time.Time{}
	}
	return st.ModTime()
}

// tryOutputFolder makes and drops a file where finished papers go by default:
// beside their originals, so here.
func tryOutputFolder(context.Context) error {
	p, err := platform.Files{}.CreateBeside("madoguchi-doctor", false)
	if err != nil {
		return err
	}
	return p.Abort()
}

// ownWords are what a report must not carry: the account, the computer, the home
// folder.
func ownWords() []string {
	var words []string
	for _, name := range []string{"USER", "LOGNAME", "USERNAME"} {
		if v := os.Getenv(name); v != "" {
			words = append(words, v)
		}
	}
	if h, err := os.Hostname(); err == nil {
		words = append(words, h)
	}
	if h, err := os.UserHomeDir(); err == nil {
		words = append(words, h)
	}
	return words
}
