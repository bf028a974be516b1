package main

import (
	"context"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/app/fact"
	"madoguchi/app/filing"
	"madoguchi/app/jobs"
	"madoguchi/app/problem"
	"madoguchi/card/jpki"
)

// signPapers stands between card and paper, which do not know each other: one
// VERIFY, one signature a paper inside the card's transaction, then, with the
// card let go, the check of each. The slices run parallel to w.Staged.
func signPapers(ctx context.Context, w jobs.Signing) ([]*filing.Receipt, []error) {
	receipts := make([]*filing.Receipt, len(w.Staged))
	errs := make([]error, len(w.Staged))
	err := w.Session.Sign(ctx, w.Selection, w.Request, func(ctx context.Context, s cardsession.Signing) error {
		if start := s.Certificate.NotBefore; start.Before(w.AnsweredSince) {
			return problem.New(problem.CertificateOlder, map[string]any{"start": start.In(japan).Format(time.DateOnly)})
		}
		for i, paper := range w.Staged {
			if err := ctx.Err(); err != nil {
				return err
			}
			receipts[i], errs[i] = paper.Sign(filing.Signing{
				Certificate: s.Certificate.X509, CA: s.CA, Discloses: holder(s.Certificate.Holder), Key: s.Signer,
			})
			if _, fromCard := cardFailure(errs[i]); fromCard {
				return errs[i] // the card is gone; the papers after this one are not asked
			}
		}
		return nil
	})
	for i, paper := range w.Staged {
		switch {
		case receipts[i] == nil && errs[i] == nil:
			errs[i] = err
		case errs[i] == nil:
			errs[i] = paper.Keep(ctx, receipts[i])
		}
		if errs[i] != nil {
			receipts[i] = nil
		}
	}
	return receipts, errs
}

func holder(h jpki.Holder) filing.Holder {
	birth, _ := h.Birth.Date()
	return filing.Holder{Name: h.Name, Address: h.Address, Birth: birth, Sex: fact.SexOf(h.Sex)}
}
