package store

import (
	"errors"
	"io/fs"
	"os"

	"madoguchi/app/platform"
	"madoguchi/app/platform/keyring"
)

// Kind names what went wrong. Kinds are never renamed.
type Kind string

// The closed set.
const (
	// NotAboutMe: the mode is another one than "about me", or was not said.
	NotAboutMe Kind = "store_not_about_me"
	// Off: nothing is remembered on this computer.
	Off Kind = "store_off"
	// On: it was to be switched on and there is a file already.
	On Kind = "store_on_already"
	// Damaged: the file or what is in it is not what this program wrote.
	Damaged Kind = "store_damaged"
	// Newer: a newer version of this program wrote the file.
	Newer Kind = "store_newer"
	// KeyMissing: the keyring has no entry of this program, though the file
	// needs one.
	KeyMissing Kind = "store_key_missing"
	// KeyWrong: the entry in the keyring does not open the file.
	KeyWrong Kind = "store_key_wrong"
	// KeyringNone: there is no keyring here to ask.
	KeyringNone Kind = "store_keyring_none"
	// KeyringLocked: the keyring wants its own password first.
	KeyringLocked Kind = "store_keyring_locked"
	// KeyringDenied: the keyring or the person said no.
	KeyringDenied Kind = "store_keyring_denied"
	// KeyringSilent: the keyring did not answer in time.
	KeyringSilent Kind = "store_keyring_silent"
	// KeyringFailed: the keyring gave an error that is none of these.
	KeyringFailed Kind = "store_keyring_failed"
	// PassphraseNeeded: the file has a passphrase and none was given.
	PassphraseNeeded Kind = "store_passphrase_needed"
	// PassphraseWrong: the passphrase given does not open the file.
	PassphraseWrong Kind = "store_passphrase_wrong"
	// PassphraseShort: fewer than ShortestPassphrase characters.
	PassphraseShort Kind = "store_passphrase_short"
	// MyNumber: a value holds what looks like a My Number.
	MyNumber Kind = "store_my_number"
	// Invalid: a value is not one that a Document may hold.
	Invalid Kind = "store_invalid"
	// Full: more than a Document may hold.
	Full Kind = "store_full"
	// Busy: another window or command of this program is writing.
	Busy Kind = "store_busy"
	// FileFailed: the system could not read or write the file.
	FileFailed Kind = "store_file_failed"
	// FileKept and KeyKept: Forget could not delete the file, the entry.
	FileKept Kind = "store_file_kept"
	KeyKept  Kind = "store_key_kept"
)

// says is what happened and what to do, for a log and for programmers; what a
// person reads is made from the Kind.
var says = [...]struct {
	kind     Kind
	say, act string
}{
	{NotAboutMe, "only what is about oneself is remembered", "choose \"about me\""},
	{Off, "nothing is remembered on this computer", "switch it on first"},
	{On, "it is switched on already", "use it, or forget first"},
	{Damaged, "the file is damaged; it was left as it is", "put a copy of it back, or forget and begin anew"},
	{Newer, "a newer version of this program wrote the file; it was left as it is", "use the newer version"},
	{KeyMissing, "the key to the file is no longer in the keyring; the file was left as it is", "restore the keyring's entry, or forget and begin anew"},
	{KeyWrong, "the key in the keyring does not open the file; the file was left as it is", "restore the file or the keyring's entry, or forget and begin anew"},
	{KeyringNone, "there is no keyring here", "log in to a desktop that has one, or use a passphrase instead"},
	{KeyringLocked, "the keyring is locked", "unlock it and try again"},
	{KeyringDenied, "the keyring refused", "allow it and try again"},
	{KeyringSilent, "the keyring does not answer", "look for a question it has put on the screen, and try again"},
	{KeyringFailed, "the keyring failed", "try again, or use a passphrase instead"},
	{PassphraseNeeded, "the file has a passphrase", "type it"},
	{PassphraseWrong, "the passphrase does not open the file", "type it again"},
	{PassphraseShort, "the passphrase is too short", "take one of 8 characters or more"},
	{MyNumber, "a value looks like a My Number, which is never kept", "leave it out"},
	{Invalid, "a value cannot be kept", "leave it out"},
	{Full, "there is too much to keep", "delete old receipts"},
	{Busy, "another window or command of this program is writing", "try again when it is done"},
	{FileFailed, "the file could not be read or written", "look at the disk and the folder's permissions"},
	{FileKept, "the file could not be deleted", "delete it by hand"},
	{KeyKept, "the keyring's entry could not be deleted", "delete it by hand in the keyring's own program, or unlock the keyring and forget again"},
}

// Error is every error of this package (Forget may join two). Its text holds no
// value, no name and no path.
type Error struct {
	Kind Kind
	// Where is the part of a Document that Invalid, MyNumber and Full are about,
	// such as "profile" or "facts[3]", counted from 0.
	Where string
	// Version is that of the file, for Newer.
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

// ProblemCode is the code of the problem that a person is told; app/problem has
// an entry and texts for each Kind.
func (e *Error) ProblemCode() string { return string(e.Kind) }

// ProblemArgs are the numbers in the texts of that code, or nil.
func (e *Error) ProblemArgs() map[string]any {
	switch e.Kind {
	case Newer:
		return map[string]any{"version": e.Version}
	case PassphraseShort:
		return map[string]any{"min": ShortestPassphrase}
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

// fileFailed keeps the cause and leaves out the path.
func fileFailed(err error) *Error {
	if e, ok := errors.AsType[*platform.Error](err); ok {
		return &Error{Kind: FileFailed, Err: e}
	}
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		err = e.Err
	}
	if e, ok := errors.AsType[*os.LinkError](err); ok {
		err = e.Err
	}
	if e, ok := errors.AsType[*os.SyscallError](err); ok {
		err = e.Err
	}
	return &Error{Kind: FileFailed, Err: err}
}

// keyringKinds maps the keyring's errors.
var keyringKinds = [...]struct {
	err  error
	kind Kind
}{
	{keyring.ErrMissing, KeyMissing},
	{keyring.ErrNoBus, KeyringNone},
	{keyring.ErrNoService, KeyringNone},
	{keyring.ErrLocked, KeyringLocked},
	{keyring.ErrDenied, KeyringDenied},
	{keyring.ErrTimeout, KeyringSilent},
	{keyring.ErrTooLong, KeyWrong}, // what is there is none of ours
}

func keyringFailed(err error) *Error {
	for _, k := range keyringKinds {
		if errors.Is(err, k.err) {
			return &Error{Kind: k.kind, Err: k.err}
		}
	}
	return &Error{Kind: KeyringFailed, Err: keyring.ErrFailed}
}
