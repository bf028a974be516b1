//go:build !ci && linux

package speech

import (
	"bytes"
	"encoding/binary"
	"os/exec"
	"strings"
	"testing"
)

// The real voice says a longer text longer, in each language it is asked for; it has
// no voice where there is none. It is made to write its sound instead of playing it.
func TestTheRealVoice(t *testing.T) {
	path, err := exec.LookPath("espeak-ng")
	if err != nil {
		t.Fatal("espeak-ng is not there:", err)
	}
	s := New()
	if s.tool == nil || s.tool.path != path {
		t.Fatal("the voice is not found")
	}
	for lang, text := range map[string]string{
		"en": "Hand in the birth notice.", "ja-x-easy": "しゅっしょうとどけを だします。", "zh-Hans": "请提交出生登记。", "my": "မွေးစာရင်းတင်ပါ။",
	} {
		v, some := s.choose(lang)
		if !some {
			t.Errorf("there is no voice for %s", lang)
			continue
		}
		length := func(text string) float64 {
			cmd := exec.CommandContext(t.Context(), path, append(s.tool.speak(v), "--stdout")...)
			cmd.Stdin = strings.NewReader(text + "\n")
			wav, err := cmd.Output()
			if err != nil || len(wav) < 44 || !bytes.HasPrefix(wav, []byte("RIFF")) || string(wav[8:12]) != "WAVE" {
				t.Fatalf("%s: no sound: %v, %d bytes", lang, err, len(wav))
			}
			// Bytes a second stand at 28; the sound begins after 44.
			return float64(len(wav)-44) / float64(binary.LittleEndian.Uint32(wav[28:]))
		}
		once, thrice := length(text), length(strings.Repeat(text+" ", 3))
		t.Logf("%s by %s: %.1f s, three times %.1f s", lang, v.name, once, thrice)
		if once < 0.5 || thrice < 2*once {
			t.Errorf("%s: %.1f s once, %.1f s three times", lang, once, thrice)
		}
	}
	if s.Voice("tlh-none") || s.Voice("zz") {
		t.Error("a language nobody speaks has a voice")
	}
}
