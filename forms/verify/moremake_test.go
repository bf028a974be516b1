package verify

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"madoguchi/forms/pdf"
)

// cast are the practice people of the attack files, with their fixed keys: what
// they sign comes out the same every time.
type cast struct{ ca, signerA, signerB, attacker, tsa person }

var practice = sync.OnceValue(func() (c cast) {
	rest, err := os.ReadFile(filepath.Join(attackDir, "gen", "keys.pem"))
	if err != nil {
		panic(err)
	}
	var all []person
	for {
		var kb, cb *pem.Block
		if kb, rest = pem.Decode(rest); kb == nil {
			break
		}
		cb, rest = pem.Decode(rest)
		key, err1 := x509.ParsePKCS1PrivateKey(kb.Bytes)
		cert, err2 := x509.ParseCertificate(cb.Bytes)
		if err1 != nil || err2 != nil {
			panic("keys.pem")
		}
		all = append(all, person{key: key, cert: cert})
	}
	c = cast{ca: all[0], signerA: all[1], signerB: all[2], attacker: all[3], tsa: all[8]}
	for _, p := range []*person{&c.signerA, &c.signerB, &c.attacker, &c.tsa} {
		p.ca = c.ca.cert
	}
	return c
})

// paper is a small document written by hand: a page with a text field "text", a
// read-only field "total", a group "group" with the field "group.part", and two
// pages. more replaces or adds objects.
func paper(more ...object) []byte {
	objects := []object{
		{1, "<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R>>"},
		{2, "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>"},
		{3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 9 0 R/Resources<</Font<</F 10 0 R>>>>/Annots[]>>"},
		{4, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Annots[6 0 R 7 0 R 8 0 R]>>"},
		{5, "<</Fields[6 0 R 7 0 R 11 0 R]/DA(/F 9 Tf)/DR<</Font<</F 10 0 R>>>>>>"},
		{6, "<</FT/Tx/T(text)/Type/Annot/Subtype/Widget/Rect[20 20 120 40]/P 4 0 R/F 4>>"},
		{7, "<</FT/Tx/T(total)/Ff 1/V(100)/Type/Annot/Subtype/Widget/Rect[20 50 120 70]/P 4 0 R/F 4>>"},
		{8, "<</FT/Tx/T(part)/V(a)/Parent 11 0 R/Type/Annot/Subtype/Widget/Rect[20 80 120 99]/P 4 0 R/F 4>>"},
		{9, "<</Length 37>>\nstream\nBT /F 12 Tf 20 200 Td (Contract) Tj ET\nendstream"},
		{10, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"},
		{11, "<</T(group)/Kids[8 0 R]>>"},
	}
	for _, o := range more {
		found := false
		for i := range objects {
			if objects[i].num == o.num {
				objects[i], found = o, true
			}
		}
		if !found {
			objects = append(objects, o)
		}
	}
	return written(objects...)
}

// written is a document of one revision, objects in the order given, numbers
// from 1 without a gap.
func written(objects ...object) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	at := make([]int, len(objects)+1)
	for _, o := range objects {
		at[o.num] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", o.num, o.body)
	}
	return finished(b.Bytes(), at, "")
}

// finished adds the table and the trailer.
func finished(b []byte, at []int, more string) []byte {
	out := bytes.NewBuffer(b)
	xref := out.Len()
	fmt.Fprintf(out, "xref\n0 %d\n0000000000 65535 f \n", len(at))
	for _, o := range at[1:] {
		fmt.Fprintf(out, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(out, "trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(at), more, xref)
	return out.Bytes()
}

// by is a signature of one of the cast over a small document.
func by(p person, more signing) signing {
	more.who, more.room = p, 2400
	return more
}

func signedPaper(t testing.TB, more ...object) []byte {
	return sign(t, paper(more...), by(practice().signerA, signing{}))
}

// token is a timestamp by p over a digest (RFC 3161 section 2.4.2).
func token(p person) func(digest []byte) []byte {
	return func(digest []byte) []byte {
		type algorithm struct {
			ID   asn1.ObjectIdentifier
			Null asn1.RawValue
		}
		null := asn1.RawValue{Tag: asn1.TagNull}
		sha := algorithm{asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}, null}
		rsaID := algorithm{asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 1}, null}
		tst := asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}
		must := func(v any, params string) []byte {
			der, err := asn1.MarshalWithParams(v, params)
			if err != nil {
				panic(err)
			}
			return der
		}
		type imprint struct {
			Alg    algorithm
			Digest []byte
		}
		info := must(struct {
			Version int
			Policy  asn1.ObjectIdentifier
			Imprint imprint
			Serial  int
			Time    time.Time `asn1:"generalized"`
		}{1, asn1.ObjectIdentifier{1, 2, 3, 4}, imprint{sha, digest}, 7, when.UTC()}, "")
		type attribute struct {
			ID     asn1.ObjectIdentifier
			Values []asn1.RawValue `asn1:"set"`
		}
		sum := sha256.Sum256(info)
		attributes := []attribute{
			{asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3}, []asn1.RawValue{{FullBytes: must(tst, "")}}},
			{asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 4}, []asn1.RawValue{{FullBytes: must(sum[:], "")}}},
		}
		set := must(attributes, "set")
		hashed := sha256.Sum256(set)
		signature, err := rsa.SignPKCS1v15(rand.Reader, p.key.(*rsa.PrivateKey), 5, hashed[:])
		if err != nil {
			panic(err)
		}
		implicit := bytes.Clone(set)
		implicit[0] = 0xA0
		type signerInfo struct {
			Version int
			SID     struct {
				Issuer asn1.RawValue
				Serial *big.Int
			}
			Digest     algorithm
			Attributes asn1.RawValue
			Algorithm  algorithm
			Signature  []byte
		}
		s := signerInfo{Version: 1, Digest: sha, Attributes: asn1.RawValue{FullBytes: implicit}, Algorithm: rsaID, Signature: signature}
		s.SID.Issuer, s.SID.Serial = asn1.RawValue{FullBytes: p.cert.RawIssuer}, p.cert.SerialNumber
		type contentInfo struct {
			Type    asn1.ObjectIdentifier
			Content asn1.RawValue
		}
		explicit := func(b []byte) asn1.RawValue {
			return asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 0, IsCompound: true, Bytes: b}
		}
		sd := must(struct {
			Version int
			Digests []algorithm `asn1:"set"`
			Content contentInfo
			Certs   asn1.RawValue
			Signers []signerInfo `asn1:"set"`
		}{3, []algorithm{sha}, contentInfo{tst, explicit(must(info, ""))}, explicit(p.cert.Raw), []signerInfo{s}}, "")
		return must(contentInfo{asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2}, explicit(sd)}, "")
	}
}

