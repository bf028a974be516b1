package mynumber_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"madoguchi/card"
	"madoguchi/card/mynumber"
)

// token is EF 0006 as a physical test card was seen to have it.
func token(t testing.TB, label, serial string) []byte {
	b := bytes.Repeat([]byte{' '}, 160)
	copy(b, label)
	copy(b[32:], "00000000000000000000000000000001")
	copy(b[64:], "E16R01NJ")
	copy(b[80:], serial)
	copy(b[96:], unhex(t, "0000040D 00000001 00000000 00000001 00000000 00000010 00000006 FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFF"))
	copy(b[140:], "0301"+strings.Repeat("9", 16))
	return b
}

func TestTokenInfo(t *testing.T) {
	for label, kind := range map[string]mynumber.Kind{
		"JPKIAPICCTOKEN2": mynumber.Plastic, "JPKIAPICCTOKEN": mynumber.JukiCard,
		"JPKIAPGPSETOKEN": mynumber.AndroidPhone, "JPKIAPIOSTOKEN": mynumber.IPhone,
		"SOMETHING": mynumber.UnknownKind, "": mynumber.UnknownKind,
	} {
		j := selectJPKI(t, &fake{}, map[uint16][]byte{6: token(t, label, "0000000020500003")}, 0)
		info, err := j.TokenInfo(bg)
		if err != nil || info.Kind != kind || info.Label != label {
			t.Errorf("%q: %v, %v", label, info.Kind, err)
		}
		if info.Model != "E16R01NJ" || info.MinPIN != 6 || info.MaxPIN != 16 || !strings.HasSuffix(info.Manufacturer, "01") {
			t.Errorf("%q: %+v", label, info)
		}
		if strings.Contains(fmt.Sprintf("%+v", info), "20500003") {
			t.Error("the serial number is shown")
		}
	}
	// The first 32 bytes are enough, and so are blocks of any size.
	j := selectJPKI(t, &fake{step: 5}, map[uint16][]byte{6: token(t, "JPKIAPIOSTOKEN", "1")[:32]}, 0)
	if info, err := j.TokenInfo(bg); err != nil || info.Kind != mynumber.IPhone || info.MaxPIN != 0 {
		t.Errorf("label only: %+v, %v", info, err)
	}
	j = selectJPKI(t, &fake{}, map[uint16][]byte{6: token(t, "JPKIAPIOSTOKEN", "1")[:31]}, 0)
	if _, err := j.TokenInfo(bg); err == nil {
		t.Error("half a label was taken")
	}
}

func TestTokenDigestTellsTokensApart(t *testing.T) {
	digest := func(serial string) [32]byte {
		info, err := selectJPKI(t, &fake{}, map[uint16][]byte{6: token(t, "JPKIAPGPSETOKEN", serial)}, 0).TokenInfo(bg)
		if err != nil {
			t.Fatal(err)
		}
		return info.Digest
	}
	if one, again := digest("1"), digest("1"); one != again || one == digest("2") {
		t.Error("the digest does not follow the serial number")
	}
}

func TestAvailability(t *testing.T) {
	for _, c := range []struct {
		raw       string
		sign, aut bool
	}{{"8F8F00", true, true}, {"008F00", false, true}, {"8FFF00", true, false}, {"FFFFFF", false, false}} {
		j := selectJPKI(t, &fake{step: 2}, map[uint16][]byte{8: unhex(t, c.raw)}, 0)
		a, err := j.Availability(bg)
		if err != nil || a.Signature != c.sign || a.Authentication != c.aut || !bytes.Equal(a.Raw[:], unhex(t, c.raw)) {
			t.Errorf("%s: %+v, %v", c.raw, a, err)
		}
	}
	j := selectJPKI(t, &fake{}, nil, 0)
	if _, err := j.Availability(bg); !card.Is(err, card.NotFound) {
		t.Errorf("no file: %v", err)
	}
}
