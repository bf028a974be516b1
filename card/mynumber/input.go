package mynumber

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"unicode/utf8"

	"madoguchi/card"
	"madoguchi/card/iso7816"
)

// InputSupport is the selected card-info input support application
// (券面入力補助AP). It is usable until another application is selected or the card
// loses power.
type InputSupport struct{ c *Card }

// FourItems are the four basic items (基本4情報) as the card-info input support
// application keeps them.
type FourItems struct {
	// Name and Address are UTF-8; between family and given name stands U+3000.
	Name, Address string
	// Birth is YYYYMMDD in the Gregorian calendar, eight digits.
	Birth string
	// Sex is an ISO/IEC 5218 code as ASCII: '1' male, '2' female, '9' not
	// applicable, '0' not known.
	Sex byte
}

// Format implements fmt.Formatter, so that no verb prints the items by mistake.
func (FourItems) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("[four items]")) }

const inputPIN = 0x0011

// TriesLeft asks how many tries the 4-digit PIN has left (3 when untouched),
// which costs none: 0 when it is locked, card.TriesUnknown when the card does
// not say.
func (i *InputSupport) TriesLeft(ctx context.Context) (int, error) {
	return i.c.triesLeft(ctx, "ask tries left of input PIN", inputPIN)
}

// Verify sends the 4-digit PIN (暗証番号, EF 0011) once. s must already be
// normalized; it is not wiped. Kinds as JPKI.Verify.
func (i *InputSupport) Verify(ctx context.Context, s *card.Secret) error {
	const op = "VERIFY input PIN"
	if err := i.c.p.Require(op, card.ReadHolderFacts); err != nil {
		return err
	}
	if err := checkSecret(op, s, checkPIN); err != nil {
		return err
	}
	return i.c.verify(ctx, op, inputPIN, s)
}

// Tags and bounds of EF 0002.
const (
	tagFourItems = 0xFF20
	tagOffsets   = 0xDF21
	tagName      = 0xDF22
	tagAddress   = 0xDF23
	tagBirth     = 0xDF24
	tagSex       = 0xDF25

	fourItemsHead = 7
	maxFourItems  = 4 << 10
)

// FourItems reads EF 0002 after Verify. Kinds: NotAllowed; SecretNeeded before
// Verify; Malformed when the offset table and the objects disagree, a text is
// not UTF-8, or the birth date is not eight digits.
func (i *InputSupport) FourItems(ctx context.Context) (FourItems, error) {
	const op = "read four items"
	if err := i.c.p.Require(op, card.ReadHolderFacts); err != nil {
		return FourItems{}, err
	}
	if err := i.c.selectFile(ctx, op, 0x0002); err != nil {
		return FourItems{}, err
	}
	b, err := i.c.readBinary(ctx, op, 0, fourItemsHead)
	if err == nil {
		b, err = i.c.readUpTo(ctx, op, b, fourItemsHead)
	}
	if err != nil {
		return FourItems{}, err
	}
	tag, total, err := iso7816.Span(b)
	if err != nil || tag != tagFourItems || total > maxFourItems {
		return FourItems{}, card.Fail(card.Malformed, op, errors.New("no four items in the file"))
	}
	if b, err = i.c.readUpTo(ctx, op, b, int(total)); err != nil {
		return FourItems{}, err
	}
	return parseFourItems(b[:total])
}

// parseFourItems reads the file by its offset table and by walking its objects;
// both must say the same.
func parseFourItems(b []byte) (FourItems, error) {
	bad := func(why string) (FourItems, error) {
		return FourItems{}, card.Fail(card.Malformed, "four items", errors.New(why))
	}
	outer, rest, err := iso7816.ReadTLV(b)
	if err != nil || outer.Tag != tagFourItems || len(rest) > 0 {
		return bad("outer object")
	}
	objects, err := iso7816.ReadTLVs(outer.Value, 16)
	if err != nil || len(objects) == 0 || objects[0].Tag != tagOffsets {
		return bad("offset table")
	}
	items := [...]uint32{tagName, tagAddress, tagBirth, tagSex}
	table := objects[0].Value
	if len(table) != 2*len(items) {
		return bad("offset table")
	}
	var values [len(items)][]byte
	for n, tag := range items {
		offset := int(binary.BigEndian.Uint16(table[2*n:]))
		if offset >= len(b) {
			return bad("offset behind the end")
		}
		named, _, err := iso7816.ReadTLV(b[offset:])
		if err != nil || named.Tag != tag {
			return bad("offset names another object")
		}
		at := len(b) - len(outer.Value)
		for _, o := range objects {
			if o.Tag == tag {
				if values[n] != nil || at != offset {
					return bad("offset and object disagree")
				}
				values[n] = o.Raw[len(o.Raw)-len(o.Value):]
			}
			at += len(o.Raw)
		}
		if values[n] == nil {
			return bad("item missing")
		}
	}
	f := FourItems{Name: string(values[0]), Address: string(values[1]), Birth: string(values[2])}
	switch {
	case !utf8.ValidString(f.Name) || !utf8.ValidString(f.Address):
		return bad("text is not UTF-8")
	case len(f.Birth) != 8 || !digits(f.Birth):
		return bad("birth date")
	case len(values[3]) != 1 || !digits(string(values[3])):
		return bad("sex")
	}
	f.Sex = values[3][0]
	return f, nil
}

func digits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}
