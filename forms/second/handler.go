package second

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/digitorus/pdfsign/verify"

	"madoguchi/forms/pdf"
)

// Handler returns the job as the helper serves it: its header is a question, its
// input the file, its answer a finding. It may not be used outside a helper.
func Handler() func(ctx context.Context, header json.RawMessage, in io.Reader) (any, error) {
	return func(_ context.Context, header json.RawMessage, in io.Reader) (any, error) {
		var q question
		if err := json.Unmarshal(header, &q); err != nil {
			return nil, err
		}
		if q.Size < 0 || q.Size > MaxSize {
			return finding{Unreadable}, nil
		}
		file := bytes.NewBuffer(make([]byte, 0, q.Size+bytes.MinRead))
		if _, err := file.ReadFrom(in); err != nil {
			return nil, err
		}
		return finding{judge(file.Bytes(), q.Field)}, nil
	}
}

// judge lets pdfsign verify the file and picks out what it says of one field.
func judge(file []byte, field string) Reason {
	all, ours, err := signatures(file, field)
	if err != nil {
		return Unreadable
	}
	if ours < 0 {
		return NotFound
	}
	o := verify.DefaultVerifyOptions()
	o.EnableExternalRevocationCheck = false
	// JPKI's authorities are in no system's list; who issued is not its question.
	o.AllowUntrustedRoots = true
	resp, err := verify.VerifyWithOptions(bytes.NewReader(file), int64(len(file)), o)
	if err != nil || resp == nil {
		return Unreadable
	}
	i := match(all, ours, resp.Signers)
	if i < 0 {
		return NotFound
	}
	// Trust, key usage, dates of issuers and revocation are beside ValidSignature
	// and are not asked for.
	if resp.Signers[i].ValidSignature {
		return Verified
	}
	return complaint(resp, i)
}

// complaint tells what pdfsign could not check from what it found wrong. It has
// one text for the whole file, that of the first signer it stumbled over; if
// that may be another one than signer i, the worse is taken.
func complaint(resp *verify.Response, i int) Reason {
	for _, s := range resp.Signers[:i] {
		if !s.ValidSignature {
			return Mismatch
		}
	}
	for text, why := range map[string]Reason{
		// It looks at the dates before it checks the signature.
		"outside of certificate validity": Dates,
		"supported":                       Unsupported, // also "unsupported"
		"unimplemented":                   Unsupported,
		"insecure algorithm":              Unsupported,
		"No certificate for signer":       Unsupported,
		"Message has no signers":          Unsupported,
		"failed to parse timestamp":       Unsupported,
	} {
		if strings.Contains(resp.Error, text) {
			return why
		}
	}
	return Mismatch
}

// signature is what tells one signature dictionary from another in pdfsign's
// answer, which names neither fields nor objects.
type signature struct {
	name string
	at   time.Time // zero where /M is missing or not in the form pdfsign reads
}

func (s signature) same(t signature) bool { return s.name == t.name && s.at.Equal(t.at) }

// signatures lists, as pdfsign does, every object with /Filter /Adobe.PPKLite in
// the order of object numbers, and says which of them is the value of the field;
// -1 when none is.
func signatures(file []byte, field string) (all []signature, ours int, err error) {
	f, err := pdf.Open(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, 0, err
	}
	fields, err := f.Fields()
	if err != nil {
		return nil, 0, err
	}
	value := pdf.Ref{}
	for _, x := range fields {
		if r, ok := x.Dict["V"].(pdf.Ref); ok && x.Name == field && x.Type == "Sig" {
			value = r
		}
	}
	ours = -1
	for _, r := range objects(f) {
		d, err := f.Dict(r)
		if err != nil {
			continue // another kind of object
		}
		if filter, err := f.Name(d["Filter"]); err != nil || filter != "Adobe.PPKLite" {
			continue
		}
		if r == value {
			ours = len(all)
		}
		all = append(all, describe(f, d))
	}
	return all, ours, nil
}

// objects lists the objects in force, by number.
func objects(f *pdf.File) []pdf.Ref {
	newest := map[uint32]pdf.Ref{}
	for _, rev := range f.Revisions() {
		for _, r := range rev.Objects {
			newest[r.Num] = r
		}
	}
	out := make([]pdf.Ref, 0, len(newest))
	for _, r := range newest {
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b pdf.Ref) int { return int(int64(a.Num) - int64(b.Num)) })
	return out
}

func describe(f *pdf.File, d pdf.Dict) signature {
	var s signature
	if name, err := f.String(d["Name"]); err == nil {
		s.name = pdf.DecodeText(name)
	}
	if m, err := f.String(d["M"]); err == nil {
		// The layout with which pdfsign reads the date.
		s.at, _ = time.Parse("D:20060102150405Z07'00'", pdf.DecodeText(m))
	}
	return s
}

// match finds all[ours] among signers, which is all in the same order without
// those whose CMS pdfsign could not parse. With none left out the place tells;
// else the place among those of the same name and date, if none of them was left
// out.
func match(all []signature, ours int, signers []verify.Signer) int {
	if len(signers) == len(all) {
		return ours
	}
	before, like := 0, 0
	for i, s := range all {
		if s.same(all[ours]) {
			like++
			if i < ours {
				before++
			}
		}
	}
	var places []int
	for i, s := range signers {
		heard := signature{name: s.Name}
		if s.SignatureTime != nil {
			heard.at = *s.SignatureTime
		}
		if heard.same(all[ours]) {
			places = append(places, i)
		}
	}
	if len(places) != like {
		return -1
	}
	return places[before]
}
