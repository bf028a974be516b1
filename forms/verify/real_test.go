package verify

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"madoguchi/forms"
)

// realFiles calls f for every PDF nobody here made.
func realFiles(t *testing.T, f func(name string, b []byte)) {
	t.Helper()
	root := os.Getenv("MADOGUCHI_TESTDATA")
	if root == "" {
		t.Skip("needs MADOGUCHI_TESTDATA")
	}
	n := 0
	err := filepath.WalkDir(filepath.Join(root, "pdf"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".pdf") {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		n++
		f(filepath.Base(path), b)
		return nil
	})
	if err != nil || n == 0 {
		t.Fatalf("%d files, %v", n, err)
	}
}

func TestRealFiles(t *testing.T) {
	realFiles(t, func(name string, b []byte) {
		rep, err := Check(context.Background(), bytes.NewReader(b), int64(len(b)), options())
		if err != nil {
			if _, ok := forms.KindOf(err); !ok {
				t.Errorf("%s: not a Problem: %v", name, err)
			}
			t.Logf("%-60s %v", name, err)
			return
		}
		if !rep.Unsigned || rep.UsageRights || rep.Orphans > 0 || rep.Damaged {
			t.Logf("%-60s ur=%v orphans=%d damaged=%v: %s", name, rep.UsageRights, rep.Orphans, rep.Damaged, describe(rep))
		}
		for _, s := range rep.Signatures {
			if s.Issuer == IssuerPinned {
				t.Errorf("%s: nobody pinned issued that", name)
			}
		}
	})
}
