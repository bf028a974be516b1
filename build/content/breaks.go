package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"madoguchi/build/content/translation"
)

// zwsp lets a line end and is not seen.
const zwsp = '\u200b'

// A splitter parts texts of a language into words; what it answers put together is the
// text again.
type splitter func(lang string, texts []string) ([][]string, error)

// setBreaks sets U+200B between the words of the texts in sheets of a language that
// writes no blanks between them. A text that has breaks already is left as its
// translator set them.
func setBreaks(lang, dir string, split splitter, out io.Writer) error {
	d, err := openDesk(lang)
	if err != nil {
		return err
	}
	if d.checker.Unbroken == 0 {
		return fmt.Errorf("%s writes blanks between words and needs no breaks", lang)
	}
	names, err := sheetNames(dir, lang)
	if err != nil {
		return err
	}
	texts := 0
	for _, name := range names {
		s, err := readSheet(dir, name, lang)
		if err != nil {
			return err
		}
		n, err := breakSheet(&s, d.checker.Language, split)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if n == 0 {
			continue
		}
		texts += n
		b, err := encode(s)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), b, 0o644); err != nil {
			return err
		}
	}
	fmt.Fprintf(out, "%s: breaks set in %d texts\n", lang, texts)
	return nil
}

// breakSheet sets breaks in the texts that have none, and counts them.
func breakSheet(s *sheet, l translation.Language, split splitter) (n int, err error) {
	var texts []string
	for _, row := range s.Texts {
		for _, name := range row.Text.Names() {
			texts = append(texts, row.Text.Forms[name])
		}
	}
	if len(texts) == 0 {
		return 0, nil
	}
	words, err := split(l.ID, texts)
	if err != nil {
		return 0, err
	}
	if len(words) != len(texts) {
		return 0, fmt.Errorf("%d texts were parted, of %d", len(words), len(texts))
	}
	i := 0
	for r := range s.Texts {
		was := s.Texts[r].Text
		forms := maps.Clone(was.Forms)
		for _, name := range was.Names() {
			if !strings.ContainsRune(forms[name], zwsp) {
				if forms[name], err = joined(words[i], forms[name], l); err != nil {
					return 0, fmt.Errorf("%s: %w", s.Texts[r].ID, err)
				}
			}
			i++
		}
		if now := (translation.Wordings{By: was.By, Forms: forms}); !now.Equal(was) {
			s.Texts[r].Text = now
			n++
		}
	}
	return n, nil
}

// joined is the words with a break wherever two of the language's own script meet.
func joined(words []string, text string, l translation.Language) (string, error) {
	if strings.Join(words, "") != text {
		return "", fmt.Errorf("the words are not those of the text")
	}
	script := unicode.Scripts[l.Scripts[0]]
	var b strings.Builder
	for i, w := range words {
		if i > 0 && w != "" && words[i-1] != "" {
			before, after := []rune(words[i-1]), []rune(w)
			if unicode.Is(script, before[len(before)-1]) && unicode.Is(script, after[0]) && unicode.IsLetter(after[0]) && !stops(after[0]) {
				b.WriteRune(zwsp)
			}
		}
		b.WriteString(w)
	}
	return b.String(), nil
}

// stops are letters to Unicode that never begin a word: Thai and Lao marks of
// repetition and abbreviation, and vowels written behind their consonant.
func stops(r rune) bool {
	return slices.Contains([]rune{'ฯ', 'ๆ', 'ะ', 'า', 'ำ', 'ๅ', 'ຯ', 'ໆ', 'ະ', 'າ', 'ຳ'}, r)
}

// program parts texts by the dictionaries of ICU.
const program = `
const [lang, ...texts] = JSON.parse(require("fs").readFileSync(0, "utf8"));
if (!Intl.Segmenter.supportedLocalesOf([lang]).length) throw new Error("no dictionary for " + lang);
const words = new Intl.Segmenter(lang, {granularity: "word"});
console.log(JSON.stringify(texts.map(t => [...words.segment(t)].map(s => s.segment))));
`

// dictionary is the splitter of ICU, which Node.js brings with it.
func dictionary(lang string, texts []string) (words [][]string, err error) {
	in, err := json.Marshal(append([]string{lang}, texts...))
	if err != nil {
		return nil, err
	}
	c := exec.Command("node", "-e", program)
	c.Stdin, c.Stderr = bytes.NewReader(in), os.Stderr
	b, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("the dictionaries are those of node, which must be there: %w", err)
	}
	return words, json.Unmarshal(b, &words)
}
