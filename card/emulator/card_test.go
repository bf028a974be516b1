package emulator_test

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"madoguchi/card/emulator"
)

// Applications by what SELECT calls them.
const (
	jpkiAP    = "D392F000260100000001"
	inputAP   = "D3921000310001010408"
	faceAP    = "D3921000310001010402"
	commonAP  = "D3921000310001010100"
	residenAP = "D3921000310001010401"
)

func unhex(s string) []byte {
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		panic(err)
	}
	return b
}

func choose(aid string) string { return "00A4040C0A" + aid }

func enter(p2 byte, secret string) string {
	return fmt.Sprintf("002000%02X%02X%X", p2, len(secret), secret)
}

// talk sends commands in hex and compares the answers with what stands behind
// "=": hex with "…" for anything.
func talk(t *testing.T, c *emulator.Card, steps ...string) []byte {
	t.Helper()
	var last []byte
	for _, s := range steps {
		command, want, _ := strings.Cut(s, "=")
		last = c.Process(unhex(strings.TrimSpace(command)))
		got := fmt.Sprintf("%X", last)
		before, after, any := strings.Cut(strings.ReplaceAll(want, " ", ""), "…")
		if want != "" && (!any && got != before || any && (!strings.HasPrefix(got, before) || !strings.HasSuffix(got, after))) {
			t.Fatalf("%s answers %s, want %s", command, got, want)
		}
	}
	return last[:len(last)-2]
}

func TestATRsHaveTheirCheckByte(t *testing.T) {
	img := mint(t, person(t, "resident"))
	for _, c := range []*emulator.Card{emulator.New(img), emulator.New(img, emulator.OnContacts())} {
		var x byte
		for _, b := range c.ATR()[1:] {
			x ^= b
		}
		if x != 0 {
			t.Errorf("ATR % X: TCK is wrong", c.ATR())
		}
	}
	if got := emulator.New(img, emulator.OnContacts()).ATR(); !bytes.Equal(got, unhex("3BDA13FF8131FB468012392F31C173C601C03B")) {
		t.Errorf("contact ATR % X", got)
	}
}

func TestSelectByBeginningOfName(t *testing.T) {
	c := powered(t, "resident")
	talk(t, c,
		"00A4040C09D392100031000101=6700",                                      // Lc says more than there is
		"00A4040002D392 00=6F0C840A D392F000260100000001 9000",                 // first
		"00A4040202D392 00=6F0C840A D3921000310001010408 9000",                 // next
		"00A4040202D392 00=6F0C840A D3921000310001010402 9000",                 // and next
		"00A4040208D392100031000101 00=6F0C840A D3921000310001010401 9000",     // longer beginning
		"00A4040208D392100031000101 00=6F0C840A D3921000310001010100 9000",     // last
		"00A4040208D392100031000101 00=6A82",                                   // none left
		"00B2010C00=011C…9000",                                                 // and the last one is still current
		"00A4040C07A0000001510000=9000",                                        // the card itself
		"00CA00F000=39393939399000",                                            // where GET DATA works
		"00CA7F2100=6700", "00CA7F21000000=7F21820233…9000", "00CA123400=6A88", // too long for a short Le
		"00CA5F5100=DA13FF8131FB468012392F31C173C601C03B9000", choose(jpkiAP)+"=9000", "00CA5F5100=6A88")
}

func TestClassesAndInstructions(t *testing.T) {
	talk(t, powered(t, "resident"), "00A40000=6A86", "00A4000C023F00=6A82", "00A4020C02001E=9000", "00B0000001=6981",
		"00A4020C022F10=6A82", choose(jpkiAP)+"=9000", "00A40000=9000", "00FF0000=6D00", "002A0000=6D00", "80B0000001=6D00",
		"90A4040C0AD392F000260100000001=6E00", "08A4040C0AD392F000260100000001=6882", "0CB0000001=69FC", "08200080=69FC",
		"80AE0000=6982", "80FC0000=6700", "80A20000=6A86", "808A0000=6A86", "00A4090C020006=6A86", "00A402000200 06=6A86",
		"00=6700", "0000000000=6D00", choose(faceAP)+"=9000", "80AE0000=66F1", choose(commonAP)+"=9000", "80AE0000=66F1",
		choose(residenAP)+"=9000", "80AE0000=6982", choose(inputAP)+"=9000", "80AE0000=6982", enter(0x91, "1301")+"=9000", "80AE0000=6985")
}

