package sign

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"madoguchi/forms"
	"madoguchi/forms/cms"
	"madoguchi/forms/pdf"
)

var at = time.Date(2026, 11, 23, 10, 44, 30, 0, time.FixedZone("JST", 9*60*60))

// softKey is a throw-away key with a certificate of its own, and counts how often
// it is asked.
type softKey struct {
	*rsa.PrivateKey
	cert  *x509.Certificate
	asked int
	err   error
}

func (k *softKey) Sign(r io.Reader, d []byte, o crypto.SignerOpts) ([]byte, error) {
	k.asked++
	if k.err != nil {
		return nil, k.err
	}
	return k.PrivateKey.Sign(r, d, o)
}

var newKey = sync.OnceValues(func() (*softKey, error) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, err
	}
	t := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "PRACTICE"},
		NotBefore: at.AddDate(-1, 0, 0), NotAfter: at.AddDate(1, 0, 0), KeyUsage: x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, t, t, &key.PublicKey, key)
	if err != nil {
		return nil, err
	}
	cert, err := x509.ParseCertificate(der)
	return &softKey{PrivateKey: key, cert: cert}, err
})

func signer(t testing.TB, name string) (Signer, *softKey) {
	t.Helper()
	k, err := newKey()
	if err != nil {
		t.Fatal(err)
	}
	own := &softKey{PrivateKey: k.PrivateKey, cert: k.cert}
	return Signer{Certificate: k.cert, Name: name, Time: at, Key: own}, own
}

