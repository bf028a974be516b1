//go:build ignore

package main

import (
	"bytes"
	"fmt"
	"sort"
	"strings"
)

// object is one indirect object of a revision; free marks it free instead.
type object struct {
	num, gen int
	body     string
	free     bool
}

func obj(num int, format string, args ...any) object {
	if len(args) > 0 {
		format = fmt.Sprintf(format, args...)
	}
	return object{num: num, body: format}
}

func stream(num int, dict, data string) object {
	return obj(num, "%s", fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(data), data))
}

// doc is a PDF file under construction. Every revision is appended whole.
type doc struct {
	b     []byte
	last  int // offset of the newest cross-reference section
	size  int
	extra string // further trailer entries
	// xrefStream writes cross-reference streams instead of tables.
	xrefStream bool
	// pages and root name what the trailer points to.
	root string
}

func newDoc() *doc {
	return &doc{b: []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), root: "1 0 R"}
}

func (d *doc) clone() *doc {
	c := *d
	c.b = bytes.Clone(d.b)
	return &c
}

func (d *doc) raw(format string, args ...any) {
	d.b = append(d.b, fmt.Sprintf(format, args...)...)
}

// put writes objects without a cross-reference section and tells where.
func (d *doc) put(objs ...object) map[int]int {
	at := map[int]int{}
	for _, o := range objs {
		if o.num >= d.size {
			d.size = o.num + 1
		}
		if o.free {
			continue
		}
		at[o.num] = len(d.b)
		d.raw("%d %d obj\n%s\nendobj\n", o.num, o.gen, o.body)
	}
	return at
}

// revise appends one revision with these objects.
func (d *doc) revise(objs ...object) {
	at := d.put(objs...)
	if d.xrefStream {
		d.xrefAsStream(objs, at)
		return
	}
	var rows []row
	if d.last == 0 {
		rows = append(rows, row{0, "0000000000 65535 f"})
	}
	for _, o := range objs {
		if o.free {
			rows = append(rows, row{o.num, "0000000000 00001 f"})
			continue
		}
		rows = append(rows, row{o.num, fmt.Sprintf("%010d %05d n", at[o.num], o.gen)})
	}
	d.table(rows, "")
}

// row is one line of a cross-reference table.
type row struct {
	num  int
	text string
}

// table appends a cross-reference table, trailer and end mark.
func (d *doc) table(rows []row, more string) {
	start := len(d.b)
	sort.SliceStable(rows, func(i, j int) bool { return rows[i].num < rows[j].num })
	d.raw("xref\n")
	for i := 0; i < len(rows); {
		j := i + 1
		for j < len(rows) && rows[j].num == rows[j-1].num+1 {
			j++
		}
		d.raw("%d %d\n", rows[i].num, j-i)
		for _, r := range rows[i:j] {
			d.raw("%s \n", r.text)
		}
		i = j
	}
	if len(rows) == 0 {
		d.raw("0 0\n")
	}
	prev := ""
	if d.last > 0 {
		prev = fmt.Sprintf(" /Prev %d", d.last)
	}
	d.raw("trailer\n<< /Size %d /Root %s%s%s%s >>\nstartxref\n%d\n%%%%EOF\n", d.size, d.root, prev, d.extra, more, start)
	d.last = start
}

func (d *doc) xrefAsStream(objs []object, at map[int]int) {
	num := d.size
	d.size++
	start := len(d.b)
	entries := map[int][]byte{num: entry(1, start, 0)}
	if d.last == 0 {
		entries[0] = entry(0, 0, 65535)
	}
	for _, o := range objs {
		if o.free {
			entries[o.num] = entry(0, 0, 1)
			continue
		}
		entries[o.num] = entry(1, at[o.num], o.gen)
		// Members of an object stream written as "%members 3 4 5".
		if rest, ok := strings.CutPrefix(o.body, "<< /Type /ObjStm /Members ("); ok {
			list, _, _ := strings.Cut(rest, ")")
			for i, f := range strings.Fields(list) {
				var n int
				fmt.Sscan(f, &n)
				entries[n] = entry(2, o.num, i)
				if n >= d.size {
					panic("number objects of an object stream first")
				}
			}
		}
	}
	nums := make([]int, 0, len(entries))
	for n := range entries {
		nums = append(nums, n)
	}
	sort.Ints(nums)
	var data bytes.Buffer
	index := ""
	for i, n := range nums {
		data.Write(entries[n])
		if i == 0 || nums[i-1] != n-1 {
			j := i
			for j+1 < len(nums) && nums[j+1] == nums[j]+1 {
				j++
			}
			index += fmt.Sprintf("%d %d ", n, j-i+1)
		}
	}
	prev := ""
	if d.last > 0 {
		prev = fmt.Sprintf(" /Prev %d", d.last)
	}
	d.raw("%d 0 obj\n<< /Type /XRef /W [1 4 2] /Index [%s] /Size %d /Root %s%s%s /Length %d >>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n",
		num, strings.TrimSpace(index), d.size, d.root, prev, d.extra, data.Len(), data.String(), start)
	d.last = start
}

