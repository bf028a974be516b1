package pdf

func hexValue(c byte) (byte, bool) {
	switch {
	case isDigit(c):
		return c - '0', true
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10, true
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}

func (p *parser) name() (Name, error) {
	p.pos++ // the slash
	w := p.word()
	plain := true
	for _, c := range w {
		if c == '#' {
			plain = false
			break
		}
	}
	if plain {
		return Name(w), nil
	}
	out := make([]byte, 0, len(w))
	for i := 0; i < len(w); i++ {
		if w[i] == '#' && i+2 < len(w) {
			h, ok1 := hexValue(w[i+1])
			l, ok2 := hexValue(w[i+2])
			if ok1 && ok2 {
				out = append(out, h<<4|l)
				i += 2
				continue
			}
		}
		out = append(out, w[i])
	}
	return Name(out), nil
}

func (p *parser) hex() (Object, error) {
	p.pos++ // <
	out := String{}
	var half byte
	odd := false
	for {
		c, ok := p.at(0)
		if !ok {
			return nil, p.fail()
		}
		p.pos++
		if c == '>' {
			if odd {
				out = append(out, half<<4)
			}
			return out, nil
		}
		v, ok := hexValue(c)
		switch {
		case !ok && isSpace(c):
			continue
		case !ok:
			return nil, p.fail()
		case odd:
			out = append(out, half<<4|v)
		}
		half, odd = v, !odd
	}
}

func (p *parser) literal() (Object, error) {
	p.pos++ // (
	out := String{}
	level := 1
	for {
		c, ok := p.at(0)
		if !ok {
			return nil, p.fail()
		}
		p.pos++
		switch c {
		case '(':
			level++
		case ')':
			if level--; level == 0 {
				return out, nil
			}
		case '\r':
			if d, _ := p.at(0); d == '\n' {
				p.pos++
			}
			c = '\n'
		case '\\':
			if c, ok = p.escape(); !ok {
				continue
			}
		}
		out = append(out, c)
	}
}

// escape reads what follows a backslash; false where it stands for no byte.
func (p *parser) escape() (byte, bool) {
	c, ok := p.at(0)
	if !ok {
		return 0, false
	}
	p.pos++
	switch c {
	case 'n':
		return '\n', true
	case 'r':
		return '\r', true
	case 't':
		return '\t', true
	case 'b':
		return '\b', true
	case 'f':
		return '\f', true
	case '\n':
		return 0, false
	case '\r':
		if d, _ := p.at(0); d == '\n' {
			p.pos++
		}
		return 0, false
	}
	if c < '0' || c > '7' {
		return c, true
	}
	v := int(c - '0')
	for range 2 {
		d, _ := p.at(0)
		if d < '0' || d > '7' {
			break
		}
		v = v<<3 | int(d-'0')
		p.pos++
	}
	return byte(v), true
}
