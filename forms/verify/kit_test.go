package verify

import (
	"bytes"
	"cmp"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"madoguchi/forms/cms"
	"madoguchi/forms/pdf"
)

// person is a signer: key, certificate, the authority's certificate.
type person struct {
	key      crypto.Signer
	cert, ca *x509.Certificate
}

// authority issues certificates like JPKI's: RSA-2048, no extended key usage.
type authority struct {
	key  *rsa.PrivateKey
	cert *x509.Certificate
}

var (
	start = time.Date(2025, 4, 1, 0, 0, 0, 0, time.UTC)
	end   = time.Date(2030, 4, 1, 0, 0, 0, 0, time.UTC)
	today = time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)
	when  = time.Date(2026, 11, 20, 9, 30, 0, 0, time.FixedZone("JST", 9*3600))
)

func newKey() *rsa.PrivateKey {
	k, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return k
}

func newAuthority(name string) *authority {
	k := newKey()
	t := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{Organization: []string{name}},
		NotBefore: start.AddDate(-1, 0, 0), NotAfter: end.AddDate(1, 0, 0), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, t, t, k.Public(), k)
	if err != nil {
		panic(err)
	}
	c, _ := x509.ParseCertificate(der)
	return &authority{k, c}
}

func (a *authority) issue(key crypto.Signer, name string, serial int64) person {
	t := &x509.Certificate{
		SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: name}, NotBefore: start, NotAfter: end,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment,
	}
	der, err := x509.CreateCertificate(rand.Reader, t, a.cert, key.Public(), a.key)
	if err != nil {
		panic(err)
	}
	c, _ := x509.ParseCertificate(der)
	return person{key, c, a.cert}
}

// people are made once for all tests.
var people = sync.OnceValue(func() (p struct {
	real, fake   *authority
	taro, mallet person
},
) {
	p.real, p.fake = newAuthority("practice authority"), newAuthority("practice authority")
	p.taro = p.real.issue(newKey(), "taro", 7)
	p.mallet = p.fake.issue(newKey(), "mallet", 8)
	return p
})

func options() Options {
	ca := people().real.cert
	return Options{
		Anchors: []Anchor{{ID: "practice-01", SHA256: sha256.Sum256(ca.Raw), NotBefore: ca.NotBefore, NotAfter: ca.NotAfter, Practice: true}},
		Now:     today,
	}
}

// signing says how a test signs.
type signing struct {
	who       person
	field     string   // an existing empty field, else a new one of this name
	newField  string   // name of a new field; default Signature1
	subFilter string   // default adbe.pkcs7.detached
	rect      pdf.Dict // widget entries instead of an empty Rect
	dict      pdf.Dict // further entries of the signature dictionary
	more      func(u *pdf.Update, sig pdf.Ref)
	cms       func(digest []byte) []byte
	room      int // bytes for the CMS; default 6000
}

