package main

import (
	"sync"

	"madoguchi/app/cond"
	"madoguchi/app/deadline"
	"madoguchi/app/directory"
	"madoguchi/app/eligibility"
	"madoguchi/app/fact"
	"madoguchi/app/guidance"
	"madoguchi/app/jobs"
	"madoguchi/app/law"
	"madoguchi/assets"
)

// theRules are read when first asked for; they do not change.
var theRules = sync.OnceValues(rulebook)

// rulebook reads the program's own rules. Its errors are faults of the build.
func rulebook() (*jobs.Rulebook, error) {
	vocabulary, err := fact.Load(assets.Facts())
	if err != nil {
		return nil, err
	}
	params, err := cond.LoadParams(assets.Params())
	if err != nil {
		return nil, err
	}
	library, err := law.Load(assets.Laws(), assets.Pages())
	if err != nil {
		return nil, err
	}
	scope := cond.Scope{Vocabulary: vocabulary, Params: params}
	r := &jobs.Rulebook{}
	if r.Book, err = eligibility.Load(assets.Rules(), scope, library); err != nil {
		return nil, err
	}
	if r.Deadlines, err = deadline.Load(assets.Deadlines(), scope, library); err != nil {
		return nil, err
	}
	if r.Announced, err = eligibility.LoadAnnounced(assets.Changes(), library); err != nil {
		return nil, err
	}
	if r.Directory, err = directory.Load(assets.Directory(), library); err != nil {
		return nil, err
	}
	r.Guides = sync.OnceValues(func() (*guidance.Guides, error) {
		return guidance.Load(assets.Guides(), guidance.Sources{Book: r.Book, Deadlines: r.Deadlines})
	})
	r.Holidays, err = cond.LoadHolidays(assets.Holidays())
	return r, err
}
