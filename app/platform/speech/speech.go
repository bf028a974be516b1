// Package speech reads text aloud with a voice of the system's own: espeak-ng, say of
// macOS, or the speech of Windows. It starts that program for each text, hands the
// text over on standard input, so that no list of processes shows it, and ends the
// program to fall silent. No shell is between.
//
// It keeps nothing, makes no sound file and knows no page. speech-dispatcher is not
// used: what it starts stays behind, and may log what was said. No voice of another
// language stands in for one that is missing: nobody would understand it.
package speech

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"strings"
	"sync"
	"time"
)

var (
	// ErrNoVoice: the system has no voice for the language.
	ErrNoVoice = errors.New("no voice speaks this language here")
	// ErrFailed: the system's program ended with an error; as where there is no
	// loudspeaker.
	ErrFailed = errors.New("the voice of the system did not speak")
)

// listTime is how long the system may take to say which voices it has.
const listTime = 10 * time.Second

// closeTime is how long a program that was ended may keep its pipes.
const closeTime = time.Second

// System is the voices of the system. It is safe for concurrent use.
type System struct {
	tool *tool

	once   sync.Once
	voices []voice

	mu   sync.Mutex
	stop context.CancelFunc // of what is said now
}

// tool is the program that speaks.
type tool struct {
	path string
	// list are the arguments that make it say its voices, voices reads them.
	list   []string
	voices func(string) []voice
	// speak are the arguments with which it speaks what comes on standard input, and
	// before stands before the text there.
	speak  func(voice) []string
	before func(voice) string
}

// voice is one of the system's: its name there and its language, a tag in lower case.
type voice struct{ name, lang string }

// New makes a System. It starts nothing before it is asked.
func New() *System { return &System{tool: find()} }

// Voice reports whether a voice speaks a language, a BCP 47 tag; ja-x-easy is ja. The
// first call asks the system and may take seconds.
func (s *System) Voice(lang string) bool {
	_, some := s.choose(lang)
	return some
}

// Speak reads a text aloud and returns when it was said. The text is UTF-8 without
// control characters other than line ends, which are pauses. Another text that is
// being said stops first. The errors are ErrNoVoice, ErrFailed, and that of ctx where
// it or Stop ended it.
func (s *System) Speak(ctx context.Context, text, lang string) error {
	v, some := s.choose(lang)
	if !some {
		return ErrNoVoice
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s.mu.Lock()
	if s.stop != nil {
		s.stop()
	}
	s.stop = cancel
	s.mu.Unlock()
	before := ""
	if s.tool.before != nil {
		before = s.tool.before(v)
	}
	cmd := s.command(ctx, s.tool.speak(v)...)
	cmd.Stdin = strings.NewReader(before + text + "\n")
	err := cmd.Run()
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return ErrFailed // its own words may repeat the text
	}
	return nil
}

// Stop falls silent.
func (s *System) Stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stop != nil {
		s.stop()
		s.stop = nil
	}
}

func (s *System) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, s.tool.path, args...)
	cmd.WaitDelay = closeTime
	hide(cmd)
	return cmd
}

// choose is the voice for a language.
func (s *System) choose(lang string) (voice, bool) {
	s.once.Do(func() {
		if s.tool == nil {
			return
		}
		ctx, cancel := context.WithTimeout(context.Background(), listTime)
		defer cancel()
		var out bytes.Buffer
		cmd := s.command(ctx, s.tool.list...)
		cmd.Stdout = &out
		if cmd.Run() == nil {
			s.voices = s.tool.voices(out.String())
		}
	})
	for _, want := range wanted(lang) {
		for _, v := range s.voices {
			if v.lang == want || strings.HasSuffix(want, "-") && strings.HasPrefix(v.lang, want) {
				return v, true
			}
		}
	}
	return voice{}, false
}

// wanted are the tags of voices that speak a language, the best first, in lower case;
// one that ends in "-" is any that begins so.
func wanted(lang string) []string {
	tag := strings.ToLower(lang)
	tag, _, _ = strings.Cut(tag, "-x-")
	base, _, _ := strings.Cut(tag, "-")
	if base == "" {
		return nil
	}
	list := map[string][]string{
		"en": {"en-us", "en-gb"}, "zh-hans": {"zh-cn", "cmn"}, "zh-hant": {"zh-tw", "zh-hk", "cmn"},
		"zh": {"zh-cn", "cmn"}, "fil": {"tl"}, "pt": {"pt-br"}, "es": {"es-419"},
	}[tag]
	return append(append([]string{tag}, list...), base, base+"-")
}

// tagOf is a tag as voices are named by it: ja_JP is ja-jp.
func tagOf(s string) string { return strings.ToLower(strings.ReplaceAll(s, "_", "-")) }
