package main

import (
	"bytes"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// tree is a module by file name.
type tree map[string]string

// clean is a module that nothing is wrong with.
func clean() tree {
	return tree{
		"go.mod":                     "module madoguchi\n\ngo 1.26\n",
		"README.md":                  "A counter.\n",
		".gitignore":                 "/.out/\n",
		"assets/licences/index.json": `[{"module": "std", "version": "go1.26", "licence": "BSD-3-Clause", "file": "std.txt"}]`,
		"assets/licences/std.txt":    "Redistribution and use …\n",
		"assets/assets.go":           "// Package assets holds files.\npackage assets\n",
		"card/card.go":               "// Package card is the root.\npackage card\n",
		"card/iso7816/apdu.go":       "// Package iso7816 is a language.\npackage iso7816\n\nimport _ \"madoguchi/card\"\n",
		"card/emulator/card.go":      "// Package emulator is soft.\npackage emulator\n\nimport _ \"madoguchi/card\"\n",
		"card/emulator/vpcd/vpcd.go": "// Package vpcd is a plug.\npackage vpcd\n\nimport (\n\t_ \"madoguchi/card\"\n\t_ \"madoguchi/card/emulator\"\n\t_ \"net\"\n)\n",
		"card/iso7816/apdu_test.go":  "package iso7816_test\n\nimport (\n\t_ \"madoguchi/assets\"\n\t_ \"madoguchi/card/emulator\"\n\t_ \"madoguchi/card/iso7816\"\n)\n",
		"forms/forms.go":             "// Package forms is the other root.\npackage forms\n",
		"forms/pdf/pdf.go":           "// Package pdf reads.\npackage pdf\n\nimport _ \"madoguchi/forms\"\n",
		"forms/cms/cms.go":           "// Package cms builds.\npackage cms\n",
		"forms/pdf/pdf_test.go":      "package pdf\n\nimport _ \"madoguchi/forms/cms\"\n",
		"app/main.go":                "// App is the program.\npackage main\n\nimport (\n\t_ \"madoguchi/assets\"\n\t_ \"madoguchi/card/emulator/vpcd\"\n\t_ \"madoguchi/forms/pdf\"\n)\n\nfunc main() {}\n",
		"build/dist/main.go":         "// Dist packs.\npackage main\n\nimport (\n\t_ \"madoguchi/card\"\n\t_ \"madoguchi/forms\"\n\t_ \"net/http\"\n)\n\nfunc main() {}\n",
		"forms/pdf/testdata/odd.go":  "package utils // the go command looks away\n",
	}
}

func (files tree) with(name, text string) tree {
	files[name] = text
	return files
}

// plant writes a module to a fresh folder.
func plant(t *testing.T, files tree) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// inspect returns what the check prints of a module, in the given
// configurations.
func inspect(t *testing.T, root string, configs ...configuration) []string {
	t.Helper()
	h := &house{root: root}
	if err := h.check(t.Context(), configs); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, f := range h.sorted() {
		lines = append(lines, f.String())
	}
	return lines
}

var plainLinux = configuration{"linux", "", "0"}

func TestCleanModulePasses(t *testing.T) {
	root := plant(t, clean())
	var out bytes.Buffer
	if status := run(t.Context(), root, &out, (*house).check); status != 0 {
		t.Fatalf("status %d:\n%s", status, &out)
	}
	if !strings.HasSuffix(out.String(), ": 0 refused\n") || strings.Count(out.String(), "\n") != 1 {
		t.Errorf("a clean module prints more than its summary:\n%s", &out)
	}
}

func TestRefusedModuleExitsOne(t *testing.T) {
	root := plant(t, clean().with("forms/pdf/reach.go", "package pdf\n\nimport _ \"madoguchi/card\"\n"))
	var out bytes.Buffer
	if status := run(t.Context(), root, &out, (*house).check); status != 1 {
		t.Errorf("status %d:\n%s", status, &out)
	}
}

// TestEachKindIsRefused plants one violation of each kind and wants it named
// with its file and line, a cure, and nothing else refused.
func TestEachKindIsRefused(t *testing.T) {
	long := "package pdf\n\nvar _ = []int{\n" + strings.Repeat("\t0,\n", 600) + "}\n"
	for name, c := range map[string]struct {
		file, text string
		want       string // how the one refusal starts
	}{
		"wrong arrow": {
			"card/iso7816/reach.go", "package iso7816\n\nimport (\n\t\"fmt\"\n\t_ \"madoguchi/assets\"\n)\n\nvar _ = fmt.Sprint\n",
			"card/iso7816/reach.go:5: card/iso7816 may not import assets; it may import card. Cure: ",
		},
		"card meets forms": {
			"card/iso7816/reach.go", "package iso7816\n\nimport _ \"madoguchi/forms\"\n",
			"card/iso7816/reach.go:3: card/iso7816 may not import forms;",
		},
		"the software card uses the reader's language": {
			"card/emulator/reach.go", "package emulator\n\nimport _ \"madoguchi/card/iso7816\"\n",
			"card/emulator/reach.go:3: card/emulator may not import card/iso7816;",
		},
		"wrong arrow on another system only": {
			"forms/pdf/reach_windows.go", "package pdf\n\nimport _ \"madoguchi/card\"\n",
			"forms/pdf/reach_windows.go:3: forms/pdf may not import card;",
		},
		"wrong arrow under a tag only": {
			"forms/pdf/reach.go", "//go:build ci\n\npackage pdf\n\nimport _ \"madoguchi/card\"\n",
			"forms/pdf/reach.go:5: forms/pdf may not import card;",
		},
		"wrong arrow of a test": {
			"forms/pdf/reach_test.go", "package pdf\n\nimport _ \"madoguchi/assets\"\n",
			"forms/pdf/reach_test.go:3: tests of forms/pdf may not import assets;",
		},
		"what only tests may, in code": {
			"forms/pdf/reach.go", "package pdf\n\nimport _ \"madoguchi/forms/cms\"\n",
			"forms/pdf/reach.go:3: forms/pdf may not import forms/cms;",
		},
		"network outside its room": {
			"forms/pdf/reach.go", "package pdf\n\nimport _ \"net/http\"\n",
			"forms/pdf/reach.go:3: forms/pdf may not import net/http; only app/platform/net may.",
		},
		"dialling outside its room": {
			"card/emulator/reach.go", "package emulator\n\nimport _ \"net\"\n",
			"card/emulator/reach.go:3: card/emulator may not import net; only app/platform/net and card/emulator/vpcd and card/cardtest may.",
		},
		"unknown room": {
			"app/wizard/wizard.go", "// Package wizard is new.\npackage wizard\n",
			"app/wizard/wizard.go:1: app/wizard is no room of this house. Cure: ",
		},
		"unknown room below a room": {
			"card/iso7816/deep/deep.go", "// Package deep is new.\npackage deep\n",
			"card/iso7816/deep/deep.go:1: card/iso7816/deep is no room of this house.",
		},
		"no configuration": {
			"card/residence/card_plan9.go", "// Package residence is elsewhere.\npackage residence\n",
			"card/residence/card_plan9.go:1: no configuration builds this folder.",
		},
		"stray folder":     {"tools/notes.txt", "x\n", "tools/notes.txt: tools does not stand at the top level"},
		"stray file":       {"Makefile", "x:\n", "Makefile: Makefile does not stand at the top level"},
		"nameless package": {"build/common/common.go", "// Package common is.\npackage common\n", "build/common/common.go:2: "},
		"nameless clause":  {"build/words/words.go", "// Package utils is.\npackage utils\n", "build/words/words.go:2: package name utils says nothing."},
		"path of a machine": {
			"card/notes.md", "fine\nsee /tm" + "p/x\n", "card/notes.md:2: path of a machine \"/tm" + "p/\".",
		},
		"somebody's home": {"build/go", "cd /home" + "/taro/src\n", "build/go:1: path of a machine"},
		"registry":        {"build/go", "\nGOPROXY=https://proxy.golang" + ".org\n", "build/go:2: host name of a registry \"proxy.golang" + ".org\"."},
		"unfinished":      {"card/late.go", "package card\n\n// TO" + "DO: more.\n", "card/late.go:3: unfinished work \"TO" + "DO\"."},
		"gofmt":           {"card/odd.go", "package card\n\nvar  x = 1\n", "card/odd.go:3: is not in gofmt's form. Cure: gofmt -w card/odd.go"},
		"syntax":          {"card/odd_plan9.go", "package card\n\nimport \"\n", "card/odd_plan9.go: does not parse:"},
		"no comment":      {"card/jpki/jpki.go", "package jpki\n", "card/jpki/jpki.go:1: package in card/jpki has no comment."},
		"only a licence line above": {
			"card/jpki/jpki.go", "// Copyright.\n\npackage jpki\n", "card/jpki/jpki.go:3: package in card/jpki has no comment.",
		},
		"too long": {"forms/pdf/long.go", long, "forms/pdf/long.go:604: has 604 lines; 600 are the bound."},
		"licence of nothing": {
			"assets/licences/left.txt", "x\n", "assets/licences/left.txt: licence text of nothing",
		},
		"licence list unreadable": {
			"assets/licences/index.json", "[", "assets/licences/index.json:1: the list of licences cannot be read.",
		},
		"licence of another version": {
			"go.mod", "module madoguchi\n\ngo 1.26.1\n", "assets/licences/index.json:1: std is listed at go1.26, go.mod wants go1.26.1.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := inspect(t, plant(t, clean().with(c.file, c.text)), plainLinux)
			got = slices.DeleteFunc(got, func(s string) bool {
				// A nameless package has a nameless folder; bad syntax does not load.
				return name == "nameless package" && strings.Contains(s, "folder name") ||
					name == "syntax" && strings.Contains(s, "does not load")
			})
			if len(got) != 1 || !strings.HasPrefix(got[0], c.want) || !strings.Contains(got[0], ". Cure: ") {
				t.Errorf("want one line that starts with\n  %s\ngot\n  %s", c.want, strings.Join(got, "\n  "))
			}
		})
	}
}

