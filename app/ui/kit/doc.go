// Package kit is what pages are made of: text, buttons, questions, fields. Pages
// say what stands there and what happens when it is chosen; how it looks, is laid
// out, gets the keyboard and reads in two languages is settled here.
//
// It decides nothing about cards or papers. Lengths are in the toolkit's units.
package kit
