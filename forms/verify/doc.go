// Package verify says what can be said of the signatures in a PDF: whether the
// signed bytes are unchanged, whether they are the whole file, what was changed
// after signing, and whether the signer's certificate was issued by a pinned
// authority (ISO 32000-1 12.8, RFC 5652).
//
// It starts from the signature fields of the form, in the newest and in each
// older revision. The gap in the signed ranges must be exactly the /Contents of
// that field's own signature dictionary, and no part of another object, which
// would draw it; what follows the signed bytes must be whole later revisions, and
// each object they change is compared with the signed one. A later signature that
// draws on a page is permitted only if a pinned authority vouches for it.
//
// It never says that a signature is valid: it asks no network, so it does not
// know whether the certificate was revoked, and the time of signing is what the
// signer claims. It decrypts nothing, builds no chains beyond "this pinned
// authority signed this certificate", and changes no file. Usage-rights
// signatures are not signatures of a person; it says only that one is there.
package verify
