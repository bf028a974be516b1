package jobs_test

import (
	"testing"

	"madoguchi/app/jobs"
	"madoguchi/i18n"
	"madoguchi/i18n/locales"
)

// A word is found as it is written, as it is read, in either kana and in either
// width, whatever language the reader has chosen.
func TestFindByWordOrReading(t *testing.T) {
	texts, err := i18n.Load(locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"en", "ja", "ja-x-easy"} {
		for _, word := range []string{"在留", "ざいりゅう", "ザイリュウ", "ｓｔａｙ", "STAY"} {
			if !jobs.Holds(texts.For(lang), word, "topic.stay.name", "topic.stay.words") {
				t.Errorf("%s: %s is not found", lang, word)
			}
		}
		if jobs.Holds(texts.For(lang), "stay xyzzy", "topic.stay.name") {
			t.Errorf("%s: a word that is nowhere was found", lang)
		}
	}
}

// Articles are told as a clerk reads them.
func TestArticles(t *testing.T) {
	for in, want := range map[string]string{
		"27": "第27条", "16-2(1)(ii)": "第16条の2第1項第2号", "19-15-2(1)": "第19条の15の2第1項", "suppl 9-3-2": "附則第9条の3の2",
	} {
		if got := jobs.Article(in); got != want {
			t.Errorf("%s is %s, want %s", in, got, want)
		}
	}
}
