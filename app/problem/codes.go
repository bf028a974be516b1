package problem

import "slices"

// Code names one problem. Codes are part of the command line's contract and are
// never renamed.
type Code string

// Tries says what a problem did to the counter of a secret.
type Tries string

const (
	// TriesKept: no try was spent.
	TriesKept Tries = "kept"
	// TrySpent: exactly one try was spent.
	TrySpent Tries = "spent"
	// TryUncertain: the card may or may not have counted one.
	TryUncertain Tries = "uncertain"
)

// Exit statuses of the command line.
const (
	ExitDone     = 0
	ExitNo       = 1
	ExitCall     = 2
	ExitNothing  = 3
	ExitRefused  = 4
	ExitFault    = 5
	ExitSome     = 6
	ExitStopped  = 130
	exitUnlisted = ExitFault
)

// Entry is one line of the closed set.
type Entry struct {
	Code  Code
	Exit  int
	Tries Tries
	// Picture names the icon a window shows with it. "card", "key", "lock" and
	// "certificate" are about a card and its secrets.
	Picture string
}

// Codes of problems with a card.
const (
	BuiltWithoutPCSC   Code = "built_without_pcsc"
	ServiceOff         Code = "service_off"
	ReaderMissing      Code = "reader_missing"
	ReaderOther        Code = "reader_of_other_name"
	VirtualMissing     Code = "virtual_reader_missing"
	CardMissing        Code = "card_missing"
	CardSilent         Code = "card_silent"
	CardBusy           Code = "card_busy"
	CardRemoved        Code = "card_removed"
	CardReset          Code = "card_reset"
	CardChanged        Code = "card_changed"
	CardTooMany        Code = "card_too_many"
	CardUnknown        Code = "card_unknown"
	CardFileMissing    Code = "card_file_missing"
	CardMalformed      Code = "card_malformed"
	CardRefused        Code = "card_refused"
	ModeForbids        Code = "mode_forbids"
	ConsentNotGiven    Code = "consent_not_given"
	PasswordFormat     Code = "password_format"
	PINFormat          Code = "pin_format"
	WrongPassword      Code = "wrong_password"
	WrongPIN           Code = "wrong_pin"
	LastTry            Code = "last_try"
	TriesNotSaid       Code = "tries_not_said"
	PasswordNowLocked  Code = "wrong_password_now_locked"
	PINNowLocked       Code = "wrong_pin_now_locked"
	PasswordLocked     Code = "password_locked"
	PINLocked          Code = "pin_locked"
	SecretNeeded       Code = "secret_needed"
	SecretUncertain    Code = "secret_uncertain"
	CertificateMissing Code = "certificate_missing"
	CertificateExpired Code = "certificate_expired"
	IssuerNotPinned    Code = "issuer_not_pinned"
	CertificateVoid    Code = "certificate_void_after_move"
	CertificateOlder   Code = "certificate_older_than_answer"
)

// Codes of problems with a file.
const (
	NotPDF           Code = "not_a_pdf"
	PDFDamaged       Code = "pdf_damaged"
	PDFEncrypted     Code = "pdf_encrypted"
	PDFCertified     Code = "pdf_certified"
	PDFTooLarge      Code = "pdf_too_large"
	PDFMalformed     Code = "pdf_malformed"
	PDFUnsupported   Code = "pdf_unsupported"
	FieldMissing     Code = "field_missing"
	NoRoom           Code = "no_room"
	NotWanted        Code = "signature_not_wanted"
	OtherYear        Code = "form_of_other_year"
	OtherPurpose     Code = "form_for_other_purpose"
	BreaksOther      Code = "would_break_a_signature"
	InputChanged     Code = "input_changed"
	SelfCheck        Code = "self_check_failed"
	SecondOpinion    Code = "second_opinion_invalid"
	ReadFailed       Code = "read_failed"
	WriteFailed      Code = "write_failed"
	FolderMissing    Code = "folder_missing"
	OutputExists     Code = "output_exists"
	OutputIsInput    Code = "output_is_input"
	FileName         Code = "file_name_refused"
	HelperFailed     Code = "helper_failed"
	SomeNotDone      Code = "some_not_done"
	SignatureMissing Code = "signature_missing"
	SignatureNot     Code = "signature_not_as_it_should_be"
	IssuerUnknown    Code = "signature_of_unknown_issuer"
	ForPractice      Code = "signature_for_practice"
)

