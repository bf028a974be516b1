package verify

// Reasons lists every Reason there is.
func Reasons() []Reason {
	return []Reason{
		RevocationUnknown, TimeClaimed, IssuerNotPinned, NoTime, OutsideDates, OutsideDatesNow,
		WeakDigest, WeakKey, StampNotChecked, NoUniqueCert, CertificateOdd, NoSigningCertificate,
		DocumentStamp, CertifiedNoEdits, EncryptedFile, DamagedFile, UnknownSubFilter, UnknownAlgorithm,
		TooManySignatures, UnreadableCMS, DictionaryNotClear, DigestDiffers, SignatureWrong,
		SignerMissing, OtherCertificate, AttributesWrong, AlgorithmsDiffer, SeveralSigners, NoSigners,
		ContentInside, ByteRangeMissing, ByteRangeOdd, ByteRangeGap, ByteRangePartial, ByteRangeBeyond,
		ContentsMissing, ContentsNotInPlace, DuplicateKeys, SharedDictionary, FieldNotSigned,
		NotRevisionEnd, TrailingBytes, SignatureRemoved, LaterChanges, TooManyChanges, LaterUnclear,
	}
}

// ChangeKinds lists every ChangeKind there is.
func ChangeKinds() []ChangeKind {
	return []ChangeKind{
		ChangePageContent, ChangePages, ChangePage, ChangeResource, ChangeFont, ChangeAnnotation,
		ChangeCatalog, ChangeMetadata, ChangeFormValue, ChangeAppearance, ChangeForm, ChangeSigned,
		ChangeStamped, ChangeSigField, ChangeSignature, ChangeDSS, ChangeHiddenObject, ChangeObject,
		ChangeUnused, ChangeVersion, ChangeNothing, ChangeTrailing, ChangeUnclear,
	}
}
