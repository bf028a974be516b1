package verify

import (
	"bytes"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// moreFiles makes the files of testdata/more; expected.json there says what has
// to be found in them.
func moreFiles() map[string]func(t testing.TB) []byte {
	all := map[string]func(t testing.TB) []byte{}
	for _, group := range []map[string]func(t testing.TB) []byte{visibleFiles, gapFiles, trailerFiles, formFiles} {
		maps.Copy(all, group)
	}
	return all
}

const moreDir = "testdata/more"

var writeMore = flag.Bool("write-more", false, "write the files of testdata/more anew")

// expectation is an entry of expected.json; see the README beside it.
type expectation struct {
	Done       string
	Signatures []struct {
		Field     string
		Verdict   Verdict
		Issuer    Issuer
		Reason    Reason
		Timestamp bool
		Visible   bool
		Page      int
		// Later are the kinds of changes, one not allowed with "!" before it, one
		// that is visible with "*" behind, then field and page if there are any.
		Later []string
	}
}

func later(s *Signature) []string {
	var out []string
	for _, c := range s.Later {
		k := string(c.Kind)
		if !c.Allowed {
			k = "!" + k
		}
		if c.Visible {
			k += "*"
		}
		if c.Field != "" {
			k += " " + c.Field
		}
		if c.Page != 0 {
			k += " p" + string(rune('0'+c.Page))
		}
		out = append(out, k)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// The files say what they said when they were made.
func TestMoreFilesAreAsMade(t *testing.T) {
	for name, make := range moreFiles() {
		path := filepath.Join(moreDir, name+".pdf")
		made := make(t)
		if *writeMore {
			if err := os.WriteFile(path, made, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if b, err := os.ReadFile(path); err != nil || !bytes.Equal(b, made) {
			t.Errorf("%s: not as made, %v", name, err)
		}
	}
}

func TestMore(t *testing.T) {
	_, o := loadAttacks(t)
	text, err := os.ReadFile(filepath.Join(moreDir, "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var want map[string]expectation
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	if a, b := slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(moreFiles())); !slices.Equal(a, b) {
		t.Errorf("expected.json has %v, there are %v", a, b)
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		w := want[name]
		b, err := os.ReadFile(filepath.Join(moreDir, name+".pdf"))
		if err != nil {
			t.Fatal(err)
		}
		rep, err := Check(t.Context(), bytes.NewReader(b), int64(len(b)), o)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(rep.Signatures) != len(w.Signatures) {
			t.Errorf("%s (%s): %d signatures, want %d: %s", name, w.Done, len(rep.Signatures), len(w.Signatures), describe(rep))
			continue
		}
		for i, e := range w.Signatures {
			s := &rep.Signatures[i]
			if s.Field != e.Field || s.Verdict != e.Verdict || s.Issuer != e.Issuer || e.Reason != "" && !s.Has(e.Reason) {
				t.Errorf("%s (%s): %s %s %s %v %q, want %s %s %s %s", name, w.Done, s.Field, s.Verdict, s.Issuer, s.Reasons, later(s), e.Field, e.Verdict, e.Issuer, e.Reason)
			}
			if s.Timestamp != e.Timestamp || s.Visible != e.Visible || s.Page != e.Page {
				t.Errorf("%s: %s timestamp %v, visible %v on page %d; want %v %v %d", name, s.Field, s.Timestamp, s.Visible, s.Page, e.Timestamp, e.Visible, e.Page)
			}
			if got := later(s); e.Later != nil && !slices.Equal(got, e.Later) {
				t.Errorf("%s: %s later\n\t%s, want\n\t%s", name, s.Field, strings.Join(got, "; "), strings.Join(e.Later, "; "))
			}
		}
	}
}
