//go:build !ci && linux

package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"madoguchi/app/lawdate"
	"madoguchi/app/ui"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/first"
	"madoguchi/app/ui/pagetest"
	"madoguchi/app/ui/uitest"
	"madoguchi/assets"
)

// sessionFiles is the committed list of the files that a whole session changes. Write
// it anew with MADOGUCHI_FILES=1.
const sessionFiles = "testdata/session_files.txt"

// standIns are programs of the desktop that keep what they are given, as real ones do:
// a spooler its job, a file manager what was opened last, a shell its history.
var standIns = map[string]string{
	"lp":        `cat > "$HOME/../spool/job" && printf '%s\n' "$*" > "$HOME/../spool/control"`,
	"xdg-open":  `printf '%s\n' "$*" >> "$HOME/.local/share/recently-used.xbel"; cp "$HOME"/Documents/*.pdf "$HOME/../viewer/" && : > "$HOME/../viewer/opened"`,
	"espeak-ng": `if [ "$1" = --voices ]; then printf 'Pty Language Age Name File\n 5 en-us --/M English gmw/en-US\n'; else cat > /dev/null; fi`,
}

// paperFiles are the files that may hold what somebody told: the papers saved on purpose,
// and what the spooler and the viewer made of them.
var paperFiles = []string{"home/Documents/paper.pdf", "home/Documents/guide.pdf", "spool/job", "viewer/paper.pdf"}

// ofDrivers are folders of the graphics driver, whose files have no lasting names; they
// are looked through as all others are.
var ofDrivers = []string{"home/.cache/mesa_shader_cache/", "home/.cache/mesa_shader_cache_db/"}

// A whole session in the real window and on the command line: two rare countries, a
// rare birthday, a prefecture, what can be done, whom to call, reading aloud, papers
// printed, saved and shown, leaving at once. Afterwards no file, and no file's name,
// holds anything that was told, but for the papers.
func TestAWholeSessionLeavesNoTrace(t *testing.T) {
	s := beginTraces(t)
	born := lawdate.InJapan(time.Now()).AddDays(-40)
	s.throughTheGuide(born)
	s.hasTold(`"tv"`, born.String(), "tottori")
	s.paper()
	s.noConnection()
	s.Key("F12")
	s.desk.Key("F12")
	s.WaitTitle(neutralTitle, soon)
	for late := time.Now().Add(soon); !strings.HasPrefix(s.Title(), againTitle); s.Key("F12") {
		if time.Now().After(late) {
			t.Fatalf("the key does not bring the program back from %q", s.Title())
		}
	}
	s.onTheCommandLine(born)
	s.Signal(os.Interrupt)
	if status := s.Wait(soon); status != 0 && status != 130 {
		t.Errorf("the window ended with %d", status)
	}
	s.leavesNothing(born)
}

// traced is a person at the real window, with one without a screen beside it in which
// the same keys are pressed.
type traced struct {
	*uitest.Program
	t      *testing.T
	desk   *pagetest.Desk
	exe    string
	env    []string
	before map[string][32]byte
}

