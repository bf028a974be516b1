//go:build !ci && linux

package main

import (
	"os"
	"runtime"
	"testing"
	"time"

	"madoguchi/app/jobs"
	"madoguchi/app/ui"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/first"
	"madoguchi/app/ui/pagetest"
	"madoguchi/assets"
	"madoguchi/card/cardtest"
	"madoguchi/card/pcsc"
)

// Practice on and off leaves neither a goroutine nor a file or socket open.
func TestPractisingLeavesNothingRunning(t *testing.T) {
	cardtest.StartService(t).Attach()
	for _, real := range []bool{false, true} {
		w, err := wiring()
		if err != nil {
			t.Fatal(err)
		}
		of := w.Source
		w.Source = func(spec string) (jobs.Source, error) {
			if spec == "" && real {
				return jobs.Source{System: pcsc.New()}, nil
			}
			if spec == "" {
				spec = "practice:child"
			}
			return of(spec)
		}
		d := pagetest.Open(t, ui.Options{Jobs: w, Fonts: assets.Fonts(), Icons: assets.Icons(), Language: "en"},
			func(h page.Host) page.Page { return first.New(h) })
		d.Press("window.first.self")
		if err := d.Begin("card"); err != nil {
			t.Fatal(err)
		}
		round := func() {
			if err := d.Practise("resident"); err != nil {
				t.Fatal(err)
			}
			d.UntilTitle(shownTitle)
			if err := d.Practise(""); err != nil {
				t.Fatal(err)
			}
			d.UntilTitle(map[bool]string{false: shownTitle, true: waitTitle}[real])
		}
		round()
		before, open := runtime.NumGoroutine(), descriptors(t)
		for range 30 {
			round()
		}
		var now, held int
		for late := time.Now().Add(20 * time.Second); ; {
			runtime.GC()
			d.Until("", func() bool { return true })
			if now, held = runtime.NumGoroutine(), descriptors(t); now <= before+3 && held <= open+3 {
				break
			}
			if time.Now().After(late) {
				t.Fatalf("real %v: %d goroutines, were %d; %d descriptors, were %d", real, now, before, held, open)
			}
		}
		t.Logf("real %v: %d goroutines, were %d; %d descriptors, were %d", real, now, before, held, open)
	}
}

func descriptors(t *testing.T) int {
	t.Helper()
	all, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	return len(all)
}
