package kit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"madoguchi/app/ui/theme"
	"madoguchi/i18n/flow"
)

// signing shows a field for a signing password.
func signing(t *testing.T) (*room, *Secret, *secretField) {
	t.Helper()
	r := furnish(t, "en", theme.Look{})
	s := NewSecret(16)
	r.show(r.k.SecretField(s, Data("Password", "en"), nil))
	return r, s, r.focused().(*secretField)
}

// held is what a secret holds; only tests put it into a string.
func held(s *Secret) string { return string(s.letters) }

func TestAPasswordIsMadeOfCapitalLettersAndDigits(t *testing.T) {
	for _, x := range []struct{ typed, held, says string }{
		{"ABC123", "ABC123", ""},
		{"abc123", "ABC123", "window.kit.secret.raised"},
		{"Ａｂｃ１２３", "ABC123", "window.kit.secret.narrowed"},
		{"AB C", "ABC", ""},
		{"AB ", "AB", "window.kit.secret.letters"},
		{"AB-", "AB", "window.kit.secret.letters"},
		{"ABé", "AB", "window.kit.secret.foreign"},
		{"ABか", "AB", "window.kit.secret.foreign"},
		{"ABſ", "AB", "window.kit.secret.foreign"}, // long s, whose capital is S
		{"AB٣", "AB", "window.kit.secret.foreign"}, // an Arabic digit
		{"ABＡ！", "ABA", "window.kit.secret.letters"},
		{"1234567890ABCDEF", "1234567890ABCDEF", ""},
		{"1234567890ABCDEFG", "1234567890ABCDEF", "window.kit.secret.full"},
	} {
		t.Run(x.typed, func(t *testing.T) {
			r, s, f := signing(t)
			r.typing(x.typed)
			if held(s) != x.held {
				t.Errorf("it holds %q, not %q", held(s), x.held)
			}
			if got := f.hint.text.msg.ID(); got != x.says {
				t.Errorf("it says %q, not %q", got, x.says)
			}
			if want := fmt.Sprintf("%d of at most 16", len(x.held)); !strings.Contains(r.says(), want) {
				t.Errorf("it does not say %q but %q", want, r.says())
			}
		})
	}
}

func TestKeysOfASecret(t *testing.T) {
	r := furnish(t, "en", theme.Look{})
	s := NewSecret(16)
	done := 0
	r.show(r.k.SecretField(s, Data("Password", "en"), func() { done++ }))
	r.typing("ABC")
	r.key("BackSpace")
	if held(s) != "AB" {
		t.Errorf("after Backspace it holds %q", held(s))
	}
	r.key("Delete")
	if s.Len() != 0 {
		t.Errorf("after Delete it holds %q", held(s))
	}
	r.key("BackSpace", "Left", "Home", "Space")
	r.typing("XY")
	if held(s) != "XY" {
		t.Errorf("it holds %q", held(s))
	}
	r.key("Return")
	r.key("Escape", "F1")
	if done != 1 || !slices.Equal(r.keys, []fyne.KeyName{"Escape", "F1"}) {
		t.Errorf("Enter did it %d times, and the window got %v", done, r.keys)
	}
}

func TestNoSecretPassesTheClipboard(t *testing.T) {
	r, s, f := signing(t)
	r.clip.SetContent("FROM9ELSEWHERE")
	r.typing("AB1")
	r.key("Ctrl+V")
	if held(s) != "AB1" || f.hint.text.msg.ID() != "window.kit.secret.paste" {
		t.Errorf("after a paste it holds %q and says %q", held(s), r.says())
	}
	r.key("Ctrl+A", "Ctrl+C", "Ctrl+X", "Ctrl+Z")
	if held(s) != "AB1" || r.clip.Content() != "FROM9ELSEWHERE" || f.hint.text.msg.ID() != "window.kit.secret.copy" {
		t.Errorf("after copying the clipboard has %q, the field %q", r.clip.Content(), held(s))
	}
}

