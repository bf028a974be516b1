package emulator

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"image"
	"image/color"
	"image/png"
)

// Key identifiers name keys of the card-verifiable certificates: 7 digits, 08
// 05, 3 digits, 4 bytes. No hierarchy in use begins with 99.
const (
	rootKeyID   = "39393030303333" + "0805" + "303031" + "00000001"
	issuerKeyID = "39393030303334" + "0805" + "303031" + "00000001"
)

// inputSupport is 券面入力補助AP: number, four facts, and their integrity
// record.
func (f facts) inputSupport(k Keys, a Authority) (*application, error) {
	const userPIN, numberA, numberB = 0x0011, 0x0014, 0x0015
	number := append(object(0xFF10, []byte(f.Secrets.CardNumber)), 0xFF, 0xFF)
	facts4 := [][]byte{
		object(0xDF22, []byte(f.Name)),
		object(0xDF23, []byte(f.Address)),
		object(0xDF24, []byte(f.birth.Format("20060102"))),
		object(0xDF25, []byte(f.Sex)),
	}
	numberHash := sha256.Sum256(number)
	factsHash := sha256.Sum256(bytes.Join(facts4, nil))
	hashes := append(object(0xDF31, numberHash[:]), object(0xDF32, factsHash[:])...)
	integrity, err := sign(a.FaceIssuer, hashes)
	if err != nil {
		return nil, err
	}
	verifiable, err := a.verifiable()
	if err != nil {
		return nil, err
	}
	own := object(0xDF51, publicKey(&k.Card.PublicKey))
	ownSigned, err := sign(a.FaceIssuer, own)
	if err != nil {
		return nil, err
	}
	basic := object(0xFF40, object(0xDF41, unhex("01030E01")), object(0xDF42, unhex(issuerKeyID)),
		object(0xDF43, filled(128, f.seed("basic information"))))
	anyOf := after(userPIN, numberA, numberB)
	app := &application{aid: unhex("D3921000310001010408"), session: swConditions, key: 0x0013, efs: []*ef{
		guarded(0x0001, after(userPIN, numberA), number),
		guarded(0x0002, after(userPIN, numberB), withOffsets(0xFF20, 0xDF21, facts4)),
		guarded(0x0003, anyOf, object(0xFF30, hashes, object(0xDF33, integrity))),
		free(0x0004, verifiable),
		free(0x0005, filled(256, basic)),
		guarded(0x0006, anyOf, object(0xA1, publicKey(&k.Card.PublicKey))),
		guarded(0x0007, anyOf, object(0xFF50, own, object(0xDF52, ownSigned))),
		guarded(0x0008, anyOf, filled(16, nil)),
		pin(userPIN, f.Secrets.Input, 3, f.Tries.Input, 4, 4),
		// 0012 is handed out blocked.
		pin(0x0012, "", 3, nil, 0, 0),
		{id: 0x0013, kind: keyFile, key: k.Card},
		printed(numberA, f.Secrets.CardNumber),
		printed(numberB, f.Secrets.PrintedB),
	}}
	app.efs = append(app.efs, unknown(0x0010, 0x001C, 0x001E)...)
	return app, nil
}

// cardFace is 券面事項確認AP. Its pictures of text have the size a card's have
// and are blank; the photo (DF27) is the person's, or has no byte in it.
func (f facts) cardFace(k Keys, a Authority) (*application, error) {
	const birthKey, numberB, numberA = 0x0011, 0x0012, 0x0013
	own := publicKey(&k.Card.PublicKey)
	born := append(object(0xDF11, []byte(f.birth.Format("20060102"))), object(0xDF12, own)...)
	bornSigned, err := sign(a.FaceIssuer, born)
	if err != nil {
		return nil, err
	}
	face, err := f.face(k, a)
	if err != nil {
		return nil, err
	}
	numberPicture, err := blank(72, 12)
	if err != nil {
		return nil, err
	}
	number := append(object(0xDF41, numberPicture), object(0xDF42, own)...)
	numberSigned, err := sign(a.FaceIssuer, number)
	if err != nil {
		return nil, err
	}
	verifiable, err := a.verifiable()
	if err != nil {
		return nil, err
	}
	basic := object(0xFF30, object(0xDF31, unhex("06030E01")), object(0xDF32, unhex(issuerKeyID)),
		object(0xDF33, []byte{0x01}), object(0xDF34, []byte(f.Municipality)),
		object(0xDF35, unhex(issuerKeyID), bytes.Repeat(f.seed("basic information"), 8)))
	app := &application{aid: unhex("D3921000310001010402"), session: swNoSession, key: 0x001A, efs: []*ef{
		guarded(0x0001, after(birthKey), object(0xFF10, born, object(0xDF13, bornSigned))),
		guarded(0x0002, after(numberA, numberB), withOffsets(0xFF20, 0xDF21, face)),
		free(0x0003, basic),
		free(0x0004, verifiable),
		guarded(0x0005, after(numberA), object(0xFF40, number, object(0xDF43, numberSigned))),
		guarded(0x0006, access{never: true}, filled(16, nil)),
		printed(birthKey, f.eraBirth()),
		printed(numberB, f.Secrets.PrintedB),
		printed(numberA, f.Secrets.CardNumber),
		{id: 0x001A, kind: keyFile, key: k.Card},
	}}
	app.efs = append(app.efs, unknown(0x001C, 0x001E)...)
	return app, nil
}

