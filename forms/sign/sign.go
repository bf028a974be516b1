// Package sign adds a signature to a PDF as an incremental update: the bytes
// that were there stay where they are, the form they hold is added to and not
// replaced, and the card is asked exactly once.
//
// The work is cut where a person is asked for a password: Prepare and
// CopyPrefix need none and do everything that takes long, Finish needs the
// certificate and the key and takes an instant.
//
// It does not judge what it wrote; that is forms/verify.
package sign

import (
	"bytes"
	"context"
	"crypto"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"strings"
	"time"

	"madoguchi/forms"
	"madoguchi/forms/cms"
	"madoguchi/forms/pdf"
)

// Options say how to sign.
type Options struct {
	// Profile is the kind of signature; Detached is the only one so far.
	Profile forms.Profile
	// Field is the full name of an empty signature field to sign in. Empty adds
	// an invisible field of our own.
	Field string
}

// Signer is who signs: known only after the card has opened its certificate.
type Signer struct {
	// Certificate is the signer's, Chain the authority's certificates that
	// travel with it, without the signer's own.
	Certificate *x509.Certificate
	Chain       []*x509.Certificate
	// Name is the person's name for /Name, in UTF-8.
	Name string
	// Time is the claimed signing time for /M and the signingTime attribute; its
	// zone is written with it.
	Time time.Time
	// Key signs; it is asked once.
	Key crypto.Signer
}

// Result says where the new signature lies.
type Result struct {
	// Field is the full name of the signature field.
	Field string
	// ByteRange is offset and length of the two signed ranges, in bytes.
	ByteRange [4]int64
	// Size is the length of the signed file in bytes.
	Size int64
}

// Job is one signature in the making. It is used once.
type Job struct {
	file   *pdf.File
	opts   Options
	field  *pdf.Field // the empty field to sign in, or nil
	page   pdf.Page   // the page our own field's widget goes on
	prefix hash.Hash
	copied bool
	done   bool
}

// Prepare checks, without any secret, that f can be signed and kept whole. The
// kinds of its Problems are Encrypted, Damaged, Certified, NoField, Unsupported.
func Prepare(f *pdf.File, o Options) (*Job, error) {
	const op = "prepare signature"
	if o.Profile != forms.Detached {
		return nil, forms.Fail(forms.Unsupported, op, fmt.Errorf("profile %q", o.Profile))
	}
	if f.Encrypted() {
		return nil, forms.Fail(forms.Encrypted, op, nil)
	}
	if _, err := f.NewUpdate(); err != nil {
		return nil, err
	}
	if err := refuseCertified(f); err != nil {
		return nil, err
	}
	j := &Job{file: f, opts: o, prefix: sha256.New()}
	if err := j.place(); err != nil {
		return nil, err
	}
	// A rehearsal: whatever keeps the file from taking an update must show before
	// a password is typed.
	if _, _, _, err := j.increment("", time.Time{}, 1); err != nil {
		return nil, err
	}
	return j, nil
}

// place finds the empty field to sign in, or the page for one of our own.
func (j *Job) place() error {
	if j.opts.Field != "" {
		field, err := emptyField(j.file, j.opts.Field)
		j.field = field
		return err
	}
	for p, err := range j.file.Pages() {
		j.page = p
		return err
	}
	return forms.Fail(forms.Damaged, "find page", fmt.Errorf("no page"))
}

// refuseCertified follows ISO 32000-1 12.8.2.2: a certification signature with
// P 1 permits no change whatever.
func refuseCertified(f *pdf.File) error {
	const op = "read certification"
	_, root, err := f.Root()
	if err != nil {
		return err
	}
	perms, err := f.Dict(root["Perms"])
	if err != nil || perms["DocMDP"] == nil {
		return nil //nolint:nilerr // no readable permissions, no certification to break
	}
	sig, err := f.Dict(perms["DocMDP"])
	if err != nil {
		return forms.Fail(forms.Certified, op, err)
	}
	refs, err := f.Array(sig["Reference"])
	if err != nil {
		return forms.Fail(forms.Certified, op, err)
	}
	for _, r := range refs {
		ref, err := f.Dict(r)
		if err != nil {
			return forms.Fail(forms.Certified, op, err)
		}
		if ref["TransformMethod"] != pdf.Name("DocMDP") {
			continue
		}
		params, err := f.Dict(ref["TransformParams"])
		if err != nil {
			return forms.Fail(forms.Certified, op, err)
		}
		p, err := f.Resolve(params["P"])
		if err != nil {
			return err
		}
		if p == pdf.Integer(1) {
			return forms.Fail(forms.Certified, op, nil)
		}
	}
	return nil
}

