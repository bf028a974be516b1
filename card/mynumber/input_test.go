package mynumber_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"madoguchi/card"
	"madoguchi/card/mynumber"
)

// fourItems is the published dump of a test card's EF 0002.
const fourItems = "ff2065df2108000e002000590064df220fe9bb92e6a190e38080e5b9b9e4b99fdf2336e69db1e4baace983bde6b885e780ace5b882e8a6b3e5b883e5ad90e58d97efbc91efbc92efbc8defbc97efbc8defbc92efbc90efbc92df24083139383030323137df250131"

func readFour(t testing.TB, b []byte, step int) (mynumber.FourItems, error) {
	f := &fake{step: step, apps: map[string]map[uint16][]byte{inputAID: {2: b}}}
	i, err := mynumber.Open(f, everything).SelectInput(bg)
	if err != nil {
		t.Fatal(err)
	}
	return i.FourItems(bg)
}

func TestFourItems(t *testing.T) {
	want := mynumber.FourItems{Name: "黒桐　幹也", Address: "東京都清瀬市観布子南１２－７－２０２", Birth: "19800217", Sex: '1'}
	for _, tail := range []string{"", "FFFF", strings.Repeat("00", 400)} {
		for _, step := range []int{0, 1, 7, 100} {
			got, err := readFour(t, unhex(t, fourItems+tail), step)
			if err != nil || got != want {
				t.Errorf("%d bytes behind, blocks of %d: %v", len(tail)/2, step, err)
			}
		}
	}
	if s := fmt.Sprintf("%v %+v %#v %s", want, want, []mynumber.FourItems{want}, &want); strings.Contains(s, "幹也") || strings.Contains(s, "1980") {
		t.Errorf("printed: %s", s)
	}
}

// item and file build EF 0002 with a table that is right.
func item(tag, value string) string {
	return tag + fmt.Sprintf("82%04X", len(value)) + fmt.Sprintf("%X", value)
}

func file(t testing.TB, items ...string) []byte {
	const head = 5 + 6 + 8 // FF20 82 ll ll, DF21 08 and its table
	table, body := "", ""
	for _, i := range items {
		table += fmt.Sprintf("%04X", head-3+len(body)/2)
		body += i
	}
	inner := "DF2108" + table + body
	return unhex(t, fmt.Sprintf("FF2082%04X", len(inner)/2)+inner)
}

func TestFourItemsLongForms(t *testing.T) {
	address := strings.Repeat("長い住所", 60)
	b := file(t, item("DF22", "名　前"), item("DF23", address), item("DF24", "20011231"), item("DF25", "9"))
	for _, step := range []int{0, 13} {
		got, err := readFour(t, b, step)
		if err != nil || got.Address != address || got.Birth != "20011231" || got.Sex != '9' {
			t.Errorf("blocks of %d: %v", step, err)
		}
	}
}

func TestFourItemsRefuses(t *testing.T) {
	good := unhex(t, fourItems)
	for name, b := range map[string][]byte{
		"offset of another object": bytes.Replace(bytes.Clone(good), unhex(t, "000E0020"), unhex(t, "0020000E"), 1),
		"offset behind the end":    bytes.Replace(bytes.Clone(good), unhex(t, "000E0020"), unhex(t, "000E7FFF"), 1),
		"offset into an object":    bytes.Replace(bytes.Clone(good), unhex(t, "000E0020"), unhex(t, "000F0020"), 1),
		"item missing":             bytes.Replace(bytes.Clone(good), unhex(t, "DF2501"), unhex(t, "DF2601"), 1),
		"name is not UTF-8":        bytes.Replace(bytes.Clone(good), unhex(t, "E9BB92"), unhex(t, "FFBB92"), 1),
		"birth date of letters":    bytes.Replace(bytes.Clone(good), []byte("19800217"), []byte("1980X217"), 1),
		"another file":             bytes.Replace(bytes.Clone(good), unhex(t, "FF20"), unhex(t, "FF30"), 1),
		"filler":                   bytes.Repeat([]byte{0xFF}, 300),
		"short birth date":         file(t, item("DF22", "a"), item("DF23", "b"), item("DF24", "1980021"), item("DF25", "1")),
		"no sex":                   file(t, item("DF22", "a"), item("DF23", "b"), item("DF24", "19800217"), item("DF25", "")),
		"promises 60 kB":           append(unhex(t, "FF2082F000"), good...),
	} {
		if got, err := readFour(t, b, 0); !card.Is(err, card.Malformed) {
			t.Errorf("%s: %q %v", name, got.Name, err)
		}
	}
}