// Codes of problems with what this computer remembers; they are those of the
// kinds of the store.
const (
	StoreNotAboutMe       Code = "store_not_about_me"
	StoreOff              Code = "store_off"
	StoreOn               Code = "store_on_already"
	StoreDamaged          Code = "store_damaged"
	StoreNewer            Code = "store_newer"
	StoreKeyMissing       Code = "store_key_missing"
	StoreKeyWrong         Code = "store_key_wrong"
	StoreKeyringNone      Code = "store_keyring_none"
	StoreKeyringLocked    Code = "store_keyring_locked"
	StoreKeyringDenied    Code = "store_keyring_denied"
	StoreKeyringSilent    Code = "store_keyring_silent"
	StoreKeyringFailed    Code = "store_keyring_failed"
	StorePassphraseNeeded Code = "store_passphrase_needed"
	StorePassphraseWrong  Code = "store_passphrase_wrong"
	StorePassphraseShort  Code = "store_passphrase_short"
	StoreMyNumber         Code = "store_my_number"
	StoreInvalid          Code = "store_invalid"
	StoreFull             Code = "store_full"
	StoreBusy             Code = "store_busy"
	StoreFileFailed       Code = "store_file_failed"
	StoreFileKept         Code = "store_file_kept"
	StoreKeyKept          Code = "store_key_kept"
)

// Codes of problems with helpers' cases; they are those of app/casebook.
const (
	CasebookCaseChanged     Code = "casebook_case_changed"
	CasebookCaseGone        Code = "casebook_case_gone"
	CasebookCaseSame        Code = "casebook_case_same"
	CasebookDamaged         Code = "casebook_damaged"
	CasebookFactRefused     Code = "casebook_fact_refused"
	CasebookFileFailed      Code = "casebook_file_failed"
	CasebookFileKept        Code = "casebook_file_kept"
	CasebookFull            Code = "casebook_full"
	CasebookHandOverDamaged Code = "casebook_handover_damaged"
	CasebookHandOverForeign Code = "casebook_handover_foreign"
	CasebookHandOverNewer   Code = "casebook_handover_newer"
	CasebookHandOverWrong   Code = "casebook_handover_wrong"
	CasebookKeyAlone        Code = "casebook_key_alone"
	CasebookKeyKept         Code = "casebook_key_kept"
	CasebookKeyLost         Code = "casebook_key_lost"
	CasebookLocked          Code = "casebook_locked"
	CasebookNewer           Code = "casebook_newer"
	CasebookNicknameDigits  Code = "casebook_nickname_digits"
	CasebookNicknameLength  Code = "casebook_nickname_length"
	CasebookNicknameName    Code = "casebook_nickname_name"
	CasebookNicknameTaken   Code = "casebook_nickname_taken"
	CasebookNicknameWord    Code = "casebook_nickname_word"
	CasebookNone            Code = "casebook_none"
	CasebookNotHelping      Code = "casebook_not_helping"
	CasebookPassphraseWrong Code = "casebook_passphrase_wrong"
	CasebookThere           Code = "casebook_there"
)

// Codes of answers about the law.
const (
	AnswerNo        Code = "answer_is_no"
	FactsUnreadable Code = "facts_unreadable"
	NoSuchTopic     Code = "no_such_topic"
)

// Codes of problems with the call.
const (
	BadCall       Code = "bad_call"
	NoScreen      Code = "no_screen"
	ModeRequired  Code = "mode_required"
	StdinTwice    Code = "stdin_used_twice"
	NoSuchPerson  Code = "no_such_person"
	NoSuchCode    Code = "no_such_code"
	Stopped       Code = "stopped"
	InternalFault Code = "internal_fault"
)

// Table lists every code in the order in which it is shown.
func Table() []Entry { return slices.Clone(table[:]) }

