//go:build !windows

package platform_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"madoguchi/app/platform"
)

// The paper goes through a pipe: the command is given all of it, a neutral name, and
// no file.
func TestPrinterIsGivenThePaperThroughAPipe(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("PATH", folder+":/bin:/usr/bin")
	t.Setenv("TMPDIR", filepath.Join(folder, "none"))
	script := "#!/bin/sh\necho \"$@\" >'" + folder + "/args'\ncat >'" + folder + "/paper'\n"
	if err := os.WriteFile(filepath.Join(folder, "lp"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	pdf := strings.Repeat("%PDF", 50_000)
	if err := platform.Printer()("Paper", []byte(pdf)); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(folder, "paper"))
	if err != nil || string(got) != pdf {
		t.Errorf("%d bytes came, %d went (%v)", len(got), len(pdf), err)
	}
	args, _ := os.ReadFile(filepath.Join(folder, "args"))
	if strings.TrimSpace(string(args)) != "-s -t Paper -" {
		t.Errorf("it was called with %q", args)
	}
	// A printer that is not there is told, with no word of the system's.
	if err := os.WriteFile(filepath.Join(folder, "lp"), []byte("#!/bin/sh\necho "+folder+" >&2\nexit 1\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := platform.Printer()("Paper", nil); err == nil || strings.Contains(err.Error(), folder) {
		t.Errorf("%v", err)
	}
	t.Setenv("PATH", filepath.Join(folder, "none"))
	if platform.Printer() != nil {
		t.Error("there is a printer without a command")
	}
}
