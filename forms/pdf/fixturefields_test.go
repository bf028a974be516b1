package pdf_test

import "fmt"

// box notes the frame of a field in the page's content and returns its /Rect.
func (f *practiceForm) box(x, y, w, h float64) string {
	fmt.Fprintf(&f.drawing, "%.3f %.3f %.3f %.3f re S\n", x, y, w, h)
	return fmt.Sprintf("[%.3f %.3f %.3f %.3f]", x, y, x+w, y+h)
}

func (f *practiceForm) label(x, y float64, s string) {
	fmt.Fprintf(&f.drawing, "BT /C0_1 5 Tf %.3f %.3f Td (%s) Tj ET\n", x, y, s)
}

// field adds a terminal field with its widget on page 1.
func (f *practiceForm) field(name, rect, entries string) int {
	n := f.add("<<%s/F 4/P %d 0 R/Rect%s/Subtype/Widget/T(%s)/Type/Annot>>", entries, f.page1, rect, name)
	f.fields = append(f.fields, n)
	f.widgets = append(f.widgets, n)
	return n
}

// fill lays the fields out and returns the calculation order.
func (f *practiceForm) fill() (order []int) {
	f.drawing.WriteString("q\n0.4 w 0.55 G\n")
	f.label(40, 575, "PRACTICE")
	fmt.Fprintf(&f.drawing, "BT /C0_1 16 Tf 40 560 Td (PRACTICE) Tj ET\nBT /C0_0 16 Tf 130 560 Td <7DF47FD2> Tj ET\nBT /C0_1 8 Tf 180 560 Td (Form for practice; not a form of any office. Fields have no speaking names.) Tj ET\n")
	f.texts()
	f.choices()
	f.checks()
	order = f.amounts()
	f.nested()
	f.drawing.WriteString("Q\n")
	return order
}

// texts adds Text1 to Text30: plain, multi-line, comb with 12 cells (Text8, Text18,
// Text28) and 13 (Text4), one divided in two names.
func (f *practiceForm) texts() {
	for i := range 30 {
		n := i + 1
		x := 40 + float64(i%3)*255
		y := 525 - float64(i/3)*24
		name := fmt.Sprintf("Text%d", n)
		ff, maxLen, more := noScroll, 20+n, ""
		switch {
		case n == 4:
			ff, maxLen = comb, 13
		case n == 8 || n == 18 || n == 28:
			ff, maxLen = comb, 12
			if n == 18 {
				more = "/Q 2"
			}
		case n%5 == 0:
			ff = multi
		case n == 17:
			ff |= multi
		case n == 13:
			more = "/Q 1"
		}
		if n == 9 {
			f.label(x, y+18, "Text9-1, Text9-2")
			f.field("Text9-1", f.box(x, y, 90, 16), fmt.Sprintf("/DA%s/FT/Tx/Ff %d/MK<<>>/MaxLen 4/Q 1", kozmin, ff))
			f.field("Text9-2", f.box(x+100, y, 90, 16), fmt.Sprintf("/DA%s/FT/Tx/Ff %d/MK<<>>/MaxLen 4/Q 1", kozmin, ff))
			continue
		}
		f.label(x, y+18, name)
		f.field(name, f.box(x, y, 230, 16), fmt.Sprintf("/DA%s/FT/Tx/Ff %d/MK<<>>/MaxLen %d%s", kozmin, ff, maxLen, more))
	}
}

// choices adds Dropdown1 to Dropdown6, the options of each in an object of its
// own, the chosen one a binary UTF-16 string.
func (f *practiceForm) choices() {
	eras := []string{"　", "明・大", "昭", "平", "令"}
	opt := ""
	for _, e := range eras {
		opt += utf16Literal(e)
	}
	for i := range 6 {
		x := 40 + float64(i)*125
		name := fmt.Sprintf("Dropdown%d", i+1)
		f.label(x, 282, name)
		rect := f.box(x, 264, 60, 16)
		o := f.add("[%s]", opt)
		f.options = append(f.options, o)
		ap := f.stream("/BBox[0.0 0.0 60.0 16.0]/Subtype/Form/Type/XObject/Resources<<>>", "/Tx BMC\nEMC")
		f.field(name, rect, fmt.Sprintf("/AP<</N %d 0 R>>/DA(/KozMinPr6N-Regular 10 Tf 0 g)/DV%s/FT/Ch/Ff %d/I[0]/MK<</BG[1.0]>>/Opt %d 0 R/V%s", ap, utf16Literal(eras[0]), combo, o, utf16Literal(eras[0])))
	}
}

// checks adds eight check boxes; being on is named by the Shift-JIS bytes of はい.
func (f *practiceForm) checks() {
	for i := range 8 {
		x := 40 + float64(i)*95
		name := fmt.Sprintf("Check Box%d-%d", i/2+1, i%2+1)
		f.label(x+14, 242, name)
		rect := f.box(x, 240, 10, 10)
		off := f.stream("/BBox[0.0 0.0 10.0 10.0]/Subtype/Form/Type/XObject/Resources<<>>", "q 1 g 0 0 10 10 re f Q")
		on := f.stream("/BBox[0.0 0.0 10.0 10.0]/Subtype/Form/Type/XObject/Resources<<>>", "q 1 g 0 0 10 10 re f 0 G 1 w 2 5 m 4 2 l 8 8 l S Q")
		f.field(name, rect, fmt.Sprintf("/AP<</D<</Off %d 0 R/#82#cd#82#a2 %d 0 R>>/N<</Off %d 0 R/#82#cd#82#a2 %d 0 R>>>>/AS/Off/FT/Btn/MK<</BC[0.0]/BG[1.0]/CA(4)>>", off, on, off, on))
	}
}

