package main

import (
	"io"
	"strings"
	"testing"
)

// spaced is a splitter for tests: the words are between bars, which it takes out.
func spaced(words map[string]string) splitter {
	return func(_ string, texts []string) (all [][]string, err error) {
		for _, t := range texts {
			all = append(all, strings.Split(words[t], "|"))
		}
		return all, nil
	}
}

func TestBreaksAreSetBetweenWords(t *testing.T) {
	house(t)
	must(t, "export", "th", "-o", "sheets")
	const (
		card = "นำบัตรประจำตัวผู้พำนัก {n} ใบ"
		own  = "ไป\u200bต่อ"
	)
	filled(t, "sheets", "window/sign", "th", map[string]any{"w.card": card, "w.go": own}, nil)
	split := spaced(map[string]string{card: "นำ|บัตร|ประจำตัว|ผู้พำนัก| |{|n|}| |ใบ", own: "ไป|\u200b|ต่อ"})
	if err := setBreaks("th", "sheets", split, io.Discard); err != nil {
		t.Fatal(err)
	}
	s, err := readSheet("sheets", "window/sign/th.json", "th")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, r := range s.Texts {
		got[r.ID] = r.Text.Forms["other"]
	}
	if want := "นำ\u200bบัตร\u200bประจำตัว\u200bผู้พำนัก {n} ใบ"; got["w.card"] != want {
		t.Errorf("%q, want %q", got["w.card"], want)
	}
	if got["w.go"] != own {
		t.Errorf("the translator's breaks are gone: %q", got["w.go"])
	}
	// A dictionary that loses letters must not lose them for us.
	if err := setBreaks("th", "sheets", spaced(map[string]string{got["w.card"]: "นำ", own: own}), io.Discard); err != nil {
		t.Fatal(err)
	}
	filled(t, "sheets", "window/sign", "th", map[string]any{"w.card": card}, nil)
	if err := setBreaks("th", "sheets", spaced(map[string]string{card: "นำ", own: own}), io.Discard); err == nil || !strings.Contains(err.Error(), "w.card") {
		t.Errorf("%v", err)
	}
}
