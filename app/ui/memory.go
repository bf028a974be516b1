package ui

import (
	"context"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/app/jobs"
	"madoguchi/app/problem"
	"madoguchi/app/store"
)

// recallWithin is how long the keyring and a passphrase may take together.
const recallWithin = 10 * time.Second

// memory is what the window remembers on this computer, for as long as the person
// at the screen chose "about me". Its zero value remembers nothing.
type memory struct {
	store    *store.Store
	recalled jobs.Remembered
	problem  *problem.Problem
}

// remember begins with the memory of a mode: only "about me" has one. Where
// remembering is off nothing is asked; where it is on, having chosen "about me" is
// the act that the keyring is asked for.
func (w *Window) remember() {
	w.forgetMemory()
	if w.mode != cardsession.ModeSelf {
		return
	}
	s, err := w.o.Jobs.Store(true)
	if err != nil {
		w.memory.problem = problem.Of(err, problem.NoSecret)
		return
	}
	w.memory.store = s
	w.Recall()
}

// Store implements page.Host.
func (w *Window) Store() *store.Store { return w.memory.store }

// Recalled implements page.Host.
func (w *Window) Recalled() (jobs.Remembered, *problem.Problem) {
	return w.memory.recalled, w.memory.problem
}

// Recall implements page.Host.
func (w *Window) Recall() {
	s := w.memory.store
	if s == nil {
		return
	}
	go func() {
		ctx, stop := context.WithTimeout(context.Background(), recallWithin)
		defer stop()
		r, on, err := jobs.Recall(ctx, s)
		w.o.Do(func() {
			if w.memory.store != s {
				return // somebody else is at the screen
			}
			w.memory.recalled, w.memory.problem = r, problem.Of(err, problem.NoSecret)
			if on && err == nil && r.Language != "" && r.Language != w.first {
				w.SetLanguages(r.Language, w.second)
				return
			}
			if on {
				w.show(false)
			}
		})
	}()
}

// keepLanguage remembers the language that was chosen, where that is wanted.
func (w *Window) keepLanguage() {
	s, tag := w.memory.store, w.first
	if s == nil || tag == w.memory.recalled.Language {
		return
	}
	w.memory.recalled.Language = tag
	go func() {
		ctx, stop := context.WithTimeout(context.Background(), recallWithin)
		defer stop()
		if err := jobs.SetLanguage(ctx, s, tag); err != nil {
			w.o.Do(func() {
				if w.memory.store == s {
					w.memory.problem = problem.Of(err, problem.NoSecret)
				}
			})
		}
	}()
}

// forgetMemory lets go of what was recalled; what is in the file stays there.
func (w *Window) forgetMemory() {
	if w.memory.store != nil {
		w.memory.store.Close()
	}
	w.memory = memory{}
}
