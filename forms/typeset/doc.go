// Package typeset sets text of any of our scripts on pages and writes the pages
// as a new PDF file, as an appearance for a page of another one, or as a picture.
//
// Lines are broken, ordered and shaped by i18n/flow. Of a typeface the file gets
// only the glyphs that are used. What a reader copies out of it is the text as it
// was given: letters in the order of the language, without the readings above
// Japanese words, also where shaping changed order or number of the glyphs.
// The same pages always give the same bytes.
//
// It knows nothing of what a paper says (forms/sheet does), chooses no sizes,
// breaks no pages and changes no file.
package typeset