var table = [...]Entry{
	{BuiltWithoutPCSC, ExitNothing, TriesKept, "service"},
	{ServiceOff, ExitNothing, TriesKept, "service"},
	{ReaderMissing, ExitNothing, TriesKept, "reader"},
	{ReaderOther, ExitNothing, TriesKept, "reader"},
	{VirtualMissing, ExitNothing, TriesKept, "reader"},
	{CardMissing, ExitNothing, TriesKept, "card"},
	{CardSilent, ExitNothing, TriesKept, "card"},
	{CardBusy, ExitNothing, TriesKept, "card"},
	{CardRemoved, ExitNothing, TriesKept, "card"},
	{CardReset, ExitNothing, TriesKept, "card"},
	{CardChanged, ExitRefused, TriesKept, "card"},
	{CardTooMany, ExitNothing, TriesKept, "card"},
	{CardUnknown, ExitNothing, TriesKept, "card"},
	{CardFileMissing, ExitRefused, TriesKept, "card"},
	{CardMalformed, ExitRefused, TriesKept, "card"},
	{CardRefused, ExitRefused, TriesKept, "card"},
	{ModeForbids, ExitRefused, TriesKept, "hand"},
	{ConsentNotGiven, ExitRefused, TriesKept, "hand"},
	{PasswordFormat, ExitRefused, TriesKept, "key"},
	{PINFormat, ExitRefused, TriesKept, "key"},
	{WrongPassword, ExitRefused, TrySpent, "key"},
	{WrongPIN, ExitRefused, TrySpent, "key"},
	{LastTry, ExitRefused, TriesKept, "key"},
	{TriesNotSaid, ExitRefused, TriesKept, "key"},
	{PasswordNowLocked, ExitRefused, TrySpent, "lock"},
	{PINNowLocked, ExitRefused, TrySpent, "lock"},
	{PasswordLocked, ExitRefused, TriesKept, "lock"},
	{PINLocked, ExitRefused, TriesKept, "lock"},
	{SecretNeeded, ExitRefused, TriesKept, "key"},
	{SecretUncertain, ExitRefused, TryUncertain, "card"},
	{CertificateMissing, ExitRefused, TriesKept, "certificate"},
	{CertificateExpired, ExitRefused, TriesKept, "certificate"},
	{IssuerNotPinned, ExitRefused, TriesKept, "certificate"},
	{CertificateVoid, ExitRefused, TriesKept, "certificate"},
	{CertificateOlder, ExitRefused, TriesKept, "certificate"},
	{NotPDF, ExitRefused, TriesKept, "paper"},
	{PDFDamaged, ExitRefused, TriesKept, "paper"},
	{PDFEncrypted, ExitRefused, TriesKept, "paper"},
	{PDFCertified, ExitRefused, TriesKept, "paper"},
	{PDFTooLarge, ExitRefused, TriesKept, "paper"},
	{PDFMalformed, ExitRefused, TriesKept, "paper"},
	{PDFUnsupported, ExitRefused, TriesKept, "paper"},
	{FieldMissing, ExitRefused, TriesKept, "paper"},
	{NoRoom, ExitFault, TriesKept, "paper"},
	{NotWanted, ExitRefused, TriesKept, "hand"},
	{OtherYear, ExitRefused, TriesKept, "calendar"},
	{OtherPurpose, ExitRefused, TriesKept, "hand"},
	{BreaksOther, ExitRefused, TriesKept, "paper"},
	{InputChanged, ExitRefused, TriesKept, "paper"},
	{SelfCheck, ExitFault, TriesKept, "paper"},
	{SecondOpinion, ExitFault, TriesKept, "paper"},
	{ReadFailed, ExitRefused, TriesKept, "paper"},
	{WriteFailed, ExitRefused, TriesKept, "disk"},
	{FolderMissing, ExitRefused, TriesKept, "disk"},
	{OutputExists, ExitRefused, TriesKept, "paper"},
	{OutputIsInput, ExitRefused, TriesKept, "paper"},
	{FileName, ExitRefused, TriesKept, "paper"},
	{HelperFailed, ExitFault, TriesKept, "paper"},
	{SomeNotDone, ExitSome, TriesKept, "paper"},
	{SignatureMissing, ExitNo, TriesKept, "paper"},
	{SignatureNot, ExitNo, TriesKept, "paper"},
	{IssuerUnknown, ExitNo, TriesKept, "certificate"},
	{ForPractice, ExitNo, TriesKept, "certificate"},
	{StoreNotAboutMe, ExitRefused, TriesKept, "store"},
	{StoreOff, ExitNothing, TriesKept, "store"},
	{StoreOn, ExitRefused, TriesKept, "store"},
	{StoreDamaged, ExitRefused, TriesKept, "store"},
	{StoreNewer, ExitRefused, TriesKept, "store"},
	{StoreKeyMissing, ExitNothing, TriesKept, "store"},
	{StoreKeyWrong, ExitRefused, TriesKept, "store"},
	{StoreKeyringNone, ExitNothing, TriesKept, "store"},
	{StoreKeyringLocked, ExitRefused, TriesKept, "store"},
	{StoreKeyringDenied, ExitRefused, TriesKept, "store"},
	{StoreKeyringSilent, ExitNothing, TriesKept, "store"},
	{StoreKeyringFailed, ExitNothing, TriesKept, "store"},
	{StorePassphraseNeeded, ExitRefused, TriesKept, "store"},
	{StorePassphraseWrong, ExitRefused, TriesKept, "store"},
	{StorePassphraseShort, ExitRefused, TriesKept, "store"},
	{StoreMyNumber, ExitRefused, TriesKept, "store"},
	{StoreInvalid, ExitRefused, TriesKept, "store"},
	{StoreFull, ExitRefused, TriesKept, "store"},
	{StoreBusy, ExitNothing, TriesKept, "store"},
	{StoreFileFailed, ExitRefused, TriesKept, "disk"},
	{StoreFileKept, ExitRefused, TriesKept, "disk"},
	{StoreKeyKept, ExitRefused, TriesKept, "store"},
	{CasebookCaseChanged, ExitRefused, TriesKept, "store"},
	{CasebookCaseGone, ExitRefused, TriesKept, "store"},
	{CasebookCaseSame, ExitRefused, TriesKept, "store"},
	{CasebookDamaged, ExitRefused, TriesKept, "store"},
	{CasebookFactRefused, ExitRefused, TriesKept, "store"},
	{CasebookFileFailed, ExitRefused, TriesKept, "store"},
	{CasebookFileKept, ExitRefused, TriesKept, "store"},
	{CasebookFull, ExitRefused, TriesKept, "store"},
	{CasebookHandOverDamaged, ExitRefused, TriesKept, "store"},
	{CasebookHandOverForeign, ExitRefused, TriesKept, "store"},
	{CasebookHandOverNewer, ExitRefused, TriesKept, "store"},
	{CasebookHandOverWrong, ExitRefused, TriesKept, "store"},
	{CasebookKeyAlone, ExitRefused, TriesKept, "store"},
	{CasebookKeyKept, ExitRefused, TriesKept, "store"},
	{CasebookKeyLost, ExitRefused, TriesKept, "store"},
	{CasebookLocked, ExitRefused, TriesKept, "store"},
	{CasebookNewer, ExitRefused, TriesKept, "store"},
	{CasebookNicknameDigits, ExitRefused, TriesKept, "store"},
	{CasebookNicknameLength, ExitRefused, TriesKept, "store"},
	{CasebookNicknameName, ExitRefused, TriesKept, "store"},
	{CasebookNicknameTaken, ExitRefused, TriesKept, "store"},
	{CasebookNicknameWord, ExitRefused, TriesKept, "store"},
	{CasebookNone, ExitNothing, TriesKept, "store"},
	{CasebookNotHelping, ExitRefused, TriesKept, "store"},
	{CasebookPassphraseWrong, ExitRefused, TriesKept, "store"},
	{CasebookThere, ExitRefused, TriesKept, "store"},
	{AnswerNo, ExitNo, TriesKept, "hand"},
	{FactsUnreadable, ExitRefused, TriesKept, "paper"},
	{NoSuchTopic, ExitCall, TriesKept, "hand"},
	{BadCall, ExitCall, TriesKept, "hand"},
	{NoScreen, ExitNothing, TriesKept, "hand"},
	{ModeRequired, ExitCall, TriesKept, "hand"},
	{StdinTwice, ExitCall, TriesKept, "hand"},
	{NoSuchPerson, ExitCall, TriesKept, "hand"},
	{NoSuchCode, ExitCall, TriesKept, "hand"},
	{Stopped, ExitStopped, TriesKept, "hand"},
	{InternalFault, ExitFault, TriesKept, "fault"},
}
