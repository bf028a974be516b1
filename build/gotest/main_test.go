package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// runOn runs the program itself on a module that holds the given test files.
func runOn(t *testing.T, files map[string]string) (string, bool) {
	t.Helper()
	exe := filepath.Join(t.TempDir(), "gotest.exe")
	if out, err := exec.Command("go", "build", "-o", exe, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	root := t.TempDir()
	files["go.mod"] = "module m\n\ngo 1.26\n"
	for name, text := range files {
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(exe, "./...")
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "GOWORK=off")
	var out bytes.Buffer
	cmd.Stdout = &out
	err := cmd.Run()
	return regexp.MustCompile(`\t(\d+\.\d+s)`).ReplaceAllString(out.String(), "\tTIME"), err == nil
}

const head = "import \"testing\"\n\n"

func TestPassingRunEndsWithPackageLines(t *testing.T) {
	got, ok := runOn(t, map[string]string{
		"a/a_test.go": "package a\n\n" + head + "func TestA(t *testing.T) { t.Log(\"quiet\") }\n",
		"b/b_test.go": "package b\n\n" + head + "func TestB(t *testing.T) {\n\tt.Run(\"x\", func(t *testing.T) { t.Skip(\"needs MADOGUCHI_TESTDATA\") })\n\tt.Run(\"y\", func(t *testing.T) { t.Skip(\"needs MADOGUCHI_TESTDATA\") })\n}\n",
		"c/c.go":      "package c\n",
	})
	want := "NOT RUN: 2 tests need MADOGUCHI_TESTDATA\nok  \tm/a\tTIME\nok  \tm/b\tTIME\n?   \tm/c\t[no test files]\n"
	if got != want || !ok {
		t.Errorf("passed %v, got\n%s\nwant\n%s", ok, got, want)
	}
}

func TestFailuresAreShownAndFail(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"failure":        {"func TestA(t *testing.T) { t.Run(\"in\", func(t *testing.T) { t.Error(\"seven\") }) }\n", []string{"a_test.go:5: seven\n", "--- FAIL: TestA/in"}},
		"panic":          {"func TestA(t *testing.T) { panic(\"seven\") }\n", []string{"panic: seven"}},
		"exit":           {"func TestMain(m *testing.M) { println(\"seven\"); os.Exit(3) }\n", []string{"seven"}},
		"does not build": {"func TestA(t *testing.T) { seven() }\n", []string{"undefined: seven"}},
		"another skip":   {"func TestA(t *testing.T) { t.Skip(\"too tired\") }\n", []string{"SKIPPED", "m/a TestA", "too tired"}},
	} {
		t.Run(name, func(t *testing.T) {
			text := "package a\n\n" + head + c.text
			if name == "exit" {
				text = strings.Replace(text, head, "import (\n\t\"os\"\n\t\"testing\"\n)\n\n", 1)
			}
			got, ok := runOn(t, map[string]string{"a/a_test.go": text, "b/b_test.go": "package b\n\n" + head + "func TestB(t *testing.T) {}\n"})
			if ok {
				t.Error("passed")
			}
			for _, w := range c.want {
				if !strings.Contains(got, w) {
					t.Errorf("%q is missing in\n%s", w, got)
				}
			}
			if !strings.HasSuffix(got, "ok  \tm/b\tTIME\nFAIL\n") {
				t.Errorf("does not end with the package lines:\n%s", got)
			}
		})
	}
}
