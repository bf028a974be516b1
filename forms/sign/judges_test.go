//go:build !ci

package sign

import (
	"bytes"
	"context"
	"crypto"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	dpdf "github.com/digitorus/pdf"
	dsign "github.com/digitorus/pdfsign/sign"

	"madoguchi/forms/pdf"
)

// tool runs an outside judge and returns what it printed on both streams.
func tool(t testing.TB, name string, args ...string) (string, error) {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("%s is needed (build/test installs it): %v", name, err)
	}
	out, err := exec.CommandContext(context.Background(), path, args...).CombinedOutput()
	return string(out), err
}

var objRef = regexp.MustCompile(`\d+ \d+ R`)

func fieldRefs(t testing.TB, file string) []string {
	t.Helper()
	out, err := tool(t, "mutool", "show", file, "trailer/Root/AcroForm/Fields")
	if err != nil {
		t.Fatalf("mutool show: %v\n%s", err, out)
	}
	return objRef.FindAllString(out, -1)
}

// survives asks the outside judges whether out is in, whole, with exactly one
// more signature field, and the signature good. Each line of the answer is one
// complaint.
func survives(t testing.TB, in, out string) []string {
	t.Helper()
	var bad []string
	complain := func(format string, a ...any) { bad = append(bad, fmt.Sprintf(format, a...)) }

	a, err := os.ReadFile(in)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(b, a) {
		complain("the input is not an untouched prefix")
	}
	if s, err := tool(t, "pdfsig", "-nocert", out); err != nil || !strings.Contains(s, "Signature Validation: Signature is Valid.") || !strings.Contains(s, "Total document signed") || strings.Contains(s, "Not total") {
		complain("pdfsig: %v %s", err, s)
	}
	if s, err := tool(t, "qpdf", "--check", out); err != nil || strings.Contains(s, "WARNING") {
		complain("qpdf --check: %v %s", err, s)
	}
	if s, err := tool(t, "qpdf", "--json", "--json-key=acroform", out); err != nil || strings.Contains(s, "WARNING") {
		complain("qpdf acroform: %v %.300s", err, s)
	} else if !json.Valid([]byte(s)) {
		complain("qpdf acroform: more than JSON: %.300s", s)
	}
	if s, err := tool(t, "mutool", "sign", "-v", out); err != nil || !strings.Contains(s, "The document is unchanged since signing") {
		complain("mutool sign -v: %v %s", err, s)
	}
	was, is := fieldRefs(t, in), fieldRefs(t, out)
	if len(is) != len(was)+1 || strings.Join(is[:min(len(was), len(is))], " ") != strings.Join(was, " ") {
		complain("fields were %d, are %d", len(was), len(is))
	}
	for _, key := range []string{"DR", "DA", "CO"} {
		before, _ := tool(t, "mutool", "show", in, "trailer/Root/AcroForm/"+key)
		after, _ := tool(t, "mutool", "show", out, "trailer/Root/AcroForm/"+key)
		if before != after {
			complain("%s was %.100q, is %.100q", key, before, after)
		}
	}
	return bad
}

// forms lists the National Tax Agency's form, where it is at hand, and our own
// files with the same traits.
func formFiles(t *testing.T) []string {
	t.Helper()
	own, err := filepath.Glob("../pdf/testdata/form-*.pdf")
	if err != nil || len(own) < 2 {
		t.Fatalf("our own forms are missing: %v %v", own, err)
	}
	var list []string
	for _, f := range own {
		if b := filepath.Base(f); b == "form-table.pdf" || b == "form-xrefstream.pdf" || b == "form-hybrid.pdf" {
			list = append(list, f)
		}
	}
	if dir := os.Getenv("MADOGUCHI_TESTDATA"); dir != "" {
		list = append(list, filepath.Join(dir, "pdf/nta/2025bun_01_input.pdf"), filepath.Join(dir, "pdf/pdfcpu/form-japanese.pdf"))
	}
	return list
}

func TestOutsideJudgesFindTheFormWhole(t *testing.T) {
	for _, in := range formFiles(t) {
		t.Run(filepath.Base(in), func(t *testing.T) {
			b, err := os.ReadFile(in)
			if err != nil {
				t.Fatal(err)
			}
			s, _ := signer(t, "練習　太郎")
			out, _ := signed(t, b, detached, s)
			file := filepath.Join(t.TempDir(), "signed.pdf")
			if err := os.WriteFile(file, out, 0o600); err != nil {
				t.Fatal(err)
			}
			for _, c := range survives(t, in, file) {
				t.Error(c)
			}
		})
	}
}

// The same questions must find fault with a signer that rebuilds the form, or
// they ask nothing.
func TestJudgesFindFaultWithAnotherSigner(t *testing.T) {
	in := "../pdf/testdata/form-table.pdf"
	b, err := os.ReadFile(in)
	if err != nil {
		t.Fatal(err)
	}
	r, err := dpdf.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	k, err := newKey()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	err = dsign.Sign(bytes.NewReader(b), &out, r, int64(len(b)), dsign.SignData{
		Signature: dsign.SignDataSignature{
			CertType: dsign.ApprovalSignature, Info: dsign.SignDataSignatureInfo{Name: "鈴木", Date: at},
		},
		Signer: k.PrivateKey, DigestAlgorithm: crypto.SHA256, Certificate: k.cert,
	})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "other.pdf")
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	bad := survives(t, in, file)
	if len(bad) == 0 {
		t.Fatal("no fault found with a file whose form was rebuilt")
	}
	t.Logf("%d faults, such as %.200s", len(bad), bad[0])
}

// mutool is not of our making and reads the name as any viewer would.
func TestMutoolReadsEveryName(t *testing.T) {
	file := filepath.Join(t.TempDir(), "signed.pdf")
	in := plain()
	for _, name := range names(t) {
		s, _ := signer(t, name)
		out, res := signed(t, in, detached, s)
		if err := os.WriteFile(file, out, 0o600); err != nil {
			t.Fatal(err)
		}
		fields, err := open(t, out).Fields()
		if err != nil {
			t.Fatal(err)
		}
		ref, ok := fields[0].Dict["V"].(pdf.Ref)
		if !ok || fields[0].Name != res.Field {
			t.Fatalf("no signature in %v", fields)
		}
		shown, err := tool(t, "mutool", "show", file, fmt.Sprintf("%d/Name", ref.Num))
		if err != nil {
			t.Fatalf("%v %s", err, shown)
		}
		if got := nameIn(shown); got != name {
			t.Errorf("mutool reads %q as %q", name, got)
		}
	}
}

// nameIn reads mutool's text of a string: hex where it is not ASCII, a literal
// where it is.
func nameIn(shown string) string {
	shown = strings.TrimSpace(shown)
	if literal, ok := strings.CutPrefix(shown, "("); ok {
		return strings.NewReplacer(`\(`, "(", `\)`, ")", `\\`, `\`).Replace(strings.TrimSuffix(literal, ")"))
	}
	shown = strings.Join(strings.Fields(strings.Trim(shown, "<>")), "")
	b, err := hex.DecodeString(shown)
	if err != nil || len(b) < 2 || b[0] != 0xFE || b[1] != 0xFF {
		return shown
	}
	var u []uint16
	for i := 2; i+1 < len(b); i += 2 {
		u = append(u, uint16(b[i])<<8|uint16(b[i+1]))
	}
	return string(utf16.Decode(u))
}
