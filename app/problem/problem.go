// Package problem turns what went wrong in another room into one code of a
// closed set. Each code has a sentence and one thing to do in every language
// (problem.<code>.say and .do), an exit status, and a word on what it did to the
// tries left on the card.
//
// It writes no text itself and shows nothing.
package problem

import (
	"context"
	"errors"

	"madoguchi/card"
	"madoguchi/forms"
)

// Find returns the entry of a code.
func Find(c Code) (Entry, bool) {
	for _, e := range table {
		if e.Code == c {
			return e, true
		}
	}
	return Entry{}, false
}

// Secret says which secret an error is about; the same failure of a card reads
// differently for the signing password and for a four-digit PIN.
type Secret int

const (
	// NoSecret: none was in play.
	NoSecret Secret = iota
	// SigningPassword is 署名用パスワード.
	SigningPassword
	// PIN is one of the four-digit numbers (暗証番号).
	PIN
)

// Coded is an error of a room that names its own code, so that this one need not
// know the room.
type Coded interface {
	error
	// ProblemCode is one of Table.
	ProblemCode() string
	// ProblemArgs fill the placeholders of its texts; nil when there are none.
	ProblemArgs() map[string]any
}

// Problem is a code with what is known about this one occurrence. It is an
// error, so that a use case may return one of its own.
type Problem struct {
	Entry
	// TriesLeft is the counter after it, or card.TriesUnknown.
	TriesLeft int
	// Args fill the placeholders of the texts: counts, reader names, file names.
	Args map[string]any
	// Err is the cause, for people who repair things.
	Err error
}

// New makes a problem that no room below raised.
func New(c Code, args map[string]any) *Problem {
	e, ok := Find(c)
	if !ok {
		e = Entry{Code: InternalFault, Exit: exitUnlisted, Tries: TriesKept, Picture: "fault"}
	}
	return &Problem{Entry: e, TriesLeft: card.TriesUnknown, Args: args}
}

func (p *Problem) Error() string {
	if p.Err != nil {
		return string(p.Code) + ": " + p.Err.Error()
	}
	return string(p.Code)
}

func (p *Problem) Unwrap() error { return p.Err }

// swExhausted is the answer to the VERIFY that spent the last try; a secret that
// was locked before gives another or none.
const swExhausted = 0x63C0

// Of maps any error to a problem; nil gives nil. A Problem inside err is
// returned as it is.
func Of(err error, s Secret) *Problem {
	if err == nil {
		return nil
	}
	if p, ok := errors.AsType[*Problem](err); ok {
		return p
	}
	if f, ok := errors.AsType[*card.Failure](err); ok {
		code := ofCard(f.Kind, s)
		switch {
		case code == LastTry && f.TriesLeft < 0:
			code = TriesNotSaid
		case code == PasswordLocked && f.SW == swExhausted:
			code = PasswordNowLocked
		case code == PINLocked && f.SW == swExhausted:
			code = PINNowLocked
		}
		p := New(code, nil)
		p.TriesLeft, p.Err = f.TriesLeft, err
		if f.TriesLeft >= 0 {
			p.Args = map[string]any{"tries": f.TriesLeft}
		}
		return p
	}
	if f, ok := errors.AsType[*forms.Problem](err); ok {
		p := New(ofForms(f.Kind), nil)
		p.Err = err
		return p
	}
	if f, ok := errors.AsType[Coded](err); ok {
		p := New(Code(f.ProblemCode()), f.ProblemArgs())
		p.Err = err
		return p
	}
	c := InternalFault
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		c = Stopped
	}
	p := New(c, nil)
	p.Err = err
	return p
}

func ofCard(k card.Kind, s Secret) Code {
	pick := func(password, pin Code) Code {
		if s == SigningPassword {
			return password
		}
		return pin
	}
	switch k {
	case card.Unsupported:
		return BuiltWithoutPCSC
	case card.NoService:
		return ServiceOff
	case card.NoReader:
		return ReaderMissing
	case card.NoCard:
		return CardMissing
	case card.Unresponsive:
		return CardSilent
	case card.Busy:
		return CardBusy
	case card.Removed:
		return CardRemoved
	case card.Reset:
		return CardReset
	case card.Changed:
		return CardChanged
	case card.TooMany:
		return CardTooMany
	case card.UnknownCard:
		return CardUnknown
	case card.NotFound:
		return CardFileMissing
	case card.NotAllowed:
		return ModeForbids
	case card.SecretFormat:
		return pick(PasswordFormat, PINFormat)
	case card.WrongSecret:
		return pick(WrongPassword, WrongPIN)
	case card.LastTry:
		return LastTry
	case card.Locked:
		return pick(PasswordLocked, PINLocked)
	case card.SecretNeeded:
		return SecretNeeded
	case card.NoCertificate:
		return CertificateMissing
	case card.Expired:
		return CertificateExpired
	case card.NotPinned:
		return IssuerNotPinned
	case card.Malformed:
		return CardMalformed
	case card.Refused:
		return CardRefused
	case card.Uncertain:
		return SecretUncertain
	case card.Cancelled:
		return Stopped
	default:
		return InternalFault
	}
}

func ofForms(k forms.Kind) Code {
	switch k {
	case forms.NotPDF:
		return NotPDF
	case forms.Damaged:
		return PDFDamaged
	case forms.Encrypted:
		return PDFEncrypted
	case forms.Certified:
		return PDFCertified
	case forms.TooLarge:
		return PDFTooLarge
	case forms.Malformed:
		return PDFMalformed
	case forms.Unsupported:
		return PDFUnsupported
	case forms.NoField:
		return FieldMissing
	case forms.NoRoom:
		return NoRoom
	case forms.BreaksOther:
		return BreaksOther
	case forms.NotWanted:
		return NotWanted
	case forms.OtherYear:
		return OtherYear
	case forms.InputChanged:
		return InputChanged
	case forms.SelfCheck:
		return SelfCheck
	case forms.SecondOpinion:
		return SecondOpinion
	case forms.ReadFailed:
		return ReadFailed
	case forms.WriteFailed:
		return WriteFailed
	case forms.FolderMissing:
		return FolderMissing
	case forms.OutputExists:
		return OutputExists
	case forms.SameFile:
		return OutputIsInput
	case forms.FileName:
		return FileName
	case forms.HelperTimeout, forms.HelperMemory, forms.HelperCrashed, forms.HelperUnavailable:
		return HelperFailed
	case forms.Cancelled:
		return Stopped
	default:
		return InternalFault
	}
}

// OfKind is the code of a kind of problem with a file.
func OfKind(k forms.Kind) Code { return ofForms(k) }
