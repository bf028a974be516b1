package iso7816

import (
	"errors"
	"fmt"

	"madoguchi/card"
)

// Instruction bytes, ISO/IEC 7816-4 §11 and -8 §5.
const (
	InsVerify          = 0x20
	InsChangeReference = 0x24
	InsPerformSecurity = 0x2A
	InsSelect          = 0xA4
	InsReadBinary      = 0xB0
	InsGetResponse     = 0xC0
)

const (
	// NoLe is the value of Command.Le of a command that expects no data.
	NoLe = -1
	// MaxData is the largest data field of an extended command, in bytes.
	MaxData = 65535
	// MaxLe is the largest Le of an extended command, in bytes.
	MaxLe = 65536

	shortData = 255
	shortLe   = 256
)

// Command is one command APDU (ISO/IEC 7816-4 §5.2).
//
// Data may hold a secret: every way of printing a Command shows its header and
// the length of Data only.
type Command struct {
	CLA, INS, P1, P2 byte
	// Data is the command data field, at most MaxData bytes. It is not kept.
	Data []byte
	// Le is the number of bytes asked for: NoLe for none, 0 for 256, at most
	// MaxLe.
	Le int
}

// Bytes is the encoding of the command: the short form, or the extended one
// where Data is longer than 255 bytes or Le larger than 256. The result is a
// fresh buffer, which the caller zeroes when it carried a secret. The error is
// a *card.Failure of kind Internal.
func (c Command) Bytes() ([]byte, error) {
	le := c.Le
	if le == 0 {
		le = shortLe
	}
	if len(c.Data) > MaxData || le < NoLe || le > MaxLe {
		return nil, card.Fail(card.Internal, "command APDU", errors.New("data field or Le out of range"))
	}
	// One allocation of the right size: growing would leave copies behind.
	out := make([]byte, 0, 4+3+len(c.Data)+3)
	out = append(out, c.CLA, c.INS, c.P1, c.P2)
	if len(c.Data) <= shortData && le <= shortLe {
		if len(c.Data) > 0 {
			out = append(out, byte(len(c.Data)))
			out = append(out, c.Data...)
		}
		if le != NoLe {
			out = append(out, byte(le))
		}
		return out, nil
	}
	out = append(out, 0)
	if len(c.Data) > 0 {
		out = append(out, byte(len(c.Data)>>8), byte(len(c.Data)))
		out = append(out, c.Data...)
	}
	if le != NoLe {
		out = append(out, byte(le>>8), byte(le))
	}
	return out, nil
}

// Format implements fmt.Formatter, so that no verb reaches Data.
func (c Command) Format(f fmt.State, _ rune) {
	_, _ = fmt.Fprintf(f, "%02X %02X %02X %02X, %d bytes of data, Le %d", c.CLA, c.INS, c.P1, c.P2, len(c.Data), c.Le)
}

// repeatable reports whether the command may be sent a second time. VERIFY and
// CHANGE REFERENCE DATA spend a try, PERFORM SECURITY OPERATION uses a key.
func (c Command) repeatable() bool {
	switch c.INS {
	case InsVerify, InsChangeReference, InsPerformSecurity:
		return false
	}
	return true
}
