package emulator_test

import (
	"bytes"
	"testing"

	"madoguchi/card/emulator"
)

// FuzzProcess sends any commands (each behind one byte of length) to a card
// that has seen no secret: it answers each, spends no try without a VERIFY that
// carries data, and hands out neither the number nor the address.
func FuzzProcess(f *testing.F) {
	p := person(f, "resident")
	img := mint(f, p)
	for _, s := range []string{
		"0F00A4040C0AD392F000260100000001 0500B0810000 0400200098",
		"0F00A4040C0AD3921000310001010408 0500B0810000 09002000910431323334 0500B0820000",
		"0700CA7F21000000 0500CA00F000", "0F00A4040C0AD3921000310001010100 0500B2010C00", "0400", "",
		"0E00240198000004313131310000", "09802A009A0400000100FF",
	} {
		f.Add(unhex(s))
	}
	f.Fuzz(func(t *testing.T, script []byte) {
		c := emulator.New(img, emulator.WithRandom(bytes.NewReader(nil)))
		c.PowerOn()
		for len(script) > 0 {
			n := min(int(script[0]), len(script)-1)
			got := c.Process(script[1 : 1+n])
			script = script[1+n:]
			if len(got) < 2 {
				t.Fatalf("answer % X", got)
			}
			if bytes.Contains(got, []byte(p.Secrets.CardNumber)) || bytes.Contains(got, []byte(p.Address)) {
				t.Fatalf("gave away % X", got)
			}
		}
		if s := c.Seen(); s.Verify == 0 && s.Change == 0 {
			for aid, refs := range map[string]string{jpkiAP: "98 9B", inputAP: "91 94 95", faceAP: "91 92 93"} {
				talk(t, c, choose(aid)+"=9000")
				for _, r := range bytes.Fields([]byte(refs)) {
					got := c.Process(unhex("002000" + string(r)))
					full := map[string]byte{"98": 0xC3, "9B": 0xC5, "91": 0xC3}[string(r)]
					if full == 0 || aid == faceAP {
						full = 0xCA
					}
					if !bytes.Equal(got, []byte{0x63, full}) {
						t.Fatalf("%s %s has % X", aid, r, got)
					}
				}
			}
		}
	})
}