func beginTraces(t *testing.T) *traced {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	h := uitest.NewHome(t)
	for _, d := range []string{"bin", "spool", "viewer"} {
		if err := os.Mkdir(filepath.Join(h.Dir, d), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for name, script := range standIns {
		if err := os.WriteFile(filepath.Join(h.Dir, "bin", name), []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	s := &traced{t: t, exe: exe}
	s.env = []string{asProgram + "=1", "LC_ALL=en_US.UTF-8", "PATH=" + filepath.Join(h.Dir, "bin") + ":" + os.Getenv("PATH")}
	s.before = sums(t, h.Dir)
	j, err := wiring()
	if err != nil {
		t.Fatal(err)
	}
	j.Print = func(string, []byte) error { return nil }
	j.Voice = &listener{speaks: "en"}
	folder := t.TempDir()
	s.desk = pagetest.Open(t, ui.Options{
		Jobs: j, Fonts: assets.Fonts(), Icons: assets.Icons(), Language: "en", OpenFolder: func(string) error { return nil },
		Places: func() []page.Place { return []page.Place{{ID: "documents", Path: folder}} },
	}, func(h page.Host) page.Page { return first.New(h) })
	s.Program = uitest.Start(t, uitest.StartScreen(t, 1024, 760), uitest.Command{Exe: exe, Home: h, Env: s.env})
	return s
}

// there waits until the real window stands where the other does.
func (s *traced) there() {
	s.t.Helper()
	title, _, _ := strings.Cut(s.desk.Title(), " — ")
	s.WaitTitle(title, soon)
	s.WaitStill(soon)
}

func (s *traced) key(name string) {
	s.desk.Key(fyne.KeyName(name))
	s.Key(name)
}

// choose presses what says that, one after the other, by the keyboard.
func (s *traced) choose(labels ...string) {
	s.t.Helper()
	for _, label := range labels {
		s.there()
		tabTo(s.t, s.desk, label, func(key string) { s.Key(key) })
		s.key("Return")
		s.Keep(label)
	}
}

// fill types into the field that says that, "" for where the keyboard is.
func (s *traced) fill(label, text string) {
	s.t.Helper()
	s.there()
	if label != "" {
		tabTo(s.t, s.desk, label, func(key string) { s.Key(key) })
	}
	s.desk.Type(text)
	s.Type(text)
}

func (s *traced) throughTheGuide(born lawdate.Date) {
	s.t.Helper()
	s.choose("window.first.self", "window.home.no_papers", "guide.start.go", "answer.no_word", "fact.danger.none", "fact.fear.afraid", "fact.permission.none",
		"fact.life_stage.adult", "answer.no_word", "window.guide.next", "fact.parents_known.both", "fact.japanese_parent.neither",
		"answer.not_sure", "fact.nationality_lost.never")
	s.fill("", "tuval")
	s.choose("fact.states.state.tv", "fact.states.link.mother")
	s.fill("window.guide.country.more", "nauru")
	s.choose("fact.states.state.nr", "fact.states.link.father", "window.guide.country.go",
		"fact.states.papers.not_own", "fact.states.said.refused", "fact.states.fear.afraid", "window.guide.next",
		"fact.states.papers.never", "fact.states.said.never_asked", "window.guide.next")
	s.key("F2") // in Japanese, too
	s.choose("guide.baby.name")
	for part, text := range map[string]string{"year": fmt.Sprint(born.Year()), "month": fmt.Sprint(born.Month()), "day": fmt.Sprint(born.Day())} {
		s.fill("window.kit.date."+part, text)
	}
	s.choose("window.guide.take_day", "window.guide.place", "place.tottori", "guide.get_legal_help.what", "window.guide.lines")
	s.there()
	s.key("Escape")
	s.there()
	s.key("F9")
	s.choose("window.aloud.go")
	s.desk.UntilSays("quiet now")
	s.there()
	s.key("Escape")
	s.there()
	s.key("F2")
}

// hasTold demands that the answers were taken.
func (s *traced) hasTold(answers ...string) {
	s.t.Helper()
	_, in, err := s.desk.Inquiry()
	if err != nil {
		s.t.Fatal(err)
	}
	known, err := json.Marshal(in.Facts.Known())
	if err != nil {
		s.t.Fatal(err)
	}
	for _, a := range answers {
		if !strings.Contains(string(known), a) {
			s.t.Errorf("%s was not told: %s", a, known)
		}
	}
}

// paper prints, saves, opens and shows the paper of the guide.
func (s *traced) paper() {
	s.t.Helper()
	s.choose("window.guidesheet.title", "window.sheet.mine")
	s.desk.UntilTitle("Your paper")
	s.choose("window.sheet.print")
	s.desk.UntilSays("handed to the printer")
	s.until("a job in the spooler", "spool/control")
	s.choose("window.sheet.save")
	s.desk.UntilSays("Saved: paper.pdf")
	s.until("the paper", "home/Documents/paper.pdf")
	s.choose("window.sheet.folder")
	s.until("the viewer", "viewer/opened")
	s.choose("window.sheet.show")
	s.desk.UntilTitle("Photograph this page")
	s.there()
}

// until waits for a file.
func (s *traced) until(what, file string) {
	s.t.Helper()
	for late := time.Now().Add(soon); ; time.Sleep(10 * time.Millisecond) {
		if st, err := os.Stat(filepath.Join(s.Home.Dir, file)); err == nil && (st.Size() > 0 || strings.HasSuffix(file, "opened")) {
			s.WaitStill(soon)
			return
		}
		if time.Now().After(late) {
			s.t.Fatalf("%s does not come; the window is %q", what, s.Title())
		}
	}
}

// noConnection demands that the program counts none, and that the system knows of no
// socket of the process that leads anywhere.
func (s *traced) noConnection() {
	s.t.Helper()
	if n := s.desk.Jobs().Connections(); n != 0 {
		s.t.Errorf("%d connections", n)
	}
	own := map[string]bool{}
	fds, err := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", s.Pid))
	if err != nil || len(fds) == 0 {
		s.t.Fatalf("no open file can be seen: %v", err)
	}
	for _, fd := range fds {
		if to, err := os.Readlink(fd); err == nil && strings.HasPrefix(to, "socket:[") {
			own[strings.TrimSuffix(strings.TrimPrefix(to, "socket:["), "]")] = true
		}
	}
	for _, kind := range []string{"tcp", "tcp6", "udp", "udp6", "raw"} {
		list, _ := os.ReadFile(fmt.Sprintf("/proc/%d/net/%s", s.Pid, kind))
		for line := range strings.Lines(string(list)) {
			if f := strings.Fields(line); len(f) > 9 && own[f[9]] {
				s.t.Errorf("a socket of %s is open: %s", kind, line)
			}
		}
	}
}

// onTheCommandLine asks for the same in a shell that keeps its history: the facts come
// on standard input.
func (s *traced) onTheCommandLine(born lawdate.Date) {
	s.t.Helper()
	facts := fmt.Sprintf(`{"event_on":%q,"fear":"afraid","permission":"none","prefecture":"tottori","states":[{"state":"tv","fear":"afraid"},{"state":"nr"}]}`, born.String())
	for _, call := range []string{"guide baby", "sheet guide baby -o " + s.Home.Path("Documents", "guide.pdf")} {
		shell := exec.CommandContext(s.t.Context(), "bash", "--norc", "-i")
		shell.Dir = s.Home.Path()
		shell.Env = append(append(s.Home.Env(), s.env...), "HISTFILE="+s.Home.Path(".bash_history"))
		shell.Stdin = strings.NewReader("set -o history\n" + s.exe + " --mode helper " + call + " --facts -\n" + facts + "\n")
		out, err := shell.CombinedOutput()
		if err != nil || bytes.Contains(out, []byte("explain")) {
			s.t.Errorf("%s: %v\n%s", call, err, out)
		}
	}
	if b, err := os.ReadFile(s.Home.Path(".bash_history")); err != nil || !bytes.Contains(b, []byte("guide baby")) {
		s.t.Errorf("the shell keeps no history: %v, %q", err, b)
	}
}

// leavesNothing looks through every file there is now.
func (s *traced) leavesNothing(born lawdate.Date) {
	s.t.Helper()
	after := sums(s.t, s.Home.Dir)
	var changed []string
	for name, sum := range after {
		if was, there := s.before[name]; !there || was != sum {
			for _, of := range ofDrivers {
				if strings.HasPrefix(name, of) {
					name = of + "*"
				}
			}
			changed = append(changed, name)
		}
	}
	for name := range s.before {
		if _, there := after[name]; !there {
			changed = append(changed, name+" (removed)")
		}
	}
	slices.Sort(changed)
	changed = slices.Compact(changed)
	list := strings.Join(changed, "\n") + "\n"
	s.t.Logf("the files that changed:\n%s", list)
	if os.Getenv("MADOGUCHI_FILES") != "" {
		if err := os.WriteFile(sessionFiles, []byte(list), 0o644); err != nil {
			s.t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(sessionFiles); err != nil || string(want) != list {
		s.t.Errorf("the files that changed are not those of %s: %v\n%s", sessionFiles, err, want)
	}
	told := plantedAnswers(born)
	for _, name := range slices.Sorted(maps.Keys(after)) {
		b, err := os.ReadFile(filepath.Join(s.Home.Dir, name))
		if err != nil {
			s.t.Fatal(err)
		}
		hits := holding(append([]byte(name+"\n"), b...), told)
		if slices.Contains(paperFiles, name) {
			words := pdfWords(s.t, filepath.Join(s.Home.Dir, name))
			hits = holding([]byte(words), told)
			s.t.Logf("%s holds: %s", name, strings.Join(hits, ", "))
			if !strings.Contains(words, "官公署の書類ではありません") || len(hits) == 0 {
				s.t.Errorf("%s cannot be read: the search finds nothing", name)
			}
			continue
		}
		if strings.HasPrefix(name, "bin/") {
			continue
		}
		for _, h := range hits {
			s.t.Errorf("%s holds %s", name, h)
		}
	}
	for _, h := range holding([]byte(s.Stderr()), told) {
		s.t.Errorf("what the program said holds %s", h)
	}
}

// plantedAnswers is what was told, by its ids and in the words of the languages shown.
func plantedAnswers(born lawdate.Date) []string {
	var days []string
	// The birthday, and the days from which it can be counted back.
	for _, day := range []lawdate.Date{born, born.AddDays(13), born.AddDays(29), born.AddDays(44), born.AddDays(59)} {
		y, m, d := day.Year(), day.Month(), day.Day()
		days = append(days, day.String(), fmt.Sprintf("%d %s %d", d, time.Month(m), y), fmt.Sprintf("%d年%d月%d日", y, m, d),
			fmt.Sprintf("令和%d年%d月%d日", y-2018, m, d), fmt.Sprintf("%04d%02d%02d", y, m, d), fmt.Sprintf("%d/%d/%d", y, m, d))
	}
	return append(days,
		"Tuvalu", "ツバル", "Nauru", "ナウル", "tottori", "鳥取", `"tv"`, `"nr"`, "lawyer_first", "no_embassy", "not_own", "never_asked", "get_legal_help",
		"afraid of", "おそれ", "恐れ", "permission to stay", "在留資格がない",
	)
}

// holding lists what of it is in b: as UTF-8 or UTF-16, in hex, base64 or percent signs,
// in small letters or large ones.
func holding(b []byte, planted []string) (hits []string) {
	small := lower(b)
	for _, p := range planted {
		for form, d := range disguises(p) {
			if bytes.Contains(small, lower(d)) {
				hits = append(hits, p+" as "+form)
			}
		}
		if esc := url.QueryEscape(p); esc != p && bytes.Contains(small, lower([]byte(esc))) {
			hits = append(hits, p+" with percent signs")
		}
		for skip := range 3 { // base64 of a text depends on where it begins
			enc := base64.RawStdEncoding.EncodeToString(append(make([]byte, skip), p...))
			enc = enc[[]int{0, 2, 3}[skip] : len(enc)-[]int{0, 1, 1}[(skip+len(p))%3]]
			if len(enc) > 4 && (bytes.Contains(b, []byte(enc)) || bytes.Contains(b, []byte(strings.NewReplacer("+", "-", "/", "_").Replace(enc)))) {
				hits = append(hits, p+" as base64")
			}
		}
	}
	return hits
}

// lower makes the letters of ASCII small and leaves every other byte as it is.
func lower(b []byte) []byte {
	small := bytes.Clone(b)
	for i, c := range small {
		if 'A' <= c && c <= 'Z' {
			small[i] = c + 'a' - 'A'
		}
	}
	return small
}

// pdfWords are the words of a PDF, as poppler reads them.
func pdfWords(t *testing.T, file string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "pdftotext", "-raw", file, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	return string(out)
}

// sums are the sums of every file below a folder, by its path from there; what is no
// file that can be read counts by its name.
func sums(t *testing.T, dir string) map[string][32]byte {
	t.Helper()
	all := map[string][32]byte{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil || !d.Type().IsRegular() {
			t.Logf("%s is no file: %v", name, d.Type())
			return err
		}
		b, err := os.ReadFile(path)
		all[name] = sha256.Sum256(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// What is hidden in a file is found, however it is written.
func TestPlantedWordsAreFound(t *testing.T) {
	for _, p := range []string{"Tuvalu", "ツバル", "2026-10-15"} {
		for skip := range 5 {
			b := append(bytes.Repeat([]byte("x"), skip), p+" and more"...)
			for name, hidden := range map[string]string{
				"base64": base64.StdEncoding.EncodeToString(b), "base64 for addresses": base64.URLEncoding.EncodeToString(b), "plain": string(b),
				"percent": url.QueryEscape(string(b)), "hex": fmt.Sprintf("%x", b),
			} {
				if len(holding([]byte("before "+hidden+" after"), []string{p})) == 0 {
					t.Errorf("%s after %d bytes is not found as %s", p, skip, name)
				}
			}
		}
	}
}