// document builds a classic PDF from object bodies numbered from 1; object 1 is
// the catalog.
func document(trailer string, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var offs []int
	for i, o := range objects {
		offs = append(offs, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	x := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offs {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, trailer, x)
	return b.Bytes()
}

func plain() []byte {
	return document("", "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>")
}

func open(t testing.TB, b []byte) *pdf.File {
	t.Helper()
	f, err := pdf.Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func signed(t testing.TB, in []byte, o Options, s Signer) ([]byte, *Result) {
	t.Helper()
	j, err := Prepare(open(t, in), o)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := j.CopyPrefix(context.Background(), &out, bytes.NewReader(in), nil); err != nil {
		t.Fatal(err)
	}
	res, err := j.Finish(&out, s)
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), res
}

var detached = Options{Profile: forms.Detached}

// sigDict returns the signature dictionary of the named field.
func sigDict(t testing.TB, b []byte, field string) pdf.Dict {
	t.Helper()
	f := open(t, b)
	fields, err := f.Fields()
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range fields {
		if x.Name == field {
			d, err := f.Dict(x.Value)
			if err != nil {
				t.Fatal(err)
			}
			return d
		}
	}
	t.Fatalf("no field %s", field)
	return nil
}

func TestSignedFileHoldsTogether(t *testing.T) {
	in := plain()
	s, key := signer(t, "練習　太郎")
	out, res := signed(t, in, detached, s)
	if key.asked != 1 {
		t.Errorf("key asked %d times", key.asked)
	}
	if !bytes.HasPrefix(out, in) {
		t.Error("the input is not an untouched prefix")
	}
	if res.Size != int64(len(out)) || res.ByteRange[2]+res.ByteRange[3] != res.Size || res.Field != "Signature1" {
		t.Errorf("%+v of %d bytes", res, len(out))
	}
	d := sigDict(t, out, "Signature1")
	for k, want := range map[pdf.Name]string{"SubFilter": "adbe.pkcs7.detached", "Type": "Sig", "Filter": "Adobe.PPKLite"} {
		if d[k] != pdf.Name(want) {
			t.Errorf("%s = %v", k, d[k])
		}
	}
	if m := pdf.DecodeText(d["M"].(pdf.String)); m != "D:20261123104430+09'00'" {
		t.Errorf("M %s", m)
	}
	if n := pdf.DecodeText(d["Name"].(pdf.String)); n != "練習　太郎" {
		t.Errorf("Name %s", n)
	}
	a, b := res.ByteRange[1], res.ByteRange[2]
	if out[a] != '<' || out[b-1] != '>' || bytes.ContainsAny(out[a+1:b-1], "<>") {
		t.Error("the gap is not exactly the Contents string")
	}
	h := sha256.New()
	h.Write(out[:a])
	h.Write(out[b:])
	contents, err := hex.DecodeString(string(out[a+1 : b-1]))
	if err != nil {
		t.Fatal(err)
	}
	sd, err := cms.Parse(contents)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := sd.Signers[0].Check(sd.Certificates, func(crypto.Hash) ([]byte, error) { return h.Sum(nil), nil }); err != nil {
		t.Error(err)
	}
}

// The form must still be the form: every field in its order, ours last, and
// what else the AcroForm holds.
func TestAcroFormIsMergedNotReplaced(t *testing.T) {
	field := func(n string) string {
		return "<</FT/Tx/T(" + n + ")/V(x)/Type/Annot/Subtype/Widget/Rect[0 0 9 9]/P 3 0 R>>"
	}
	page := "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Annots[5 0 R 6 0 R]/LastModified(a\\(b\\)c)>>"
	pages := "<</Type/Pages/Kids[3 0 R]/Count 1>>"
	acro := "<</Fields[5 0 R 6 0 R]/DA(/Helv 0 Tf)/DR<</Font<</Helv 7 0 R>>>>/CO[6 0 R]/SigFlags 1/XFA 7 0 R>>"
	font := "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
	for name, in := range map[string][]byte{
		"of its own":        document("", "<</Type/Catalog/Pages 2 0 R/AcroForm 4 0 R>>", pages, page, acro, field("a"), field("b"), font),
		"in the catalog":    document("", "<</Type/Catalog/Pages 2 0 R/AcroForm "+acro+">>", pages, page, "null", field("a"), field("b"), font),
		"fields by itself":  document("", "<</Type/Catalog/Pages 2 0 R/AcroForm 4 0 R>>", pages, page, strings.Replace(acro, "[5 0 R 6 0 R]", " 8 0 R", 1), field("a"), field("b"), font, "[5 0 R 6 0 R]"),
		"annots by itself":  document("", "<</Type/Catalog/Pages 2 0 R/AcroForm 4 0 R>>", pages, strings.Replace(page, "[5 0 R 6 0 R]", " 8 0 R", 1), acro, field("a"), field("b"), font, "[5 0 R 6 0 R]"),
		"Signature1 is one": document("", "<</Type/Catalog/Pages 2 0 R/AcroForm 4 0 R>>", pages, page, acro, field("Signature1"), field("b"), font),
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := signer(t, "PRACTICE")
			out, res := signed(t, in, detached, s)
			before, after := open(t, in), open(t, out)
			was, err := before.Fields()
			if err != nil {
				t.Fatal(err)
			}
			is, err := after.Fields()
			if err != nil {
				t.Fatal(err)
			}
			if len(is) != len(was)+1 {
				t.Fatalf("%d fields after, %d before", len(is), len(was))
			}
			for i := range was {
				if is[i].Ref != was[i].Ref || is[i].Name != was[i].Name {
					t.Errorf("field %d is %v %s, was %v %s", i, is[i].Ref, is[i].Name, was[i].Ref, was[i].Name)
				}
			}
			last := is[len(is)-1]
			if last.Name != res.Field || last.Type != "Sig" || len(last.Widgets) != 1 || last.Widgets[0].Page != 0 {
				t.Errorf("ours: %+v", last)
			}
			_, root, err := after.Root()
			if err != nil {
				t.Fatal(err)
			}
			a, err := after.Dict(root["AcroForm"])
			if err != nil {
				t.Fatal(err)
			}
			for _, k := range []pdf.Name{"DA", "DR", "CO", "XFA"} {
				if a[k] == nil {
					t.Errorf("%s is gone", k)
				}
			}
			if a["SigFlags"] != pdf.Integer(3) {
				t.Errorf("SigFlags %v", a["SigFlags"])
			}
			for p, err := range after.Pages() {
				if err != nil {
					t.Fatal(err)
				}
				if s := string(p.Dict["LastModified"].(pdf.String)); s != "a(b)c" {
					t.Errorf("LastModified %q", s)
				}
				list, err := after.Array(p.Dict["Annots"])
				if err != nil || len(list) != 3 || list[2] != pdf.Object(last.Ref) {
					t.Errorf("Annots %v %v", list, err)
				}
			}
		})
	}
}