func entry(kind, a, b int) []byte {
	return []byte{byte(kind), byte(a >> 24), byte(a >> 16), byte(a >> 8), byte(a), byte(b >> 8), byte(b)}
}

// objectStream packs objects (no streams) into object number num. The list of
// members stands in a private key so that the cross-reference writer sees it.
func objectStream(num int, objs ...object) object {
	var head, body strings.Builder
	members := ""
	for _, o := range objs {
		fmt.Fprintf(&head, "%d %d ", o.num, body.Len())
		body.WriteString(o.body + "\n")
		members += fmt.Sprintf("%d ", o.num)
	}
	data := head.String() + body.String()
	return obj(num, "%s", fmt.Sprintf("<< /Type /ObjStm /Members (%s) /N %d /First %d /Length %d >>\nstream\n%s\nendstream",
		strings.TrimSpace(members), len(objs), head.Len(), len(data), data))
}

const (
	rangeMark = "@BYTERANGE@"
	rangeRoom = 64
	hexMark   = "@CONTENTS@"
	hexDigits = 6800
)

// sigDict is a signature dictionary whose range and value are filled in later.
func sigDict(subFilter, more string) string {
	return fmt.Sprintf("<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /%s /ByteRange %s /Contents %s /M (D:20261102120000+09'00') /Name (PRACTICE Signer A) %s >>",
		subFilter, rangeMark, hexMark, more)
}

// spread gives both marks their final length.
func spread(s string) string {
	s = strings.ReplaceAll(s, rangeMark, rangeMark+strings.Repeat(" ", rangeRoom-len(rangeMark)))
	return strings.ReplaceAll(s, hexMark, "<"+hexMark+strings.Repeat("0", hexDigits-len(hexMark))+">")
}

// sealing says how a signature is put in. The zero value, with a signer, is
// the honest way.
type sealing struct {
	// cms makes the signature value over the signed bytes.
	cms func(content []byte) []byte
	// signed are the bytes that are hashed, as pairs of offset and length.
	// The gap is [a,b) of a file of n bytes.
	signed func(a, b, n int) []int
	// printed is the text of the array.
	printed func(a, b, n int) string
	// hex turns the signature value into the digits between < and >.
	hex func(cms []byte) string
}

func honest(a, b, n int) []int { return []int{0, a, b, n - b} }

func arrayText(r []int) string {
	parts := make([]string, len(r))
	for i, v := range r {
		parts[i] = fmt.Sprint(v)
	}
	return "[" + strings.Join(parts, " ") + "]"
}

// sign appends a revision that holds a signature dictionary with marks, and
// fills it in.
func (d *doc) sign(s sealing, objs ...object) *doc {
	for i := range objs {
		objs[i].body = spread(objs[i].body)
	}
	d.revise(objs...)
	d.seal(s)
	return d
}

func (d *doc) seal(s sealing) {
	if s.cms == nil {
		s.cms = func(c []byte) []byte { return cmsOf(c, cmsOptions{}) }
	}
	if s.signed == nil {
		s.signed = honest
	}
	if s.printed == nil {
		s.printed = func(a, b, n int) string { return arrayText(s.signed(a, b, n)) }
	}
	n := len(d.b)
	digits := bytes.LastIndex(d.b, []byte(hexMark))
	if digits < 0 {
		panic("no place for a signature value")
	}
	a := digits - 1
	b := a + hexDigits + 2
	// A mark may stand more than once; each gets the same text unless the
	// caller wrote it itself.
	for {
		at := bytes.Index(d.b, []byte(rangeMark))
		if at < 0 {
			break
		}
		text := s.printed(a, b, n)
		if len(text) > rangeRoom {
			panic("range text too long: " + text)
		}
		copy(d.b[at:], text+strings.Repeat(" ", rangeRoom-len(text)))
	}
	copy(d.b[digits:], strings.Repeat("0", len(hexMark)))
	r := s.signed(a, b, n)
	var content []byte
	for i := 0; i+1 < len(r); i += 2 {
		content = append(content, d.b[r[i]:r[i]+r[i+1]]...)
	}
	value := s.cms(content)
	text := fmt.Sprintf("%X", value)
	if s.hex != nil {
		text = s.hex(value)
	}
	if len(text) > hexDigits {
		panic(fmt.Sprintf("signature value of %d digits", len(text)))
	}
	copy(d.b[digits:], text)
}

// must is a lookup that has to succeed.
func must(b []byte, what string) int {
	i := bytes.Index(b, []byte(what))
	if i < 0 {
		panic("not found: " + what)
	}
	return i
}