// stamped adds a document timestamp.
func stamped(t testing.TB, b []byte, p person, field string, widget pdf.Dict) []byte {
	return sign(t, b, by(p, signing{
		newField: field, subFilter: "ETSI.RFC3161", cms: token(p), rect: widget,
		dict: pdf.Dict{"Type": pdf.Name("DocTimeStamp"), "Name": nil, "M": nil},
	}))
}

// drawn is a form XObject that paints all of the page.
func drawn(u *pdf.Update) pdf.Dict {
	return pdf.Dict{"N": u.Add(&pdf.Stream{
		Dict: pdf.Dict{"Type": pdf.Name("XObject"), "Subtype": pdf.Name("Form"), "BBox": ints(0, 0, 300, 300)},
		Data: []byte("1 0.6 0.6 rg 0 0 300 300 re f"),
	})}
}

// whole is a widget over all of the page.
func whole() pdf.Dict { return pdf.Dict{"Rect": ints(0, 0, 300, 300)} }

// emptyField adds a signature field without a signature, with what it draws.
func emptyField(t testing.TB, b []byte, more pdf.Dict) []byte {
	return change(t, b, func(f *pdf.File, u *pdf.Update) {
		d := pdf.Dict{"FT": pdf.Name("Sig"), "T": pdf.String("E"), "Type": pdf.Name("Annot"), "Subtype": pdf.Name("Widget"), "AP": drawn(u)}
		for k, v := range more {
			d[k] = v
		}
		addField(t, f, u, d, 0)
	})
}

// edited changes a dictionary.
func edited(t testing.TB, b []byte, num uint32, edit func(u *pdf.Update, d pdf.Dict)) []byte {
	return change(t, b, func(f *pdf.File, u *pdf.Update) {
		ref := pdf.Ref{Num: num}
		d, err := f.Dict(ref)
		if err != nil {
			t.Fatal(err)
		}
		d = clone(d)
		edit(u, d)
		u.Set(ref, d)
	})
}

// sigDict is a signature dictionary to be sealed, with room for a value of n
// bytes.
func sigDict(n int) string {
	return "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/ByteRange[0 1111111111 2222222222 3333333333]" +
		"/M(D:20261120093000+09'00')/Contents<" + strings.Repeat("00", n) + ">>>"
}

