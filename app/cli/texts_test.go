package cli

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"madoguchi/app/cardsession"
	"madoguchi/app/doctor"
	"madoguchi/app/filing"
	"madoguchi/app/practice"
	"madoguchi/app/store"
	"madoguchi/assets"
	"madoguchi/forms"
	"madoguchi/i18n"
	"madoguchi/i18n/locales"
)

var textID = regexp.MustCompile(`^(cli|verdict|purpose|registry|change|fact|sex|doctor)\.[a-z_.]*$`)

// A text that is asked for and not there shows as [its.id]. Whole ids must be
// there; an id that is the beginning of one must begin at least one.
func TestEveryTextThisPackageAsksForIsThere(t *testing.T) {
	c := catalogue(t)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			id, err := strconv.Unquote(lit.Value)
			if err != nil || !textID.MatchString(id) {
				return true
			}
			asked++
			if !begins(c, id) {
				t.Errorf("%s asks for %s, which no text has", name, id)
			}
			return true
		})
	}
	if asked < 50 {
		t.Errorf("only %d texts asked for: the test looks at nothing", asked)
	}
}

func begins(c *i18n.Catalogue, id string) bool {
	partial := strings.HasSuffix(id, ".") || strings.HasSuffix(id, "_")
	for _, have := range c.IDs() {
		if have == id || partial && strings.HasPrefix(have, id) {
			return true
		}
	}
	return false
}

// Ids put together at run time: everything that can come must be there.
func TestEveryTextPutTogetherIsThere(t *testing.T) {
	c := catalogue(t)
	people, err := practice.Load(assets.Practice())
	if err != nil {
		t.Fatal(err)
	}
	want := append(doctor.Messages(), "registry."+filing.RegistryIntact, "registry."+filing.RegistryIssuer)
	for _, p := range people.People() {
		want = append(want, "practice."+p.ID)
	}
	for _, p := range forms.Purposes() {
		want = append(want, "purpose."+string(p)+".name")
		if !p.Wanted() {
			want = append(want, "purpose."+string(p)+".instead")
		}
	}
	for _, s := range []string{cardsession.StepConnect, cardsession.StepCard, cardsession.StepPassword, cardsession.StepRead, cardsession.StepSign} {
		want = append(want, "cli.step."+s)
	}
	for _, k := range []string{"plastic", "android", "iphone", "juki", "unknown"} {
		want = append(want, "cli.card.kind."+k)
	}
	for _, f := range []store.Fate{store.Deleted, store.Absent, store.Kept, store.NotAsked} {
		want = append(want, "cli.store.entry."+string(f))
		if f != store.NotAsked { // a file is always looked for
			want = append(want, "cli.store.file."+string(f))
		}
	}
	for _, k := range []store.State{store.ByKeyring, store.ByPassphrase} {
		want = append(want, "cli.store.key."+string(k))
	}
	for _, id := range want {
		if !c.Has("en", id) {
			t.Errorf("no text %s", id)
		}
	}
}

// The texts of JSON codes out of the verifier.
func TestEveryVerdictHasItsText(t *testing.T) {
	c := catalogue(t)
	for _, v := range []string{"intact", "intact_later_allowed", "changed_after", "broken", "unreadable"} {
		if !c.Has("en", "verdict."+v) {
			t.Errorf("no text verdict.%s", v)
		}
	}
}

func catalogue(t *testing.T) *i18n.Catalogue {
	t.Helper()
	c, err := i18n.Load(fs.FS(locales.Files()))
	if err != nil {
		t.Fatal(err)
	}
	return c
}