// TestModulesNeedTheirLicence plants dependencies that go.mod names and
// assets/licences does not, or lists without a text.
func TestModulesNeedTheirLicence(t *testing.T) {
	files := clean().with("go.mod", "module madoguchi\n\ngo 1.26\n\nrequire example.com/a v1.0.0\nrequire example.com/b v1.0.0 // indirect\nrequire example.com/c v1.0.0\n").
		with("assets/licences/index.json", `[
{"module": "std", "version": "go1.26", "licence": "BSD-3-Clause", "file": "std.txt"},
{"module": "example.com/c", "version": "v1.0.0", "licence": "", "file": "c.txt"},
{"module": "example.com/gone", "version": "v1.0.0", "licence": "MIT", "file": "std.txt"}]`)
	root := plant(t, files)
	h := &house{root: root}
	if err := h.readModule(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.checkLicences()
	var got []string
	for _, f := range h.sorted() {
		s, _, _ := strings.Cut(f.String(), ". Cure: ")
		got = append(got, s)
	}
	want := []string{
		"assets/licences/index.json:3: example.com/c has no licence identifier",
		"assets/licences/index.json:3: the licence text \"c.txt\" of example.com/c is not there",
		"assets/licences/index.json:4: example.com/gone is listed and not in go.mod",
		"go.mod:5: example.com/a has no licence text in assets/licences",
		"go.mod:6: example.com/b has no licence text in assets/licences",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// TestSoleImporters goes through the table of packages with one importer: each
// is refused in a room that is not named, in code and in tests, and passes in
// those that are. The packages are not there to load; the arrows are judged all
// the same.
func TestSoleImporters(t *testing.T) {
	imports := map[string]string{ // package → a room and a kind of file that may
		"github.com/ebfe/scard":                          "card/pcsc/a.go",
		"net/http/httptest":                              "app/doctor/a_test.go",
		"net":                                            "forms/pdf/a_test.go",
		"golang.org/x/net/http2":                         "app/platform/net/a.go",
		"github.com/digitorus/pdfsign/sign":              "forms/sign/a_test.go",
		"github.com/digitorus/pkcs7":                     "forms/cms/a_test.go",
		"fyne.io/fyne/v2":                                "app/ui/page/a.go",
		"fyne.io/fyne/v2/widget":                         "app/ui/kit/a.go",
		"github.com/zalando/go-keyring":                  "app/platform/keyring/a.go",
		"github.com/klippa-app/go-pdfium/webassembly":    "forms/preview/a.go",
		"github.com/rogpeppe/go-internal/testscript":     "app/cli/a_test.go",
		"pgregory.net/rapid":                             "app/lawdate/a_test.go",
		"github.com/digitorus/pdfsign/verify":            "build/bench/a.go",
		"github.com/digitorus/timestamp":                 "forms/verify/a_test.go",
		"log/syslog":                                     "build/bench/a.go",
		"crypto/tls":                                     "app/platform/net/a.go",
		"github.com/somebody/else/who/is/not/restricted": "card/a.go",
	}
	for _, imported := range slices.Sorted(maps.Keys(imports)) {
		allowed := imports[imported]
		h := &house{module: "madoguchi"}
		judge := func(file string) int {
			dir := filepath.ToSlash(filepath.Dir(file))
			r, ok := roomOf(dir)
			if !ok {
				t.Fatalf("%s is no room", dir)
			}
			before := len(h.findings)
			h.checkArrow(r, dir, file, strings.HasSuffix(file, "_test.go"), goImport{imported, 1})
			return len(h.findings) - before
		}
		if judge(allowed) != 0 {
			t.Errorf("%s refused in %s", imported, allowed)
		}
		if _, restricted := soleOf(imported); restricted && judge("app/guidance/a.go") != 1 {
			t.Errorf("%s passes in app/guidance", imported)
		}
	}
}

// TestTestdataIsNoBridge: a package hidden in a testdata folder would let two
// rooms meet that must not.
func TestTestdataIsNoBridge(t *testing.T) {
	h := &house{module: "madoguchi"}
	for _, dir := range []string{"app/filing", "app"} {
		r, ok := roomOf(dir)
		if !ok {
			t.Fatal(dir)
		}
		h.checkArrow(r, dir, dir+"/a.go", false, goImport{"madoguchi/forms/testdata/bridge", 1})
	}
	if len(h.findings) != 2 {
		t.Errorf("%d of 2 bridges refused", len(h.findings))
	}
}

// TestLoadErrorsNameTheConfiguration plants a package that is there on Linux
// only, with an importer that is there everywhere.
func TestLoadErrorsNameTheConfiguration(t *testing.T) {
	files := clean().
		with("card/pcsc/pcsc_linux.go", "// Package pcsc is real.\npackage pcsc\n").
		with("app/readers.go", "package main\n\nimport _ \"madoguchi/card/pcsc\"\n")
	got := inspect(t, plant(t, files), configuration{"linux", "", "1"}, configuration{"windows", "ci", "0"})
	if len(got) == 0 || !strings.HasPrefix(got[0], "app/readers.go:3: does not load for windows -tags ci: ") {
		t.Errorf("got\n  %s", strings.Join(got, "\n  "))
	}
}

// TestLongFilesAreWarnedOf: between the two bounds a file is named and passes.
func TestLongFilesAreWarnedOf(t *testing.T) {
	files := clean().with("forms/pdf/long.go", "package pdf\n\nvar _ = []int{\n"+strings.Repeat("\t0,\n", 450)+"}\n")
	var out bytes.Buffer
	if status := run(t.Context(), plant(t, files), &out, (*house).check); status != 0 || !strings.Contains(out.String(), "forms/pdf/long.go:454: warning: has 454 lines") {
		t.Errorf("status %d:\n%s", status, &out)
	}
}

// TestFilesAreThoseOfTheCheckout: what git ignores is not looked at, what it
// does not track yet is.
func TestFilesAreThoseOfTheCheckout(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Fatal("git is needed: ", err)
	}
	root := plant(t, clean().with(".out/junk.go", "package utils\n").with("stray.txt", "x\n"))
	if out, err := exec.Command("git", "init", "-q", root).CombinedOutput(); err != nil {
		t.Fatalf("git init: %v\n%s", err, out)
	}
	got := inspect(t, root, plainLinux)
	if len(got) != 1 || !strings.HasPrefix(got[0], "stray.txt: ") {
		t.Errorf("got\n  %s", strings.Join(got, "\n  "))
	}
	// A folder inside another's checkout is a house of its own.
	inner := filepath.Join(root, ".out", "inner")
	if err := os.CopyFS(inner, os.DirFS(plant(t, clean().with("stray.txt", "x\n")))); err != nil {
		t.Fatal(err)
	}
	if got := inspect(t, inner, plainLinux); len(got) != 1 || !strings.HasPrefix(got[0], "stray.txt: ") {
		t.Errorf("inside another checkout: got\n  %s", strings.Join(got, "\n  "))
	}
}

// TestRoomsAreWellFormed: every pattern names a room, and card and forms never
// meet but where everything may.
func TestRoomsAreWellFormed(t *testing.T) {
	for _, r := range rooms {
		for _, p := range strings.Fields(r.may + " " + r.tests) {
			if p == everything {
				continue
			}
			base := strings.TrimSuffix(p, "/**")
			if _, ok := roomOf(base); !ok {
				t.Errorf("row %s names %s, which is no room", r.path, p)
			}
		}
		card := strings.HasPrefix(r.path, "card") && matches(r.may, "forms")
		forms := strings.HasPrefix(r.path, "forms") && matches(r.may, "card")
		if card || forms {
			t.Errorf("row %s lets card and forms meet", r.path)
		}
	}
}
