// Package platform is what the program asks of the operating system: files that
// appear whole or not at all, and the folders a user's files belong in.
//
// It knows neither cards nor PDFs and decides nothing: whether an existing file
// may be replaced, and what is written, is the caller's. Errors never hold a
// path, because a path often holds a person's name.
package platform
