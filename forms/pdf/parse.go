package pdf

import (
	"errors"
	"math"
	"strconv"

	"madoguchi/forms"
)

const (
	maxDepth = 96 // nested arrays and dictionaries
	// maxItems bounds the values of one indirect object, so that memory stays a
	// small multiple of the bytes read.
	maxItems = 1 << 20
)

// errSyntax is the cause inside a Problem when bytes are no PDF object.
var errSyntax = errors.New("not a PDF object")

// parser reads objects (ISO 32000-1 7.3) from a slice. more says that the file
// goes on behind the slice; when the parser had to look there, short is set and
// the caller comes again with a longer slice.
type parser struct {
	b     []byte
	pos   int
	more  bool
	short bool
	items int
	// entry, when set, is told every entry of the outermost dictionary: its key
	// and the span of its value.
	entry func(k Name, start, end int)
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelim(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func isRegular(c byte) bool { return !isSpace(c) && !isDelim(c) }
func isDigit(c byte) bool   { return c >= '0' && c <= '9' }

// at returns the byte i places ahead, 0 and false at the end.
func (p *parser) at(i int) (byte, bool) {
	if p.pos+i < len(p.b) {
		return p.b[p.pos+i], true
	}
	if p.more {
		p.short = true
	}
	return 0, false
}

// skip passes white space and comments.
func (p *parser) skip() {
	for {
		c, ok := p.at(0)
		switch {
		case !ok:
			return
		case isSpace(c):
			p.pos++
		case c == '%':
			for ok && c != '\n' && c != '\r' {
				p.pos++
				c, ok = p.at(0)
			}
		default:
			return
		}
	}
}

// word reads a run of regular characters, possibly empty.
func (p *parser) word() []byte {
	start := p.pos
	for {
		c, ok := p.at(0)
		if !ok || !isRegular(c) {
			return p.b[start:p.pos]
		}
		p.pos++
	}
}

// keyword reads the next word if it is w.
func (p *parser) keyword(w string) bool {
	p.skip()
	save := p.pos
	if string(p.word()) == w {
		return true
	}
	p.pos = save
	return false
}

// natural reads an unsigned integer of at most 10 digits.
func (p *parser) natural() (int64, bool) {
	p.skip()
	save := p.pos
	var n int64
	for {
		c, ok := p.at(0)
		if !ok || !isDigit(c) {
			break
		}
		if p.pos-save >= 10 {
			p.pos = save
			return 0, false
		}
		n = n*10 + int64(c-'0')
		p.pos++
	}
	return n, p.pos > save
}

func (p *parser) fail() error {
	return forms.Fail(forms.Malformed, "read object", errSyntax)
}

// object reads one object. depth is the nesting so far.
func (p *parser) object(depth int) (Object, error) {
	if p.items++; depth > maxDepth || p.items > maxItems {
		return nil, forms.Fail(forms.TooLarge, "read object", nil)
	}
	p.skip()
	c, ok := p.at(0)
	switch {
	case !ok:
		return nil, p.fail()
	case c == '/':
		return p.name()
	case c == '(':
		return p.literal()
	case c == '[':
		return p.array(depth)
	case c == '<':
		if d, _ := p.at(1); d == '<' {
			return p.dict(depth)
		}
		return p.hex()
	case isDigit(c):
		if r, ok := p.ref(); ok {
			return r, nil
		}
		return p.number()
	case c == '+' || c == '-' || c == '.':
		return p.number()
	}
	switch string(p.word()) {
	case "true":
		return Boolean(true), nil
	case "false":
		return Boolean(false), nil
	case "null":
		return nil, nil
	}
	return nil, p.fail()
}

func (p *parser) ref() (Ref, bool) {
	save := p.pos
	n, ok1 := p.natural()
	c, _ := p.at(0)
	if ok1 && isSpace(c) {
		g, ok2 := p.natural()
		c, _ = p.at(0)
		if ok2 && isSpace(c) && p.keyword("R") && n <= math.MaxUint32 && g <= math.MaxUint16 {
			return Ref{uint32(n), uint16(g)}, true
		}
	}
	p.pos = save
	return Ref{}, false
}

// number reads an integer or a real. Like other readers it takes the first sign
// and the first point of a number that has too many.
func (p *parser) number() (Object, error) {
	w := p.word()
	if n, err := strconv.ParseInt(string(w), 10, 64); err == nil {
		return Integer(n), nil
	}
	clean := make([]byte, 0, len(w))
	point, digits := false, false
scan:
	for i, c := range w {
		switch {
		case isDigit(c):
			digits = true
			clean = append(clean, c)
		case c == '.' && !point:
			point = true
			clean = append(clean, c)
		case (c == '-' || c == '+') && !digits && !point:
			if i == 0 {
				clean = append(clean, c)
			}
		case c == '.' || c == '-':
			break scan
		default:
			return nil, p.fail()
		}
	}
	if !digits {
		return Integer(0), nil
	}
	f, err := strconv.ParseFloat(string(clean), 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		return nil, p.fail()
	}
	if !point && math.Abs(f) < 1<<53 {
		return Integer(int64(f)), nil
	}
	return Real(f), nil
}

func (p *parser) array(depth int) (Object, error) {
	p.pos++ // [
	out := Array{}
	for {
		p.skip()
		c, ok := p.at(0)
		if !ok {
			return nil, p.fail()
		}
		if c == ']' {
			p.pos++
			return out, nil
		}
		o, err := p.object(depth + 1)
		if err != nil {
			return nil, err
		}
		out = append(out, o)
	}
}

func (p *parser) dict(depth int) (Object, error) {
	p.pos += 2 // <<
	out := Dict{}
	for {
		p.skip()
		c, ok := p.at(0)
		if !ok {
			return nil, p.fail()
		}
		if c == '>' {
			if d, _ := p.at(1); d != '>' {
				return nil, p.fail()
			}
			p.pos += 2
			return out, nil
		}
		if c != '/' {
			return nil, p.fail()
		}
		k, err := p.name()
		if err != nil {
			return nil, err
		}
		p.skip()
		start := p.pos
		if c, _ := p.at(0); c == '>' { // a key without a value is null
			out[k] = nil
			continue
		}
		o, err := p.object(depth + 1)
		if err != nil {
			return nil, err
		}
		if p.entry != nil && depth == 0 {
			p.entry(k, start, p.pos)
		}
		if o == nil {
			delete(out, k)
		} else {
			out[k] = o
		}
	}
}
