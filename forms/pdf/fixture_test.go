package pdf_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the generated fixtures")

// fixtures makes every file of testdata that is generated. form-encrypted.pdf and
// form-linearized.pdf are form-table.pdf through qpdf:
//
//	qpdf --deterministic-id --linearize form-table.pdf form-linearized.pdf
//	qpdf --encrypt "" practice-owner 256 --print=none -- form-table.pdf form-encrypted.pdf
func fixtures() map[string][]byte {
	hybrid := newPracticeForm("1.5").finish()
	return map[string][]byte{
		"form-table.pdf":       newPracticeForm("1.3").finish().table(),
		"form-xrefstream.pdf":  newPracticeForm("1.5").finish().xrefStream(),
		"form-hybrid.pdf":      hybrid.hybrid(append(append([]int{}, hybrid.options...), hybrid.scripts...)),
		"form-sigfield.pdf":    signatureFieldForm().table(),
		"form-certified.pdf":   certifiedForm(),
		"form-usagerights.pdf": usageRightsForm(),
	}
}

// signatureFieldForm has an empty signature field, visible on page 1.
func signatureFieldForm() *practiceForm {
	f := newPracticeForm("1.6")
	f.field("Signature1", "[560.000 60.000 800.000 110.000]", "/FT/Sig/MK<<>>")
	f.formMore = "/SigFlags 1"
	return f.finish()
}

const emptyContents = 512

// certifiedForm is certified so that nothing may be changed. Its signature is not
// one: the place for the CMS is full of zeros.
func certifiedForm() []byte {
	f := newPracticeForm("1.6")
	sig := f.add("<</ByteRange[0 %s %s %s]/Contents<%s>/Filter/Adobe.PPKLite/M(D:20260403120000+09'00')/Name%s/Reference[<</TransformMethod/DocMDP/TransformParams<</P 1/Type/TransformParams/V/1.2>>/Type/SigRef>>]/SubFilter/adbe.pkcs7.detached/Type/Sig>>",
		"AAAAAAAAAA", "BBBBBBBBBB", "CCCCCCCCCC", strings.Repeat("00", emptyContents), utf16Literal("練習"))
	f.field("Certification", "[0 0 0 0]", fmt.Sprintf("/FT/Sig/V %d 0 R", sig))
	f.formMore = "/SigFlags 3"
	f.catalogMore = fmt.Sprintf("/Perms<</DocMDP %d 0 R>>", sig)
	return patchRange(f.finish().table())
}

// usageRightsForm has a usage-rights signature, again without CMS.
func usageRightsForm() []byte {
	f := newPracticeForm("1.6")
	sig := f.add("<</ByteRange[0 %s %s %s]/Contents<%s>/Filter/Adobe.PPKLite/M(D:20260403120000+09'00')/Reference[<</TransformMethod/UR3/TransformParams<</Document[/FullSave]/Form[/FillIn/SubmitStandalone]/Signature[/Modify]/Type/TransformParams/V/2.2>>/Type/SigRef>>]/SubFilter/adbe.pkcs7.detached/Type/Sig>>",
		"AAAAAAAAAA", "BBBBBBBBBB", "CCCCCCCCCC", strings.Repeat("00", emptyContents))
	f.catalogMore = fmt.Sprintf("/Perms<</UR3 %d 0 R>>", sig)
	return patchRange(f.finish().table())
}

// patchRange writes the true ByteRange over its placeholders.
func patchRange(b []byte) []byte {
	start := bytes.Index(b, []byte("/Contents<")) + len("/Contents")
	end := start + 2*emptyContents + 2
	for old, n := range map[string]int{"AAAAAAAAAA": start, "BBBBBBBBBB": end, "CCCCCCCCCC": len(b) - end} {
		b = bytes.Replace(b, []byte(old), fmt.Appendf(nil, "%-10d", n), 1)
	}
	return b
}

func TestFixturesAreWhatTheGeneratorMakes(t *testing.T) {
	for name, want := range fixtures() {
		path := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(path, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what the generator makes: go test -run Fixtures -update", name)
		}
	}
}