// face is what EF 0002 of 券面事項確認AP holds behind its offset table.
func (f facts) face(k Keys, a Authority) ([][]byte, error) {
	var pictures [3][]byte
	for i, size := range []image.Point{{240, 28}, {440, 56}, {24, 12}} {
		var err error
		if pictures[i], err = blank(size.X, size.Y); err != nil {
			return nil, err
		}
	}
	face := [][]byte{
		object(0xDF22, []byte(f.birth.Format("20060102"))),
		object(0xDF23, []byte(f.Sex)),
		object(0xDF24, publicKey(&k.Card.PublicKey)),
		object(0xDF25, pictures[0]),
		object(0xDF26, pictures[1]),
		object(0xDF27, f.Photo),
	}
	h1 := sha256.Sum256(bytes.Join(face[:3], nil))
	h2 := sha256.Sum256(bytes.Join(face[3:5], nil))
	h3 := sha256.Sum256(face[5])
	// A DigestInfo of SHA-256 whose octet string holds three hashes.
	info := append(unhex("3071300D060960864801650304020105000460"), bytes.Join([][]byte{h1[:], h2[:], h3[:]}, nil)...)
	signed, err := rsa.SignPKCS1v15(nil, a.FaceIssuer, 0, info)
	if err != nil {
		return nil, err
	}
	return append(face, object(0xDF28, signed),
		object(0xDF29, []byte(f.cardEnds.Format("20060102"))), object(0xDF2A, pictures[2])), nil
}

// common is 共通カードAP.
func (f facts) common(k Keys) *application {
	const residentPIN = 0x001C
	line := f.CardSerial + f.Municipality + f.cardEnds.Format("20060102")
	app := &application{aid: unhex("D3921000310001010100"), session: swNoSession, efs: []*ef{
		{id: 0x0001, kind: recorded, rec: [][]byte{simpleTLV(0x01, []byte(line))}},
		{id: 0x0002, kind: recorded, rec: [][]byte{simpleTLV(0x02, unhex(issuerKeyID))}},
		{id: 0x0019, kind: keyFile, key: k.Card, message: true, access: access{never: true}},
		pin(residentPIN, f.Secrets.Input, 3, nil, 4, 4),
	}}
	app.efs = append(app.efs, unknown(0x001E)...)
	return app
}

// register is 住基AP; what lies behind its PIN is not public and not here.
func (f facts) register() *application {
	return &application{aid: unhex("D3921000310001010401"), session: swSecurity, efs: []*ef{
		{id: 0x0002, kind: recorded, rec: [][]byte{simpleTLV(0x02, unhex(issuerKeyID))}},
		pin(0x001C, f.Secrets.Input, 3, nil, 4, 4),
	}}
}

// objects is what GET DATA finds at the level of the card.
func (f facts) objects(a Authority) (map[uint16][]byte, error) {
	verifiable, err := a.verifiable()
	if err != nil {
		return nil, err
	}
	return map[uint16][]byte{
		0x0042: unhex(issuerKeyID),
		0x0045: []byte(f.CardSerial),
		0x0066: object(0x73, object(0x06, unhex("2A864886FC6B01"))),
		0x00F0: []byte(f.Municipality),
		0x00F2: []byte(f.cardEnds.Format("20060102")),
		0x00F8: verifiable,
		0x7F21: verifiable,
		0x5F51: unhex(atrContact)[1:],
	}, nil
}

// verifiable is the card-verifiable certificate of FaceIssuer.
func (a Authority) verifiable() ([]byte, error) {
	body := bytes.Join([][]byte{unhex(rootKeyID), unhex(issuerKeyID), publicKey(&a.FaceIssuer.PublicKey)}, nil)
	signed, err := sign(a.FaceRoot, body)
	if err != nil {
		return nil, err
	}
	return object(0x7F21, object(0x5F4E, body), object(0x5F37, signed)), nil
}

// publicKey is 90 exponent, 91 modulus.
func publicKey(k *rsa.PublicKey) []byte {
	e := []byte{byte(k.E >> 16), byte(k.E >> 8), byte(k.E)}
	return append(object(0x90, e), object(0x91, k.N.FillBytes(make([]byte, k.Size())))...)
}

// sign is RSASSA-PKCS1-v1_5 with SHA-256 over message.
func sign(k *rsa.PrivateKey, message []byte) ([]byte, error) {
	h := sha256.Sum256(message)
	return rsa.SignPKCS1v15(nil, k, crypto.SHA256, h[:])
}

// blank is a white picture, one bit per pixel.
func blank(width, height int) ([]byte, error) {
	var b bytes.Buffer
	m := image.NewPaletted(image.Rect(0, 0, width, height), color.Palette{color.White, color.Black})
	if err := png.Encode(&b, m); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
