//go:build !ci

package verify

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"madoguchi/forms/pdf"
)

// popplerSays maps a field to what pdfsig says of it.
func popplerSays(t *testing.T, path string) map[string]string {
	t.Helper()
	if _, err := exec.LookPath("pdfsig"); err != nil {
		t.Fatal(err)
	}
	out, _ := exec.Command("pdfsig", "-nocert", path).CombinedOutput() // exit 1 for a bad signature
	said := map[string]string{}
	for _, part := range strings.Split(string(out), "Signature #")[1:] {
		name := ""
		for _, line := range strings.Split(part, "\n") {
			if _, n, ok := strings.Cut(line, "Signature Field Name: "); ok {
				name = n
			}
		}
		said[name] += part
	}
	return said
}

// mutoolSays counts the signatures mutool finds unchanged, and those valid with
// later edits.
func mutoolSays(t *testing.T, path string) (unchanged, edited int) {
	t.Helper()
	if _, err := exec.LookPath("mutool"); err != nil {
		t.Fatal(err)
	}
	out, _ := exec.Command("mutool", "sign", "-v", path).CombinedOutput()
	return strings.Count(string(out), "The document is unchanged since signing"),
		strings.Count(string(out), "valid but there have been edits since signing")
}

// compare holds our report against both programs: neither may contradict what
// we call intact, and none of us may find bytes unchanged that the others find
// changed.
func compare(t *testing.T, name string, b []byte, rep *Report) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "f.pdf")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	said := popplerSays(t, path)
	intact, known := 0, true
	for _, s := range rep.Signatures {
		if s.Verdict == Intact {
			intact++
		}
		if s.SubFilter != "adbe.pkcs7.detached" && s.SubFilter != "ETSI.CAdES.detached" || s.Removed || strings.Contains(said[s.Field], "Ed25519") {
			known = false
			continue
		}
		p := said[s.Field]
		valid, total := strings.Contains(p, "Signature is Valid"), strings.Contains(p, "- Total document signed")
		// poppler 22.12 reads RSA PKCS#1 v1.5 and ECDSA only.
		judged := valid || strings.Contains(p, "Digest Mismatch") || strings.Contains(p, "Signature is Invalid")
		if !judged || strings.Count(p, "Signature Validation") != 1 {
			known = false
			continue
		}
		if s.Verdict == Intact && (!valid || !total) {
			t.Errorf("%s: %s is intact to us, but pdfsig says\n%s", name, s.Field, p)
		}
		if s.Integrity == BytesUnchanged && !valid {
			t.Errorf("%s: %s has unchanged bytes to us, but pdfsig says\n%s", name, s.Field, p)
		}
		if s.Integrity == BytesChanged && valid {
			t.Errorf("%s: %s has changed bytes to us, but pdfsig says\n%s", name, s.Field, p)
		}
	}
	unchanged, edited := mutoolSays(t, path)
	if known && len(rep.Signatures) > 0 && unchanged+edited > 0 && intact < unchanged {
		t.Logf("%s: %d unchanged to mutool, %d intact to us: %s", name, unchanged, intact, describe(rep))
	}
	if known && len(rep.Signatures) > 0 && unchanged+edited > 0 && intact > unchanged {
		t.Errorf("%s: %d intact to us, %d unchanged to mutool: %s", name, intact, unchanged, describe(rep))
	}
}

func TestJudgesOfRealFiles(t *testing.T) {
	n := 0
	realFiles(t, func(name string, b []byte) {
		rep, err := Check(context.Background(), bytes.NewReader(b), int64(len(b)), options())
		if err != nil || len(rep.Signatures) == 0 {
			return
		}
		n++
		compare(t, name, b, rep)
	})
	if n < 10 {
		t.Errorf("only %d signed files", n)
	}
}

func TestJudgesOfOurFixtures(t *testing.T) {
	for _, shape := range []string{"table", "xrefstream", "linearized"} {
		one := sign(t, form(t, shape), signing{who: people().taro})
		two := sign(t, one, signing{who: people().mallet, newField: "Signature2"})
		filled := change(t, one, func(f *pdf.File, u *pdf.Update) {
			r, root, _ := f.Root()
			root = clone(root)
			root["OpenAction"] = pdf.Array{}
			u.Set(r, root)
		})
		for name, b := range map[string][]byte{"one": one, "two": two, "filled": filled} {
			compare(t, shape+" "+name, b, check(t, b))
		}
	}
}

// onlyWe are files that we call intact and poppler does not, and why we do.
var onlyWe = map[string]string{
	"attributes_unsorted.pdf":  "RFC 5652 5.4: the signature is over the DER encoding, which sorts; it holds",
	"contents_white_space.pdf": "ISO 32000-1 7.3.4.3: white space inside a hexadecimal string is ignored",
	"cert_twice.pdf":           "RFC 5652 5.1: a set of certificates may hold more than needed",
}

// What we call intact among the made files, others do too.
func TestJudgesOfAttacks(t *testing.T) {
	a, o := loadAttacks(t)
	for name := range a.Files {
		b, err := os.ReadFile(filepath.Join(attackDir, name))
		if err != nil {
			t.Fatal(err)
		}
		rep, err := Check(context.Background(), bytes.NewReader(b), int64(len(b)), o)
		if err == nil && worst(rep, nil) == "intact" && onlyWe[name] == "" {
			compare(t, name, b, rep)
		}
	}
}
