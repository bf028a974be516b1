//go:build linux

package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"testing"

	"madoguchi/app/cardsession"
)

// remembers reports whether the letters lie anywhere in the memory of this process.
// It leaves none of its own there.
func remembers(t *testing.T, letters string) bool {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), "heap"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = f.Close(), os.Remove(f.Name()) }() // it is as large as the memory
	debug.WriteHeapDump(f.Fd())
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	part := make([]byte, 1<<20)
	defer clear(part)
	for kept := 0; ; {
		n, err := f.Read(part[kept:])
		if bytes.Contains(part[:kept+n], []byte(letters)) {
			return true
		}
		if err != nil {
			return false
		}
		end := kept + n
		kept = min(end, len(letters)-1)
		copy(part, part[end-kept:end]) // letters may lie across two parts
	}
}

// What was typed of a password is overwritten as soon as its screen goes, however
// that comes about.
func TestTypedPasswordIsWiped(t *testing.T) {
	const typed = "ZQ7XKW9JV" // in the program's text, which is no part of the dump
	d := openSignDesk(t, cardsession.ModeSelf, "resident", quick)
	for what, leave := range map[string]func(){
		"the card taken away": func() {
			d.take()
			d.UntilTitle(signWaitTitle)
			d.put("resident")
		},
		"Home":   func() { d.Home() },
		"Escape": func() { d.Key("Escape") },
		"a new question who it is about": func() {
			d.Press("window.mode.self")
			d.UntilTitle("Who is this about?")
			d.Press("window.first.self")
		},
	} {
		d.again()
		d.toPassword()
		d.Type(typed)
		if !remembers(t, typed) {
			t.Fatal("the search finds nothing")
		}
		leave()
		if remembers(t, typed) {
			t.Errorf("after %s the letters are still there", what)
		}
	}
}
