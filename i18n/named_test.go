package i18n_test

import (
	"testing"
	"testing/fstest"

	"madoguchi/i18n"
)

// What is made of other texts is in the language of the text around it, not in that of
// whoever asked.
func TestNamesStandInTheLanguageOfTheirSentence(t *testing.T) {
	c, err := i18n.Load(fstest.MapFS{
		"en.json": {Data: []byte(`{"a": "Ask {who}.", "and": " and ", "x": "Anna", "y": "Bo"}`)},
		"ja.json": {Data: []byte(`{"and": "と", "x": "アンナ", "y": "ボー"}`)},
	})
	if err != nil {
		t.Fatal(err)
	}
	args := i18n.Args{"who": i18n.Named{IDs: []string{"x", "y"}, Between: "and"}}
	if got := c.For("ja").T("a", args); got != "Ask Anna and Bo." {
		t.Errorf("an English sentence says %q", got)
	}
	if got := c.For("en").T("a", args); got != "Ask Anna and Bo." {
		t.Errorf("says %q", got)
	}
}
