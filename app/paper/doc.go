// Package paper puts together the papers a person takes to a counter: the sheet in
// two languages with boxes for the clerk, and the letter on the special period; and
// says what follows from the clerk's tick.
//
// It answers nothing itself: what is on a paper was answered by the rules, and only
// what a clerk may see is on it. A paper holds no name, no number and no card's
// secret, a discreet one nothing about the person at all. The room writes no file and
// prints nothing.
package paper
