package verify

import (
	"bytes"
	"context"
	"crypto/rand"
	"slices"
	"testing"

	"madoguchi/forms/cms"
	"madoguchi/forms/pdf"
)

// map0 is a dictionary that takes keys out.
func map0(keys ...pdf.Name) pdf.Dict {
	d := pdf.Dict{}
	for _, k := range keys {
		d[k] = nil
	}
	return d
}

func failing(t *testing.T, b []byte) []string {
	t.Helper()
	items, err := RegistryCheck(context.Background(), bytes.NewReader(b), int64(len(b)), check(t, b))
	if err != nil || len(items) != 9 {
		t.Fatalf("%d items, %v", len(items), err)
	}
	var out []string
	for _, i := range items {
		if !i.OK {
			out = append(out, i.Code)
		}
		if i.Warning != (i.Code == RegistryAlgorithms) {
			t.Errorf("%s: warning %v", i.Code, i.Warning)
		}
	}
	return out
}

func TestRegistryCheck(t *testing.T) {
	taro := people().taro
	base := form(t, "table")
	one := sign(t, base, signing{who: taro})
	two := sign(t, one, signing{who: people().mallet, newField: "Signature2"})
	trailing := func(digest []byte) []byte {
		der, err := cms.SignDetached(rand.Reader, digest, taro.key, cms.Options{Certificate: taro.cert})
		if err != nil {
			t.Fatal(err)
		}
		return append(der, 0, 0, 1)
	}
	for name, c := range map[string]struct {
		b    []byte
		want []string
	}{
		"one":           {one, nil},
		"two":           {two, nil},
		"PAdES":         {sign(t, base, signing{who: taro, subFilter: "ETSI.CAdES.detached"}), []string{RegistrySubFilter}},
		"no /Type":      {sign(t, base, signing{who: taro, dict: map0("Type")}), []string{RegistrySubFilter}},
		"no name":       {sign(t, base, signing{who: taro, dict: map0("Name")}), []string{RegistryName}},
		"no time":       {sign(t, base, signing{who: taro, dict: map0("M")}), []string{RegistryTime}},
		"no zone":       {sign(t, base, signing{who: taro, dict: pdf.Dict{"M": pdf.String("D:20261120093000")}}), []string{RegistryTime}},
		"changed after": {change(t, one, func(*pdf.File, *pdf.Update) {}), []string{RegistryCoverage}},
		"padding":       {sign(t, base, signing{cms: trailing}), []string{RegistryPadding, RegistryCertificate, RegistryAttributes, RegistryAlgorithms}},
		"unsigned": {base, []string{
			RegistrySubFilter, RegistryName, RegistryTime, RegistryByteRange, RegistryCoverage,
			RegistryPadding, RegistryCertificate, RegistryAttributes, RegistryAlgorithms,
		}},
	} {
		if got := failing(t, c.b); !slices.Equal(got, c.want) {
			t.Errorf("%s: fails %v, want %v", name, got, c.want)
		}
	}
	items, err := RegistryCheck(context.Background(), bytes.NewReader(one), int64(len(one)), nil)
	if err != nil || !items[0].OK {
		t.Errorf("without a report: %v %v", items, err)
	}
}
