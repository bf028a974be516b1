package fact

import (
	"encoding/binary"
	"errors"
	"slices"
)

// packed opens a file that Pack wrote; no YAML begins with a zero byte.
const packed = "\x00node1"

// Pack writes a node so that Read gives it back many times faster than from YAML.
// Its file is not kept: Read is told it.
func Pack(n Node) []byte {
	p := packer{index: map[string]int{}}
	p.node(n)
	out := []byte(packed)
	out = binary.AppendUvarint(out, uint64(len(p.words)))
	for _, w := range p.words {
		out = binary.AppendUvarint(out, uint64(len(w)))
		out = append(out, w...)
	}
	return append(out, p.out...)
}

type packer struct {
	words []string
	index map[string]int
	out   []byte
}

func (p *packer) number(n int) { p.out = binary.AppendVarint(p.out, int64(n)) }

func (p *packer) word(s string) {
	i, some := p.index[s]
	if !some {
		i = len(p.words)
		p.index[s] = i
		p.words = append(p.words, s)
	}
	p.number(i)
}

func (p *packer) place(at Place) {
	p.number(at.Line)
	p.number(at.Column)
}

func (p *packer) node(n Node) {
	p.out = append(p.out, byte(n.Kind))
	p.place(n.Place)
	switch n.Kind {
	case Word:
		p.word(n.Text)
	case Number:
		p.number(n.Int)
	case Truth:
		p.number(map[bool]int{true: 1}[n.Bool])
	case Sequence:
		p.number(len(n.Items))
		for _, i := range n.Items {
			p.node(i)
		}
	case Map:
		p.number(len(n.Keys))
		for _, k := range n.Keys {
			p.word(k.Name)
			p.place(k.Place)
			p.node(k.Value)
		}
	}
}

var errPacked = errors.New("the packed file is damaged")

// unpack reads what Pack wrote.
func unpack(file string, b []byte) (n Node, err error) {
	u := unpacker{file: file, b: b[len(packed):]}
	whole := string(b) // of which the words are parts
	count := u.unsigned()
	if count > len(u.b) {
		return n, errPacked
	}
	u.words = make([]string, 0, count)
	for range count {
		size := u.unsigned()
		if size > len(u.b) {
			return n, errPacked
		}
		at := len(whole) - len(u.b)
		u.words = append(u.words, whole[at:at+size])
		u.b = u.b[size:]
	}
	n = u.node(0)
	if u.bad || len(u.b) > 0 {
		return Node{}, errPacked
	}
	return n, nil
}

type unpacker struct {
	file  string
	words []string
	b     []byte
	bad   bool
}

func (u *unpacker) unsigned() int {
	v, size := binary.Uvarint(u.b)
	if size <= 0 || v > 1<<31 {
		u.bad, u.b = true, nil
		return 0
	}
	u.b = u.b[size:]
	return int(v)
}

func (u *unpacker) number() int {
	v, size := binary.Varint(u.b)
	if size <= 0 {
		u.bad, u.b = true, nil
		return 0
	}
	u.b = u.b[size:]
	return int(v)
}

func (u *unpacker) word() string {
	i := u.number()
	if i < 0 || i >= len(u.words) {
		u.bad, u.b = true, nil
		return ""
	}
	return u.words[i]
}

func (u *unpacker) place() Place {
	line := u.number()
	return Place{u.file, line, u.number()}
}

// deepest is far below any record.
const deepest = 100

func (u *unpacker) node(depth int) (n Node) {
	if len(u.b) == 0 || depth > deepest {
		u.bad, u.b = true, nil
		return n
	}
	n.Kind = Kind(u.b[0])
	u.b = u.b[1:]
	n.Place = u.place()
	switch n.Kind {
	case Nothing:
	case Word:
		n.Text = u.word()
	case Number:
		n.Int = u.number()
	case Truth:
		n.Bool = u.number() == 1
	case Sequence:
		count := u.count()
		n.Items = slices.Grow(n.Items, count)
		for range count {
			n.Items = append(n.Items, u.node(depth+1))
		}
	case Map:
		count := u.count()
		n.Keys = slices.Grow(n.Keys, count)
		for range count {
			k := Key{Name: u.word()}
			k.Place = u.place()
			k.Value = u.node(depth + 1)
			n.Keys = append(n.Keys, k)
		}
	default:
		u.bad, u.b = true, nil
	}
	return n
}

func (u *unpacker) count() int {
	n := u.number()
	if n < 0 || n > len(u.b) {
		u.bad, u.b = true, nil
		return 0
	}
	return n
}
