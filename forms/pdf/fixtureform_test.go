package pdf_test

import (
	"fmt"
	"strings"
	"unicode/utf16"
)

// practiceForm has every trait of the fillable forms the National Tax Agency
// publishes: PDF 1.3 with a classic table, two landscape A4 pages whose objects
// stand in the other order, text fields named Text1 … without tooltips, comb
// fields of 12 and 13 cells, choices with binary UTF-16 values, check boxes whose
// state is a Shift-JIS name, a Japanese font that is not embedded, scripts that
// count and format, and page dictionaries full of strings with parentheses and
// backslashes. All its content is our own.
type practiceForm struct {
	*doc
	catalog, acroForm, page1, page2 int
	annots                          int
	fields                          []int // top of the form's tree
	widgets                         []int // on page 1
	scripts                         []int
	options                         []int
	drawing                         strings.Builder
	catalogMore, formMore           string
}

const (
	kozmin   = "(/KozMinPr6N-Regular 0 Tf 0 g)"
	comb     = 1<<24 | 1<<23 | 1<<22
	noScroll = 1 << 23
	noSpell  = 1 << 22
	multi    = 1 << 12
	combo    = 1 << 17
)

// utf16Literal writes text as the real form does: raw UTF-16 bytes between
// parentheses, those that mean something escaped.
func utf16Literal(s string) string {
	b := []byte{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u>>8), byte(u))
	}
	r := strings.NewReplacer("\\", "\\\\", "(", "\\(", ")", "\\)", "\r", "\\r", "\n", "\\n")
	return "(" + r.Replace(string(b)) + ")"
}

func newPracticeForm(version string) *practiceForm {
	f := &practiceForm{doc: newDoc("%PDF-" + version + "\n%\xe2\xe3\xcf\xd3\n")}
	f.info = f.add("<</Author%s/CreationDate(D:20260401090000+09'00')/Creator(Practice Form Maker 1.0 \\(Linux\\))/GTS_PDFXVersion(PDF/X-1:2001)/ModDate(D:20260402101112+09'00')/Producer%s/Title%s/Trapped/False>>",
		utf16Literal("練習"), utf16Literal("Practice Writer; modified using practice® 1.0 ©2026"), utf16Literal("PRACTICE 練習 (扶養の練習用紙)"))
	f.page2 = f.reserve()
	pages := f.reserve()
	metadata := f.stream("/Type/Metadata/Subtype/XML", xmp())
	helv, encoding, koz, zadb := f.fonts()
	f.page1 = f.reserve()
	f.annots = f.reserve()
	f.catalog = f.reserve()
	f.root = f.catalog
	f.acroForm = f.reserve()
	names := f.reserve()

	order := f.fill()

	content1 := f.stream("", f.drawing.String())
	content2 := f.stream("", "q\n0.75 G 0.5 w\n40 40 761.89 515.276 re S\nQ\nBT /C0_1 20 Tf 60 500 Td (PRACTICE) Tj ET\nBT /C0_0 20 Tf 180 500 Td <7DF47FD2> Tj ET\nBT /C0_1 10 Tf 60 470 Td (Page two: how to fill the form. Two fields stand here; one is found by /Annots only.) Tj ET\n")
	resources := fmt.Sprintf("/Resources<</ColorSpace<</CS0[/Separation/Black/DeviceCMYK<</C0[0.0 0.0 0.0 0.0]/C1[0.0 0.0 0.0 1.0]/Domain[0 1]/FunctionType 2/N 1/Range[0.0 1.0 0.0 1.0 0.0 1.0 0.0 1.0]>>]>>/Font<</C0_0 %d 0 R/C0_1 %d 0 R>>/ProcSet[/PDF/Text]>>", koz, helv)
	noP := f.add("<</DA%s/F 4/FT/Tx/Ff %d/MK<<>>/MaxLen 40/Rect[60.0 420.0 360.0 440.0]/Subtype/Widget/T(Text90)/Type/Annot>>", kozmin, noScroll)
	withP := f.add("<</DA%s/F 4/FT/Tx/Ff %d/MK<<>>/P %d 0 R/Rect[60.0 360.0 360.0 400.0]/Subtype/Widget/T(Text91)/Type/Annot>>", kozmin, multi, f.page2)
	f.fields = append(f.fields, noP, withP)

	f.set(f.page1, "<</Annots %d 0 R/BleedBox[0.0 0.0 841.89 595.276]/Contents %d 0 R/CropBox[0.0 0.0 841.89 595.276]/LastModified(D:20260402101112+09'00')/MediaBox[0.0 0.0 841.89 595.276]/Parent %d 0 R/PieceInfo%s%s/Rotate 0/TrimBox[0.0 0.0 841.89 595.276]/Type/Page>>",
		f.annots, content1, pages, pieceInfo(1), resources)
	f.set(f.page2, "<</Annots[%d 0 R %d 0 R]/BleedBox[0.0 0.0 841.89 595.276]/Contents %d 0 R/CropBox[0.0 0.0 841.89 595.276]/LastModified(D:20260402101113+09'00')/MediaBox[0.0 0.0 841.89 595.276]/Parent %d 0 R/PieceInfo%s%s/TrimBox[0.0 0.0 841.89 595.276]/Type/Page>>",
		noP, withP, content2, pages, pieceInfo(2), resources)
	f.set(pages, "<</Count 2/Kids[%d 0 R %d 0 R]/Type/Pages>>", f.page1, f.page2)
	f.set(names, "<</JavaScript<</Names[(practice \\(start\\))<</JS(var practice = \"\\\\(PRACTICE\\\\)\";)/S/JavaScript>>]>>>>")
	f.set(f.catalog, "<</AcroForm %d 0 R/Lang(ja-JP)/Metadata %d 0 R/Names %d 0 R/OutputIntents[<</Info(Practice \\(Coated\\))/OutputConditionIdentifier(PRACTICE)/RegistryName(http://www.example.org)/S/GTS_PDFX/Type/OutputIntent>>]/Pages %d 0 R/Type/Catalog/ViewerPreferences<</Direction/R2L/DisplayDocTitle true>>", f.acroForm, metadata, names, pages)
	f.set(f.acroForm, "<</CO[%s]/DA(/Helv 0 Tf 0 g )/DR<</Encoding<</PDFDocEncoding %d 0 R>>/Font<</Helv %d 0 R/KozMinPr6N-Regular %d 0 R/ZaDb %d 0 R>>>>", refs(order), encoding, helv, koz, zadb)
	return f
}

