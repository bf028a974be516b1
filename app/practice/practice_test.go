package practice_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"madoguchi/app/practice"
	"madoguchi/assets"
	"madoguchi/card"
)

func today() time.Time { return time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC) }

func load(t *testing.T) *practice.Set {
	t.Helper()
	s, err := practice.Load(assets.Practice())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestEveryPersonHasACardThatAnswers(t *testing.T) {
	s := load(t)
	for _, p := range s.People() {
		sys, err := s.System(p.ID, today())
		if err != nil {
			t.Errorf("%s: %v", p.ID, err)
			continue
		}
		tr, err := sys.Open(t.Context(), practice.Reader, card.Exclusive)
		if err != nil {
			t.Fatal(err)
		}
		got, err := tr.Transmit(t.Context(), []byte("\x00\xA4\x04\x0C\x0A\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01"))
		if err != nil || string(got) != "\x90\x00" {
			t.Errorf("%s: SELECT answers % X, %v", p.ID, got, err)
		}
		if !strings.Contains(p.Name, "PRACTICE") || p.For == "" {
			t.Errorf("%s: name %q, for %q", p.ID, p.Name, p.For)
		}
		if err := tr.Close(card.PowerDown); err != nil {
			t.Error(err)
		}
	}
}

func TestUnknownPersonListsTheKnown(t *testing.T) {
	_, err := load(t).Card("nobody", today())
	unknown, ok := errors.AsType[*practice.UnknownPerson](err)
	if !ok {
		t.Fatalf("error is %v", err)
	}
	for _, id := range []string{"resident", "locked", "expired", "child"} {
		if !strings.Contains(err.Error(), id) || !strings.Contains(strings.Join(unknown.Known, " "), id) {
			t.Errorf("%q is not named in %q", id, err)
		}
	}
}

func TestInsertWithoutAVirtualReaderSaysNoService(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	err := load(t).Insert(ctx, "resident", "127.0.0.1:1", today())
	if !card.Is(err, card.NoService) {
		t.Errorf("error is %v", err)
	}
}
