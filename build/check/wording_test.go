package main

import (
	"bytes"
	"strings"
	"testing"
)

// A banned word is found in every form of a text, under furigana, in a language with a
// subtag, and only where it is not a quotation.
func TestAWordNoUserIsToRead(t *testing.T) {
	words := clean().
		with("assets/wording/en.yaml", "- {word: '\\bghost\\b', why: \"say who\", but: [a.quoted]}\n").
		with("assets/wording/ja.yaml", "- {word: '幽霊', why: \"say who\"}\n")
	for name, c := range map[string]struct{ file, text, want string }{
		"plain":          {"i18n/locales/a/en.json", "{\n \"a.b\": \"A Ghost here\"\n}\n", `i18n/locales/a/en.json:2: the text a.b says "Ghost". Cure: say who`},
		"plural":         {"i18n/locales/a/en.json", `{"a.b": {"one": "a ghost", "other": "many"}}`, `says "ghost"`},
		"under furigana": {"i18n/locales/a/ja-x-easy.json", `{"a.b": "｜幽《ゆう》｜霊《れい》です"}`, `says "幽霊"`},
		"part of a word": {"i18n/locales/a/en.json", `{"a.b": "ghosts"}`, ""},
		"quotation":      {"i18n/locales/a/en.json", `{"a.quoted": "the word ghost"}`, ""},
		"search words":   {"i18n/locales/a/en.json", `{"a.words": "ghost"}`, ""},
		"another tongue": {"i18n/locales/a/vi.json", `{"a.b": "ghost"}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			files := tree{}
			for k, v := range words {
				files[k] = v
			}
			var out bytes.Buffer
			status := run(t.Context(), plant(t, files.with(c.file, c.text)), &out)
			if c.want == "" && status != 0 || c.want != "" && (status != 1 || !strings.Contains(out.String(), c.want)) {
				t.Errorf("%d: %s", status, out.String())
			}
		})
	}
}
