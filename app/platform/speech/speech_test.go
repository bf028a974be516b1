package speech

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// asVoice is the variable that makes the test's own program the one that speaks.
const asVoice = "MADOGUCHI_TEST_VOICE"

// TestMain is, where asVoice names a folder, a program that speaks: it notes there
// what it was called with and what it was given to say, and goes on until it is ended
// where that says so.
func TestMain(m *testing.M) {
	dir := os.Getenv(asVoice)
	if dir == "" {
		os.Exit(m.Run())
	}
	if slices.Contains(os.Args, "--voices") {
		_, _ = os.Stdout.WriteString("Pty Language       Age/Gender VoiceName          File\n 5  ja              --/M      Japanese           jpx/ja\n")
		return
	}
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		os.Exit(3)
	}
	_ = os.WriteFile(filepath.Join(dir, "args"), []byte(strings.Join(os.Args[1:], "\n")), 0o600)
	_ = os.WriteFile(filepath.Join(dir, "new"), text, 0o600)
	_ = os.Rename(filepath.Join(dir, "new"), filepath.Join(dir, "said"))
	if strings.HasPrefix(string(text), "fail") {
		os.Exit(1)
	}
	for strings.HasPrefix(string(text), "long") {
		time.Sleep(time.Second)
	}
}

// stand is a System whose voice is the test's own program, and where that notes things.
func stand(t *testing.T) (*System, string) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	t.Setenv(asVoice, dir)
	return &System{tool: espeak(exe)}, dir
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// The text goes to the voice of its language, and not by the arguments, which every
// program can read.
func TestTheTextIsInNoArgument(t *testing.T) {
	s, dir := stand(t)
	const text = "きょうは、びょういんへ いきます。"
	if !s.Voice("ja-x-easy") || s.Voice("my") {
		t.Error("which languages are spoken is wrong")
	}
	if err := s.Speak(t.Context(), text, "ja-x-easy"); err != nil {
		t.Fatal(err)
	}
	if said := read(t, filepath.Join(dir, "said")); said != text+"\n" {
		t.Errorf("said %q", said)
	}
	if args := read(t, filepath.Join(dir, "args")); args != "--stdin\n-b\n1\n-v\njpx/ja" {
		t.Errorf("called with %q", args)
	}
	if err := s.Speak(t.Context(), text, "my"); !errors.Is(err, ErrNoVoice) {
		t.Errorf("without a voice: %v", err)
	}
	if err := s.Speak(t.Context(), "fail "+text, "ja"); !errors.Is(err, ErrFailed) || strings.Contains(err.Error(), text) {
		t.Errorf("where the voice fails: %v", err)
	}
}

// Whoever says stop, leaves, or has something else read hears nothing more.
func TestItFallsSilentAtOnce(t *testing.T) {
	s, dir := stand(t)
	ctx, leave := context.WithCancel(t.Context())
	for name, stop := range map[string]func(){"stop": s.Stop, "leaving": leave, "another text": func() { _ = s.Speak(t.Context(), "short", "ja") }} {
		_ = os.Remove(filepath.Join(dir, "said"))
		of := t.Context()
		if name == "leaving" {
			of = ctx
		}
		ended := make(chan error, 1)
		go func() { ended <- s.Speak(of, "long "+name, "ja") }()
		for late := time.Now().Add(20 * time.Second); ; time.Sleep(time.Millisecond) {
			if b, err := os.ReadFile(filepath.Join(dir, "said")); err == nil && strings.HasPrefix(string(b), "long") {
				break
			}
			if time.Now().After(late) {
				t.Fatal("it does not speak")
			}
		}
		stop()
		select {
		case err := <-ended:
			if !errors.Is(err, context.Canceled) {
				t.Errorf("%s: %v", name, err)
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("%s does not end it", name)
		}
	}
}

// The tables of voices as each system prints them.
func TestVoicesAreRead(t *testing.T) {
	for name, x := range map[string]struct {
		read func(string) []voice
		out  string
		want []voice
	}{
		"espeak-ng": {espeakVoices, `Pty Language       Age/Gender VoiceName          File                 Other Languages
 5  en-us           --/M      English_(America)  gmw/en-US            (en 3)
 1  ja              --/M      japanese-mbrola-1  mb/mb-jp1            
 5  ja              --/M      Japanese           jpx/ja               
`, []voice{{"gmw/en-US", "en-us"}, {"jpx/ja", "ja"}}},
		"say": {sayVoices, `Eddy (English (US)) en_US    # Hello! My name is Eddy.
Kyoko               ja_JP    # こんにちは! 私の名前はKyokoです。
Tingting            zh_CN    # 你好！我叫婷婷。
`, []voice{{"Eddy (English (US))", "en-us"}, {"Kyoko", "ja-jp"}, {"Tingting", "zh-cn"}}},
		"Windows": {
			sapiVoices, "ja-JP Microsoft Haruka Desktop\r\nen-US Microsoft Zira Desktop\r\n",
			[]voice{{"Microsoft Haruka Desktop", "ja-jp"}, {"Microsoft Zira Desktop", "en-us"}},
		},
	} {
		if got := x.read(x.out); !slices.Equal(got, x.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
	s := &System{voices: []voice{{"a", "en-029"}, {"b", "en-us"}, {"c", "cmn"}, {"d", "ja-jp"}, {"e", "pt"}}}
	s.once.Do(func() {})
	for lang, want := range map[string]string{
		"en": "b", "ja": "d", "ja-x-easy": "d", "zh-Hans": "c", "zh-Hant": "c", "pt-BR": "e", "my": "", "": "", "j": "", "cm": "",
	} {
		if v, _ := s.choose(lang); v.name != want {
			t.Errorf("%s is spoken by %q, not %q", lang, v.name, want)
		}
	}
	if none := (&System{}); none.Voice("en") {
		t.Error("nothing has a voice")
	}
}