// amounts adds Text41 to Text46, which scripts format, and Text47, which one
// adds up.
func (f *practiceForm) amounts() []int {
	for i := range 6 {
		x := 40 + float64(i)*105
		name := fmt.Sprintf("Text%d", 41+i)
		f.label(x, 222, name)
		rect := f.box(x, 204, 90, 16)
		if i == 5 { // an empty dictionary, as the real form has
			f.field(name, rect, fmt.Sprintf("/AA<<>>/DA%s/FT/Tx/Ff %d/MK<<>>/Q 1", kozmin, noScroll|noSpell))
			continue
		}
		format := f.add("<</JS(AFNumber_Format\\(0, 0, 0, 0, \"\", true\\);)/S/JavaScript>>")
		key := f.add("<</JS(AFNumber_Keystroke\\(0, 0, 0, 0, \"\", true\\);)/S/JavaScript>>")
		f.scripts = append(f.scripts, format, key)
		f.field(name, rect, fmt.Sprintf("/AA<</F %d 0 R/K %d 0 R>>/DA%s/FT/Tx/Ff %d/MK<<>>/MaxLen 10/Q 2", format, key, kozmin, noScroll|noSpell))
	}
	calc := f.add("<</JS(AFSimple_Calculate\\(\"SUM\", new Array \\(\"Text41\", \"Text42\", \"Text43\"\\)\\);)/S/JavaScript>>")
	f.scripts = append(f.scripts, calc)
	f.label(670, 222, "Text47")
	sum := f.field("Text47", f.box(670, 204, 120, 16), fmt.Sprintf("/AA<</C %d 0 R>>/DA%s/FT/Tx/Ff %d/MK<<>>/Q 2", calc, kozmin, 1))
	return []int{sum}
}

// nested adds fields under a parent that hands down type, flags, length and
// appearance (Group1.Text51, Group1.Text52, Group1.Inner.Text53), a field with two
// widgets (Text54), and a set of radio buttons (Radio1).
func (f *practiceForm) nested() {
	group, inner := f.reserve(), f.reserve()
	kid := func(parent int, name string, x float64, more string) int {
		f.label(x, 182, name)
		n := f.add("<<%s/F 4/MK<<>>/P %d 0 R/Parent %d 0 R/Rect%s/Subtype/Widget/T(%s)/Type/Annot>>", more, f.page1, parent, f.box(x, 164, 110, 16), name)
		f.widgets = append(f.widgets, n)
		return n
	}
	a := kid(group, "Text51", 40, "")
	b := kid(group, "Text52", 160, "/MaxLen 7")
	c := kid(inner, "Text53", 280, "")
	f.set(inner, "<</Kids[%d 0 R]/Parent %d 0 R/T(Inner)/MaxLen 12>>", c, group)
	f.set(group, "<</DA%s/FT/Tx/Ff %d/Kids[%d 0 R %d 0 R %d 0 R]/MaxLen 13/T(Group1)>>", kozmin, comb, a, b, inner)
	f.fields = append(f.fields, group)

	widget := func(parent int, rect, more string) int {
		n := f.add("<<%s/F 4/P %d 0 R/Parent %d 0 R/Rect%s/Subtype/Widget/Type/Annot>>", more, f.page1, parent, rect)
		f.widgets = append(f.widgets, n)
		return n
	}
	twice := f.reserve()
	f.label(400, 182, "Text54, twice")
	w1 := widget(twice, f.box(400, 164, 110, 16), "/MK<<>>")
	w2 := widget(twice, f.box(520, 164, 110, 16), "/MK<<>>")
	f.set(twice, "<</DA%s/FT/Tx/Ff %d/Kids[%d 0 R %d 0 R]/MaxLen 20/T(Text54)>>", kozmin, noScroll, w1, w2)
	f.fields = append(f.fields, twice)

	radio := f.reserve()
	var kids []int
	for i := range 3 {
		x := 660 + float64(i)*40
		off := f.stream("/BBox[0.0 0.0 10.0 10.0]/Subtype/Form/Type/XObject/Resources<<>>", "q 1 g 0 0 10 10 re f Q")
		on := f.stream("/BBox[0.0 0.0 10.0 10.0]/Subtype/Form/Type/XObject/Resources<<>>", "q 0 g 3 3 4 4 re f Q")
		kids = append(kids, widget(radio, f.box(x, 166, 10, 10), fmt.Sprintf("/AP<</N<</%d %d 0 R/Off %d 0 R>>>>/AS/Off/MK<</CA(l)>>", i+1, on, off)))
	}
	f.label(660, 182, "Radio1")
	f.set(radio, "<</FT/Btn/Ff 49152/Kids[%s]/T(Radio1)/V/Off>>", refs(kids))
	f.fields = append(f.fields, radio)
}
