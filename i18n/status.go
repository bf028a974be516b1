package i18n

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// Status is what is known about how a text came to be.
type Status struct {
	// From is the hash of the source it was made from, as Hash gives it.
	From string `json:"from"`
	// By is how it was made: "machine", or what a translator wants to be called;
	// empty where nobody noted it. Nobody's check: that is Reviewer.
	By string `json:"by,omitempty"`
	// Reviewer is who of those who grew up with the language read it, or empty.
	Reviewer string `json:"reviewer,omitempty"`
	// Safety: somebody could be hurt by a mistake in it. Until it is reviewed a
	// translation is shown together with en and ja-x-easy.
	Safety bool `json:"safety,omitempty"`
	// Back is what somebody who had not seen the source made of it in English, or
	// empty.
	Back string `json:"back,omitempty"`
	// Stale: the English source has changed since the text was made. Files have it
	// in packed texts alone, which have no From: ask Catalogue.Stale.
	Stale bool `json:"stale,omitempty"`
}

// Translated reports whether the texts of a language are made from those it has in
// English, Japanese and easy Japanese, which are written side by side.
func Translated(lang string) bool {
	return lang != Source && lang != "ja" && lang != "ja-x-easy"
}

// Unread reports whether a mistake in the text could hurt somebody and nobody who grew
// up with the language has read it.
func (s Status) Unread() bool { return s.Safety && s.Reviewer == "" }

// Hash is eight hexadecimal digits of the English text with all its forms.
func (c *Catalogue) Hash(id string) string {
	sum := sha256.Sum256([]byte(strings.Join(c.Forms(Source, id), "\x00")))
	return hex.EncodeToString(sum[:4])
}

// Status is what is recorded for a text of a language.
func (c *Catalogue) Status(lang, id string) Status { return c.of(lang).statuses[id] }

// Stale reports whether a text was made from another source than the present one,
// or from one nobody recorded.
func (c *Catalogue) Stale(lang, id string) bool {
	if l := c.languages[lang]; l != nil && l.packed != "" {
		return c.Status(lang, id).Stale
	}
	return lang != Source && c.Has(lang, id) && c.Status(lang, id).From != c.Hash(id)
}
