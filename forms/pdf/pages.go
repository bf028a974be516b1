package pdf

import (
	"iter"

	"madoguchi/forms"
)

const (
	maxPages     = 1 << 20
	maxTreeDepth = 200
)

// Page is a leaf of the page tree. Ref is zero for one that is written directly
// into its parent.
type Page struct {
	Index int // from 0
	Ref   Ref
	Dict  Dict
	up    *pageNode
}

// pageNode is the way from the root of the tree to a page.
type pageNode struct {
	dict Dict
	up   *pageNode
}

// Pages yields the pages in order. A branch that leads back to itself is passed
// over; what cannot be read is yielded once as an error, and the walk goes on.
func (f *File) Pages() iter.Seq2[Page, error] {
	return func(yield func(Page, error) bool) {
		_, root, err := f.Root()
		if err != nil {
			yield(Page{}, err)
			return
		}
		w := pageWalk{f: f, seen: map[Ref]bool{}, yield: yield}
		w.visit(root["Pages"], nil, 0)
	}
}

type pageWalk struct {
	f     *File
	seen  map[Ref]bool
	nodes int
	index int
	yield func(Page, error) bool
}

// visit walks a node; false when the consumer has had enough.
func (w *pageWalk) visit(o Object, up *pageNode, depth int) bool {
	if w.nodes++; depth > maxTreeDepth || w.nodes > 2*maxPages {
		w.yield(Page{}, forms.Fail(forms.TooLarge, "read page tree", nil))
		return false
	}
	r, _ := o.(Ref)
	if r != (Ref{}) {
		if w.seen[r] {
			return true
		}
		w.seen[r] = true
	}
	d, err := w.f.Dict(o)
	if err != nil {
		return w.yield(Page{}, err)
	}
	if d == nil {
		return true
	}
	kids, has := d["Kids"]
	if !has || d["Type"] == Name("Page") {
		if d["Type"] == Name("Pages") { // a branch without pages
			return true
		}
		p := Page{Index: w.index, Ref: r, Dict: d, up: up}
		w.index++
		return w.yield(p, nil)
	}
	list, err := w.f.Array(kids)
	if err != nil {
		return w.yield(Page{}, err)
	}
	node := &pageNode{d, up}
	for _, k := range list {
		if !w.visit(k, node, depth+1) {
			return false
		}
	}
	return true
}

// PageCount counts the pages there are, whatever /Count says.
func (f *File) PageCount() (int, error) {
	n := 0
	var first error
	for _, err := range f.Pages() {
		if err != nil {
			if first == nil {
				first = err
			}
			continue
		}
		n++
	}
	return n, first
}

// Inherited returns an attribute of a page, or of the nearest node above it that
// has it (ISO 32000-1 7.7.3.4), resolved; nil if none has.
func (f *File) Inherited(p Page, key Name) (Object, error) {
	if v, ok := p.Dict[key]; ok {
		return f.Resolve(v)
	}
	for n := p.up; n != nil; n = n.up {
		if v, ok := n.dict[key]; ok {
			return f.Resolve(v)
		}
	}
	return nil, nil
}

// pageIndex answers on which page something is.
type pageIndex struct {
	page map[Ref]int
	// annot is by /Annots of the pages. There may be a million: a table with the
	// page where a cross-reference has the offset is eight bytes for each.
	annot table
}

// annotPage returns the first page that lists r.
func (x *pageIndex) annotPage(r Ref) (int, bool) {
	e := x.annot.get(r.Num)
	return int(e.offset()), e.kind() == inUse && e.gen() == r.Gen
}

func (f *File) indexPages() *pageIndex {
	f.pagesOnce.Do(func() {
		ix := &pageIndex{page: map[Ref]int{}}
		for p, err := range f.Pages() {
			if err != nil {
				continue
			}
			if p.Ref != (Ref{}) {
				ix.page[p.Ref] = p.Index
			}
			list, err := f.Array(p.Dict["Annots"])
			if err != nil {
				continue
			}
			for _, a := range list {
				if r, ok := a.(Ref); ok {
					ix.annot.add(r.Num, newEntry(inUse, int64(p.Index), r.Gen))
				}
			}
		}
		f.pageIndex = ix
	})
	return f.pageIndex
}