// finish closes the objects that variants add to.
func (f *practiceForm) finish() *practiceForm {
	f.objects[f.catalog-1] += f.catalogMore + ">>"
	f.objects[f.acroForm-1] += f.formMore + "/Fields[" + refs(f.fields) + "]>>"
	f.set(f.annots, "["+refs(f.widgets)+"]")
	return f
}

func refs(nums []int) string {
	s := make([]string, len(nums))
	for i, n := range nums {
		s[i] = fmt.Sprintf("%d 0 R", n)
	}
	return strings.Join(s, " ")
}

func (f *practiceForm) fonts() (helv, encoding, koz, zadb int) {
	encoding = f.add("<</Differences[24/breve/caron/circumflex/dotaccent/hungarumlaut/ogonek/ring/tilde 39/quotesingle 96/grave 128/bullet/dagger/daggerdbl/ellipsis/emdash/endash/florin/fraction/guilsinglleft/guilsinglright/minus/perthousand/quotedblbase/quotedblleft/quotedblright/quoteleft/quoteright/quotesinglbase/trademark/fi/fl/Lslash/OE/Scaron/Ydieresis/Zcaron/dotlessi/lslash/oe/scaron/zcaron 160/Euro]/Type/Encoding>>")
	helv = f.add("<</BaseFont/Helvetica/Encoding %d 0 R/Name/Helv/Subtype/Type1/Type/Font>>", encoding)
	descriptor := f.add("<</Ascent 880/CapHeight 740/Descent -120/Flags 6/FontBBox[-437 -340 1147 1317]/FontFamily(Kozuka Mincho Pr6N R)/FontName/KozMinPr6N-Regular/FontStretch/Normal/FontWeight 400/ItalicAngle 0/StemV 86/Type/FontDescriptor>>")
	cid := f.add("<</BaseFont/KozMinPr6N-Regular/CIDSystemInfo<</Ordering(Japan1)/Registry(Adobe)/Supplement 6>>/DW 1000/FontDescriptor %d 0 R/Subtype/CIDFontType0/Type/Font/W[1[278 299 353 614 614 721 735 216 323 323 449 529 219 306 219 453 614]]>>", descriptor)
	koz = f.add("<</BaseFont/KozMinPr6N-Regular/DescendantFonts[%d 0 R]/Encoding/UniJIS-UTF16-H/Subtype/Type0/Type/Font>>", cid)
	zadb = f.add("<</BaseFont/ZapfDingbats/Name/ZaDb/Subtype/Type1/Type/Font>>")
	return helv, encoding, koz, zadb
}

func pieceInfo(page int) string {
	return fmt.Sprintf("<</Practice<</DocumentID%s/LastModified%s/Note(a \\(b \\\\ c\\) \\101\\\nd)/NumberOfPageItemsInPage %d/PageItemUIDToLocationDataMap<</0[621.0 1.0 3.0 -420.945 -325.984]>>/PageTransformationMatrixList<</0[1.0 0.0 0.0 1.0 0.0 0.0]>>/A#20B(#23 \\) \\( \\\\)>>>>",
		utf16Literal("practice:(\\)"), utf16Literal("D:20260402101112Z"), page)
}

func xmp() string {
	return "<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">PRACTICE 練習</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>\n" +
		strings.Repeat(strings.Repeat(" ", 80)+"\n", 4) + "<?xpacket end=\"w\"?>"
}
