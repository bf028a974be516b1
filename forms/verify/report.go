package verify

import "time"

// Anchor is a pinned certification authority.
type Anchor struct {
	// ID names it: "sign-03".
	ID string
	// SHA256 is the hash of its certificate's DER.
	SHA256 [32]byte
	// Certificate is its DER, optional. With it a signature that did not bring
	// the authority's certificate along can be judged too.
	Certificate []byte
	// NotBefore and NotAfter are its dates, inclusive; zero for unknown.
	NotBefore, NotAfter time.Time
	// Practice marks the authority of the practice cards.
	Practice bool
}

// Subject is what a certificate says of its holder.
type Subject struct {
	Name string
}

// Describe reads a signer's certificate (DER); false if it is of no kind it
// knows.
type Describe func(der []byte) (Subject, bool)

// Verdict is the one-word outcome for a signature. None of them says that the
// signer was entitled, or who he really was.
type Verdict string

const (
	// Unreadable: nothing can be said; Reasons say why.
	Unreadable Verdict = "unreadable"
	// Broken: the signed bytes were changed, or the signature is not what it must
	// be for anything to follow from it.
	Broken Verdict = "broken"
	// ChangedAfter: the signed bytes are unchanged, but the document was changed
	// afterwards in a way a signature does not permit; Later says how.
	ChangedAfter Verdict = "changed_after"
	// IntactLaterAllowed: the signed bytes are unchanged, and all that came later
	// are further signatures, validation data and permitted form filling.
	IntactLaterAllowed Verdict = "intact_later_allowed"
	// Intact: the signed bytes are unchanged and are the whole file.
	Intact Verdict = "intact"
)

// Integrity says whether the signed bytes are those that were signed.
type Integrity string

const (
	IntegrityUnknown Integrity = "unknown"
	BytesUnchanged   Integrity = "unchanged"
	BytesChanged     Integrity = "changed"
)

// Coverage says how much of the file was signed.
type Coverage string

const (
	// CoverageUnclear: the ranges are not what they must be.
	CoverageUnclear Coverage = "unclear"
	// CoverageRevision: all of the file as it was then; later revisions follow.
	CoverageRevision Coverage = "revision"
	// CoverageWhole: all of the file but the signature itself.
	CoverageWhole Coverage = "whole"
)

// Issuer says who issued the signer's certificate.
type Issuer string

const (
	// IssuerUnknown: no pinned authority. Anyone can make such a certificate.
	IssuerUnknown Issuer = "unknown"
	// IssuerPinned: a pinned authority signed it.
	IssuerPinned Issuer = "pinned"
)

// Reason is a code of the closed set Reasons lists.
type Reason string

const (
	// Said of every signature that could be read.
	RevocationUnknown Reason = "revocation_unknown"
	TimeClaimed       Reason = "time_claimed"
	// Of the issuer and the dates.
	IssuerNotPinned Reason = "issuer_not_pinned"
	NoTime          Reason = "no_time"
	OutsideDates    Reason = "outside_dates"
	OutsideDatesNow Reason = "outside_dates_now"
	WeakDigest      Reason = "weak_digest"
	WeakKey         Reason = "weak_key"
	StampNotChecked Reason = "stamp_not_checked"
	NoUniqueCert    Reason = "certificate_not_unique"
	CertificateOdd  Reason = "certificate_odd"
	// NoSigningCertificate: ETSI EN 319 142-1 6.3 wants the attribute of RFC 5035.
	NoSigningCertificate Reason = "signing_certificate_missing"
	DocumentStamp        Reason = "document_timestamp"
	CertifiedNoEdits     Reason = "certified_no_changes"

	// Why nothing can be said.
	EncryptedFile      Reason = "encrypted"
	DamagedFile        Reason = "damaged_file"
	UnknownSubFilter   Reason = "unknown_subfilter"
	UnknownAlgorithm   Reason = "unknown_algorithm"
	TooManySignatures  Reason = "too_many_signatures"
	UnreadableCMS      Reason = "unreadable_cms"
	DictionaryNotClear Reason = "dictionary_unreadable"

	// Why a signature is broken.
	DigestDiffers      Reason = "digest_differs"
	SignatureWrong     Reason = "signature_wrong"
	SignerMissing      Reason = "signer_missing"
	OtherCertificate   Reason = "other_certificate"
	AttributesWrong    Reason = "attributes_wrong"
	AlgorithmsDiffer   Reason = "algorithms_differ"
	SeveralSigners     Reason = "several_signers"
	NoSigners          Reason = "no_signers"
	ContentInside      Reason = "content_inside"
	ByteRangeMissing   Reason = "byte_range_missing"
	ByteRangeOdd       Reason = "byte_range_odd"
	ByteRangeGap       Reason = "byte_range_gap"
	ByteRangePartial   Reason = "byte_range_partial"
	ByteRangeBeyond    Reason = "byte_range_beyond"
	ContentsMissing    Reason = "contents_missing"
	ContentsNotInPlace Reason = "contents_not_in_place"
	// DuplicateKeys: also of a trailer, then nothing can be said.
	DuplicateKeys    Reason = "duplicate_keys"
	SharedDictionary Reason = "shared_dictionary"
	FieldNotSigned   Reason = "field_not_in_signed_revision"

	// Why it counts as changed after signing.
	NotRevisionEnd   Reason = "not_a_revision_end"
	TrailingBytes    Reason = "trailing_bytes"
	SignatureRemoved Reason = "signature_removed"
	LaterChanges     Reason = "later_changes"
	TooManyChanges   Reason = "too_many_changes"
	LaterUnclear     Reason = "later_revision_unclear"
)