func TestShownLettersAreCoveredAgain(t *testing.T) {
	r, _, f := signing(t)
	var after func()
	var waits time.Duration
	stopped := 0
	f.later = func(d time.Duration, do func()) func() bool {
		waits, after = d, do
		return func() bool { stopped++; return true }
	}
	r.typing("AB12")
	covered := r.picture("secret-covered")
	r.press("window.kit.secret.show")
	if !f.shown || waits != 10*time.Second || r.focused() != fyne.Focusable(f) {
		t.Fatalf("shown %v for %v, %T has the keyboard", f.shown, waits, r.focused())
	}
	if same(covered, r.picture("secret-shown")) {
		t.Error("shown letters look like dots")
	}
	after()
	if f.shown || !same(covered, r.picture("secret-covered-again")) {
		t.Error("they are not covered by themselves")
	}
	r.press("window.kit.secret.show")
	r.press("window.kit.secret.show")
	if f.shown {
		t.Error("a second press does not cover them")
	}
	r.press("window.kit.secret.show")
	r.key("Tab")
	if f.shown {
		t.Error("leaving the field does not cover them")
	}
	r.focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if !f.shown {
		t.Error("the eye does not work with the keyboard")
	}
	r.key("Tab")
	if f.shown {
		t.Error("leaving the eye does not cover them")
	}
	if stopped == 0 {
		t.Error("no clock was stopped")
	}
	r.press("window.kit.secret.show")
	r.key("Return")
	if f.shown {
		t.Error("Enter does not cover them")
	}
}

func TestKeysOnTheScreen(t *testing.T) {
	r, s, f := signing(t)
	r.key("Tab", "Tab")
	if got := r.focused().(Labelled).Label().ID(); got != "window.kit.secret.keys" {
		t.Fatalf("after the field and the eye comes %q", got)
	}
	r.focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	r.Focus(f)
	r.press("M")
	r.press("7")
	if held(s) != "M7" || r.focused() != fyne.Focusable(f) {
		t.Errorf("the keys wrote %q, %T has the keyboard", held(s), r.focused())
	}
	r.press("window.kit.delete")
	if held(s) != "M" {
		t.Errorf("after delete it holds %q", held(s))
	}
	r.key("Tab", "Tab", "Tab", "Right", "Space", "Down", "Space")
	if held(s) != "M2B" {
		t.Errorf("arrows and the space bar wrote %q", held(s))
	}
	r.typing("z")
	r.key("BackSpace")
	if held(s) != "M2B" {
		t.Errorf("typing on the keys wrote %q", held(s))
	}
	r.press("window.kit.secret.show")
	if r.press("9"); !f.shown {
		t.Error("a key covers letters that are shown")
	}
	if r.press("window.kit.delete"); !f.shown {
		t.Error("delete covers letters that are shown")
	}
	r.press("window.kit.secret.show")
	if r.press("9"); f.shown {
		t.Error("a key shows letters that were covered")
	}
	r.press("window.kit.delete")
	// Made anew, all is as it was.
	r.show(r.k.SecretField(s, Data("Password", "en"), nil))
	if held(s) != "M2B" || !strings.Contains(r.says(), "3 of at most 16") {
		t.Errorf("made anew it says %q", r.says())
	}
	r.press("Q")
	if held(s) != "M2BQ" {
		t.Errorf("made anew the keys are gone: %q", held(s))
	}
}

func TestASecretIsInNoText(t *testing.T) {
	s := NewSecret(16)
	for _, c := range []byte("ABC123") {
		s.add(c)
	}
	j, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	all := string(j)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%o"} {
		all += fmt.Sprintf(verb+verb, s, *s)
	}
	for _, bad := range []string{"ABC123", "414243", "65 66", "0x41", "101 102"} {
		if strings.Contains(all, bad) {
			t.Errorf("%q is in %s", bad, all)
		}
	}
}

func TestTakeMovesTheLetters(t *testing.T) {
	s := NewSecret(6)
	for _, c := range []byte("ABC123") {
		s.add(c)
	}
	memory := s.letters[:cap(s.letters)]
	if cap(memory) < 24 {
		t.Errorf("room for %d letters only", cap(memory))
	}
	got := s.Take()
	if string(got) != "ABC123" || s.Len() != 0 || !bytes.Equal(memory, make([]byte, len(memory))) {
		t.Errorf("took %q, left %q", got, memory)
	}
	s.add('Z')
	if &s.letters[0] != &memory[0] {
		t.Error("the memory moved")
	}
	if string(got) != "ABC123" {
		t.Error("what was taken changed afterwards")
	}
}

