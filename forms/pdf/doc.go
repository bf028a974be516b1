// Package pdf reads PDF files lazily and writes incremental updates.
//
// Reading takes an io.ReaderAt and keeps only the cross-reference table (eight
// bytes an object) and bounded caches in memory, so that a file of hundreds of
// megabytes costs no more than a small one. It accepts what real files have: junk
// before the header, a startxref that is a few bytes off, hybrid files, padded
// tables, missing line ends, wrong sizes, circular trees. When the
// cross-references are hopeless the file is scanned and can still be looked at.
//
// Writing only ever appends (ISO 32000-1 7.5.6): the bytes that were there stay
// untouched, and a table is answered by a table, a stream by a stream. A file
// that cannot be kept whole (encrypted, or readable only by the scan) is refused
// when an Update is asked for.
//
// The package knows nothing of signatures, fonts or appearance; it does not
// decrypt, rewrite, repair or linearize files, and it does not decode images.
package pdf