// enclosed is a document whose object 6 has the signature dictionary, object 5,
// among its own bytes: head and tail are what stands around it.
func enclosed(t testing.TB, head, tail string, more ...object) []byte {
	objects := append([]object{
		{1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]/SigFlags 3>>>>"},
		{2, "<</Type/Pages/Kids[3 0 R]/Count 1>>"},
		{3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Annots[4 0 R]/Contents 7 0 R/Resources<</XObject<</I 6 0 R>>>>>>"},
		{4, "<</FT/Sig/T(S)/Type/Annot/Subtype/Widget/Rect[0 0 0 0]/P 3 0 R/V 5 0 R>>"},
		{7, "<</Length 25>>\nstream\n300 0 0 300 0 0 cm /I Do \nendstream"},
	}, more...)
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	at := make([]int, 8+len(more))
	for _, o := range objects {
		at[o.num] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", o.num, o.body)
	}
	at[6] = b.Len()
	b.WriteString("6 0 obj\n" + head)
	at[5] = b.Len()
	b.WriteString("5 0 obj\n" + sigDict(2400) + "\nendobj\n" + tail + "\nendobj\n")
	return seal(t, finished(b.Bytes(), at, ""), by(practice().signerA, signing{}))
}

// image is enclosed with an image around the signature.
func image(t testing.TB) []byte {
	const width = 100
	inner := len("5 0 obj\n" + sigDict(2400) + "\nendobj\n")
	height := (inner + width - 1) / width
	head := fmt.Sprintf("<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceGray/Length %d>>\nstream\n", width, height, width*height)
	return enclosed(t, head, strings.Repeat("x", width*height-inner)+"\nendstream")
}

// inGap changes the hex digits of /Contents.
func inGap(t testing.TB, b []byte, edit func(digits []byte)) []byte {
	b = bytes.Clone(b)
	i := bytes.LastIndex(b, []byte("<3082")) + 1
	if i == 0 {
		t.Fatal("no /Contents")
	}
	edit(b[i : i+bytes.IndexByte(b[i:], '>')])
	return b
}

// appended is one more revision without objects: the trailer is free to choose.
func appended(b []byte, trailer func(prev, here int) string) []byte {
	here := len(b)
	prev, err := strconv.Atoi(strings.Fields(string(b[bytes.LastIndex(b, []byte("startxref"))+len("startxref"):]))[0])
	if err != nil {
		panic(err)
	}
	return append(bytes.Clone(b), fmt.Sprintf("xref\n0 1\n0000000000 65535 f \n%s\nstartxref\n%d\n%%%%EOF\n", trailer(prev, here), here)...)
}

// unsupported is a ContentInfo of another kind than a signature.
func unsupported([]byte) []byte {
	b, _ := hex.DecodeString("300f06092a864886f70d010703a0023000")
	return b
}

// streamRevision appends a revision with a cross-reference stream, object 60, and
// an object stream, object 61, that holds the objects. trailer has the entries
// besides /Type, /W, /Index and /Length.
func streamRevision(b []byte, trailer func(prev int) string, objects ...object) []byte {
	prev, err := strconv.Atoi(strings.Fields(string(b[bytes.LastIndex(b, []byte("startxref"))+len("startxref"):]))[0])
	if err != nil {
		panic(err)
	}
	out := bytes.NewBuffer(bytes.Clone(b))
	var index, rows, head, body bytes.Buffer
	row := func(num uint32, kind, at, n int) {
		fmt.Fprintf(&index, "%d 1 ", num)
		rows.Write([]byte{byte(kind), byte(at >> 16), byte(at >> 8), byte(at), byte(n)})
	}
	for i, o := range objects {
		fmt.Fprintf(&head, "%d %d ", o.num, body.Len())
		body.WriteString(o.body + "\n")
		row(o.num, 2, 61, i)
	}
	if len(objects) > 0 {
		row(61, 1, out.Len(), 0)
		fmt.Fprintf(out, "61 0 obj\n<</Type/ObjStm/N %d/First %d/Length %d>>\nstream\n%s%s\nendstream\nendobj\n",
			len(objects), head.Len(), head.Len()+body.Len(), head.String(), body.String())
	}
	here := out.Len()
	row(60, 1, here, 0)
	fmt.Fprintf(out, "60 0 obj\n<</Type/XRef/W[1 3 1]/Index[%s]%s/Length %d>>\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n",
		index.String(), trailer(prev), rows.Len(), rows.String(), here)
	return out.Bytes()
}
