// Package doctor says what is there, what is missing and what to do about it:
// one line for the smart-card service, one for the reader, and so on.
//
// It looks at nothing by itself. Each check is made of a function that is handed
// in and looks at the system; the judgement is here, the words are in the texts.
// It asks no network and no secret, and it repairs nothing.
package doctor

import (
	"context"
	"strings"
	"sync"
	"time"
)

// State is the judgement of one line.
type State int

const (
	// Unknown: it could not be found out, perhaps because of a line above.
	Unknown State = iota
	// OK: nothing to do.
	OK
	// Attention: it is there and something is wrong with it.
	Attention
	// Missing: it is not there.
	Missing
)

var stateNames = [...]string{Unknown: "unknown", OK: "ok", Attention: "attention", Missing: "missing"}

// String gives ok, attention, missing or unknown.
func (s State) String() string {
	if s < 0 || int(s) >= len(stateNames) {
		return stateNames[Unknown]
	}
	return stateNames[s]
}

// Line is one finding.
type Line struct {
	// ID is lower snake case; the sentence is the message doctor.<ID>.<State>.
	ID    string
	State State
	// Facts are what was seen: string, int, Names or Words. They never hold a
	// path, a person's name or anything from a card.
	Facts map[string]any
	// Do names the message doctor.do.<Do> that says the one thing to do, or is
	// empty.
	Do string
}

// Names is a list that a sentence shows with commas.
type Names []string

func (n Names) String() string { return strings.Join(n, ", ") }

// Words is a list that a sentence shows as the words of a command.
type Words []string

func (w Words) String() string { return strings.Join(w, " ") }

// Check finds out the lines with the given IDs, in that order.
type Check struct {
	IDs []string
	// Run looks. It should end when ctx does.
	Run func(ctx context.Context) []Line
}

// patience is how long one check may take.
const patience = 10 * time.Second

// Examine runs the checks side by side and returns their lines in order. A check
// that takes longer than ten seconds, or panics, or leaves a line out, gives that
// line as Unknown.
func Examine(ctx context.Context, checks []Check) []Line {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	found := make([][]Line, len(checks))
	var wait sync.WaitGroup
	for i, c := range checks {
		wait.Go(func() { found[i] = c.examine(ctx) })
	}
	wait.Wait()
	var out []Line
	for _, lines := range found {
		out = append(out, lines...)
	}
	return out
}

func (c Check) examine(ctx context.Context) []Line {
	got := make(chan []Line, 1)
	go func() {
		var lines []Line
		defer func() {
			if recover() != nil {
				lines = nil
			}
			got <- lines
		}()
		lines = c.Run(ctx)
	}()
	var lines []Line
	select {
	case lines = <-got:
	case <-ctx.Done():
	}
	out := make([]Line, len(c.IDs))
	for i, id := range c.IDs {
		out[i] = Line{ID: id}
		for _, l := range lines {
			if l.ID == id {
				out[i] = l
			}
		}
		if out[i].Facts == nil {
			out[i].Facts = map[string]any{}
		}
	}
	return out
}

// one makes a Check of a single line.
func one(id string, run func(ctx context.Context) Line) Check {
	return Check{IDs: []string{id}, Run: func(ctx context.Context) []Line {
		l := run(ctx)
		l.ID = id
		return []Line{l}
	}}
}
