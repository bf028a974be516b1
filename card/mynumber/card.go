package mynumber

import (
	"context"
	"errors"

	"madoguchi/card"
	"madoguchi/card/iso7816"
)

// Card is a card on a reader, of which nothing is known yet. It is used by one
// goroutine at a time, as its Transport is.
type Card struct {
	t card.Transport
	p card.Policy
}

// Open makes a Card of an open transport. Nothing is sent. The caller keeps and
// closes t.
func Open(t card.Transport, p card.Policy) *Card { return &Card{t: t, p: p} }

// Application identifiers.
var (
	jpkiAID  = [...]byte{0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01}
	inputAID = [...]byte{0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08}
	// residenceAID is D392F0004F01 and ten zeros.
	residenceAID = [16]byte{0xD3, 0x92, 0xF0, 0x00, 0x4F, 0x01}
)

// SelectJPKI selects the JPKI application (公的個人認証AP), which also drops every
// secret verified before. A card without it gives kind UnknownCard.
func (c *Card) SelectJPKI(ctx context.Context) (*JPKI, error) {
	if err := c.selectApplication(ctx, "SELECT JPKI-AP", jpkiAID[:], card.UnknownCard); err != nil {
		return nil, err
	}
	return &JPKI{c}, nil
}

// SelectInput selects card-info input support (券面入力補助AP), which also drops
// every secret verified before. Phones and the old resident card do not have
// it: kind NotFound.
func (c *Card) SelectInput(ctx context.Context) (*InputSupport, error) {
	if err := c.selectApplication(ctx, "SELECT card-info input support", inputAID[:], card.NotFound); err != nil {
		return nil, err
	}
	return &InputSupport{c}, nil
}

// HasResidence reports whether the card is a residence card as well (特定在留カード等):
// only then does selecting the residence application (在留AP) succeed. Afterwards no
// secret counts as verified and no application can be relied on to be selected. A
// card that neither has it nor says that there is none gives kind NotFound.
//
// The identifier is that of 特定在留カード等仕様書 (Immigration Services Agency, 1.1).
func (c *Card) HasResidence(ctx context.Context) (bool, error) {
	err := c.selectApplication(ctx, "SELECT residence application", residenceAID[:], card.NotFound)
	if f, ok := errors.AsType[*card.Failure](err); ok && f.SW == uint16(iso7816.FileNotFound) {
		return false, nil
	}
	return err == nil, err
}

// selectApplication sends SELECT by name without asking for FCI (ISO/IEC 7816-4
// §11.2.2). Whatever a card answers that is not 9000, the application is not to
// be had: cards of other kinds refuse in many ways. 6F00 to the first command
// after power-up was seen on a My Number Card, so it is asked once more.
func (c *Card) selectApplication(ctx context.Context, op string, aid []byte, absent card.Kind) error {
	cmd := iso7816.Command{INS: iso7816.InsSelect, P1: 0x04, P2: 0x0C, Data: aid, Le: iso7816.NoLe}
	_, sw, err := iso7816.Transmit(ctx, c.t, op, cmd)
	if err == nil && sw == iso7816.NoPreciseDiagnosis {
		_, sw, err = iso7816.Transmit(ctx, c.t, op, cmd)
	}
	if err != nil {
		return err
	}
	if f := sw.Failure(op); f != nil {
		f.Kind, f.TriesLeft = absent, card.TriesUnknown
		return f
	}
	return nil
}

// selectFile selects an elementary file of the current application. Only P1=02
// works on the card.
func (c *Card) selectFile(ctx context.Context, op string, id uint16) error {
	_, sw, err := iso7816.Transmit(ctx, c.t, op, iso7816.Command{
		INS: iso7816.InsSelect, P1: 0x02, P2: 0x0C, Data: []byte{byte(id >> 8), byte(id)}, Le: iso7816.NoLe,
	})
	if err != nil {
		return err
	}
	if f := sw.Failure(op); f != nil {
		return f
	}
	return nil
}

// blockSize is what every open reader asks for at most in one READ BINARY.
const blockSize = 256

// readBinary reads up to n bytes, at most blockSize, at offset of the current
// file. The card gives what remains when the file ends earlier. An answer
// without data is kind Malformed.
func (c *Card) readBinary(ctx context.Context, op string, offset, n int) ([]byte, error) {
	n = min(n, blockSize)
	data, sw, err := iso7816.Transmit(ctx, c.t, op, iso7816.Command{
		INS: iso7816.InsReadBinary, P1: byte(offset >> 8 & 0x7F), P2: byte(offset), Le: n % blockSize,
	})
	if err != nil {
		return nil, err
	}
	if sw != iso7816.EndOfFile || len(data) == 0 {
		if f := sw.Failure(op); f != nil {
			return nil, f
		}
	}
	if len(data) == 0 || len(data) > n {
		return nil, card.Fail(card.Malformed, op, errors.New("block of another length than asked for"))
	}
	return data, nil
}

// readUpTo continues b, which was read from offset 0 of the current file, to
// total bytes.
func (c *Card) readUpTo(ctx context.Context, op string, b []byte, total int) ([]byte, error) {
	for len(b) < total {
		part, err := c.readBinary(ctx, op, len(b), total-len(b))
		if err != nil {
			return nil, err
		}
		b = append(b, part...)
	}
	return b, nil
}

// triesLeft asks for the counter of the secret in the given file with a VERIFY
// that carries no data, which costs no try.
func (c *Card) triesLeft(ctx context.Context, op string, id uint16) (int, error) {
	if err := c.selectFile(ctx, op, id); err != nil {
		return card.TriesUnknown, err
	}
	_, sw, err := iso7816.Transmit(ctx, c.t, op, iso7816.Command{INS: iso7816.InsVerify, P2: 0x80, Le: iso7816.NoLe})
	if err != nil {
		return card.TriesUnknown, err
	}
	if tries, ok := sw.Tries(); ok {
		return tries, nil
	}
	switch sw {
	case iso7816.BlockedISO, iso7816.BlockedJICSAP:
		return 0, nil
	case iso7816.OK, iso7816.WrongNoCounter:
		return card.TriesUnknown, nil
	}
	return card.TriesUnknown, sw.Failure(op)
}

// verify sends the secret in the given file's format exactly once.
func (c *Card) verify(ctx context.Context, op string, id uint16, s *card.Secret) error {
	if err := c.selectFile(ctx, op, id); err != nil {
		return err
	}
	var sw iso7816.SW
	var err error
	s.Use(func(b []byte) {
		_, sw, err = iso7816.Transmit(ctx, c.t, op, iso7816.Command{INS: iso7816.InsVerify, P2: 0x80, Data: b, Le: iso7816.NoLe})
	})
	if err != nil {
		// Cancelled means that the transport did not send it; any other failure
		// leaves that open.
		if card.Is(err, card.Cancelled) {
			return err
		}
		return card.Fail(card.Uncertain, op, err)
	}
	if f := sw.Failure(op); f != nil {
		return f
	}
	return nil
}