func emptyField(f *pdf.File, name string) (*pdf.Field, error) {
	const op = "find signature field"
	fields, err := f.Fields()
	if err != nil {
		return nil, err
	}
	for i := range fields {
		x := &fields[i]
		if x.Name != name {
			continue
		}
		if x.Type != "Sig" || x.Value != nil {
			return nil, forms.Fail(forms.NoField, op, nil)
		}
		// A lock or seed value asks for more than a plain approval signature
		// (ISO 32000-1 12.7.4.5); half of it would be worse than none.
		if x.Dict["Lock"] != nil || x.Dict["SV"] != nil {
			return nil, forms.Fail(forms.Unsupported, op, fmt.Errorf("field with lock or seed value"))
		}
		return x, nil
	}
	return nil, forms.Fail(forms.NoField, op, nil)
}

// CopyPrefix copies the whole of src, which must be the file Prepare saw, to dst
// and takes its SHA-256 on the way, so that after the password only the
// increment is left to hash. progress may be nil; it is told bytes done. The
// context is looked at between blocks of 256 KiB.
func (j *Job) CopyPrefix(ctx context.Context, dst io.Writer, src io.ReaderAt, progress func(done int64)) error {
	const op = "copy document"
	if j.copied {
		return forms.Fail(forms.Internal, op, fmt.Errorf("copied twice"))
	}
	j.copied = true
	size := j.file.Size()
	buf := make([]byte, 256<<10)
	for off := int64(0); off < size; {
		if err := ctx.Err(); err != nil {
			return forms.Fail(forms.Cancelled, op, err)
		}
		b := buf[:min(int64(len(buf)), size-off)]
		n, err := src.ReadAt(b, off)
		if n < len(b) {
			if err == io.EOF {
				return forms.FailAt(forms.InputChanged, op, off+int64(n), nil)
			}
			return forms.FailAt(forms.ReadFailed, op, off, err)
		}
		j.prefix.Write(b)
		if _, err := dst.Write(b); err != nil {
			return forms.FailAt(forms.WriteFailed, op, off, err)
		}
		off += int64(len(b))
		if progress != nil {
			progress(off)
		}
	}
	return nil
}

// Finish builds the increment, asks the key once and writes the increment to
// dst, which must stand at the end of the copied prefix. Nothing is written
// before the key has answered.
func (j *Job) Finish(dst io.Writer, s Signer) (*Result, error) {
	const op = "sign"
	if !j.copied || j.done {
		return nil, forms.Fail(forms.Internal, op, fmt.Errorf("finish out of order"))
	}
	j.done = true
	inc, sigRef, name, err := j.increment(s.Name, s.Time, room(s))
	if err != nil {
		return nil, err
	}
	sig, err := locate(inc, sigRef)
	if err != nil {
		return nil, err
	}
	end := inc.Start + int64(len(inc.Bytes))
	br := [4]int64{0, inc.Start + int64(sig.gapStart), inc.Start + int64(sig.gapEnd), 0}
	br[3] = end - br[2]
	text := fmt.Sprintf("[0 %d %d %d]", br[1], br[2], br[3])
	if len(text) > sig.rangeEnd-sig.rangeStart {
		return nil, forms.Fail(forms.TooLarge, op, nil)
	}
	copy(inc.Bytes[sig.rangeStart:sig.rangeEnd], text+strings.Repeat(" ", sig.rangeEnd-sig.rangeStart-len(text)))

	j.prefix.Write(inc.Bytes[:sig.gapStart])
	j.prefix.Write(inc.Bytes[sig.gapEnd:])
	der, err := cms.SignDetached(nil, j.prefix.Sum(nil), s.Key, cms.Options{
		Certificate: s.Certificate, Chain: s.Chain, SigningTime: s.Time, SigningCertificateV2: true,
	})
	if err != nil {
		return nil, err
	}
	room := sig.gapEnd - sig.gapStart - 2
	if 2*len(der) > room {
		return nil, forms.Fail(forms.NoRoom, op, fmt.Errorf("%d of %d", 2*len(der), room))
	}
	hex.Encode(inc.Bytes[sig.gapStart+1:], der)
	if _, err := dst.Write(inc.Bytes); err != nil {
		return nil, forms.FailAt(forms.WriteFailed, op, inc.Start, err)
	}
	return &Result{Field: name, ByteRange: br, Size: end}, nil
}