// The password of this test is nowhere in the program in one piece: it is made
// letter by letter.
func TestNothingOfASecretStaysInMemory(t *testing.T) {
	r := furnish(t, "en", theme.Look{})
	s := NewSecret(16)
	outer := r.k.SecretField(s, Data("Password", "en"), nil)
	r.show(outer)
	f := r.focused().(*secretField)
	letter := func(i int) rune { return rune(letters[(i*7+11)%36]) }
	const n = 16
	for i := range n {
		f.TypedRune(letter(i))
	}
	r.picture("secret-memory")
	f.show(true)
	r.picture("secret-memory-shown")
	f.show(false)
	like := func(at func(i int) int64, have int) bool {
		for from := 0; from+n <= have; from++ {
			hit := true
			for i := 0; hit && i < n; i++ {
				hit = at(from+i) == int64(letter(i))
			}
			if hit {
				return true
			}
		}
		return false
	}
	if places := search(reflect.ValueOf([]any{outer, r.view}), like); len(places) == 0 || slices.ContainsFunc(places, func(p string) bool { return !strings.HasSuffix(p, ".letters") }) {
		t.Errorf("while typed it is in %v", places)
	}
	if !inHeap(t, letter) {
		t.Error("the heap is not searched well: it holds the password now")
	}
	taken := s.Take()
	clear(taken)
	s.Wipe()
	if places := search(reflect.ValueOf([]any{outer, r.view, s}), like); len(places) > 0 {
		t.Errorf("after it was taken it is in %v", places)
	}
	if inHeap(t, letter) {
		t.Error("after it was taken it is still in the heap")
	}
	runtime.KeepAlive(taken)
}

// inHeap searches all memory that is in use, as bytes and as characters of four.
func inHeap(t *testing.T, letter func(i int) rune) bool {
	t.Helper()
	runtime.GC()
	runtime.GC()
	f, err := os.Create(filepath.Join(t.TempDir(), "heap"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	debug.WriteHeapDump(f.Fd())
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	const n, most = 16, 64 // letters, and the bytes they may take
	b := make([]byte, 4<<20)
	have := 0
	for {
		got, err := io.ReadFull(f, b[have:])
		have += got
		for at := 0; ; at++ {
			hit := bytes.IndexByte(b[at:have], byte(letter(0)))
			if hit < 0 {
				break
			}
			at += hit
			for _, apart := range []int{1, 4} {
				i := 0
				for i < n && at+i*apart < have && b[at+i*apart] == byte(letter(i)) {
					i++
				}
				if i == n {
					return true
				}
			}
		}
		if err != nil {
			return false
		}
		have = copy(b, b[have-most:have])
	}
}

// search walks everything that can be reached, but for the kit with its typefaces
// and texts, and names the places of texts, bytes and numbers in a row that are
// like it.
func search(v reflect.Value, like func(at func(int) int64, have int) bool) []string {
	var places []string
	seen := map[string]bool{}
	others := []reflect.Type{reflect.TypeFor[*Kit](), reflect.TypeFor[*flow.Prepared](), reflect.TypeFor[*flow.OpenType]()}
	var walk func(v reflect.Value, path string)
	walk = func(v reflect.Value, path string) {
		switch v.Kind() {
		case reflect.Pointer:
			key := fmt.Sprint(v.Type(), v.Pointer())
			if v.IsNil() || seen[key] || slices.Contains(others, v.Type()) {
				return
			}
			seen[key] = true
			walk(v.Elem(), path)
		case reflect.Interface:
			walk(v.Elem(), path)
		case reflect.Struct:
			for i := range v.NumField() {
				walk(v.Field(i), path+"."+v.Type().Field(i).Name)
			}
		case reflect.Map:
			for _, k := range v.MapKeys() {
				walk(k, path+"[key]")
				walk(v.MapIndex(k), path+"[]")
			}
		case reflect.String:
			s := v.String()
			if like(func(i int) int64 { return int64(s[i]) }, len(s)) {
				places = append(places, path)
			}
		case reflect.Slice, reflect.Array:
			var at func(i int) int64
			switch v.Type().Elem().Kind() {
			case reflect.Int32, reflect.Int64, reflect.Int:
				at = func(i int) int64 { return v.Index(i).Int() }
			case reflect.Uint8, reflect.Uint16, reflect.Uint32:
				if v.Kind() == reflect.Slice { // what is left behind the end counts too
					v = v.Slice(0, v.Cap())
				}
				at = func(i int) int64 { return int64(v.Index(i).Uint()) }
			default:
				for i := range v.Len() {
					walk(v.Index(i), path+"[]")
				}
				return
			}
			if v.Len() < 1<<20 && like(at, v.Len()) {
				places = append(places, path)
			}
		}
	}
	walk(v, "")
	return places
}
