package ui

import (
	"encoding/json"
	"strings"

	"fyne.io/fyne/v2/lang"

	"madoguchi/i18n"
)

// toolkitWords are the toolkit's own words, by its keys. We use none of its
// widgets that show one, but what it may show on some system, such as a menu, is
// to be in the reader's language.
var toolkitWords = strings.Split("Advanced,Cancel,Confirm,Copy,Create Folder,Cut,Enter filename,Error,Favourites,File,Folder,"+
	"New Folder,No,OK,Open,Paste,Quit,Redo,Save,Select all,Show Hidden Files,Undo,Yes,file.name,file.parent,"+
	"friday,friday.short,monday,monday.short,saturday,saturday.short,sunday,sunday.short,thursday,thursday.short,"+
	"tuesday,tuesday.short,wednesday,wednesday.short", ",")

// teach gives the toolkit its words in the reader's language. It chooses its
// language once, from the system's locale, so that is what they are registered
// under; later ones take the place of earlier ones.
func teach(r *i18n.Reader) error {
	words := make(map[string]string, len(toolkitWords))
	for _, key := range toolkitWords {
		words[key] = r.T(i18n.ToolkitID(key))
	}
	b, err := json.Marshal(words)
	if err != nil {
		return err
	}
	return lang.AddTranslationsForLocale(b, lang.SystemLocale())
}
