//go:build !ci

package flow

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The whole of the official files, from the Debian package unicode-data.
func TestEveryBidiLineOfUnicode(t *testing.T) {
	bidiConformance(t, "/usr/share/unicode/BidiCharacterTest.txt")
}

// The whole of LineBreakTest.txt, which the segmenter's module brings along in the
// version of Unicode it follows.
func TestEveryLineBreakOfUnicode(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/go-text/typesetting").Output()
	if err != nil {
		t.Fatal(err)
	}
	lineConformance(t, filepath.Join(strings.TrimSpace(string(dir)), "segmenter", "test", "LineBreakTest.txt"))
}
