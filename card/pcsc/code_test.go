package pcsc

import (
	"testing"

	"madoguchi/card"
)

// TestKindOf has the codes by their numbers from winscard.h and pcsclite.h and
// what a person must hear about each.
func TestKindOf(t *testing.T) {
	for code, want := range map[uint32]card.Kind{
		0x8010001D: card.NoService,    // SCARD_E_NO_SERVICE
		0x8010001E: card.NoService,    // SCARD_E_SERVICE_STOPPED
		0x8010006A: card.NoService,    // SCARD_W_SECURITY_VIOLATION: refused by polkit
		0x80100013: card.NoService,    // SCARD_F_COMM_ERROR: the service hung up
		0x80100003: card.NoService,    // SCARD_E_INVALID_HANDLE: of a service that is gone
		0x00000006: card.NoService,    // ERROR_INVALID_HANDLE
		0x8010002E: card.NoReader,     // SCARD_E_NO_READERS_AVAILABLE
		0x80100009: card.NoReader,     // SCARD_E_UNKNOWN_READER
		0x80100017: card.NoReader,     // SCARD_E_READER_UNAVAILABLE
		0x8010000C: card.NoCard,       // SCARD_E_NO_SMARTCARD
		0x8010000B: card.Busy,         // SCARD_E_SHARING_VIOLATION
		0x80100066: card.Unresponsive, // SCARD_W_UNRESPONSIVE_CARD
		0x80100067: card.Unresponsive, // SCARD_W_UNPOWERED_CARD
		0x8010000F: card.Unresponsive, // SCARD_E_PROTO_MISMATCH
		0x80100016: card.Unresponsive, // SCARD_E_NOT_TRANSACTED, once looked into
		0x80100068: card.Reset,        // SCARD_W_RESET_CARD
		0x80100069: card.Removed,      // SCARD_W_REMOVED_CARD
		0x80100002: card.Cancelled,    // SCARD_E_CANCELLED
		0x80100004: card.Internal,     // SCARD_E_INVALID_PARAMETER
		0x12345678: card.Internal,
	} {
		if got := kindOf(code); got != want {
			t.Errorf("code %08X: %v, want %v", code, got, want)
		}
	}
}

// TestTransient: only what passes by itself is asked again. A wrong code here
// makes a person wait a second for a plain answer, or shows "busy" each time a
// card is put down.
func TestTransient(t *testing.T) {
	for _, code := range []uint32{0x8010000B, 0x80100069} {
		if !transient(code) {
			t.Errorf("code %08X is not asked again", code)
		}
	}
	for _, code := range []uint32{0x8010000C, 0x8010001D, 0x80100009, 0x80100066} {
		if transient(code) {
			t.Errorf("code %08X is asked again", code)
		}
	}
}
