package pdf

// maxObject is the highest object number kept: twice the bound of ISO 32000-1
// annex C.
const maxObject = 1<<24 - 1

// maxEntries bounds the entries kept of all sections together (64 MB).
const maxEntries = 1 << 23

// An entry says where an object is: two bits of kind, 46 of offset (or object
// stream, or next free object), 16 of generation (or index).
type entry uint64

type entryKind uint8

const (
	absent entryKind = iota
	free
	inUse
	packed // in an object stream
)

const maxEntryOffset = 1<<46 - 1

func newEntry(k entryKind, off int64, gen uint16) entry {
	return entry(k)<<62 | entry(off)<<16 | entry(gen)
}

func (e entry) kind() entryKind { return entryKind(e >> 62) }
func (e entry) offset() int64   { return int64(e >> 16 & maxEntryOffset) }
func (e entry) gen() uint16     { return uint16(e) }

const pageBits = 10

// table is the merged cross-reference table: eight bytes an object, and for the
// gaps of a sparse one nearly nothing.
type table struct {
	pages []*[1 << pageBits]entry
	live  int // pages held
	max   uint32
	// absolute: offsets count from the start of the file, not from the header.
	absolute bool
}

func (t *table) get(n uint32) entry {
	i := int(n >> pageBits)
	if i >= len(t.pages) || t.pages[i] == nil {
		return 0
	}
	return t.pages[i][n&(1<<pageBits-1)]
}

// put sets the entry of object n; false when the bound is reached.
func (t *table) put(n uint32, e entry) bool {
	i := int(n >> pageBits)
	if n > maxObject {
		return false
	}
	for i >= len(t.pages) {
		t.pages = append(t.pages, nil)
	}
	if t.pages[i] == nil {
		if t.live >= maxEntries>>pageBits {
			return false
		}
		t.live++
		t.pages[i] = new([1 << pageBits]entry)
	}
	t.pages[i][n&(1<<pageBits-1)] = e
	t.max = max(t.max, n)
	return true
}

// add sets the entry of object n unless a newer section has: false only when the
// bound is reached.
func (t *table) add(n uint32, e entry) bool {
	if t.get(n).kind() != absent {
		return true
	}
	return t.put(n, e)
}

// each calls f with every entry, by number.
func (t *table) each(f func(n uint32, e entry)) {
	for i, page := range t.pages {
		if page == nil {
			continue
		}
		for j, e := range page {
			if e.kind() != absent {
				f(uint32(i<<pageBits|j), e)
			}
		}
	}
}

// count returns how many entries there are.
func (t *table) count() (n int) {
	t.each(func(uint32, entry) { n++ })
	return n
}
