package forms

import (
	"errors"
	"fmt"
)

// Kind is the closed set of what can go wrong with a PDF.
type Kind int

const (
	// Internal is a fault of this program.
	Internal Kind = iota
	// NotPDF: the file does not start like a PDF.
	NotPDF
	// Damaged: the file cannot be read, or not kept whole when written to.
	Damaged
	// Encrypted: the file has a password or permissions; an added signature
	// would not survive, and offices refuse such files.
	Encrypted
	// Certified: the author's signature allows no change at all (DocMDP P 1), so
	// ours would destroy it.
	Certified
	// TooLarge: the file is beyond a bound of ours, such as cross-reference
	// offsets of ten digits.
	TooLarge
	// Malformed: a structure inside (CMS, DER, a stream) does not have the form
	// it must have.
	Malformed
	// Unsupported: a feature that is well formed and not known here.
	Unsupported
	// NoField: the named signature field is not there, or is already signed.
	NoField
	// NoRoom: the signature does not fit into the room reserved for it. Found
	// before the card is asked.
	NoRoom
	// BreaksOther: with our signature added, one that was there before would not
	// count any more.
	BreaksOther
	// NotWanted: who receives this wants no signature inside the PDF.
	NotWanted
	// OtherYear: the form is for another year than this or next.
	OtherYear
	// InputChanged: the file changed while it was being read.
	InputChanged
	// SelfCheck: what was written does not pass our own verifier; it is withheld.
	SelfCheck
	// SecondOpinion: the other verifier calls the new signature invalid; the
	// file is withheld.
	SecondOpinion
	// ReadFailed: the operating system could not read.
	ReadFailed
	// WriteFailed: the operating system could not write (disk full, no right).
	WriteFailed
	// FolderMissing: the folder for the output is not there.
	FolderMissing
	// OutputExists: the output is there and was not to be replaced.
	OutputExists
	// SameFile: input and output are one file.
	SameFile
	// FileName: the name has a character the registry's system refuses.
	FileName
	// HelperTimeout, HelperMemory, HelperCrashed and HelperUnavailable: the
	// process that looks at a file for us was stopped, or could not be started.
	HelperTimeout
	HelperMemory
	HelperCrashed
	HelperUnavailable
	// Cancelled: the person stopped it.
	Cancelled
)

var kindNames = [...]string{
	Internal: "internal", NotPDF: "not a PDF", Damaged: "damaged", Encrypted: "encrypted",
	Certified: "certified", TooLarge: "too large", Malformed: "malformed", Unsupported: "unsupported",
	NoField: "no field", NoRoom: "no room", BreaksOther: "breaks another signature", NotWanted: "not wanted", OtherYear: "other year",
	InputChanged: "input changed", SelfCheck: "self-check", SecondOpinion: "second opinion",
	ReadFailed: "read failed", WriteFailed: "write failed", FolderMissing: "folder missing", OutputExists: "output exists",
	SameFile: "same file", FileName: "file name", HelperTimeout: "helper timeout",
	HelperMemory: "helper memory", HelperCrashed: "helper crashed",
	HelperUnavailable: "helper unavailable", Cancelled: "cancelled",
}

func (k Kind) String() string {
	if k < 0 || int(k) >= len(kindNames) {
		return fmt.Sprintf("kind %d", int(k))
	}
	return kindNames[k]
}

// Problem is the only error type that leaves the PDF rooms. Its text never
// holds a value out of the document.
type Problem struct {
	Kind Kind
	// Op is what was being done: "read cross-reference table".
	Op string
	// Offset is where in the file, or -1.
	Offset int64
	// Err is the cause, or nil.
	Err error
}

// Fail makes a Problem without an offset.
func Fail(k Kind, op string, err error) *Problem {
	return &Problem{Kind: k, Op: op, Offset: -1, Err: err}
}

// FailAt makes a Problem at a byte offset of the file.
func FailAt(k Kind, op string, offset int64, err error) *Problem {
	return &Problem{Kind: k, Op: op, Offset: offset, Err: err}
}

func (p *Problem) Error() string {
	s := p.Op + ": " + p.Kind.String()
	if p.Offset >= 0 {
		s += fmt.Sprintf(" at byte %d", p.Offset)
	}
	if p.Err != nil {
		s += ": " + p.Err.Error()
	}
	return s
}

func (p *Problem) Unwrap() error { return p.Err }

// KindOf returns the kind of the Problem that err is or wraps, and whether
// there is one.
func KindOf(err error) (Kind, bool) {
	if p, ok := errors.AsType[*Problem](err); ok {
		return p.Kind, true
	}
	return Internal, false
}

// Is reports whether err is or wraps a Problem of kind k.
func Is(err error, k Kind) bool {
	got, ok := KindOf(err)
	return ok && got == k
}