func TestSecretsOfTheInputApplication(t *testing.T) {
	s := person(t, "resident").Secrets
	number := fmt.Sprintf("FF100C%XFFFF9000", s.CardNumber)
	reads := func(secret string, one, two, three string) {
		t.Helper()
		c := powered(t, "resident")
		talk(t, c, choose(inputAP)+"=9000", "00B0810000=6982", "00B0820000=6982", "00B0830000=6982", "00B0840000=7F21…", "00B0850000=FF4082009F…",
			secret+"=9000", "00B0810000="+one, "00B0820000="+two, "00B0830000="+three)
	}
	reads(enter(0x91, s.Input), number, "FF20…", "FF3082014BDF31…")
	reads(enter(0x94, s.CardNumber), number, "6982", "FF3082014BDF31…")
	reads(enter(0x95, s.PrintedB), "6982", "FF20…", "FF3082014BDF31…")

	// A and B count apart from each other and apart from the other application.
	c := powered(t, "resident")
	talk(t, c, choose(inputAP), enter(0x94, "111111111111")+"=63C9", enter(0x95, "11111111111111")+"=63C9", enter(0x95, "1")+"=63C8",
		"00200094=63C9", "00200095=63C8", "00200092=63C0", enter(0x92, "1234")+"=6984", "00200096=6A82", "00200090=6981",
		choose(faceAP), "00200092=63CA", "00200093=63CA", "00200091=63CA", enter(0x92, s.PrintedB)+"=9000", "00B0820000=FF20…9000", "00B0850000=6982",
		"00B0810000=6982", enter(0x91, "600412")+"=9000", "00B0810000=FF1082021EDF1108…")
}

func TestChangingSecrets(t *testing.T) {
	p := person(t, "resident")
	c := powered(t, "resident")
	talk(t, c, choose(jpkiAP), "00A4020C02001B=9000", "0024018006414243444531=6982", enter(0x80, p.Secrets.Sign)+"=9000",
		"00240180054142434431=6700", "0024008006414243444531=6A86", "0024018006414243444531=9000",
		"80320080044142 4344=6985", choose(jpkiAP), enter(0x9B, p.Secrets.Sign)+"=63C4", enter(0x9B, "ABCDE1")+"=9000", "0020009B=63C5")
	talk(t, c, choose(inputAP), enter(0x94, p.Secrets.CardNumber)+"=9000", "002401940C313131313131313131313131=6985")
	talk(t, c, choose(commonAP), enter(0x9C, p.Secrets.Input)+"=9000", "0024019C0435353535=6985", "8032009C0435353535=9000",
		choose(commonAP), enter(0x9C, "5555")+"=9000", choose(residenAP), enter(0x9C, "5555")+"=63C2")
	// The image it was made from knows nothing of all that.
	if again := emulator.New(mint(t, p)); again.Process(nil) == nil {
		t.Error("no answer")
	}
	talk(t, powered(t, "resident"), choose(jpkiAP), enter(0x9B, p.Secrets.Sign)+"=9000")
}

func TestPowerAndFirstCommand(t *testing.T) {
	p := person(t, "resident")
	c := emulator.New(mint(t, p), emulator.FirstCommandFails())
	talk(t, c, choose(jpkiAP)+"=6F00") // no power
	c.PowerOn()
	talk(t, c, choose(jpkiAP)+"=6F00", choose(jpkiAP)+"=9000", enter(0x98, p.Secrets.Auth)+"=9000")
	c.Reset()
	talk(t, c, "802A0397 01 41 00=…9000")
	c.PowerOn() // it has power
	talk(t, c, "802A0397 01 41 00=…9000")
	c.PowerOff()
	c.PowerOn()
	talk(t, c, "802A0397 01 41 00=6F00", "802A0397 01 41 00=6A82", choose(jpkiAP)+"=9000", "802A0397 01 41 00=6982")
}