func open(t testing.TB, b []byte) *pdf.File {
	t.Helper()
	f, err := pdf.Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// change appends an incremental update.
func change(t testing.TB, b []byte, edit func(f *pdf.File, u *pdf.Update)) []byte {
	t.Helper()
	f := open(t, b)
	u, err := f.NewUpdate()
	if err != nil {
		t.Fatal(err)
	}
	edit(f, u)
	inc, err := u.Render()
	if err != nil {
		t.Fatal(err)
	}
	return append(bytes.Clone(b), inc.Bytes...)
}

func clone(d pdf.Dict) pdf.Dict { return pdf.Clone(d).(pdf.Dict) }

// addField adds a field or widget to the form and to a page.
func addField(t testing.TB, f *pdf.File, u *pdf.Update, field pdf.Dict, page int) pdf.Ref {
	t.Helper()
	ref := u.Add(field)
	for p, err := range f.Pages() {
		if err != nil {
			t.Fatal(err)
		}
		if p.Index != page {
			continue
		}
		d := clone(p.Dict)
		list, err := f.Array(d["Annots"])
		if err != nil {
			t.Fatal(err)
		}
		d["Annots"] = append(append(pdf.Array{}, list...), ref)
		u.Set(p.Ref, d)
	}
	addToForm(t, f, u, ref, nil)
	return ref
}

// addToForm adds a field and further entries to the form.
func addToForm(t testing.TB, f *pdf.File, u *pdf.Update, ref pdf.Ref, more pdf.Dict) {
	t.Helper()
	rootRef, root, err := f.Root()
	if err != nil {
		t.Fatal(err)
	}
	formRef, form, err := f.AcroForm()
	if err != nil {
		t.Fatal(err)
	}
	if form == nil {
		form = pdf.Dict{}
	}
	form = clone(form)
	list, err := f.Array(form["Fields"])
	if err != nil {
		t.Fatal(err)
	}
	if ref != (pdf.Ref{}) {
		form["Fields"] = append(append(pdf.Array{}, list...), ref)
	}
	for k, v := range more {
		form[k] = v
	}
	form["SigFlags"] = pdf.Integer(3)
	if formRef != (pdf.Ref{}) {
		u.Set(formRef, form)
	} else {
		root = clone(root)
		root["AcroForm"] = form
		u.Set(rootRef, root)
	}
}

func dateOf(tm time.Time) string { return tm.Format("D:20060102150405") + "+09'00'" }

// sign signs b by an incremental update.
func sign(t testing.TB, b []byte, s signing) []byte {
	t.Helper()
	f := open(t, b)
	u, err := f.NewUpdate()
	if err != nil {
		t.Fatal(err)
	}
	if s.subFilter == "" {
		s.subFilter = "adbe.pkcs7.detached"
	}
	room := cmp.Or(s.room, 6000)
	d := pdf.Dict{
		"Type": pdf.Name("Sig"), "Filter": pdf.Name("Adobe.PPKLite"), "SubFilter": pdf.Name(s.subFilter),
		"ByteRange": pdf.Raw("[0 1111111111 2222222222 3333333333]"), "Contents": pdf.Raw("<" + strings.Repeat("0", 2*room) + ">"),
		"Name": pdf.EncodeText("練習 太郎"), "M": pdf.String(dateOf(when)),
	}
	for k, v := range s.dict {
		if v == nil {
			delete(d, k)
		} else {
			d[k] = v
		}
	}
	sig := u.Add(d)
	if s.field != "" {
		fields, err := f.Fields()
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range fields {
			if x.Name == s.field {
				fd := clone(x.Dict)
				fd["V"] = sig
				u.Set(x.Ref, fd)
			}
		}
	} else {
		if s.newField == "" {
			s.newField = "Signature1"
		}
		w := pdf.Dict{
			"FT": pdf.Name("Sig"), "T": pdf.String(s.newField), "V": sig, "Type": pdf.Name("Annot"), "Subtype": pdf.Name("Widget"),
			"Rect": pdf.Array{pdf.Integer(0), pdf.Integer(0), pdf.Integer(0), pdf.Integer(0)}, "F": pdf.Integer(132),
		}
		for k, v := range s.rect {
			w[k] = v
		}
		addField(t, f, u, w, 0)
	}
	if s.more != nil {
		s.more(u, sig)
	}
	inc, err := u.Render()
	if err != nil {
		t.Fatal(err)
	}
	out := append(bytes.Clone(b), inc.Bytes...)
	return seal(t, out, s)
}

// seal fills in /ByteRange and /Contents of the placeholder in b.
func seal(t testing.TB, out []byte, s signing) []byte {
	t.Helper()
	hole := bytes.Index(out, []byte("<000000000000000000000000"))
	at := bytes.Index(out, []byte("[0 1111111111 2222222222 3333333333]"))
	if hole < 0 || at < 0 {
		t.Fatal("no placeholder")
	}
	stop := hole + bytes.IndexByte(out[hole:], '>') + 1
	copy(out[at:], fmt.Sprintf("%-36s", fmt.Sprintf("[0 %d %d %d]", hole, stop, len(out)-stop)))
	h := sha256.New()
	h.Write(out[:hole])
	h.Write(out[stop:])
	var der []byte
	if s.cms != nil {
		der = s.cms(h.Sum(nil))
	} else {
		var err error
		der, err = cms.SignDetached(rand.Reader, h.Sum(nil), s.who.key, cms.Options{
			Certificate: s.who.cert, Chain: []*x509.Certificate{s.who.ca}, SigningTime: when, SigningCertificateV2: true,
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if hex.EncodedLen(len(der)) > stop-hole-2 {
		t.Fatal("no room")
	}
	hex.Encode(out[hole+1:], der)
	return out
}

// form is the practice form in one of its shapes: table, xrefstream, hybrid.
func form(t testing.TB, shape string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "pdf", "testdata", "form-"+shape+".pdf"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func check(t testing.TB, b []byte) *Report {
	t.Helper()
	rep, err := Check(context.Background(), bytes.NewReader(b), int64(len(b)), options())
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

// only returns the one signature of a report.
func only(t testing.TB, rep *Report) *Signature {
	t.Helper()
	if len(rep.Signatures) != 1 {
		t.Fatalf("%d signatures, want 1", len(rep.Signatures))
	}
	return &rep.Signatures[0]
}

func kinds(s *Signature) string {
	var out []string
	for _, c := range s.Later {
		k := string(c.Kind)
		if !c.Allowed {
			k = "!" + k
		}
		out = append(out, k)
	}
	return strings.Join(out, " ")
}
