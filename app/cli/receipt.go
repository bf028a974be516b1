package cli

import (
	"time"

	"madoguchi/app/filing"
	"madoguchi/app/jobs"
	"madoguchi/app/problem"
	"madoguchi/i18n"
)

// signSheet is the result of pdf sign.
type signSheet struct {
	Files []signedFile `json:"files"`
}

type signedFile struct {
	Input   string       `json:"input"`
	Output  *string      `json:"output"`
	Problem *problemView `json:"problem"`
	Receipt *receipt     `json:"receipt"`

	err error
}

// receipt is what was done to one file and what it tells those who get it.
type receipt struct {
	Purpose   string   `json:"purpose"`
	Profile   string   `json:"profile"`
	Field     string   `json:"field"`
	SignedAt  string   `json:"signed_at"`
	Size      int64    `json:"size"`
	ByteRange [4]int64 `json:"byte_range"`
	Form      *string  `json:"form"`
	// Discloses is what everyone who gets the file can read in it.
	Discloses disclosed `json:"discloses"`
	// Check is our own verifier's verdict, Second the other one's.
	Check      string `json:"check"`
	Issuer     string `json:"issuer"`
	Second     string `json:"second_opinion"`
	Revocation string `json:"revocation"`
}

type disclosed struct {
	Name    *string `json:"name"`
	Address *string `json:"address"`
	Birth   *string `json:"birth"`
	Sex     *string `json:"sex"`
}

func some(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func (f *signedFile) fail(r *run, err error) {
	f.err = err
	f.Problem = r.view(jobs.Problem(err, problem.SigningPassword))
}

// fill takes over what became of the papers that were ready.
func (s *signSheet) fill(r *run, staged, ready []*filing.Staged, receipts []*filing.Receipt, errs []error) {
	for n, st := range ready {
		for i := range staged {
			if staged[i] != st {
				continue
			}
			if errs[n] != nil {
				s.Files[i].fail(r, errs[n])
				continue
			}
			s.Files[i].Output = &receipts[n].Output
			s.Files[i].Receipt = newReceipt(receipts[n])
		}
	}
}

func newReceipt(f *filing.Receipt) *receipt {
	v := &receipt{
		Purpose: string(f.Purpose), Profile: string(f.Profile), Field: f.Field,
		SignedAt: f.SignedAt.Format(time.RFC3339), Size: f.Size, ByteRange: f.ByteRange,
		Discloses: disclosed{
			Name: some(f.Discloses.Name), Address: some(f.Discloses.Address),
			Birth: some(f.Discloses.Birth), Sex: some(f.Discloses.Sex),
		},
		Check: string(f.Check.Verdict), Issuer: f.Check.AnchorID, Second: f.Second.String(), Revocation: "unknown",
	}
	if f.Form != nil {
		v.Form = &f.Form.ID
	}
	return v
}

// outcome is nil when all was done, the one problem when nothing was and it is
// the same everywhere, and "some of many" otherwise.
func (s *signSheet) outcome(total int) error {
	var first error
	done := 0
	for i := range s.Files {
		err := s.Files[i].err
		switch {
		case err == nil:
			done++
		case first == nil:
			first = err
		case cost(err) && !cost(first):
			first = err // a spent try is what must be heard of first
		}
	}
	switch {
	case done == total:
		return nil
	case done == 0:
		return first
	}
	return problem.New(problem.SomeNotDone, map[string]any{"done": done, "total": total})
}

// cost reports whether a problem cost a try, or may have.
func cost(err error) bool {
	return problem.Of(err, problem.SigningPassword).Tries != problem.TriesKept
}

// alone drops the per-file list where the only file failed: the problem itself
// says it all.
func (s *signSheet) alone() result {
	if len(s.Files) == 1 && s.Files[0].err != nil {
		return nil
	}
	return s
}

func (s *signSheet) print(r *run) {
	for i := range s.Files {
		f := &s.Files[i]
		if f.Receipt == nil {
			r.line("cli.sign.not_done", i18n.Args{"file": f.Input, "why": f.Problem.Say})
			continue
		}
		v := f.Receipt
		r.line("cli.sign.done", i18n.Args{"file": *f.Output})
		r.line("cli.sign.at", i18n.Args{"time": v.SignedAt})
		r.line("cli.sign.purpose", i18n.Args{"purpose": r.t("purpose." + v.Purpose + ".name")})
		r.line("cli.sign.check", i18n.Args{"verdict": r.t("verdict." + v.Check)})
		r.line("cli.sign.second." + v.Second)
		r.line("cli.sign.reader_reads")
		for _, d := range []struct {
			id string
			v  *string
		}{{"name", v.Discloses.Name}, {"address", v.Discloses.Address}, {"birth", v.Discloses.Birth}, {"sex", v.Discloses.Sex}} {
			if d.v == nil {
				continue
			}
			value := *d.v
			if d.id == "sex" {
				value = r.t("sex." + value)
			}
			r.line("cli.sign.discloses_"+d.id, i18n.Args{"value": value})
		}
		r.line("cli.revocation_unknown")
	}
}