func TestPhoneHasOneApplicationAndAsksForThePIN(t *testing.T) {
	c := powered(t, "phone")
	talk(t, c, choose(inputAP)+"=6A82", choose(faceAP)+"=6A82", choose(commonAP)+"=6A82", "00A4040C07A0000001510000=6A82", "00CA00F000=6A88",
		choose(jpkiAP)+"=9000", "00B086000F="+fmt.Sprintf("%X", "JPKIAPGPSETOKEN")+"9000", "00B08A0004=6982", "00B08B0004=3082…9000",
		enter(0x98, person(t, "phone").Secrets.Auth)+"=9000", "00B08A0004=3082…9000")
}

func TestLimitsOfSignatures(t *testing.T) {
	p := person(t, "resident")
	c := powered(t, "resident")
	talk(t, c, choose(jpkiAP), enter(0x98, p.Secrets.Auth)+"=9000", "802A0697 01 41 00=6A86", "802A0080 01 41 00=6981", "802A0000 01 41 00=6A88",
		"802A009A 01 41 00=6982", "802A0097 00=6700", "802A0097 01 41=6700", "802A0297 01 41 00=6985", "802A0097 01 41 10=6C00",
		"802A0097 F6"+strings.Repeat("41", 246)+"00=6985")
	data := bytes.Repeat([]byte{0x41}, 245)
	got := talk(t, c, "802A0097 F5"+strings.Repeat("41", 245)+"00=…9000")
	if err := rsa.VerifyPKCS1v15(&keys(t, p).Auth.PublicKey, 0, data, got); err != nil {
		t.Error(err)
	}
	seen := c.Seen()
	if seen.Compute != 10 || seen.Signatures != 1 || seen.Verify != 1 || seen.Queries != 0 {
		t.Errorf("counted %+v", seen)
	}
}

// TestPresence is what shows that a card is there without any secret: the
// application's own key signs, and its public half is signed by the issuer.
func TestPresence(t *testing.T) {
	p := person(t, "resident")
	c := powered(t, "resident")
	talk(t, c, choose(inputAP))
	h := sha256.Sum256([]byte("fresh question"))
	got := talk(t, c, fmt.Sprintf("802A0200 20 %X 00=…9000", h))
	if err := rsa.VerifyPKCS1v15(&keys(t, p).Card.PublicKey, crypto.SHA256, h[:], got); err != nil {
		t.Error(err)
	}
	got = talk(t, c, choose(commonAP), "00880099 03 414243 00=…9000")
	h = sha256.Sum256([]byte("ABC"))
	if err := rsa.VerifyPKCS1v15(&keys(t, p).Card.PublicKey, crypto.SHA256, h[:], got); err != nil {
		t.Error(err)
	}
	talk(t, c, choose(jpkiAP), "00880097 03 414243 00=6982", "00880086 03 414243 00=6985")
}

func TestObserverSeesNoSecret(t *testing.T) {
	c := powered(t, "resident")
	var events []string
	c.Observe(func(e emulator.Event) { events = append(events, fmt.Sprintf("%+v", e)) })
	talk(t, c, choose(jpkiAP), enter(0x98, person(t, "resident").Secrets.Auth), "00200098")
	want := "[{CLA:0 INS:164 P1:4 P2:12 DataLen:10 SW:36864} {CLA:0 INS:32 P1:0 P2:152 DataLen:-1 SW:36864} {CLA:0 INS:32 P1:0 P2:152 DataLen:-1 SW:25539}]"
	if got := fmt.Sprint(events); got != want {
		t.Errorf("seen %s", got)
	}
}
