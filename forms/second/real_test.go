package second_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"madoguchi/forms/pdf"
	"madoguchi/forms/second"
)

// Real and mischievous files, each of their signatures asked about: there is
// always an answer, and files that were signed well are agreed with.
func TestRealFiles(t *testing.T) {
	data := os.Getenv("MADOGUCHI_TESTDATA")
	if data == "" {
		t.Skip("needs MADOGUCHI_TESTDATA")
	}
	asked := map[string]int{}
	err := filepath.WalkDir(filepath.Join(data, "pdf"), func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(name, ".pdf") {
			return err
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for _, field := range signedFields(b) {
			o := ask(t, b, field)
			asked[o.String()+" "+string(o.Why)]++
			t.Logf("%s %q: %v %s", e.Name(), field, o, o.Why)
			if o.Why == "" || o.Why == second.NoHelper {
				t.Errorf("%s: %q", e.Name(), o.Why)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Log(asked)
	if asked["agrees verified"] == 0 {
		t.Error("agrees with none of the real signatures")
	}
}

func signedFields(b []byte) (names []string) {
	f, err := pdf.Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil
	}
	fields, err := f.Fields()
	if err != nil {
		return nil
	}
	for _, x := range fields {
		if x.Type == "Sig" && x.Value != nil {
			names = append(names, x.Name)
		}
	}
	return names
}
