package pdf

import (
	"slices"

	"madoguchi/forms"
)

// maxPack bounds one decoded object stream.
const maxPack = 16 << 20

// pack is a decoded object stream (ISO 32000-1 7.5.7).
type pack struct {
	key   packKey
	data  []byte
	num   []uint32
	start []uint32
}

// packKey is where the stream's data starts: the number alone would not do when
// the scan found another stream under it.
type packKey int64

// unpack returns object num, the index-th of object stream stm.
func (f *File) unpack(t *table, stm, num uint32, index, depth int) (Object, int, error) {
	if f.Encrypted() {
		return nil, 0, forms.Fail(forms.Encrypted, "read object stream", nil)
	}
	e := t.get(stm)
	if e.kind() != inUse {
		return nil, 0, nil
	}
	o, err := f.get(Ref{stm, e.gen()}, depth+1)
	if err != nil {
		return nil, 0, err
	}
	s, ok := o.(*Stream)
	if !ok {
		return nil, 0, nil
	}
	p, err := f.openPack(s)
	if err != nil {
		return nil, 0, err
	}
	i := p.find(num, index)
	if i < 0 {
		return nil, 0, nil
	}
	q := parser{b: p.data[p.start[i]:]}
	if o, err = q.object(0); err != nil {
		return nil, 0, err
	}
	return o, q.pos, nil
}

// find returns the place of an object: where the cross-references say, else the
// first of that number, or -1.
func (p *pack) find(num uint32, index int) int {
	if index < len(p.num) && p.num[index] == num {
		return index
	}
	return slices.Index(p.num, num)
}

func (f *File) openPack(s *Stream) (*pack, error) {
	key := packKey(s.start)
	f.mu.Lock()
	p := f.streams.get(key)
	f.mu.Unlock()
	if p != nil {
		return p, nil
	}
	n, ok1 := s.Dict["N"].(Integer)
	first, ok2 := s.Dict["First"].(Integer)
	if !ok1 || !ok2 || n < 0 || first < 0 {
		return nil, forms.FailAt(forms.Malformed, "read object stream", s.start, nil)
	}
	data, err := f.StreamData(s, maxPack)
	if err != nil {
		return nil, err
	}
	p = &pack{key: key, data: data}
	q := parser{b: data[:min(int64(first), int64(len(data)))]}
	for range int64(n) {
		num, ok1 := q.natural()
		off, ok2 := q.natural()
		if !ok1 || !ok2 { // fewer than N: keep what there is
			break
		}
		off += int64(first)
		if num > maxObject || off >= int64(len(data)) {
			continue
		}
		p.num = append(p.num, uint32(num))
		p.start = append(p.start, uint32(off))
	}
	f.mu.Lock()
	f.streams.put(p)
	f.mu.Unlock()
	return p, nil
}
