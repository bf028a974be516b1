package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
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
	write(t, "i18n/locales/status/.keep", "")
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
	for _, args := range [][]string{{}, {"stamp"}, {"stamp", "en"}, {"stamp", "xx"}, {"stamp", "ja", "nowhere"}} {
		if err := run(args, nil); err == nil {
			t.Errorf("%v is taken", args)
		}
	}
}
