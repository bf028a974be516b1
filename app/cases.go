package main

import (
	"madoguchi/app/casebook"
	"madoguchi/app/jobs"
	"madoguchi/app/platform"
)

// casebooks open the casebook in this account's config folder.
func casebooks(rules func() (*jobs.Rulebook, error)) func(helping bool) (*casebook.Book, error) {
	return func(helping bool) (*casebook.Book, error) {
		folders, err := platform.UserFolders()
		if err != nil {
			return nil, &casebook.Error{Kind: casebook.FileFailed, Err: err}
		}
		return casebookIn(folders.Config, helping, rules, 0)
	}
}

// casebookIn is the casebook in a config folder. factor is as in casebook.Options.
func casebookIn(config string, helping bool, rules func() (*jobs.Rulebook, error), factor int) (*casebook.Book, error) {
	r, err := rules()
	if err != nil {
		return nil, err
	}
	return casebook.New(casebook.Options{
		Config: config, Helping: helping, Vocabulary: r.Vocabulary(), Now: now, Factor: factor,
		Step: func(id string) bool { return r.Deadlines.Record(id) != nil },
	}), nil
}
