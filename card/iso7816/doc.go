// Package iso7816 speaks the command language of ISO/IEC 7816-4: it builds
// command APDUs, follows the two status words that ask for one more command,
// turns the others into a card.Failure, and reads TLV objects in the forms the
// My Number Card really uses.
//
// It knows no application of any card and keeps no state between commands. It
// never repeats a command that carries a secret or uses a key.
package iso7816
