package iso7816

import (
	"fmt"

	"madoguchi/card"
)

// SW is a status word (ISO/IEC 7816-4 §5.6).
type SW uint16

// Status words that this program tells apart.
const (
	OK                  SW = 0x9000
	EndOfFile           SW = 0x6282
	WrongNoCounter      SW = 0x6300
	WrongLength         SW = 0x6700
	SecurityStatus      SW = 0x6982
	BlockedISO          SW = 0x6983
	BlockedJICSAP       SW = 0x6984
	FileNotFound        SW = 0x6A82
	RecordNotFound      SW = 0x6A83
	ReferenceNotFound   SW = 0x6A88
	WrongOffset         SW = 0x6B00
	InstructionUnknown  SW = 0x6D00
	ClassUnknown        SW = 0x6E00
	NoPreciseDiagnosis  SW = 0x6F00
	counterMask            = 0xFFF0
	counterPrefix       SW = 0x63C0
	moreDataPrefix         = 0x6100
	correctLengthPrefix    = 0x6C00
)

// Tries is the x of 63Cx and whether sw is of that form. Afterwards x tries
// are left, 0 to 15.
func (sw SW) Tries() (int, bool) {
	if sw&counterMask != counterPrefix {
		return 0, false
	}
	return int(sw & 0xF), true
}

// Failure is nil for 9000 and otherwise the failure that sw means while op was
// being done:
//
//   - 63Cx: WrongSecret with x tries left; 63C0: Locked, the try just made was
//     the last
//   - 6300: WrongSecret, tries unknown
//   - 6983, 6984: Locked
//   - 6982: SecretNeeded
//   - 6A82, 6A83, 6A88: NotFound
//   - anything else: Refused
func (sw SW) Failure(op string) *card.Failure {
	f := &card.Failure{Kind: card.Refused, Op: op, SW: uint16(sw), TriesLeft: card.TriesUnknown}
	if tries, ok := sw.Tries(); ok {
		f.Kind, f.TriesLeft = card.WrongSecret, tries
		if tries == 0 {
			f.Kind = card.Locked
		}
		return f
	}
	switch sw {
	case OK:
		return nil
	case WrongNoCounter:
		f.Kind = card.WrongSecret
	case BlockedISO, BlockedJICSAP:
		f.Kind, f.TriesLeft = card.Locked, 0
	case SecurityStatus:
		f.Kind = card.SecretNeeded
	case FileNotFound, RecordNotFound, ReferenceNotFound:
		f.Kind = card.NotFound
	}
	return f
}

func (sw SW) String() string { return fmt.Sprintf("%04X", uint16(sw)) }

// more is the number of bytes that 61xx says are waiting.
func (sw SW) more() (int, bool) { return int(sw & 0xFF), sw&0xFF00 == moreDataPrefix }

// rightLe is the Le that 6Cxx asks for.
func (sw SW) rightLe() (int, bool) { return int(sw & 0xFF), sw&0xFF00 == correctLengthPrefix }