// An offset that leads to an object of the right tag inside another one is as
// wrong as any.
func TestFourItemsOffsetIntoAnotherObject(t *testing.T) {
	b := file(t, item("DF22", "a"), item("DF23", "b"), item("DF24", "19800217"), item("DF25", "1"))
	hidden := unhex(t, "DF26 04 DF220141")
	b = append(b, hidden...)
	b[3], b[4] = byte((len(b)-5)>>8), byte(len(b)-5)
	if got, err := readFour(t, b, 0); err != nil || got.Name != "a" {
		t.Fatalf("an object more: %v", err)
	}
	at := len(b) - 4
	b[8], b[9] = byte(at>>8), byte(at)
	if got, err := readFour(t, b, 0); !card.Is(err, card.Malformed) {
		t.Errorf("%q, %v", got.Name, err)
	}
}

func TestInputVerify(t *testing.T) {
	f := &fake{apps: map[string]map[uint16][]byte{inputAID: {0x11: {}}}, answers: map[string]string{"0020008004": "63C2", "00200080": "63C3"}}
	i, err := mynumber.Open(f, card.ReadHolderFacts).SelectInput(bg)
	if err != nil {
		t.Fatal(err)
	}
	f.answers = map[string]string{"0020008004": "63C2"}
	if err := i.Verify(bg, card.NewSecret([]byte("0007"))); !card.Is(err, card.WrongSecret) || f.sent("002000800430303037") != 1 {
		t.Errorf("%v", err)
	}
	f.answers = map[string]string{"00200080": "63C2"}
	if n, err := i.TriesLeft(bg); n != 2 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	before := len(f.log)
	if err := i.Verify(bg, card.NewSecret([]byte("12345"))); !card.Is(err, card.SecretFormat) || len(f.log) != before {
		t.Errorf("%v", err)
	}
	i, err = mynumber.Open(f, card.Sign).SelectInput(bg)
	if err != nil {
		t.Fatal(err)
	}
	before = len(f.log)
	if err := i.Verify(bg, card.NewSecret([]byte("1234"))); !card.Is(err, card.NotAllowed) {
		t.Errorf("%v", err)
	}
	if _, err := i.FourItems(bg); !card.Is(err, card.NotAllowed) || len(f.log) != before {
		t.Errorf("%v", err)
	}
}

func FuzzFourItems(f *testing.F) {
	f.Add(unhex(f, fourItems))
	f.Add(file(f, item("DF22", "a"), item("DF23", "b"), item("DF24", "19800217"), item("DF25", "1")))
	f.Add([]byte{0xFF, 0x20, 0x80, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		items, err := readFour(t, b, 0)
		if err != nil {
			if _, ok := card.KindOf(err); !ok {
				t.Fatalf("not a Failure: %v", err)
			}
			return
		}
		if len(items.Birth) != 8 || items.Sex < '0' || items.Sex > '9' || !bytes.Contains(b, []byte(items.Name)) || !bytes.Contains(b, []byte(items.Address)) {
			t.Fatal("items that are not in the file")
		}
	})
}

func FuzzReadCertificate(f *testing.F) {
	f.Add(certificate(100), uint8(0))
	f.Add(append(certificate(300), 0xFF, 0xFF), uint8(7))
	f.Add([]byte{0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF}, uint8(0))
	f.Add([]byte{0xFF, 0xFF, 0xFF, 0xFF}, uint8(1))
	f.Fuzz(func(t *testing.T, b []byte, step uint8) {
		fk := &fake{step: int(step), apps: map[string]map[uint16][]byte{jpkiAID: {1: b, 6: b}}}
		j, err := mynumber.Open(fk, everything).SelectJPKI(bg)
		if err != nil {
			t.Fatal(err)
		}
		der, err := j.ReadCertificate(bg, mynumber.SignatureCertificate)
		if err == nil && !bytes.HasPrefix(b, der) {
			t.Fatal("bytes that are not in the file")
		}
		if _, ok := card.KindOf(err); err != nil && !ok {
			t.Fatalf("not a Failure: %v", err)
		}
		if info, err := j.TokenInfo(bg); err == nil && (len(info.Label) > 32 || strings.ContainsFunc(info.Label, func(r rune) bool { return r < ' ' || r > '~' })) {
			t.Fatalf("label %q", info.Label)
		}
	})
}
