package casebook

import (
	"errors"

	"madoguchi/app/store"
)

// Kind names what went wrong. Kinds are never renamed.
type Kind string

// The closed set. Besides these, errors of package store come as they are with
// store.Busy and store.PassphraseShort, whose meaning is the same.
const (
	// NotHelping: the mode is another one than "I am helping someone".
	NotHelping Kind = "casebook_not_helping"
	// None: there is no casebook on this computer.
	None Kind = "casebook_none"
	// There: it was to be made and there is one already.
	There Kind = "casebook_there"
	// Locked: no passphrase was given in this run.
	Locked Kind = "casebook_locked"
	// PassphraseWrong: the passphrase does not open the casebook.
	PassphraseWrong Kind = "casebook_passphrase_wrong"
	// KeyLost: the key to the casebook is gone or is that of another one.
	KeyLost Kind = "casebook_key_lost"
	// KeyAlone: there is a key without a casebook, and the passphrase for a new
	// one does not open it.
	KeyAlone Kind = "casebook_key_alone"
	// Damaged: the casebook is not what this program wrote.
	Damaged Kind = "casebook_damaged"
	// Newer: a newer version of this program wrote the casebook.
	Newer Kind = "casebook_newer"
	// FileFailed: the system could not read or write a file.
	FileFailed Kind = "casebook_file_failed"
	// FileKept: what was burned is without a key, but its file is still there.
	FileKept Kind = "casebook_file_kept"
	// KeyKept: the key of what was burned could not be overwritten.
	KeyKept Kind = "casebook_key_kept"
	// Full: more cases, facts or steps than there is room for.
	Full Kind = "casebook_full"
	// NicknameLength, NicknameDigits, NicknameWord, NicknameName and
	// NicknameTaken: the nickname is empty or too long; holds a digit; is more
	// than one word or holds a sign; looks like a name; is another case's.
	NicknameLength Kind = "casebook_nickname_length"
	NicknameDigits Kind = "casebook_nickname_digits"
	NicknameWord   Kind = "casebook_nickname_word"
	NicknameName   Kind = "casebook_nickname_name"
	NicknameTaken  Kind = "casebook_nickname_taken"
	// FactRefused: a fact, a kind of case or a step is not one that is kept.
	FactRefused Kind = "casebook_fact_refused"
	// CaseGone: there is no such case; another window may have burned it.
	CaseGone Kind = "casebook_case_gone"
	// CaseChanged: another window has changed the case meanwhile.
	CaseChanged Kind = "casebook_case_changed"
	// CaseSame: the case that is to be taken over is here already.
	CaseSame Kind = "casebook_case_same"
	// HandOverForeign: the file is not one with a case.
	HandOverForeign Kind = "casebook_handover_foreign"
	// HandOverWrong: the passphrase does not open the file with a case.
	HandOverWrong Kind = "casebook_handover_wrong"
	// HandOverDamaged: the file with a case lost something on its way.
	HandOverDamaged Kind = "casebook_handover_damaged"
	// HandOverNewer: a newer version of this program wrote the file with a case,
	// or one whose facts are others.
	HandOverNewer Kind = "casebook_handover_newer"
)

