// Package sheet lays a paper for the office counter out on one or two A4 pages:
// what a person wants in the person's language on the left, the same in Japanese
// on the right, and numbered boxes the clerk ticks. The same pages can be written
// as a PDF file or drawn to be shown on the screen, for a sheet nobody may find on
// the computer.
//
// Nothing is cut off: the type gets smaller down to a floor, then a second page is
// taken, and what is longer still is refused.
//
// It knows no texts, languages, laws or people: all words are handed in, and
// whoever hands them in sees to it that no name is among them.
package sheet
