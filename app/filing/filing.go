// Package filing takes a PDF from "Who gets this?" to a signed file that our own
// verifier has passed: it decides by purpose, stages the copy, signs through a
// key it is handed, has the result judged twice and only then lets it appear
// under its name.
//
// It never sees the card: the certificate and the key come in as Signing, and
// what a certificate says about its holder through Describe.
package filing

import (
	"context"
	"crypto"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"madoguchi/forms"
	"madoguchi/forms/catalog"
	"madoguchi/forms/pdf"
	"madoguchi/forms/second"
	"madoguchi/forms/sign"
	"madoguchi/forms/verify"
)

// Pending is an output that is not there yet: written beside its target and
// renamed by Commit. Abort removes it; after Commit it does nothing.
type Pending interface {
	io.Writer
	io.ReaderAt
	Commit() error
	Abort() error
}

// Desk is what filing needs of its surroundings.
type Desk struct {
	// Create opens the output beside target. Unless force it refuses one that
	// exists; it always refuses one that is the same file as any of inputs.
	Create func(target string, inputs []string, force bool) (Pending, error)
	// Forms recognises the forms we know; nil knows none.
	Forms *catalog.Catalog
	// Anchors are the pinned authorities, Describe reads a certificate.
	Anchors  []verify.Anchor
	Describe verify.Describe
	// Second asks the other verifier about the signature in the named field.
	Second func(ctx context.Context, r io.ReaderAt, size int64, field string) second.Opinion
	// Now is the clock; its zone is the one written into the signature.
	Now func() time.Time
}

// Progress is told what is being done ("copy", "sign", "check", "second") and
// how far it is, in bytes; total is 0 where it is not known.
type Progress func(step string, done, total int64)

// Order is one signing as it was asked for.
type Order struct {
	Input, Output string
	// Together are all inputs of the same call, none of which may be replaced.
	Together []string
	Force    bool
	Purpose  forms.Purpose
	// Profile is empty for the purpose's own.
	Profile forms.Profile
	// Field is an empty signature field to sign in, or "".
	Field string
	// OtherYear says yes to signing a form of another year than this or next.
	OtherYear bool
	Progress  Progress
}

// Signing is what the card gives once its password was right.
type Signing struct {
	Certificate *x509.Certificate
	// CA is the authority's certificate from the card, matched to a pin.
	CA *x509.Certificate
	// Discloses is what the certificate says of its holder; its name becomes
	// /Name.
	Discloses Holder
	Key       crypto.Signer
}

// Holder is what a signature certificate discloses to everyone who gets the
// file: texts as the certificate has them, birth date YYYY-MM-DD, sex as
// fact.SexOf names it. Empty means the certificate does not say.
type Holder struct{ Name, Address, Birth, Sex string }

// Staged is a document ready for its password: checked, recognised, copied and
// hashed. Close removes what is not wanted after all.
type Staged struct {
	desk  *Desk
	order Order
	file  *os.File
	stat  fs.FileInfo
	job   *sign.Job
	out   Pending
	form  *catalog.Form
	// before are the signatures that were there, as our verifier saw them.
	before []verify.Signature
	// personal: a field is made for a My Number, whether or not the form is known.
	personal bool
}

// Form is the form that was recognised, or nil.
func (s *Staged) Form() *catalog.Form { return s.form }

// Official reports whether the paper is one that only the person concerned may
// fill and sign here: a form we know, or one with a place for a My Number.
func (s *Staged) Official() bool { return s.form != nil || s.personal }

