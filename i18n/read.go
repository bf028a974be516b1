package i18n

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/feature/plural"
)

// The files are read by hand: at every start of the program, in less time than
// encoding/json needs, without copying a text, and refusing what that would let
// pass: a key that is there twice, of which only the last would ever be seen.

// readMessages gives every text of a file of texts to put.
func readMessages(text string, put func(id string, m message) error) error {
	return readFile(text, func(sc *scanner, id string) error {
		m, err := sc.message()
		if err != nil {
			return fmt.Errorf("%s: %w", id, err)
		}
		return put(id, m)
	})
}

// readStatus reads a file of statuses.
func readStatus(text string) (map[string]Status, error) {
	all := make(map[string]Status, strings.Count(text, "from"))
	err := readFile(text, func(sc *scanner, id string) error {
		if _, ok := all[id]; ok {
			return fmt.Errorf("%s twice", id)
		}
		s, err := sc.status()
		if err != nil {
			return fmt.Errorf("%s: %w", id, err)
		}
		all[id] = s
		return nil
	})
	return all, err
}

// readFile reads a JSON object and nothing behind it; value must read what stands
// behind each key.
func readFile(text string, value func(sc *scanner, key string) error) error {
	if !utf8.ValidString(text) {
		return errors.New("not UTF-8")
	}
	sc := &scanner{text: text}
	err := sc.object(func(key string) error { return value(sc, key) })
	if err == nil {
		if sc.space(); sc.at < len(text) {
			err = errors.New("more behind the end")
		}
	}
	if err != nil {
		return fmt.Errorf("line %d: %w", strings.Count(text[:sc.at], "\n")+1, err)
	}
	return nil
}

// scanner goes through a JSON text.
type scanner struct {
	text string
	at   int
}

// message reads a string, or the plural forms of a text.
func (sc *scanner) message() (message, error) {
	if sc.next() == '{' {
		return sc.plural()
	}
	s, err := sc.str()
	return message{other: s}, err
}

// plural reads {"by": "tries", "one": "…", "other": "…"} with the plural
// categories of CLDR.
func (sc *scanner) plural() (message, error) {
	m := message{more: map[plural.Form]string{}}
	err := sc.object(func(name string) error {
		s, err := sc.str()
		switch form, ok := pluralNames[name]; {
		case err != nil:
			return err
		case ok:
			m.more[form] = s
		case name == "by":
			m.by = s
		case name == "other":
			m.other = s
		default:
			return fmt.Errorf("no plural form %q", name)
		}
		return nil
	})
	if err == nil && (m.by == "" || m.other == "" || len(m.more) == 0) {
		err = errors.New("a plural needs by, other and one form more")
	}
	return m, err
}

func (sc *scanner) status() (Status, error) {
	var s Status
	err := sc.object(func(name string) (err error) {
		switch name {
		case "from":
			s.From, err = sc.str()
		case "by":
			s.By, err = sc.str()
		case "reviewer":
			s.Reviewer, err = sc.str()
		case "back":
			s.Back, err = sc.str()
		case "safety":
			s.Safety, err = sc.yes()
		case "stale":
			s.Stale, err = sc.yes()
		default:
			err = fmt.Errorf("a status has no %q", name)
		}
		return err
	})
	return s, err
}

// object reads an object; value must read what stands behind each key.
func (sc *scanner) object(value func(key string) error) error {
	if err := sc.take('{'); err != nil {
		return err
	}
	if sc.next() == '}' {
		sc.at++
		return nil
	}
	for {
		key, err := sc.str()
		if err != nil {
			return err
		}
		if err := sc.take(':'); err != nil {
			return err
		}
		if err := value(key); err != nil {
			return err
		}
		if sc.next() != ',' {
			return sc.take('}')
		}
		sc.at++
	}
}

// str reads a string. Only one with a backslash is copied.
func (sc *scanner) str() (string, error) {
	if err := sc.take('"'); err != nil {
		return "", err
	}
	start, escaped := sc.at, false
	for ; sc.at < len(sc.text); sc.at++ {
		switch c := sc.text[sc.at]; {
		case c == '\\':
			escaped = true
			sc.at++
		case c < ' ':
			return "", errors.New("a string must end on its line")
		case c == '"':
			s := sc.text[start:sc.at]
			sc.at++
			if !escaped {
				return s, nil
			}
			var plain string
			err := json.Unmarshal([]byte(sc.text[start-1:sc.at]), &plain)
			return plain, err
		}
	}
	sc.at = len(sc.text)
	return "", errors.New("a string does not end")
}

// yes reads true or false.
func (sc *scanner) yes() (bool, error) {
	sc.space()
	for _, word := range []string{"true", "false"} {
		if strings.HasPrefix(sc.text[sc.at:], word) {
			sc.at += len(word)
			return word == "true", nil
		}
	}
	return false, errors.New("want true or false")
}

// take goes over the byte c, which must come next.
func (sc *scanner) take(c byte) error {
	if got := sc.next(); got != c {
		if sc.at == len(sc.text) {
			return fmt.Errorf("want %q, not the end", c)
		}
		return fmt.Errorf("want %q, not %q", c, got)
	}
	sc.at++
	return nil
}

// next is the byte that comes next, zero at the end.
func (sc *scanner) next() byte {
	sc.space()
	if sc.at == len(sc.text) {
		return 0
	}
	return sc.text[sc.at]
}

func (sc *scanner) space() {
	for ; sc.at < len(sc.text); sc.at++ {
		if c := sc.text[sc.at]; c != ' ' && c != '\n' && c != '\t' && c != '\r' {
			return
		}
	}
}
