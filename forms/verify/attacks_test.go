package verify

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const attackDir = "testdata/attacks"

// attacks is expected.json; see the README beside it.
type attacks struct {
	PracticeCA string `json:"practice_ca"`
	Files      map[string]struct {
		Group, Done, Norm, Expected, Note string
		Acceptable                        []string
		Signatures                        []struct {
			Field, Expected, Issuer string
			Acceptable              []string
		}
	}
}

func loadAttacks(t testing.TB) (attacks, Options) {
	t.Helper()
	read := func(name string) []byte {
		b, err := os.ReadFile(filepath.Join(attackDir, name))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	var a attacks
	if err := json.Unmarshal(read("expected.json"), &a); err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(read(a.PracticeCA))
	ca, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	return a, Options{
		Anchors: []Anchor{{ID: "known", SHA256: sha256.Sum256(ca.Raw), Certificate: ca.Raw, NotBefore: ca.NotBefore, NotAfter: ca.NotAfter}},
		Now:     today,
	}
}

// severity orders verdicts for a file as a whole.
var severity = []string{"unsigned", "intact", "intact_later_allowed", "changed_after", "unreadable", "broken"}

func worst(rep *Report, err error) string {
	if err != nil || rep.Damaged && len(rep.Signatures) == 0 {
		return "unreadable"
	}
	w := 0
	for _, s := range rep.Signatures {
		w = max(w, slices.Index(severity, string(s.Verdict)))
	}
	return severity[w]
}

func describe(rep *Report) string {
	if rep == nil {
		return "cannot be opened"
	}
	var out []string
	for _, s := range rep.Signatures {
		var why []string
		for _, r := range s.Reasons {
			why = append(why, string(r))
		}
		out = append(out, s.Field+" "+string(s.Verdict)+" "+string(s.Issuer)+" ["+strings.Join(why, " ")+"] "+kinds(&s))
	}
	return strings.Join(out, "; ")
}

func TestAttacks(t *testing.T) {
	a, o := loadAttacks(t)
	exact := 0
	for _, name := range slices.Sorted(maps.Keys(a.Files)) {
		want := a.Files[name]
		b, err := os.ReadFile(filepath.Join(attackDir, name))
		if err != nil {
			t.Fatal(err)
		}
		rep, err := Check(context.Background(), bytes.NewReader(b), int64(len(b)), o)
		got := worst(rep, err)
		if got == want.Expected {
			exact++
		} else if testing.Verbose() {
			t.Logf("%s: %s where %s is expected (%s): %s", name, got, want.Expected, want.Done, describe(rep))
		}
		if !slices.Contains(want.Acceptable, got) {
			t.Errorf("%s (%s): %s, want %v\n\t%s; %s\n\tfound %s", name, want.Done, got, want.Acceptable, want.Norm, want.Note, describe(rep))
			continue
		}
		if err != nil {
			continue
		}
		left := slices.Clone(rep.Signatures)
		for _, s := range want.Signatures {
			i := slices.IndexFunc(left, func(g Signature) bool {
				issuer := map[Issuer]string{IssuerPinned: "known", IssuerUnknown: "unknown"}[g.Issuer]
				free := g.Verdict == Broken || g.Verdict == Unreadable || s.Issuer == ""
				// The names of an encrypted file's fields cannot be read.
				return (g.Field == s.Field || rep.Encrypted) && slices.Contains(s.Acceptable, string(g.Verdict)) && (free || issuer == s.Issuer)
			})
			if i < 0 {
				if !slices.Contains(s.Acceptable, "unsigned") {
					t.Errorf("%s (%s): field %q: want %v by a %s issuer\n\tfound %s", name, want.Done, s.Field, s.Acceptable, s.Issuer, describe(rep))
				}
				continue
			}
			left = slices.Delete(left, i, i+1)
		}
	}
	t.Logf("%d files, %d as expected, the others acceptable", len(a.Files), exact)
}
