// Package catalog recognises a form by its fields, so that a renamed file is
// known and next year's form is not taken for this year's.
//
// It says which form a file is, not what its fields mean, and never looks at
// values or at the name of the file.
package catalog