// A reference to an object that is not there means null, and is no reason to
// refuse a file.
func TestReferencesToNothingAreTakenForNothing(t *testing.T) {
	pages := "<</Type/Pages/Kids[3 0 R]/Count 1>>"
	page := "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]%s>>"
	for name, in := range map[string][]byte{
		"AcroForm": document("", "<</Type/Catalog/Pages 2 0 R/AcroForm 44 0 R>>", pages, fmt.Sprintf(page, "")),
		"Fields":   document("", "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields 44 0 R>>>>", pages, fmt.Sprintf(page, "")),
		"Annots":   document("", "<</Type/Catalog/Pages 2 0 R>>", pages, fmt.Sprintf(page, "/Annots 44 0 R")),
		"null":     document("", "<</Type/Catalog/Pages 2 0 R/AcroForm null>>", pages, fmt.Sprintf(page, "/Annots null")),
	} {
		s, _ := signer(t, "PRACTICE")
		out, res := signed(t, in, detached, s)
		fields, err := open(t, out).Fields()
		if err != nil || len(fields) != 1 || fields[0].Name != res.Field || fields[0].Widgets[0].Page != 0 {
			t.Errorf("%s: %v %v", name, fields, err)
		}
	}
}

func TestSignInAnEmptyField(t *testing.T) {
	sig := "<</FT/Sig/T(Here)/Type/Annot/Subtype/Widget/Rect[10 10 90 40]/P 3 0 R%s>>"
	doc := func(extra string) []byte {
		return document("", "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
			"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Annots[4 0 R]>>", fmt.Sprintf(sig, extra))
	}
	s, _ := signer(t, "PRACTICE")
	out, res := signed(t, doc(""), Options{Profile: forms.Detached, Field: "Here"}, s)
	if res.Field != "Here" {
		t.Error(res.Field)
	}
	fields, err := open(t, out).Fields()
	if err != nil || len(fields) != 1 || fields[0].Ref.Num != 4 {
		t.Errorf("%v %v", fields, err)
	}
	for name, x := range map[string]struct {
		in    []byte
		field string
		want  forms.Kind
	}{
		"no such field":  {doc(""), "There", forms.NoField},
		"signed already": {out, "Here", forms.NoField},
		"with a lock":    {doc("/Lock<</Action/All>>"), "Here", forms.Unsupported},
	} {
		if _, err := Prepare(open(t, x.in), Options{Profile: forms.Detached, Field: x.field}); !forms.Is(err, x.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestASecondSignatureLeavesTheFirstWhole(t *testing.T) {
	s, _ := signer(t, "PRACTICE")
	one, _ := signed(t, plain(), detached, s)
	two, res := signed(t, one, detached, s)
	if res.Field != "Signature2" || !bytes.HasPrefix(two, one) {
		t.Errorf("%s", res.Field)
	}
}

func TestCertifiedAgainstAnyChangeIsRefused(t *testing.T) {
	doc := func(p int) []byte {
		return document("", "<</Type/Catalog/Pages 2 0 R/Perms<</DocMDP 4 0 R>>>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
			"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
			fmt.Sprintf("<</Type/Sig/Reference[<</TransformMethod/DocMDP/TransformParams<</P %d>>>>]>>", p))
	}
	if _, err := Prepare(open(t, doc(1)), detached); !forms.Is(err, forms.Certified) {
		t.Errorf("P 1: %v", err)
	}
	if _, err := Prepare(open(t, doc(2)), detached); err != nil {
		t.Errorf("P 2: %v", err)
	}
}

func TestNothingIsWrittenBeforeTheKeyAnswers(t *testing.T) {
	in := plain()
	s, key := signer(t, "PRACTICE")
	key.err = errors.New("card gone")
	j, err := Prepare(open(t, in), detached)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := j.CopyPrefix(context.Background(), &out, bytes.NewReader(in), nil); err != nil {
		t.Fatal(err)
	}
	if _, err := j.Finish(&out, s); !errors.Is(err, key.err) {
		t.Errorf("%v", err)
	}
	if out.Len() != len(in) {
		t.Errorf("%d bytes written", out.Len()-len(in))
	}
	if _, err := j.Finish(&out, s); err == nil || key.asked != 1 {
		t.Errorf("a second Finish asked again (%d)", key.asked)
	}
}

func TestCopyStopsAndNoticesAShortFile(t *testing.T) {
	in := document("", "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>", "("+strings.Repeat("x", 1<<20)+")")
	ctx, cancel := context.WithCancel(context.Background())
	j, err := Prepare(open(t, in), detached)
	if err != nil {
		t.Fatal(err)
	}
	err = j.CopyPrefix(ctx, io.Discard, bytes.NewReader(in), func(int64) { cancel() })
	if !forms.Is(err, forms.Cancelled) {
		t.Errorf("cancel: %v", err)
	}
	if j, err = Prepare(open(t, in), detached); err != nil {
		t.Fatal(err)
	}
	if err := j.CopyPrefix(context.Background(), io.Discard, bytes.NewReader(in[:1000]), nil); !forms.Is(err, forms.InputChanged) {
		t.Errorf("short: %v", err)
	}
}

type namesFile struct {
	Names []struct {
		Name  string `json:"name"`
		UTF16 string `json:"utf16be"`
	} `json:"names"`
	JIS struct {
		Kanji string `json:"kanji"`
	} `json:"jis_x_0208"`
}

// names are the listed ones and every kanji of JIS levels 1 and 2 in names of 32.
func names(t testing.TB) []string {
	t.Helper()
	b, err := os.ReadFile("testdata/names.json")
	if err != nil {
		t.Fatal(err)
	}
	var f namesFile
	if err := json.Unmarshal(b, &f); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, n := range f.Names {
		if got := strings.ToUpper(hex.EncodeToString(pdf.EncodeText(n.Name))); got != n.UTF16 && !isASCII(n.Name) {
			t.Errorf("%s encodes as %s, want %s", n.Name, got, n.UTF16)
		}
		out = append(out, n.Name)
	}
	all := []rune(f.JIS.Kanji)
	if len(all) != 2965+3390 {
		t.Fatalf("%d kanji", len(all))
	}
	for len(all) > 0 {
		n := min(32, len(all))
		out = append(out, string(all[:n]))
		all = all[n:]
	}
	return out
}

func isASCII(s string) bool {
	for _, r := range s {
		if r > 0x7E {
			return false
		}
	}
	return true
}

func TestEveryNameIsReadBackAsWritten(t *testing.T) {
	in := plain()
	for _, name := range names(t) {
		s, _ := signer(t, name)
		out, res := signed(t, in, detached, s)
		if got := pdf.DecodeText(sigDict(t, out, res.Field)["Name"].(pdf.String)); got != name {
			t.Errorf("%q read back as %q", name, got)
		}
	}
}

func TestDateKeepsItsZone(t *testing.T) {
	for _, x := range []struct {
		offset int
		want   string
	}{{9 * 3600, "D:20261123104430+09'00'"}, {0, "D:20261123104430+00'00'"}, {-(3*3600 + 30*60), "D:20261123104430-03'30'"}} {
		got := Date(time.Date(2026, 11, 23, 10, 44, 30, 0, time.FixedZone("", x.offset)))
		if got != x.want {
			t.Errorf("%s, want %s", got, x.want)
		}
	}
}
