package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func report(t *testing.T) string {
	t.Helper()
	var out bytes.Buffer
	if err := run([]string{"status"}, &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestStampAndStatus(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "i18n/locales/en.json", `{"a":"A","b":"B"}`)
	write(t, "i18n/locales/ja.json", `{"a":"あ"}`)
	if got := report(t); !strings.Contains(got, "ja a is stale") || !strings.Contains(got, "ja b is missing") {
		t.Errorf("before: %s", got)
	}
	if err := run([]string{"stamp", "ja"}, nil); err != nil {
		t.Fatal(err)
	}
	if got := report(t); !strings.Contains(got, "ja: 1 texts, 1 missing, 0 stale") {
		t.Errorf("stamped: %s", got)
	}
	write(t, "i18n/locales/en.json", `{"a":"A, changed","b":"B"}`)
	if got := report(t); !strings.Contains(got, "ja a is stale") {
		t.Errorf("after a change: %s", got)
	}
	for _, args := range [][]string{{}, {"stamp"}, {"stamp", "en"}, {"stamp", "xx"}, {"stamp", "ja", "nowhere"}, {"stamp", "ja", "nowhere/"}, {"status", "nowhere"}} {
		if err := run(args, nil); err == nil {
			t.Errorf("%v is taken", args)
		}
	}
}

func TestAStampKeepsToItsArea(t *testing.T) {
	t.Chdir(t.TempDir())
	for area, id := range map[string]string{"": "root", "window/": "shell", "window/sign/": "sign", "windowless/": "other"} {
		write(t, "i18n/locales/"+area+"en.json", `{"`+id+`":"A"}`)
		write(t, "i18n/locales/"+area+"ja.json", `{"`+id+`":"あ"}`)
	}
	if err := run([]string{"stamp", "ja", "window/", "root"}, nil); err != nil {
		t.Fatal(err)
	}
	got := report(t)
	for id, stale := range map[string]bool{"root": false, "shell": false, "sign": false, "other": true} {
		if strings.Contains(got, "ja "+id+" is stale") != stale {
			t.Errorf("%s stale: want %v: %s", id, stale, got)
		}
	}
	var out bytes.Buffer
	if err := run([]string{"status", "window"}, &out); err != nil || !strings.Contains(out.String(), "ja: 2 texts") {
		t.Errorf("%v: %s", err, &out)
	}
}

// A language begun on purpose is counted, not scolded text by text.
func TestAPartialLanguageIsCounted(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "i18n/locales/en.json", `{"a":"A","b":"B"}`)
	write(t, "i18n/locales/my.json", `{"a":"က","c":"ဂ"}`)
	if got := report(t); strings.Contains(got, "my b") || !strings.Contains(got, "my: 1 texts, 1 not in this language yet, 1 stale") || !strings.Contains(got, "my.json: c is not in English") {
		t.Error(got)
	}
}

// Several people stamp their own texts of one language at the same moment.
func TestStampsAtOnceAllCount(t *testing.T) {
	t.Chdir(t.TempDir())
	const n = 24
	for i := range n {
		area := fmt.Sprintf("i18n/locales/area%d/", i)
		write(t, area+"en.json", fmt.Sprintf(`{"t%d":"A"}`, i))
		write(t, area+"ja.json", fmt.Sprintf(`{"t%d":"あ"}`, i))
	}
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			if err := run([]string{"stamp", "ja", fmt.Sprintf("t%d", i)}, nil); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if got := report(t); !strings.Contains(got, fmt.Sprintf("ja: %d texts, 0 missing, 0 stale", n)) {
		t.Error(got)
	}
	left, err := filepath.Glob("i18n/locales/.*")
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func TestALockNobodyHoldsIsNamed(t *testing.T) {
	lock := filepath.Join(t.TempDir(), "lock")
	write(t, lock, "")
	err := locked(lock, 0, func() error { t.Error("run without the lock"); return nil })
	if err == nil || !strings.Contains(err.Error(), lock) {
		t.Errorf("%v", err)
	}
}
