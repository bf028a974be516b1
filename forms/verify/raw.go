package verify

import (
	"bytes"
	"errors"
	"math"
	"strings"

	"madoguchi/forms"
)

// raw reads tokens straight from the file's bytes (ISO 32000-1 7.2, 7.3), as
// loosely as the loosest reader: it knows where an object ends that no parser
// would take.
type raw struct {
	c     *checker
	pos   int64
	limit int64 // not read beyond
	buf   []byte
	from  int64 // of buf[0]
	err   error
	// strict asks for odd, which is set when a dictionary gives a key twice or a
	// number is none: readers then take the one or the other, or make a number of
	// it in their own way.
	strict, odd bool
	// length is where the value of the outermost dictionary's /Length stands, 0
	// for none, lengths how many there are.
	length  int64
	lengths int
	open    []level
	// wasDict: the last value was a dictionary.
	wasDict bool
}

const rawWindow = 64 << 10

func (c *checker) raw(from, limit int64) *raw {
	return &raw{c: c, pos: from, limit: min(limit, c.size)}
}

// rawBytes reads what is in memory.
func rawBytes(b []byte) *raw { return &raw{buf: b, limit: int64(len(b))} }

// to moves to another place, for another object.
func (r *raw) to(pos int64) {
	r.pos, r.odd, r.length, r.lengths, r.wasDict = pos, false, 0, 0, false
}

// peek returns the byte i places ahead.
func (r *raw) peek(i int64) (byte, bool) {
	if k := r.pos + i - r.from; uint64(k) < uint64(len(r.buf)) {
		return r.buf[k], true
	}
	return r.fill(r.pos + i)
}

func (r *raw) fill(at int64) (byte, bool) {
	if at >= r.limit || at < 0 || r.err != nil {
		return 0, false
	}
	b, err := r.c.bytes(at, min(at+rawWindow, r.limit))
	if err != nil || len(b) == 0 {
		r.err = err
		return 0, false
	}
	r.buf, r.from = b, at
	return b[0], true
}

// skip passes white space and comments.
func (r *raw) skip() {
	comment := false
	for {
		c, ok := r.peek(0)
		switch {
		case !ok:
			return
		case comment:
			comment = c != '\n' && c != '\r'
		case c == '%':
			comment = true
		case !space(c):
			return
		}
		r.pos++
	}
}

func regular(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return false
	}
	return !space(c)
}

// word reads regular characters, and keeps the first 64.
func (r *raw) word() string {
	var w [64]byte
	for n := 0; ; n++ {
		c, ok := r.peek(0)
		if !ok || !regular(c) {
			return string(w[:min(n, len(w))])
		}
		if n < len(w) {
			w[n] = c
		}
		r.pos++
	}
}

// pass passes regular characters.
func (r *raw) pass() {
	for c, ok := r.peek(0); ok && regular(c); c, ok = r.peek(0) {
		r.pos++
	}
}

// keyword passes white space, comments and the word, if it is the next one.
func (r *raw) keyword(w string) bool {
	r.skip()
	for i := range len(w) {
		if c, ok := r.peek(int64(i)); !ok || c != w[i] {
			return false
		}
	}
	r.pos += int64(len(w))
	return true
}

// natural reads an unsigned number.
func (r *raw) natural() (int64, bool) {
	r.skip()
	n, digits := int64(0), 0
	for {
		c, ok := r.peek(0)
		if !ok || c < '0' || c > '9' {
			return n, digits > 0 && digits < 19
		}
		if digits++; digits < 19 {
			n = n*10 + int64(c-'0')
		}
		r.pos++
	}
}

// header passes "n g obj".
func (r *raw) header() bool {
	_, ok1 := r.natural()
	_, ok2 := r.natural()
	return ok1 && ok2 && r.keyword("obj")
}

// level is an open array or dictionary.
type level struct {
	dict, wantsValue bool
	keys             map[string]bool
}

const maxLevels = 1 << 10

