package mynumber

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
)

// Kind is what carries the JPKI application.
type Kind int

// Kinds, told apart by the label of EF 0006, never by the ATR.
const (
	UnknownKind Kind = iota
	// Plastic is the My Number Card itself.
	Plastic
	// AndroidPhone and IPhone are phones with the certificates in them
	// (スマホ用電子証明書); they hold no card-info input support.
	AndroidPhone
	IPhone
	// JukiCard is the old resident card (住民基本台帳カード), out of use.
	JukiCard
)

var kindNames = [...]string{"unknown", "plastic", "android", "iphone", "juki"}

func (k Kind) String() string {
	if k < 0 || int(k) >= len(kindNames) {
		return fmt.Sprintf("kind %d", int(k))
	}
	return kindNames[k]
}

// TokenInfo is EF 0006, a PKCS #11 CK_TOKEN_INFO in 160 bytes, big endian. The
// token's serial number is kept as part of Digest only.
type TokenInfo struct {
	Kind Kind
	// Label, Manufacturer and Model are printable ASCII without padding;
	// the last two are empty when the card gives the label only.
	Label, Manufacturer, Model string
	// MinPIN and MaxPIN are the lengths the card declares, 0 when it does not.
	MinPIN, MaxPIN int
	// Digest is the SHA-256 of the whole file as read, to tell one token from
	// another. It is not known to differ between any two cards.
	Digest [sha256.Size]byte
}

// Offsets within EF 0006, in bytes.
const (
	tokenLabelEnd = 32
	tokenMakerEnd = 64
	tokenModelEnd = 80
	tokenMaxPIN   = 116
	tokenMinPIN   = 120
	tokenEnd      = 160
)

// TokenInfo reads EF 0006, which is free and says nothing about the holder.
// Only the first 32 bytes, the label, must be there.
func (j *JPKI) TokenInfo(ctx context.Context) (TokenInfo, error) {
	const op = "read token information"
	if err := j.c.selectFile(ctx, op, 0x0006); err != nil {
		return TokenInfo{}, err
	}
	b, err := j.c.readBinary(ctx, op, 0, tokenEnd)
	if err != nil {
		return TokenInfo{}, err
	}
	if b, err = j.c.readUpTo(ctx, op, b, tokenLabelEnd); err != nil {
		return TokenInfo{}, err
	}
	return parseTokenInfo(b), nil
}

func parseTokenInfo(b []byte) TokenInfo {
	info := TokenInfo{Digest: sha256.Sum256(b), Label: printable(b[:tokenLabelEnd])}
	switch info.Label {
	case "JPKIAPICCTOKEN2":
		info.Kind = Plastic
	case "JPKIAPGPSETOKEN":
		info.Kind = AndroidPhone
	case "JPKIAPIOSTOKEN":
		info.Kind = IPhone
	case "JPKIAPICCTOKEN":
		info.Kind = JukiCard
	}
	if len(b) >= tokenEnd {
		info.Manufacturer = printable(b[tokenLabelEnd:tokenMakerEnd])
		info.Model = printable(b[tokenMakerEnd:tokenModelEnd])
		info.MaxPIN = small(b[tokenMaxPIN:])
		info.MinPIN = small(b[tokenMinPIN:])
	}
	return info
}

// printable drops the padding and everything that is not printable ASCII.
func printable(b []byte) string {
	keep := bytes.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return -1
		}
		return r
	}, b)
	return string(bytes.TrimRight(keep, " "))
}

func small(b []byte) int {
	if n := binary.BigEndian.Uint32(b); n <= 255 {
		return int(n)
	}
	return 0
}

// Availability is EF 0008: which of the holder's certificates are on the card.
type Availability struct {
	Signature, Authentication bool
	Raw                       [3]byte
}

// present is the value of a byte of EF 0008 whose certificate can be used. What
// other values mean one by one is not published.
const present = 0x8F

// Availability reads EF 0008, which is free. A card without the file gives kind
// NotFound.
func (j *JPKI) Availability(ctx context.Context) (Availability, error) {
	const op = "read certificate availability"
	if err := j.c.selectFile(ctx, op, 0x0008); err != nil {
		return Availability{}, err
	}
	var a Availability
	b, err := j.c.readBinary(ctx, op, 0, len(a.Raw))
	if err == nil {
		b, err = j.c.readUpTo(ctx, op, b, len(a.Raw))
	}
	if err != nil {
		return Availability{}, err
	}
	copy(a.Raw[:], b)
	a.Signature, a.Authentication = b[0] == present, b[1] == present
	return a, nil
}
