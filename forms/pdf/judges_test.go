//go:build !ci

package pdf_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"madoguchi/forms/pdf"
)

// realFiles returns PDFs no one here wrote.
func realFiles(t *testing.T) []string {
	t.Helper()
	dir := os.Getenv("MADOGUCHI_TESTDATA")
	if dir == "" {
		t.Skip("needs MADOGUCHI_TESTDATA")
	}
	list, err := filepath.Glob(filepath.Join(dir, "pdf", "*", "*.pdf"))
	if err != nil || len(list) < 100 {
		t.Fatalf("%d files, %v", len(list), err)
	}
	return list
}

// check asks qpdf: its exit code (0 clean, 3 warnings, 2 errors) and the number
// of lines it complains in.
func check(t *testing.T, path string) (code, lines int) {
	t.Helper()
	out, err := exec.Command("qpdf", "--check", path).CombinedOutput()
	if err != nil {
		exit, ok := err.(*exec.ExitError)
		if !ok {
			t.Fatal(err)
		}
		code = exit.ExitCode()
	}
	return code, bytes.Count(out, []byte("WARNING")) + bytes.Count(out, []byte("ERROR"))
}

// worse orders qpdf's exit codes.
func worse(a, b int) bool {
	rank := map[int]int{0: 0, 3: 1, 2: 2}
	return rank[a] > rank[b]
}

func mutool(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command("mutool", args...).Output()
	if err != nil {
		t.Fatalf("mutool %v: %v", args, err)
	}
	return string(out)
}

// fieldRefs asks mutool for the references in AcroForm.Fields.
func fieldRefs(t *testing.T, path string) []string {
	t.Helper()
	out := mutool(t, "show", path, "trailer/Root/AcroForm/Fields")
	out = strings.NewReplacer("[", " ", "]", " ").Replace(out)
	if i := strings.Index(out, "obj"); i >= 0 {
		out = strings.Replace(out[i+3:], "endobj", "", 1)
	}
	w := strings.Fields(out)
	var refs []string
	for i := 0; i+2 < len(w); i += 3 {
		refs = append(refs, strings.Join(w[i:i+3], " "))
	}
	return refs
}

func judgeUpdate(t *testing.T, path string) {
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := pdf.Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Logf("REFUSED to open: %v", err)
		return
	}
	if _, err := f.NewUpdate(); err != nil {
		t.Logf("REFUSED to write: %v", err)
		return
	}
	inc := render(t, addField(t, f, "鈴木 (1)"))
	out := filepath.Join(t.TempDir(), "out.pdf")
	if err := os.WriteFile(out, joined(b, inc), 0o600); err != nil {
		t.Fatal(err)
	}
	code0, lines0 := check(t, path)
	code1, lines1 := check(t, out)
	if worse(code1, code0) || lines1 > lines0 {
		t.Errorf("qpdf: before %d (%d complaints), after %d (%d)", code0, lines0, code1, lines1)
	}
	form, _ := f.Dict(mustRoot(t, f)["AcroForm"])
	old, _ := f.Array(form["Fields"])
	var want []string
	for _, r := range old {
		want = append(want, fmt.Sprint(r))
	}
	want = append(want, newRef(f, inc).String())
	if got := fieldRefs(t, out); strings.Join(got, ",") != strings.Join(want, ",") {
		t.Errorf("mutool sees the fields %v, want %v", got, want)
	}
	if got := mutool(t, "show", out, fmt.Sprint(newRef(f, inc).Num)); !strings.Contains(got, "/T <FEFF") && !strings.Contains(got, "鈴木") {
		t.Errorf("mutool sees the new field as %s", got)
	}
}

func mustRoot(t *testing.T, f *pdf.File) pdf.Dict {
	t.Helper()
	_, root, err := f.Root()
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// newRef is the field that was added: the object the file did not have.
func newRef(f *pdf.File, inc *pdf.Increment) pdf.Ref {
	var r pdf.Ref
	for k := range inc.Offset {
		if o, err := f.Get(k); err == nil && o == nil && k.Num > r.Num {
			r = k
		}
	}
	return r
}

func TestOutsideJudgesOnRealFiles(t *testing.T) {
	for _, path := range realFiles(t) {
		t.Run(filepath.Base(path), func(t *testing.T) { judgeUpdate(t, path) })
	}
}

func TestOutsideJudgesOnOurFixtures(t *testing.T) {
	for _, name := range []string{
		"form-table.pdf", "form-xrefstream.pdf", "form-hybrid.pdf", "form-linearized.pdf", "form-sigfield.pdf",
		"form-certified.pdf", "form-usagerights.pdf",
	} {
		path := filepath.Join("testdata", name)
		t.Run(name, func(t *testing.T) {
			if code, n := check(t, path); code != 0 || n != 0 {
				t.Errorf("the fixture itself: %d, %d complaints", code, n)
			}
			judgeUpdate(t, path)
		})
	}
	// The judge judges: a wrong offset must not pass.
	b := fixture(t, "form-table.pdf")
	inc := render(t, addField(t, open(t, b), "x"))
	i := bytes.LastIndex(inc.Bytes, []byte(" 00000 n"))
	inc.Bytes[i-3] ^= 1
	out := filepath.Join(t.TempDir(), "bad.pdf")
	if err := os.WriteFile(out, joined(b, inc), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _ := check(t, out); code == 0 {
		t.Error("qpdf does not notice a wrong offset")
	}
}

// TestJunkBeforeTheHeader: offsets then count from the header, and the update's
// must too.
func TestJunkBeforeTheHeader(t *testing.T) {
	b := append([]byte("HTTP/1.1 200 OK\r\n\r\n"), fixture(t, "form-table.pdf")...)
	path := filepath.Join(t.TempDir(), "junk.pdf")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	judgeUpdate(t, path)
}

// TestRewritingByQpdfReadsTheSame: linearized, in object streams, or unfolded,
// the form stays the same form.
func TestRewritingByQpdfReadsTheSame(t *testing.T) {
	list := []string{"testdata/form-table.pdf", "testdata/form-hybrid.pdf", "testdata/form-sigfield.pdf"}
	if os.Getenv("MADOGUCHI_TESTDATA") != "" {
		for _, path := range realFiles(t) {
			// qpdf writes a # inside a name of form-japanese.pdf without escaping it.
			if code, _ := check(t, path); code == 0 && !strings.HasSuffix(path, "form-japanese.pdf") {
				list = append(list, path)
			}
		}
	}
	for _, path := range list {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		want := look(t, open(t, b))
		for _, option := range []string{"--linearize", "--object-streams=generate", "--qdf", "--newline-before-endstream"} {
			out := filepath.Join(t.TempDir(), "out.pdf")
			if msg, err := exec.Command("qpdf", option, path, out).CombinedOutput(); err != nil {
				t.Fatalf("%s %s: %v %s", option, path, err, msg)
			}
			again, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			f := open(t, again)
			if got := look(t, f); plain(got) != plain(want) {
				t.Errorf("%s %s reads\n%s\nwant\n%s", option, filepath.Base(path), got, want)
			}
			if f.Rebuilt() {
				t.Errorf("%s %s was scanned", option, filepath.Base(path))
			}
			judgeUpdate(t, out)
		}
	}
}

// plain leaves references out, which qpdf numbers anew.
func plain(s string) string { return refPattern.ReplaceAllString(s, "R") }

var refPattern = regexp.MustCompile(`\d+ 0 R|\{\d+ 0\}|0x[0-9a-f]+`)