// ChangeKind says what was changed after signing.
type ChangeKind string

const (
	ChangePageContent  ChangeKind = "page_content"
	ChangePages        ChangeKind = "pages"
	ChangePage         ChangeKind = "page"
	ChangeResource     ChangeKind = "resource"
	ChangeFont         ChangeKind = "font"
	ChangeAnnotation   ChangeKind = "annotation"
	ChangeCatalog      ChangeKind = "catalog"
	ChangeMetadata     ChangeKind = "metadata"
	ChangeFormValue    ChangeKind = "form_value"
	ChangeAppearance   ChangeKind = "form_appearance"
	ChangeForm         ChangeKind = "form_structure"
	ChangeSigned       ChangeKind = "signature_added"
	ChangeStamped      ChangeKind = "timestamp_added"
	ChangeSigField     ChangeKind = "signature_field_added"
	ChangeSignature    ChangeKind = "signature_changed"
	ChangeDSS          ChangeKind = "validation_data"
	ChangeHiddenObject ChangeKind = "hidden_object"
	ChangeObject       ChangeKind = "object"
	// ChangeUnused: a new object that nothing refers to.
	ChangeUnused ChangeKind = "unused_object"
	// ChangeVersion: the version or the list of extensions of PDF.
	ChangeVersion ChangeKind = "version"
	// ChangeNothing: a later revision that changes nothing.
	ChangeNothing  ChangeKind = "nothing"
	ChangeTrailing ChangeKind = "trailing_bytes"
	ChangeUnclear  ChangeKind = "unclear"
)

// Change is one thing that came after the signed revision.
type Change struct {
	Kind ChangeKind
	// Allowed: a signature permits it.
	Allowed bool
	// Revision is the revision that changed it last, counted from 1.
	Revision int
	// Object is the indirect object, "12 0 R", or empty.
	Object string
	// Page is the page it is on, counted from 1; 0 if none or unknown.
	Page int
	// Field is the full name of the form field, or empty.
	Field string
	// Visible: a signature, or a field for one, that draws on its page, or may.
	Visible bool
}

// Signature is what can be said of one signature.
type Signature struct {
	// Field is the full name of its field.
	Field string
	// SubFilter and Name are the dictionary's; Name is what anyone may have
	// written, not read out of the certificate.
	SubFilter, Name string
	// Claimed is /M, else the signingTime attribute: claimed, not proven; zero if
	// there is neither.
	Claimed time.Time
	// Timestamp: a document timestamp, not a person's signature.
	Timestamp bool
	// Visible: it draws on its page, or may; Page is the page, counted from 1, 0
	// if it draws nothing or that is unclear. What it draws is the signer's choice
	// and may cover all of the page.
	Visible bool
	Page    int
	// Certifies: the document's author certified it (DocMDP); Permits is its P,
	// 1 to 3, or 0.
	Certifies bool
	Permits   int
	// ByteRange is the signed ranges as offset, length, offset, length in bytes.
	ByteRange [4]int64
	// Revision is the revision it signed, counted from 1; 0 if unclear.
	Revision  int
	Integrity Integrity
	Coverage  Coverage
	Later     []Change
	Issuer    Issuer
	// AnchorID and Practice are of the pinned authority, if there is one.
	AnchorID string
	Practice bool
	// DatesCover: the dates of the signer's certificate and of the pinned
	// authority's hold the claimed time; DatesCoverNow: today.
	DatesCover, DatesCoverNow bool
	// Certificate is the signer's (DER), nil if unknown; Subject what Describe
	// read in it.
	Certificate []byte
	Subject     Subject
	// Removed: it stands in an older revision only.
	Removed bool
	Reasons []Reason
	Verdict Verdict

	registry registryFacts
}

// Has reports whether the reason was given.
func (s *Signature) Has(r Reason) bool {
	for _, have := range s.Reasons {
		if have == r {
			return true
		}
	}
	return false
}

func (s *Signature) because(r Reason) {
	if !s.Has(r) {
		s.Reasons = append(s.Reasons, r)
	}
}

// Report is what Check found.
type Report struct {
	// Signatures in the order of their revisions.
	Signatures []Signature
	// UsageRights: a usage-rights signature (/Perms /UR3) is there. It is Adobe's,
	// not a person's, and was not looked at.
	UsageRights bool
	// Encrypted: the file is encrypted; its signatures are Unreadable.
	Encrypted bool
	// Damaged: the cross-references could not be followed, and what the document
	// holds was found by a scan; other programs may find something else. Its
	// signatures are Unreadable.
	Damaged bool
	// Unsigned: no signature field holds a signature; false where that cannot be
	// told.
	Unsigned bool
	// Orphans counts dictionaries that look like signatures and belong to no
	// field. They were not looked at.
	Orphans int
	// Revisions is how many revisions the file has; 0 if that is unclear.
	Revisions int
	// Size is the file's length in bytes.
	Size int64
}
