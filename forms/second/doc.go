// Package second asks another implementation, github.com/digitorus/pdfsign,
// about one signature: the one that was just made. Two verifiers that share no
// code do not make the same mistake.
//
// It is an opinion on the arithmetic of that signature and on nothing else: not
// on other signatures of the file, on later changes, on who issued a certificate
// or whether it was revoked. The code runs inside the helper process only,
// because it panics, hangs and grows on damaged files; it is given no address to
// call.
package second
