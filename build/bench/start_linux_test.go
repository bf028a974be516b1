//go:build !ci

package main

import (
	"io"
	"strings"
	"testing"
	"time"
)

// What is held to is held up to its limit and not beyond, and a single slow
// start of many does not decide.
func TestWhatAStartIsHeldTo(t *testing.T) {
	starts := func(ms, mb int) *starter {
		one := oneStart{window: 1, picture: 1, work: 1, whole: time.Duration(ms) * time.Millisecond, peak: mb << 10}
		slow := oneStart{window: 1, picture: 1, work: 1, whole: time.Hour, peak: 1 << 30}
		return &starter{starts: []oneStart{one, slow, one}}
	}
	for _, x := range []struct {
		ms, mb int
		held   bool
	}{{100, 100, true}, {125, 160, true}, {126, 100, false}, {100, 161, false}} {
		if got := showStarts(io.Discard, "", starts(100, 100), starts(x.ms, x.mb)); got != x.held {
			t.Errorf("%d ms and %d MB beside 100 ms and 100 MB: held is %v", x.ms, x.mb, got)
		}
	}
}

// The tags are found where build/run has them.
func TestTagsOfRun(t *testing.T) {
	if tags, err := tagsOfRun(t.Context()); err != nil || !strings.Contains(tags, "x11") {
		t.Errorf("%q %v", tags, err)
	}
}