// value passes one value, and reports whether it had an end.
func (r *raw) value() bool {
	open := r.open[:0]
	defer func() { r.open = open }()
	for first := true; first || len(open) > 0; first = false {
		r.skip()
		c, ok := r.peek(0)
		if !ok {
			return false
		}
		r.wasDict = false
		var top *level
		if len(open) > 0 {
			top = &open[len(open)-1]
		}
		d, _ := r.peek(1)
		switch {
		case c == '>' && d == '>':
			if top == nil || !top.dict {
				return false
			}
			r.pos += 2
			r.wasDict = true
			open = open[:len(open)-1]
			continue
		case c == ']':
			if top == nil || top.dict {
				return false
			}
			r.pos++
			open = open[:len(open)-1]
			continue
		case c == '/' && top != nil && top.dict && !top.wantsValue:
			r.pos++
			r.key(top, r.word(), len(open))
			continue
		}
		if top != nil {
			top.wantsValue = false
		}
		switch {
		case c == '<' && d == '<':
			r.pos += 2
			open = append(open, level{dict: true})
		case c == '[':
			r.pos++
			open = append(open, level{})
		case c == '(':
			if !r.literal() {
				return false
			}
		case c == '<':
			for c != '>' {
				r.pos++
				if c, ok = r.peek(0); !ok {
					return false
				}
			}
			r.pos++
		case c == '/':
			r.pos++
			r.pass()
		case regular(c) && r.strict:
			r.odd = oddNumber(r.word()) || r.odd
		case regular(c):
			r.pass()
		default:
			return false
		}
		if len(open) > maxLevels {
			return false
		}
	}
	return true
}

// oddNumber reports whether a word begins like a number and is none (ISO 32000-1
// 7.3.3).
func oddNumber(w string) bool {
	if !strings.ContainsAny(w[:1], "+-.0123456789") {
		return false
	}
	w = strings.TrimLeft(w[:1], "+-") + w[1:]
	whole, part, _ := strings.Cut(w, ".")
	return strings.Trim(whole+part, "0123456789") != "" || whole+part == "" || len(w) > 40
}

// key notes a key of a dictionary.
func (r *raw) key(d *level, name string, depth int) {
	d.wantsValue = true
	if r.strict || depth == 1 {
		name = unescaped(name)
	}
	if r.strict {
		if d.keys == nil {
			d.keys = map[string]bool{}
		}
		r.odd = r.odd || d.keys[name]
		d.keys[name] = true
	}
	if depth == 1 && name == "Length" {
		r.length = r.pos
		r.lengths++
	}
}

// unescaped reads #xx in a name (ISO 32000-1 7.3.5).
func unescaped(s string) string {
	digit := func(c byte) int { return bytes.IndexByte([]byte("0123456789abcdef"), c|0x20) }
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '#' && i+2 < len(s) {
			if a, b := digit(s[i+1]), digit(s[i+2]); a >= 0 && b >= 0 {
				out = append(out, byte(a<<4|b))
				i += 2
				continue
			}
		}
		out = append(out, s[i])
	}
	return string(out)
}

// literal passes a string in parentheses.
func (r *raw) literal() bool {
	depth := 0
	for {
		c, ok := r.peek(0)
		if !ok {
			return false
		}
		r.pos++
		switch c {
		case '\\':
			r.pos++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return true
			}
		}
	}
}

// find moves to the next w, and reports whether there is one before the limit.
func (r *raw) find(w string) bool {
	for r.pos < r.limit {
		b, err := r.c.bytes(r.pos, min(r.pos+chunk, r.limit))
		if err != nil {
			r.err = err
			return false
		}
		if i := bytes.Index(b, []byte(w)); i >= 0 {
			r.pos += int64(i)
			return true
		}
		if len(b) < chunk {
			break
		}
		r.pos += int64(len(b) - len(w) + 1)
	}
	r.pos = r.limit
	return false
}

// never is the end of an object that has none.
const never = math.MaxInt64

// hardRaw tells an error of reading from the end of what may be read.
func hardRaw(err error) error {
	var p *forms.Problem
	if errors.As(err, &p) && hard(err) {
		return err
	}
	return nil
}