// Stage does all that needs no secret. It refuses a purpose that wants no
// signature (NotWanted), a form of another year (OtherYear) or for someone else
// (OtherPurpose), a name the registry's system does not take (FileName), and a
// file that cannot be kept whole.
func (d *Desk) Stage(ctx context.Context, o Order) (*Staged, error) {
	if !o.Purpose.Wanted() {
		return nil, forms.Fail(forms.NotWanted, "choose purpose", nil)
	}
	if o.Profile == "" {
		o.Profile = o.Purpose.Profile()
	}
	if o.Progress == nil {
		o.Progress = func(string, int64, int64) {}
	}
	if o.Purpose == forms.Registry && !RegistryName(filepath.Base(o.Output)) {
		return nil, forms.Fail(forms.FileName, "name output", nil)
	}
	in, stat, err := openRegular(o.Input)
	if err != nil {
		return nil, err
	}
	s := &Staged{desk: d, order: o, file: in, stat: stat}
	if err := s.stage(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Staged) stage(ctx context.Context) error {
	f, err := pdf.Open(s.file, s.stat.Size())
	if err != nil {
		return err
	}
	if s.desk.Forms != nil {
		form, ok, err := s.desk.Forms.Recognise(f)
		if err != nil {
			return err
		}
		if ok {
			s.form = &form
		}
	}
	if other := s.desk.otherYear(s.form); other != nil && !s.order.OtherYear {
		return other
	}
	if s.form != nil && len(s.form.Purposes) > 0 && !slices.Contains(s.form.Purposes, s.order.Purpose) {
		return &OtherPurpose{Wanted: s.form.Purposes[0]}
	}
	if err := s.look(ctx, f); err != nil {
		return err
	}
	if s.job, err = sign.Prepare(f, sign.Options{Profile: s.order.Profile, Field: s.order.Field}); err != nil {
		return err
	}
	if s.out, err = s.desk.Create(s.order.Output, append([]string{s.order.Input}, s.order.Together...), s.order.Force); err != nil {
		return err
	}
	if err := s.job.CopyPrefix(ctx, s.out, s.file, func(done int64) {
		s.order.Progress("copy", done, s.stat.Size())
	}); err != nil {
		return err
	}
	return s.unchanged()
}

// otherYear is nil for a form of this year or next, and for one we do not know.
func (d *Desk) otherYear(form *catalog.Form) *OtherYear {
	year := d.Now().Year()
	if form == nil || form.Year == year || form.Year == year+1 {
		return nil
	}
	return &OtherYear{Year: form.Year, Wanted: year + 1}
}

// OtherYear is the refusal of a form that is for another year than this or next.
type OtherYear struct {
	// Year is the form's, Wanted the one most likely needed.
	Year, Wanted int
}

func (e *OtherYear) Error() string { return fmt.Sprintf("form of %d", e.Year) }

// Unwrap makes it a forms.Problem of kind OtherYear.
func (e *OtherYear) Unwrap() error { return forms.Fail(forms.OtherYear, "recognise form", nil) }

// OtherPurpose is the refusal of a known form for someone it does not go to.
type OtherPurpose struct{ Wanted forms.Purpose }

func (e *OtherPurpose) Error() string { return "form for purpose " + string(e.Wanted) }

// Unwrap makes it a forms.Problem of kind NotWanted.
func (e *OtherPurpose) Unwrap() error { return forms.Fail(forms.NotWanted, "recognise form", nil) }

// look notes the fields made for a My Number, and what is signed already, so that
// ours can be withheld if it would do harm there.
func (s *Staged) look(ctx context.Context, f *pdf.File) error {
	fields, err := f.Fields()
	if err != nil {
		return err
	}
	signed := false
	for _, x := range fields {
		s.personal = s.personal || x.MaxLen == digitsOfMyNumber
		signed = signed || x.Type == "Sig" && x.Value != nil
	}
	if !signed {
		return nil
	}
	rep, err := verify.Check(ctx, s.file, s.stat.Size(), s.desk.options(nil))
	if err != nil {
		return err
	}
	s.before = rep.Signatures
	return nil
}

// unchanged compares the input with what it was when it was opened.
func (s *Staged) unchanged() error {
	now, err := s.file.Stat()
	if err != nil {
		return forms.Fail(forms.ReadFailed, "look at input again", err)
	}
	if now.Size() != s.stat.Size() || !now.ModTime().Equal(s.stat.ModTime()) {
		return forms.Fail(forms.InputChanged, "look at input again", nil)
	}
	return nil
}

// Receipt says what was done.
type Receipt struct {
	Input, Output string
	Purpose       forms.Purpose
	Profile       forms.Profile
	Field         string
	// SignedAt is the computer's clock: claimed, not proven.
	SignedAt  time.Time
	ByteRange [4]int64
	Size      int64
	// Discloses is what whoever gets the file can read in it.
	Discloses Holder
	Check     verify.Signature
	Second    second.Opinion
	Form      *catalog.Form
}

// Sign signs with what the card gave. It is called between the card's VERIFY and
// its power-down; what follows the signature itself is Keep's, after the card
// has been let go.
func (s *Staged) Sign(card Signing) (*Receipt, error) {
	s.order.Progress("sign", 0, 0)
	if err := s.unchanged(); err != nil {
		return nil, err
	}
	at := s.desk.Now().Truncate(time.Second)
	res, err := s.job.Finish(s.out, sign.Signer{
		Certificate: card.Certificate, Chain: []*x509.Certificate{card.CA},
		Name: card.Discloses.Name, Time: at, Key: card.Key,
	})
	if err != nil {
		return nil, err
	}
	s.job = nil // with the unsigned document's tables; the check reads the file anew
	r := &Receipt{
		Input: s.order.Input, Output: s.order.Output, Purpose: s.order.Purpose, Profile: s.order.Profile,
		Field: res.Field, SignedAt: at, ByteRange: res.ByteRange, Size: res.Size, Form: s.form,
		Discloses: card.Discloses,
	}
	return r, nil
}

// Keep has the written file judged and, if both judges let it pass, gives it its
// name. Our own verifier decides; the other one can only withhold.
func (s *Staged) Keep(ctx context.Context, r *Receipt) error {
	s.order.Progress("check", 0, r.Size)
	rep, err := verify.Check(ctx, s.out, r.Size, s.desk.options(s.order.Progress))
	if err != nil {
		if forms.Is(err, forms.Cancelled) {
			return err
		}
		return forms.Fail(forms.SelfCheck, "check the signed file", err)
	}
	if err := s.accept(rep, r); err != nil {
		return err
	}
	s.order.Progress("second", 0, 0)
	r.Second = s.desk.Second(ctx, s.out, r.Size, r.Field)
	if r.Second.Verdict == second.Disagrees {
		return forms.Fail(forms.SecondOpinion, "ask the second verifier", nil)
	}
	if err := ctx.Err(); err != nil {
		return forms.Fail(forms.Cancelled, "keep the signed file", err)
	}
	return s.out.Commit()
}

// accept looks for exactly our signature and demands everything of it.
func (s *Staged) accept(rep *verify.Report, r *Receipt) error {
	const op = "check the signed file"
	for _, sig := range rep.Signatures {
		if sig.Field != r.Field {
			continue
		}
		r.Check = sig
		switch {
		case sig.Verdict != verify.Intact || sig.Integrity != verify.BytesUnchanged || sig.Coverage != verify.CoverageWhole:
			return forms.Fail(forms.SelfCheck, op, fmt.Errorf("verdict %v %v", sig.Verdict, sig.Reasons))
		case sig.ByteRange != r.ByteRange || sig.ByteRange[2]+sig.ByteRange[3] != r.Size:
			return forms.Fail(forms.SelfCheck, op, fmt.Errorf("covers another range"))
		case sig.Issuer != verify.IssuerPinned:
			return forms.Fail(forms.SelfCheck, op, fmt.Errorf("issuer not pinned"))
		case !sig.DatesCover:
			return forms.Fail(forms.SelfCheck, op, fmt.Errorf("certificate dates"))
		}
		return s.spared(rep)
	}
	return forms.Fail(forms.SelfCheck, op, fmt.Errorf("signature not found"))
}

// spared demands that every signature that was whole before still is.
func (s *Staged) spared(rep *verify.Report) error {
	for i := range s.before {
		was := &s.before[i]
		if !Whole(was) {
			continue
		}
		still := false
		for j := range rep.Signatures {
			is := &rep.Signatures[j]
			still = still || is.Field == was.Field && is.ByteRange == was.ByteRange && Whole(is)
		}
		if !still {
			return forms.Fail(forms.BreaksOther, "check the signatures there were", nil)
		}
	}
	return nil
}

// Close gives everything back and removes an output that was not kept.
func (s *Staged) Close() error {
	var errs []error
	if s.out != nil {
		errs = append(errs, s.out.Abort())
	}
	return errors.Join(append(errs, s.file.Close())...)
}

func openRegular(name string) (*os.File, fs.FileInfo, error) {
	const op = "open input"
	// Looked at before it is opened: opening a pipe would wait for its writer.
	st, err := os.Stat(name)
	if err != nil {
		return nil, nil, forms.Fail(forms.ReadFailed, op, errors.Unwrap(err))
	}
	if !st.Mode().IsRegular() {
		return nil, nil, forms.Fail(forms.ReadFailed, op, errors.New("not a regular file"))
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, forms.Fail(forms.ReadFailed, op, errors.Unwrap(err))
	}
	if st, err = f.Stat(); err != nil {
		return nil, nil, errors.Join(forms.Fail(forms.ReadFailed, op, err), f.Close())
	}
	return f, st, nil
}

// SignedName is the default name of the signed file: <name>_signed.pdf, with
// _practice before it when the card is a practice card.
func SignedName(input string, practice bool) string {
	ext := filepath.Ext(input)
	base := strings.TrimSuffix(input, ext)
	if practice {
		base += "_practice"
	}
	if ext == "" {
		ext = ".pdf"
	}
	return base + "_signed" + ext
}

// signable reports what would keep f from being signed.
func signable(f *pdf.File) error {
	_, err := sign.Prepare(f, sign.Options{Profile: forms.Detached})
	return err
}