// byteRangeWidth holds "[0 " and three numbers of ten digits, the widest a
// cross-reference table can point to.
const byteRangeWidth = len("[0 9999999999 9999999999 9999999999]")

// room is the number of bytes the CMS can at most have.
func room(s Signer) int {
	chain := 0
	for _, c := range s.Chain {
		chain += len(c.Raw)
	}
	key := 256
	if k, ok := s.Certificate.PublicKey.(interface{ Size() int }); ok {
		key = k.Size()
	}
	return cms.Room(len(s.Certificate.Raw), chain, key)
}

// increment builds the update with room for ByteRange and for that many bytes of
// Contents left open.
func (j *Job) increment(name string, at time.Time, room int) (*pdf.Increment, pdf.Ref, string, error) {
	u, err := j.file.NewUpdate()
	if err != nil {
		return nil, pdf.Ref{}, "", err
	}
	sigRef := u.Add(pdf.Dict{
		"Type":      pdf.Name("Sig"),
		"Filter":    pdf.Name("Adobe.PPKLite"),
		"SubFilter": pdf.Name("adbe.pkcs7.detached"),
		"ByteRange": pdf.Raw("[" + strings.Repeat(" ", byteRangeWidth-2) + "]"),
		"Contents":  pdf.Raw("<" + strings.Repeat("0", 2*room) + ">"),
		"Name":      pdf.EncodeText(name),
		"M":         pdf.Raw("(" + Date(at) + ")"),
	})
	field, err := j.attach(u, sigRef)
	if err != nil {
		return nil, pdf.Ref{}, "", err
	}
	inc, err := u.Render()
	if err != nil {
		return nil, pdf.Ref{}, "", err
	}
	return inc, sigRef, field, nil
}

// Date writes a time as ISO 32000-1 7.9.4 has it, with its zone:
// D:20261123104430+09'00'.
func Date(t time.Time) string {
	_, sec := t.Zone()
	sign := '+'
	if sec < 0 {
		sign, sec = '-', -sec
	}
	return fmt.Sprintf("D:%s%c%02d'%02d'", t.Format("20060102150405"), sign, sec/3600, sec/60%60)
}

// span holds offsets into Increment.Bytes. The gap includes the angle brackets
// of /Contents, which ISO 32000-1 12.8.1 leaves out of the digest.
type span struct{ rangeStart, rangeEnd, gapStart, gapEnd int }

func locate(inc *pdf.Increment, sig pdf.Ref) (span, error) {
	const op = "locate signature"
	off, ok := inc.Offset[sig]
	if !ok {
		return span{}, forms.Fail(forms.Internal, op, fmt.Errorf("signature not in the increment"))
	}
	base := int(off - inc.Start)
	object := inc.Bytes[base:]
	if i := bytes.Index(object, []byte("endobj")); i >= 0 {
		object = object[:i]
	}
	rs, re, err := pdf.FindValue(object, "ByteRange")
	if err != nil {
		return span{}, err
	}
	cs, ce, err := pdf.FindValue(object, "Contents")
	if err != nil {
		return span{}, err
	}
	return span{base + rs, base + re, base + cs, base + ce}, nil
}
