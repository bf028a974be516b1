// Package cms builds and reads the CMS signatures that stand inside signed
// PDFs: SignedData as RFC 5652 defines it, with the signing-certificate
// attributes of RFC 5035.
//
// SignDetached writes strict DER and asks the signer exactly once. Parse reads
// what others wrote, which is often BER with indefinite lengths or unsorted
// sets, and SignerInfo.Check says whether one signature holds over a digest
// the caller computed.
//
// The package decides nothing about trust: it builds no chains, knows no
// roots, looks at no dates and asks no network. It reads no PDF.
package cms
