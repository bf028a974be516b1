// Package forms is the vocabulary every PDF room shares: what goes wrong
// (Problem), who is to receive the signed file (Purpose) and what a signature
// for them looks like (Profile).
//
// It reads no file. Reading and writing is in forms/pdf, signing in forms/sign,
// judging in forms/verify.
package forms
