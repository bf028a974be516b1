package jpki_test

import (
	"encoding/hex"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"madoguchi/assets"
	"madoguchi/card"
	"madoguchi/card/jpki"
)

// The published authorities, written down here a second time.
func TestLoadPins(t *testing.T) {
	pins, err := jpki.LoadPins(assets.Pins())
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"sign-01": "19645405A1FE14377434BD55957628AC4038557C542403A2243F21C706FC9355",
		"sign-02": "79679C33E4CC9319440F1AD120A597FF1844E2EF217063ADB176966FD5E6FBEB",
		"sign-03": "D227F6CDE11D35C5252178F106F843D24651944975413B539FA2FB68DBFA365F",
		"auth-01": "4DCFC4CA0AAF9FB2A3081B3F0C991C320B3ACC008667A341EEAEC5AF1D58CA7D",
		"auth-03": "64114F29620C24ED2631D46476A040E7EE740D956089C00B036A6A8118C322B5",
	}
	if len(pins) != len(want) {
		t.Errorf("%d pins, want %d", len(pins), len(want))
	}
	for _, p := range pins {
		role := jpki.RoleSignature
		if strings.HasPrefix(p.ID, "auth") {
			role = jpki.RoleAuthentication
		}
		if strings.ToUpper(hex.EncodeToString(p.SHA256[:])) != want[p.ID] || p.Role != role || p.Practice || len(p.SubjectKeyID) != 20 {
			t.Errorf("%s: %+v", p.ID, p)
		}
		if years := p.NotAfter.Sub(p.NotBefore).Hours() / 24 / 365; years < 9.5 || years > 10.5 {
			t.Errorf("%s runs %.1f years", p.ID, years)
		}
	}
}

func TestLoadPracticePins(t *testing.T) {
	pins, err := jpki.LoadPracticePins(assets.Practice())
	if err != nil || len(pins) != 2 {
		t.Fatalf("%d pins, %v", len(pins), err)
	}
	real, err := jpki.LoadPins(assets.Pins())
	if err != nil {
		t.Fatal(err)
	}
	roles := map[jpki.Role]int{}
	for _, p := range pins {
		roles[p.Role]++
		if _, ok := real.Find(p.Role, p.SHA256); ok || !p.Practice {
			t.Errorf("%s: practice %v, pinned for real %v", p.ID, p.Practice, ok)
		}
	}
	if roles[jpki.RoleSignature] != 1 || roles[jpki.RoleAuthentication] != 1 {
		t.Errorf("%v", roles)
	}
}

func TestLoadPinsRefuses(t *testing.T) {
	const good = `{"id":"a","role":"signature","sha256":"` + "19645405A1FE14377434BD55957628AC4038557C542403A2243F21C706FC9355" +
		`","subject_key_id":"0D03","not_before":"2020-01-01T00:00:00Z","not_after":"2030-01-01T00:00:00Z"}`
	load := func(s string) (jpki.Pins, error) {
		return jpki.LoadPracticePins(fstest.MapFS{"authority.json": &fstest.MapFile{Data: []byte(s)}})
	}
	pins, err := load(`{"pins":[` + good + `]}`)
	if err != nil || len(pins) != 1 || !pins[0].Practice {
		t.Fatalf("%+v, %v", pins, err)
	}
	for name, s := range map[string]string{
		"not JSON": `{`, "empty": `{"pins":[]}`,
		"twice":      `{"pins":[` + good + `,` + good + `]}`,
		"role":       `{"pins":[` + strings.Replace(good, "signature", "both", 1) + `]}`,
		"short hash": `{"pins":[` + strings.Replace(good, "9355", "93", 1) + `]}`,
		"not hex":    `{"pins":[` + strings.Replace(good, "9355", "935X", 1) + `]}`,
		"key id":     `{"pins":[` + strings.Replace(good, "0D03", "0D0", 1) + `]}`,
		"dates":      `{"pins":[` + strings.Replace(good, "2030", "2010", 1) + `]}`,
		"no id":      `{"pins":[` + strings.Replace(good, `"a"`, `""`, 1) + `]}`,
	} {
		if _, err := load(s); !card.Is(err, card.Internal) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := jpki.LoadPins(fstest.MapFS{}); !card.Is(err, card.Internal) {
		t.Errorf("no file: %v", err)
	}
}

func TestCheck(t *testing.T) {
	ca, namesake := authority(t, caKey(), 1), authority(t, otherKey(), 2)
	reissued := authority(t, caKey(), 3)
	l, err := jpki.ParseCertificate(signatureLeaf(t))
	if err != nil {
		t.Fatal(err)
	}
	pins := jpki.Pins{
		pin(namesake, jpki.RoleSignature, "namesake"), pin(ca, jpki.RoleSignature, "right"),
		pin(namesake, jpki.RoleAuthentication, "auth"),
	}
	pins[1].Practice = true
	got, err := pins.Check(l, ca.Raw)
	if err != nil || got.ID != "right" || !got.Practice {
		t.Errorf("%+v, %v", got, err)
	}
	flipped := slices.Clone(ca.Raw)
	flipped[len(flipped)-1] ^= 1
	forged := *l.X509
	forged.Signature = slices.Clone(forged.Signature)
	forged.Signature[10] ^= 1
	forgedLeaf := *l
	forgedLeaf.X509 = &forged
	strangerKey := *l.X509
	strangerKey.AuthorityKeyId = []byte{1, 2, 3}
	strangerLeaf := *l
	strangerLeaf.X509 = &strangerKey
	asAuth := *l
	asAuth.Role = jpki.RoleAuthentication
	for name, c := range map[string]struct {
		pins jpki.Pins
		leaf *jpki.Certificate
		ca   []byte
	}{
		"no pins":                             {nil, l, ca.Raw},
		"a pinned authority that is not his":  {pins, l, namesake.Raw},
		"same key, other certificate":         {pins, l, reissued.Raw},
		"one bit of the authority":            {pins, l, flipped},
		"no authority":                        {pins, l, nil},
		"one bit of the signature":            {pins, &forgedLeaf, ca.Raw},
		"another key identifier":              {pins, &strangerLeaf, ca.Raw},
		"pinned for the other role":           {pins, &asAuth, ca.Raw},
		"no certificate":                      {pins, nil, ca.Raw},
		"an authority that only names itself": {jpki.Pins{pin(namesake, jpki.RoleSignature, "x")}, l, ca.Raw},
	} {
		if got, err := c.pins.Check(c.leaf, c.ca); !card.Is(err, card.NotPinned) || got.ID != "" {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}