// says is what happened and what to do, for programmers; what a person reads is
// made from the Kind.
var says = [...]struct {
	kind     Kind
	say, act string
}{
	{NotHelping, "cases are kept for helpers only", "choose \"I am helping someone\""},
	{None, "there is no casebook on this computer", "make one first"},
	{There, "there is a casebook already", "open it, or burn it first"},
	{Locked, "the casebook is locked", "type its passphrase"},
	{PassphraseWrong, "the passphrase does not open the casebook", "type it again"},
	{KeyLost, "the key to the casebook is not there; the casebook was left as it is", "put back a copy of the whole folder, or burn it and begin anew"},
	{KeyAlone, "there is a key without its casebook", "put the casebook back, type the passphrase of that key, or burn it and begin anew"},
	{Damaged, "the casebook is damaged; it was left as it is", "put back a copy of the whole folder, or burn it and begin anew"},
	{Newer, "a newer version of this program wrote the casebook; it was left as it is", "use the newer version"},
	{FileFailed, "the file could not be read or written", "look at the disk and the folder's permissions"},
	{FileKept, "the file without its key could not be deleted", "delete it by hand"},
	{KeyKept, "the old key could not be overwritten", "close other windows of this program and try again"},
	{Full, "there is no room for more", "burn what is done with"},
	{NicknameLength, "the nickname is empty or too long", "take one short word"},
	{NicknameDigits, "the nickname holds a digit", "leave digits out"},
	{NicknameWord, "the nickname is more than one word, or holds a sign", "take one word of letters"},
	{NicknameName, "the nickname looks like a name", "take a word that has nothing to do with the person"},
	{NicknameTaken, "another case has that nickname", "take another word"},
	{FactRefused, "this cannot be kept in a case", "leave it out"},
	{CaseGone, "this case is not here any more", "look at the list again"},
	{CaseChanged, "the case was changed in another window", "open it again and make the change there"},
	{CaseSame, "this case is here already", "choose between the two, or keep both"},
	{HandOverForeign, "this is not a file with a case", "choose another file"},
	{HandOverWrong, "the passphrase does not open the file", "type it again, or ask who made the file"},
	{HandOverDamaged, "the file is damaged", "ask for it once more"},
	{HandOverNewer, "the file was made with a newer version of this program", "use the newer version"},
}

// Error is what goes wrong here. Its text holds no nickname, no value and no
// path.
type Error struct {
	Kind Kind
	// Where is what FactRefused and Full are about: the id of a fact, "facts[3]",
	// "steps[0]", "kind".
	Where string
	// Version is that of the file, for Newer; 0 where nothing is known of it.
	Version int
	// Err is the cause, or nil.
	Err error
}

func (e *Error) Error() string {
	text := string(e.Kind) + ": "
	for _, s := range says {
		if s.kind == e.Kind {
			text += s.say + " (" + s.act + ")"
		}
	}
	if e.Where != "" {
		text += " [" + e.Where + "]"
	}
	return text
}

func (e *Error) Unwrap() error { return e.Err }

// ProblemCode is the code of the problem that a person is told.
func (e *Error) ProblemCode() string { return string(e.Kind) }

// ProblemArgs are the numbers in the texts of that code, or nil.
func (e *Error) ProblemArgs() map[string]any {
	switch e.Kind {
	case Newer:
		return map[string]any{"version": e.Version}
	case NicknameLength:
		return map[string]any{"max": LongestNickname}
	}
	return nil
}

// Do is what to do about it, in English.
func (e *Error) Do() string {
	for _, s := range says {
		if s.kind == e.Kind {
			return s.act
		}
	}
	return ""
}

// KindOf finds the Kind of an error of this package, "" for any other.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return ""
}

// Kinds lists the closed set.
func Kinds() []Kind {
	out := make([]Kind, 0, len(says))
	for _, s := range says {
		out = append(out, s.kind)
	}
	return out
}

func fail(k Kind) *Error { return &Error{Kind: k} }

func failAt(k Kind, where string) *Error { return &Error{Kind: k, Where: where} }

// ofStore is what each kind of the file below means here.
var ofStore = [...]struct {
	from store.Kind
	to   Kind
}{
	{store.Off, None},
	{store.On, There},
	{store.PassphraseNeeded, Locked},
	{store.PassphraseWrong, PassphraseWrong},
	{store.KeyMissing, KeyLost},
	{store.KeyWrong, KeyLost},
	{store.Damaged, Damaged},
	{store.Newer, Newer},
	{store.Full, Full},
	{store.FileFailed, FileFailed},
	{store.KeyKept, KeyKept},
	{store.FileKept, FileKept},
}

// told makes an error of the file below one of this package.
func told(err error) error {
	if _, ours := errors.AsType[*Error](err); ours {
		return err
	}
	e, ok := errors.AsType[*store.Error](err)
	if !ok {
		return err
	}
	for _, k := range ofStore {
		if k.from == e.Kind {
			return &Error{Kind: k.to, Version: e.Version, Err: err}
		}
	}
	return err
}
