package second_test

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/hex"
	"fmt"
	"math/big"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/digitorus/pkcs7"
)

// signer is a person whose certificate looks like JPKI's: a CA that nobody's
// system knows, non-repudiation, and no extended key usage.
type signer struct {
	key *rsa.PrivateKey
	crt *x509.Certificate
	ca  *x509.Certificate
}

var aSigner = sync.OnceValues(func() (*signer, error) { return newSigner(time.Now()) })

func theSigner(t testing.TB) *signer {
	t.Helper()
	s, err := aSigner()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func newSigner(now time.Time) (*signer, error) {
	caKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, err
	}
	ca, err := certificate(&x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Test CA"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: now.Add(-24 * time.Hour), NotAfter: now.Add(24 * time.Hour), KeyUsage: x509.KeyUsageCertSign,
	}, nil, caKey, caKey)
	if err != nil {
		return nil, err
	}
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, err
	}
	crt, err := certificate(&x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "20261123000000TEST"},
		NotBefore: now.Add(-time.Hour), NotAfter: now.Add(time.Hour),
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment,
	}, ca, key, caKey)
	return &signer{key, crt, ca}, err
}

func certificate(c, parent *x509.Certificate, key, by *rsa.PrivateKey) (*x509.Certificate, error) {
	if parent == nil {
		parent = c
	}
	der, err := x509.CreateCertificate(rand.Reader, c, parent, key.Public(), by)
	if err != nil {
		return nil, err
	}
	return x509.ParseCertificate(der)
}

// cms signs content, detached.
func (s *signer) cms(t testing.TB, content []byte) []byte {
	t.Helper()
	sd, err := pkcs7.NewSignedData(content)
	if err != nil {
		t.Fatal(err)
	}
	sd.SetDigestAlgorithm(asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1})
	if err := sd.AddSignerChain(s.crt, s.key, []*x509.Certificate{s.ca}, pkcs7.SignerInfoConfig{}); err != nil {
		t.Fatal(err)
	}
	sd.Detach()
	der, err := sd.Finish()
	if err != nil {
		t.Fatal(err)
	}
	return der
}

// cmsWithoutTime is cms without signed attributes, so without a signing time.
func (s *signer) cmsWithoutTime(t testing.TB, content []byte) []byte {
	t.Helper()
	sd, err := pkcs7.NewSignedData(content)
	if err != nil {
		t.Fatal(err)
	}
	sd.SetDigestAlgorithm(asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1})
	if err := sd.SignWithoutAttr(s.crt, s.key, pkcs7.SignerInfoConfig{}); err != nil {
		t.Fatal(err)
	}
	sd.Detach()
	der, err := sd.Finish()
	if err != nil {
		t.Fatal(err)
	}
	return der
}

const room = 8192 // bytes of CMS

// plain is a file of one page without a form, as pdfsign's sign takes it.
func plain() []byte { return document(nil, "", "") }

// document writes a file of one page by hand. fields are the objects of the form
// from number 5 on, signature dictionaries included; kids names those that are
// fields.
func document(objects []string, kids, page string) []byte {
	var b bytes.Buffer
	form := ""
	if kids != "" {
		form = "/AcroForm<</SigFlags 3/Fields[" + kids + "]>>"
	}
	text := "BT /F1 12 Tf 72 700 Td (I owe Hanako 10000 yen) Tj ET"
	all := append([]string{
		"<</Type/Catalog/Pages 2 0 R" + form + ">>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R" + page + ">>",
		fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(text), text),
	}, objects...)
	b.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	offsets := make([]int, len(all))
	for i, o := range all {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(all)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(all)+1, start)
	return b.Bytes()
}

// sigDict is a signature dictionary with room to be filled in.
func sigDict(name, m string) string {
	return "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/Name(" + name + ")" +
		"/M(" + m + ")/ByteRange[0 0000000000 0000000000 0000000000]/Contents<" + strings.Repeat("0", 2*room) + ">>>"
}

func sigField(name string, value int) string {
	return fmt.Sprintf("<</Type/Annot/Subtype/Widget/FT/Sig/T(%s)/Rect[0 0 0 0]/P 3 0 R/F 132/V %d 0 R>>", name, value)
}

const when = "D:20261123120000+09'00'"

// unsigned is a file with two signature dictionaries, the older one with what is
// given as its CMS over nothing.
func unsigned(t testing.TB, oldCMS []byte, oldName, oldWhen string) []byte {
	t.Helper()
	old := sigDict(oldName, oldWhen)
	old = strings.Replace(old, strings.Repeat("00", len(oldCMS)), hex.EncodeToString(oldCMS), 1)
	return document([]string{sigField("Old", 6), old, sigField("Signature1", 8), sigDict("New", when)}, "5 0 R 7 0 R", "")
}

// fillIn fills in the last signature dictionary of b; make gives the CMS over the
// covered bytes.
func fillIn(t testing.TB, b []byte, make func(content []byte) []byte) []byte {
	t.Helper()
	b = bytes.Clone(b)
	open := bytes.LastIndex(b, []byte("/Contents<")) + len("/Contents")
	end := open + 2 + 2*room
	r := bytes.LastIndex(b, []byte("/ByteRange[0 0000000000")) + len("/ByteRange[0 ")
	copy(b[r:], fmt.Sprintf("%010d %010d %010d", open, end, len(b)-end))
	content := append(bytes.Clone(b[:open]), b[end:]...)
	hex.Encode(b[open+1:], make(content))
	return b
}

// blank is the ordinary case before signing: one signature over the whole file.
func blank() []byte {
	return document([]string{sigField("Signature1", 6), sigDict("New", when)}, "5 0 R", "/Annots[5 0 R]")
}

func signed(t testing.TB) []byte {
	t.Helper()
	s := theSigner(t)
	return fillIn(t, blank(), func(content []byte) []byte { return s.cms(t, content) })
}
