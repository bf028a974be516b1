package main

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"
)

var sample = product{
	id: "org.example.counter", name: "Counter", command: "counter", release: "1.2.0",
	version: "1.2.0~20261123040506+abc1234", keeper: "Keeper <keeper@example.org>",
	made: time.Date(2026, 11, 23, 4, 5, 6, 0, time.UTC),
}

// sampleTree is a package as it should be, added in no order.
func sampleTree(t *testing.T) tree {
	t.Helper()
	var files tree
	text := func(name string) []byte {
		b, err := sample.text(name)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	files.add("usr/share/man/man1/counter.1.gz", 0o644, compress(text("man")))
	files.add("usr/bin/counter", 0o755, []byte("the program"))
	files.add("usr/share/doc/counter/copyright", 0o644, []byte("whose"))
	files.add("usr/share/doc/counter/changelog.gz", 0o644, compress(sample.changelog()))
	files.add("usr/share/applications/org.example.counter.desktop", 0o644, text("app.desktop"))
	files.add("usr/share/metainfo/org.example.counter.metainfo.xml", 0o644, text("metainfo.xml"))
	files.add("usr/share/icons/hicolor/256x256/apps/org.example.counter.png", 0o644, []byte("large"))
	files.add("usr/share/icons/hicolor/48x48/apps/org.example.counter.png", 0o644, []byte("small"))
	return files
}

func sampleControl(t *testing.T) []byte {
	t.Helper()
	b, err := sample.text("control", "@ARCH@", "amd64", "@DEPENDS@", "libc6", "@SIZE@", "9")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestPackageIsAsItShouldBe(t *testing.T) {
	deb, err := packDeb(sampleControl(t), sampleTree(t), sample)
	if err != nil {
		t.Fatal(err)
	}
	if err := lint(deb, sample); err != nil {
		t.Error(err)
	}
	files := sampleTree(t)
	slices.Reverse(files)
	again, err := packDeb(sampleControl(t), files, sample)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(deb, again) {
		t.Error("the same files in another order make another package")
	}
}

func TestLintFindsWhatIsPlanted(t *testing.T) {
	file := func(files tree, name string) *entry {
		i := slices.IndexFunc(files, func(e entry) bool { return strings.Contains(e.name, name) })
		if i < 0 {
			t.Fatalf("no %s", name)
		}
		return &files[i]
	}
	replace := func(name, old, by string) func(tree, []byte) (tree, []byte) {
		return func(files tree, control []byte) (tree, []byte) {
			e := file(files, name)
			if !bytes.Contains(e.data, []byte(old)) {
				t.Fatalf("%s has no %q", name, old)
			}
			e.data = bytes.ReplaceAll(e.data, []byte(old), []byte(by))
			return files, control
		}
	}
	field := func(old, by string) func(tree, []byte) (tree, []byte) {
		return func(files tree, control []byte) (tree, []byte) {
			if !bytes.Contains(control, []byte(old)) {
				t.Fatalf("control has no %q", old)
			}
			return files, bytes.ReplaceAll(control, []byte(old), []byte(by))
		}
	}
	for name, c := range map[string]struct {
		plant func(tree, []byte) (tree, []byte)
		want  string
	}{
		"no licences":         {func(f tree, c []byte) (tree, []byte) { file(f, "copyright").data = nil; return f, c }, "no usr/share/doc/counter/copyright"},
		"program not to run":  {func(f tree, c []byte) (tree, []byte) { file(f, "usr/bin").mode = 0o644; return f, c }, "usr/bin/counter has mode 644"},
		"writable for others": {func(f tree, c []byte) (tree, []byte) { file(f, "copyright").mode = 0o666; return f, c }, "copyright has mode 666"},
		"runs as root":        {func(f tree, c []byte) (tree, []byte) { file(f, "usr/bin").mode = 0o4755; return f, c }, "usr/bin/counter has mode 4755"},
		"outside":             {func(f tree, c []byte) (tree, []byte) { file(f, "copyright").name = "../etc/passwd"; return f, c }, "is not inside"},
		"other icon":          {replace("applications", "Icon="+sample.id, "Icon=other"), `icon "other"`},
		"no Japanese name":    {replace("applications", "Name[ja]", "Name[fr]"), "no Name[ja]"},
		"other program":       {replace("applications", " counter\n", " door\n"), "does not start counter"},
		"a terminal":          {replace("applications", "Terminal=false", "Terminal=true"), "opens a terminal"},
		"no small icon":       {func(f tree, c []byte) (tree, []byte) { file(f, "48x48").data = nil; return f, c }, "no usr/share/icons/hicolor/48x48"},
		"version":             {field("Version: 1", "Version: v1"), "does not begin with a digit"},
		"no needs":            {field("Depends: libc6", "Depends: "), "no Depends"},
		"no address":          {field("@example.org", ""), "no address"},
	} {
		t.Run(name, func(t *testing.T) {
			files, control := c.plant(sampleTree(t), sampleControl(t))
			deb, err := packDeb(control, files, sample)
			if err != nil {
				t.Fatal(err)
			}
			if err := lint(deb, sample); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("lint says %v, not %q", err, c.want)
			}
		})
	}
}

func TestLintFindsADamagedFile(t *testing.T) {
	files := map[string][]byte{"usr/bin/counter": []byte("the program")}
	sums := tree{{"usr/bin/counter", 0o755, []byte("the prOgram")}}.md5sums()
	if err := lintSums(sums, files); err == nil || !strings.Contains(err.Error(), "usr/bin/counter") {
		t.Errorf("says %v", err)
	}
}

func TestVersionsSort(t *testing.T) {
	at := time.Date(2026, 11, 23, 4, 5, 6, 0, time.UTC)
	for want, got := range map[string]string{
		"1.2.0":                                versionOf("1.2.0", "v1.2.0", at, "abc1234", false),
		"1.2.0~20261123040506+abc1234":         versionOf("1.2.0", "", at, "abc1234", false),
		"1.2.0~20261123040507+abc1234+changed": versionOf("1.2.0", "v1.1.0", at.Add(time.Second), "abc1234", true),
	} {
		if got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
}

func TestDetailsAreThoseOfTheProgram(t *testing.T) {
	got, err := readDetails(bufio.NewScanner(strings.NewReader("# a = \"b\"\n[Other]\nName = \"x\"\n[Details]\nName = \"Counter\"\nBuild = 3\n[Last]\nName = \"y\"\n")))
	if err != nil || got["Name"] != "Counter" || got["Build"] != "3" || len(got) != 2 {
		t.Errorf("%v %v", got, err)
	}
	if _, err := readDetails(bufio.NewScanner(strings.NewReader("[Details]\nName\n"))); err == nil {
		t.Error("a line without a value is taken")
	}
}

func TestPackagesOfLibraries(t *testing.T) {
	got, err := packagesOf([]string{"libX11.so.6", "libm.so.6", "libc.so.6", "libvulkan.so.1"}, "2.34")
	if want := "libc6 (>= 2.34), libx11-6"; err != nil || got != want {
		t.Errorf("%q %v, not %q", got, err, want)
	}
	if _, err := packagesOf([]string{"libc.so.6", "libsurprise.so.1"}, "2.34"); err == nil || !strings.Contains(err.Error(), "libsurprise.so.1") {
		t.Errorf("a library that nobody decided about: %v", err)
	}
}

func TestEveryPlaceInATextIsFilled(t *testing.T) {
	for _, name := range []string{"app.desktop", "metainfo.xml", "man"} {
		if _, err := sample.text(name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := sample.text("install.txt"); err == nil || !strings.Contains(err.Error(), "@DEPENDS@") {
		t.Errorf("a place is left and nothing says so: %v", err)
	}
	for _, mesa := range []string{"mesa.txt", "no_mesa.txt"} {
		b, err := sample.windowsReadme(mesa)
		if err != nil {
			t.Fatalf("%s: %v", mesa, err)
		}
		if n := bytes.Count(b, []byte("opengl32.dll")); n < 2 {
			t.Errorf("%s: the note names opengl32.dll %d times, not once in each language", mesa, n)
		}
	}
}

func TestNotesForOldEditors(t *testing.T) {
	if got := string(forNotepad([]byte("窓口\r\nb\n"))); got != "\ufeff窓口\r\nb\r\n" {
		t.Errorf("%q", got)
	}
}

func TestOnlyWindowsOwnLibraries(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	if err := standsAlone(b); err == nil && !bytes.HasPrefix(b, []byte("MZ")) {
		t.Error("a program that is not Windows' is taken for one")
	}
	// The Go command makes one for Windows anywhere.
	exe := t.TempDir() + "/hello.exe"
	source := t.TempDir() + "/hello.go"
	if err := os.WriteFile(source, []byte("package main\nfunc main() { println() }\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "build", "-o", exe, source)
	cmd.Env = append(os.Environ(), "GOOS=windows", "GOARCH=amd64", "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if b, err = os.ReadFile(exe); err != nil {
		t.Fatal(err)
	}
	if err := standsAlone(b); err != nil {
		t.Error(err)
	}
	planted := bytes.Replace(b, []byte("kernel32.dll\x00"), []byte("surprise.dll\x00"), 1)
	if err := standsAlone(planted); err == nil || !strings.Contains(err.Error(), "surprise.dll") {
		t.Errorf("a library that Windows has not: %v", err)
	}
}
