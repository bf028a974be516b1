package emulator

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"strings"
	"time"

	"madoguchi/card"
)

// Answers to reset (ISO/IEC 7816-3; PC/SC part 3 for the contactless form).
const (
	atrContactless = "3B888001000005E0B381A1007F"
	atrContact     = "3BDA13FF8131FB468012392F31C173C601C03B"
)

// certificateFile is the size of a certificate's elementary file, in bytes;
// what the certificate does not fill is filler.
const certificateFile = 3808

// Mint makes the card of a made-up person as it is on a day. The same person,
// keys, authority and day in Japan give the same bytes.
//
// It fails with kind Internal when the person's data contradict each other or
// when the card has already ended on that day.
func Mint(p Person, k Keys, a Authority, on time.Time) (*Image, error) {
	img, err := mint(p, k, a, on)
	if err != nil {
		return nil, card.Fail(card.Internal, "mint card", err)
	}
	return img, nil
}

func mint(p Person, k Keys, a Authority, on time.Time) (*Image, error) {
	f, err := p.check()
	if err != nil {
		return nil, err
	}
	img := &Image{token: f.Token, contact: unhex(atrContact), rootFile: &ef{id: 0x001E, kind: opaque}}
	jpki, err := f.jpki(k, a, on)
	if err != nil {
		return nil, err
	}
	img.apps = append(img.apps, jpki)
	if f.Token != Plastic {
		return img, nil
	}
	if k.Card == nil || a.FaceRoot == nil || a.FaceIssuer == nil {
		return nil, errors.New("a plastic card needs a card key and the keys of the card face")
	}
	input, err := f.inputSupport(k, a)
	if err != nil {
		return nil, err
	}
	face, err := f.cardFace(k, a)
	if err != nil {
		return nil, err
	}
	img.apps = append(img.apps, input, face, f.register(), f.common(k),
		&application{aid: unhex("A0000001510000"), root: true})
	img.objects, err = f.objects(a)
	return img, err
}

// jpki is 公的個人認証AP.
func (f facts) jpki(k Keys, a Authority, on time.Time) (*application, error) {
	const authPIN, signPIN = 0x0018, 0x001B
	var certs, cas [2][]byte
	for _, r := range []Role{Signature, Authentication} {
		var err error
		if cas[r], err = a.Certificate(r); err != nil {
			return nil, err
		}
		if r == Signature && f.NoSignatureCertificate {
			continue
		}
		key := k.Sign
		if r == Authentication {
			key = k.Auth
		}
		if certs[r], err = f.certificate(r, key, a, on); err != nil {
			return nil, err
		}
	}
	// 8F in byte 0: signature certificate; in byte 1: authentication.
	available := []byte{0x8F, 0x8F, 0x00}
	signKey := &ef{id: 0x001A, kind: keyFile, key: k.Sign, access: after(signPIN)}
	if f.NoSignatureCertificate {
		available[0], signKey.key = 0x00, nil
	}
	var readAuth access
	if f.Token != Plastic {
		readAuth = after(authPIN)
	}
	app := &application{aid: unhex("D392F000260100000001"), session: swSecurity, efs: []*ef{
		guarded(0x0001, after(signPIN), filled(certificateFile, certs[Signature])),
		free(0x0002, filled(certificateFile, cas[Signature])),
		free(0x0006, f.tokenInfo()),
		free(0x0008, available),
		guarded(0x0009, access{never: true}, filled(16, nil)),
		guarded(0x000A, readAuth, filled(certificateFile, certs[Authentication])),
		free(0x000B, filled(certificateFile, cas[Authentication])),
		{id: 0x0017, kind: keyFile, key: k.Auth, access: after(authPIN)},
		pin(authPIN, f.Secrets.Auth, 3, f.Tries.Auth, 4, 4),
		signKey,
		pin(signPIN, f.Secrets.Sign, 5, f.Tries.Sign, 6, 16),
	}}
	app.efs = append(app.efs, unknown(0x0005, 0x0010, 0x0016, 0x0019, 0x001C, 0x001E)...)
	return app, nil
}

// tokenInfo is EF 0006: CK_TOKEN_INFO of PKCS #11 with 32-bit big-endian
// numbers, 160 bytes.
func (f facts) tokenInfo() []byte {
	label := "JPKIAPICCTOKEN2"
	switch f.Token {
	case Android:
		label = "JPKIAPGPSETOKEN"
	case IPhone:
		label = "JPKIAPIOSTOKEN"
	}
	serial := binary.BigEndian.Uint32(f.seed("token"))%90000000 + 10000000
	b := padded(label, 32)
	b = append(b, strings.Repeat("0", 32)...) // manufacturer: digits on a card
	b = append(b, padded("PRACTICE", 16)...)
	b = append(b, "00000000"...)
	b = append(b, decimal(serial, 8)...)
	const rngLoginPINInitialised = 0x0000040D
	for _, n := range []uint32{
		rngLoginPINInitialised,
		1, 0, 1, 0, // sessions: most, open, most for writing, open for writing
		16, 6, // PIN: longest, shortest
		0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, // memory
	} {
		b = binary.BigEndian.AppendUint32(b, n)
	}
	b = append(b, "0301"...)
	return append(b, strings.Repeat("9", 16)...)
}

func padded(s string, n int) []byte { return []byte(s + strings.Repeat(" ", n-len(s))) }

// decimal writes the last width digits of n.
func decimal(n uint32, width int) string {
	b := make([]byte, width)
	for i := width - 1; i >= 0; i-- {
		b[i] = byte('0' + n%10)
		n /= 10
	}
	return string(b)
}

// unhex decodes a constant.
func unhex(s string) []byte {
	b, err := hex.DecodeString(s)
	if err != nil {
		return nil
	}
	return b
}
