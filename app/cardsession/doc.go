// Package cardsession is what a person does with a card, from the reader to
// facts: it finds out which card lies where (by SELECT, never by ATR), asks for
// the tries left before any secret, reads what the mode allows, and lends out
// the signature key for one transaction.
//
// Every call opens the card, does its work and gives the card back; nothing of a
// card is kept between calls except an opaque Identity, by which the next call
// notices another card. A secret is sent at most once per call, and the card
// loses power after a call that sent one. It asks the person nothing and shows
// nothing.
package cardsession
