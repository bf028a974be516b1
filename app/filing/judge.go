package filing

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"

	"madoguchi/forms"
	"madoguchi/forms/catalog"
	"madoguchi/forms/pdf"
	"madoguchi/forms/verify"
)

// Verified is what Verify found.
type Verified struct {
	*verify.Report
	// Tail: something stands behind the last complete revision. That may be what
	// is left of a signature whose end was lost on its way.
	Tail bool
}

// Verify checks every signature of a file against the pinned authorities.
func (d *Desk) Verify(ctx context.Context, name string, p Progress) (*Verified, error) {
	f, st, err := openRegular(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rep, err := verify.Check(ctx, f, st.Size(), d.options(p))
	if err != nil {
		return nil, err
	}
	tail, err := hasTail(f, st.Size())
	if err != nil {
		return nil, err
	}
	return &Verified{Report: rep, Tail: tail}, nil
}

// hasTail reports whether anything but white space follows the last revision.
func hasTail(r io.ReaderAt, size int64) (bool, error) {
	f, err := pdf.Open(r, size)
	if err != nil {
		return false, err
	}
	revisions := f.Revisions()
	if len(revisions) == 0 {
		return true, nil
	}
	const enough = 64 << 10 // nobody pads a file with more white space than that
	end := revisions[len(revisions)-1].End
	tail := make([]byte, min(size-end, enough))
	if _, err := r.ReadAt(tail, end); err != nil && !errors.Is(err, io.EOF) {
		return false, forms.Fail(forms.ReadFailed, "read end of file", err)
	}
	return len(bytes.Trim(tail, "\x00\t\n\f\r ")) > 0, nil
}

// Whole reports whether the file fits a signature, whoever made it.
func Whole(s *verify.Signature) bool {
	return s.Verdict == verify.Intact || s.Verdict == verify.IntactLaterAllowed
}

// Good reports whether nothing speaks against a person's signature, as far as
// that can be told without revocation data: its bytes unchanged, what came later
// permitted, a pinned issuer, dates that cover the claimed time.
func Good(s *verify.Signature) bool {
	return !s.Timestamp && Whole(s) && s.Issuer == verify.IssuerPinned && s.DatesCover
}

// Judgement sums up the signatures of a file.
type Judgement int

const (
	// AllGood: at least one person signed, every person's signature is Good, and
	// every timestamp fits the file.
	AllGood Judgement = iota
	// Unsigned: nobody signed; timestamps are nobody's signature.
	Unsigned
	// NotWhole: at least one does not fit the file, or cannot be read.
	NotWhole
	// UnknownIssuer: all fit, and of at least one it is not known who signed.
	UnknownIssuer
	// ForPractice: all fit, and at least one is by a practice card, whose key
	// anybody has.
	ForPractice
)

// Judge sums up a report.
func Judge(rep *verify.Report) Judgement {
	j := Unsigned
	for i := range rep.Signatures {
		s := &rep.Signatures[i]
		switch {
		case !Whole(s):
			return NotWhole
		case s.Timestamp:
		case !Good(s):
			j = UnknownIssuer
		case s.Practice && j != UnknownIssuer:
			j = ForPractice
		case j == Unsigned:
			j = AllGood
		}
	}
	return j
}

// What RegistryCheck looks at besides the rule's own points, because a file that
// fails here is refused however well formed it is.
const (
	// RegistryIntact: the file fits every signature.
	RegistryIntact = "registry_intact"
	// RegistryIssuer: every signature is by a pinned authority that is not for
	// practice, with dates that cover it; only a warning, for other authorities
	// than ours are accepted there too.
	RegistryIssuer = "registry_issuer"
)

// RegistryCheck checks a file against the registry's written rule for signed
// PDFs. It is a check of form; whether the registry takes the paper is its own
// decision.
func (d *Desk) RegistryCheck(ctx context.Context, name string, p Progress) ([]verify.Item, error) {
	f, st, err := openRegular(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rep, err := verify.Check(ctx, f, st.Size(), d.options(p))
	if err != nil {
		return nil, err
	}
	items, err := verify.RegistryCheck(ctx, f, st.Size(), rep)
	if err != nil {
		return nil, err
	}
	some := len(rep.Signatures) > 0
	intact := verify.Item{Code: RegistryIntact, OK: some}
	issuer := verify.Item{Code: RegistryIssuer, OK: some, Warning: true}
	for i := range rep.Signatures {
		s := &rep.Signatures[i]
		intact.OK = intact.OK && Whole(s)
		issuer.OK = issuer.OK && Good(s) && !s.Practice
	}
	return append(items, intact, issuer), nil
}

func (d *Desk) options(p Progress) verify.Options {
	o := verify.Options{Anchors: d.Anchors, Describe: d.Describe, Now: d.Now()}
	if p != nil {
		o.Progress = func(done, total int64) { p("check", done, total) }
	}
	return o
}

// Inspection is what can be said about a file without a signature check.
type Inspection struct {
	Size      int64
	Version   string
	Pages     int
	Encrypted bool
	Fields    []pdf.Field
	// Signed counts the signature fields that hold a signature, Empty those that
	// wait for one.
	Signed, Empty int
	Form          *catalog.Form
	// Hinders are the reasons for which Stage would refuse the file, empty when
	// it can be signed.
	Hinders []forms.Kind
	// Scripts: the form runs JavaScript in viewers that know it.
	Scripts bool
	// XFA: the form has a second, XML body that other programs may show.
	XFA bool
	// UsageRights: Adobe's signature that switches functions of its viewer on; it
	// does not survive a further signature.
	UsageRights bool
	// NeedAppearances: the form asks viewers to draw its values themselves.
	NeedAppearances bool
	// OtherYear: the form is for another year than this or next, which Stage
	// asks about; then Hinders has forms.OtherYear.
	OtherYear *OtherYear
}

// Inspect opens a file and looks around in it. It changes nothing and prints no
// value.
func (d *Desk) Inspect(name string) (*Inspection, error) {
	file, st, err := openRegular(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	f, err := pdf.Open(file, st.Size())
	if err != nil {
		return nil, err
	}
	i := &Inspection{Size: st.Size(), Version: f.Version(), Encrypted: f.Encrypted()}
	if i.Encrypted {
		i.Hinders = append(i.Hinders, forms.Encrypted)
		return i, nil
	}
	if i.Pages, err = f.PageCount(); err != nil {
		return nil, err
	}
	if i.Fields, err = f.Fields(); err != nil {
		return nil, err
	}
	for _, x := range i.Fields {
		i.Scripts = i.Scripts || acts(f, x.Dict)
		for _, w := range x.Widgets {
			i.Scripts = i.Scripts || acts(f, w.Dict)
		}
		if x.Type == "Sig" && x.Value != nil {
			i.Signed++
		} else if x.Type == "Sig" {
			i.Empty++
		}
	}
	if err := i.catalogue(f); err != nil {
		return nil, err
	}
	if d.Forms != nil {
		form, ok, err := d.Forms.Recognise(f)
		if err != nil {
			return nil, err
		}
		if ok {
			i.Form = &form
			if i.OtherYear = d.otherYear(&form); i.OtherYear != nil {
				i.Hinders = append(i.Hinders, forms.OtherYear)
			}
		}
	}
	if err := signable(f); err != nil {
		k, _ := forms.KindOf(err)
		i.Hinders = append(i.Hinders, k)
	}
	return i, nil
}

// digitsOfMyNumber is the length of 個人番号 (My Number Act Enforcement Order
// art. 8: eleven digits and a check digit).
const digitsOfMyNumber = 12

// Covered stands for a value that may be a My Number.
const Covered = "••••"

// Shown is the value of a field as it may be printed, and whether there is one.
// Anything with as many digits as a My Number, in whatever script and with
// whatever between them, is covered, and so is what stands in a field made for
// that many characters.
func Shown(f pdf.Field) (string, bool) {
	var text string
	switch v := f.Value.(type) {
	case pdf.String:
		text = pdf.DecodeText(v)
	case pdf.Name:
		text = string(v)
	default:
		return "", false
	}
	if text == "" {
		return "", true
	}
	digits := 0
	for _, r := range text {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	if digits >= digitsOfMyNumber || f.MaxLen == digitsOfMyNumber {
		return Covered, true
	}
	return text, true
}

func (i *Inspection) catalogue(f *pdf.File) error {
	_, root, err := f.Root()
	if err != nil {
		return err
	}
	names, err := f.Dict(root["Names"])
	i.Scripts = i.Scripts || root["AA"] != nil || runs(f, root["OpenAction"]) || err == nil && names["JavaScript"] != nil
	if acro, err := f.Dict(root["AcroForm"]); err == nil {
		i.XFA = acro["XFA"] != nil
		i.NeedAppearances = acro["NeedAppearances"] == pdf.Boolean(true)
	}
	if perms, err := f.Dict(root["Perms"]); err == nil {
		i.UsageRights = perms["UR3"] != nil || perms["UR"] != nil
	}
	return nil
}

// acts reports whether a field or widget has an action that may run a script
// (ISO 32000-1 12.6.3: /AA, 12.6.4.16: /A of type JavaScript).
func acts(f *pdf.File, d pdf.Dict) bool { return d["AA"] != nil || runs(f, d["A"]) }

func runs(f *pdf.File, o pdf.Object) bool {
	action, err := f.Dict(o)
	return err == nil && (action["S"] == pdf.Name("JavaScript") || action["Next"] != nil)
}

// registryRefuses are the ASCII and full-width signs that the registry's system
// does not take in file names.
const registryRefuses = " \u3000\"#&'()=^~\\|`:;*+,<>/?$%@[]" + "〜∥−¢£¬―" + "～‖－￠￡￢—"

// RegistryName reports whether the registry's system takes a file name: ASCII
// letters and digits, characters of JIS X 0208, and none of a list of signs.
func RegistryName(name string) bool {
	if name == "" || !utf8.ValidString(name) {
		return false
	}
	enc := japanese.EUCJP.NewEncoder()
	for _, r := range name {
		if strings.ContainsRune(registryRefuses, r) || r < 0x20 || r == 0x7F {
			return false
		}
		if r < 0x7F {
			continue
		}
		b, err := enc.Bytes([]byte(string(r)))
		// Two bytes from A1 are JIS X 0208; 8E leads half-width kana and 8F
		// JIS X 0212. Rows 9 to 15 and those past 84 are vendors' own.
		if err != nil || len(b) != 2 {
			return false
		}
		if row := int(b[0]) - 0xA0; row < 1 || 8 < row && row < 16 || row > 84 {
			return false
		}
	}
	return true
}
