package verify

import (
	"context"
	"io"
)

// The nine checks a signed PDF for the Legal Affairs Bureau's online system must
// pass, after the ministry's table for signed PDF files (adbe.pkcs7.detached,
// /Name, /M, /ByteRange, /Contents).
const (
	// RegistrySubFilter: /Type Sig and /SubFilter adbe.pkcs7.detached.
	RegistrySubFilter = "registry_subfilter"
	// RegistryName: /Name is not empty.
	RegistryName = "registry_name"
	// RegistryTime: /M is a full date with a zone.
	RegistryTime = "registry_time"
	// RegistryByteRange: starts at 0 and leaves out exactly /Contents.
	RegistryByteRange = "registry_byte_range"
	// RegistryCoverage: every signature but the last reaches the end of its own
	// revision, the last the end of the file.
	RegistryCoverage = "registry_coverage"
	// RegistryPadding: behind the CMS there are zero bytes only.
	RegistryPadding = "registry_padding"
	// RegistryCertificate: the signer's certificate is inside.
	RegistryCertificate = "registry_certificate"
	// RegistryAttributes: contentType and messageDigest, if there are signed
	// attributes at all.
	RegistryAttributes = "registry_attributes"
	// RegistryAlgorithms: SHA-256 and RSA PKCS#1 v1.5; only a warning.
	RegistryAlgorithms = "registry_algorithms"
)

// Item is the outcome of one of the checks.
type Item struct {
	Code string
	OK   bool
	// Warning: not being OK is no reason for a refusal that is known of.
	Warning bool
	// Field is the first signature field for which it is not OK.
	Field string
}

// registryFacts is what the checks need to know of a signature.
type registryFacts struct {
	subFilter, typed, fullDate, fromZero, gap, padding, certificate, attributes, sha256, pkcs1 bool
}

// RegistryCheck answers the nine checks for all signatures of a file together,
// in the order above. rep is the outcome of Check for the same file; nil makes it
// check first. A file without a signature passes none.
//
// It is about form alone: whether a signature holds is its Verdict.
func RegistryCheck(ctx context.Context, r io.ReaderAt, size int64, rep *Report) ([]Item, error) {
	if rep == nil {
		var err error
		if rep, err = Check(ctx, r, size, Options{}); err != nil {
			return nil, err
		}
	}
	last := len(rep.Signatures) - 1
	checks := []struct {
		code    string
		warning bool
		ok      func(i int, s *Signature) bool
	}{
		{RegistrySubFilter, false, func(_ int, s *Signature) bool { return s.registry.subFilter && s.registry.typed }},
		{RegistryName, false, func(_ int, s *Signature) bool { return s.Name != "" }},
		{RegistryTime, false, func(_ int, s *Signature) bool { return s.registry.fullDate }},
		{RegistryByteRange, false, func(_ int, s *Signature) bool { return s.registry.fromZero && s.registry.gap }},
		{RegistryCoverage, false, func(i int, s *Signature) bool {
			return s.Coverage == CoverageWhole || i < last && s.Coverage == CoverageRevision
		}},
		{RegistryPadding, false, func(_ int, s *Signature) bool { return s.registry.padding }},
		{RegistryCertificate, false, func(_ int, s *Signature) bool { return s.registry.certificate }},
		{RegistryAttributes, false, func(_ int, s *Signature) bool { return s.registry.attributes }},
		{RegistryAlgorithms, true, func(_ int, s *Signature) bool { return s.registry.sha256 && s.registry.pkcs1 }},
	}
	items := make([]Item, 0, len(checks))
	for _, c := range checks {
		item := Item{Code: c.code, OK: last >= 0, Warning: c.warning}
		for i := range rep.Signatures {
			if s := &rep.Signatures[i]; !c.ok(i, s) {
				item.OK, item.Field = false, s.Field
				break
			}
		}
		items = append(items, item)
	}
	return items, nil
}
