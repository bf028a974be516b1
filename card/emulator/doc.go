// Package emulator is a software My Number Card (個人番号カード): what a card
// answers, byte for byte, so that everything that talks to a card can be tried
// and tested without one.
//
// Mint turns a made-up Person into an Image (files, keys, secrets,
// certificates of a practice authority), New turns an Image into a Card that
// answers command APDUs, and System is a smart-card service in process whose
// readers hold such cards and whose faults a test can choose.
//
// There is no public specification of the card; what it answers here follows
// what independent open readers agree on, JICSAP 2.0 and ISO/IEC 7816-4 where
// those are silent. It builds its own TLV and DER and shares no code with the
// readers, so that a mistake in one shows against the other.
//
// What it does not do: secure messaging of the input-support application (SET
// SESSION KEY answers 6985 once the PIN is verified), text in the pictures of
// the card face (they are blank), the driver-licence and residence
// applications, and terminal authentication. It never holds a real person's data: every
// certificate it hands out is issued by an authority that names itself
// practice.
package emulator
