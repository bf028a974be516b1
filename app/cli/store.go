package cli

import (
	"context"

	"madoguchi/app/cardsession"
	"madoguchi/app/jobs"
	"madoguchi/app/problem"
	"madoguchi/app/store"
	"madoguchi/i18n"
)

type storeStatusCmd struct{}

func (*storeStatusCmd) schema() string { return "store.status" }

type storeStatus struct {
	On bool `json:"on"`
	// Key is where the key is: "keyring", "passphrase", or "none" where nothing is
	// remembered.
	Key string `json:"key"`
	// Remembered is null where the file was not opened; NotOpened then says why.
	Remembered *storeCounts  `json:"remembered"`
	NotOpened  *problem.Code `json:"not_opened"`

	why string
}

// storeCounts says how many of each kind are remembered, never what.
type storeCounts struct {
	Language    int `json:"language"`
	LastPurpose int `json:"last_purpose"`
	Receipts    int `json:"receipts"`
	Facts       int `json:"facts"`
	Reminders   int `json:"reminders"`
	Profile     int `json:"profile"`
}

func (*storeStatusCmd) do(ctx context.Context, r *run) (result, error) {
	m, said := r.mode()
	s, err := r.Store(said && m == cardsession.ModeSelf)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	state, err := s.State()
	if err != nil {
		return nil, err
	}
	v := &storeStatus{Key: "none"}
	if state == store.IsOff {
		return v, nil
	}
	v.On, v.Key = true, string(state)
	d, err := s.Load(ctx)
	if err != nil {
		p := jobs.Problem(err, problem.NoSecret)
		v.NotOpened, v.why = &p.Code, r.view(p).Say
		return v, nil
	}
	v.Remembered = &storeCounts{
		Language: one(d.Language), LastPurpose: one(d.LastPurpose), Receipts: len(d.Receipts),
		Facts: len(d.Facts), Reminders: len(d.Reminders), Profile: len(d.Profile),
	}
	return v, nil
}

func one(s string) int {
	if s == "" {
		return 0
	}
	return 1
}

func (v *storeStatus) print(r *run) {
	if !v.On {
		r.line("cli.store.off")
		return
	}
	r.line("cli.store.on")
	r.line("cli.store.key." + v.Key)
	if v.Remembered == nil {
		r.line("cli.store.not_opened", i18n.Args{"why": v.why})
		return
	}
	for _, c := range []struct {
		id string
		n  int
	}{
		{"language", v.Remembered.Language},
		{"last_purpose", v.Remembered.LastPurpose},
		{"receipts", v.Remembered.Receipts},
		{"facts", v.Remembered.Facts},
		{"reminders", v.Remembered.Reminders},
		{"profile", v.Remembered.Profile},
	} {
		r.line("cli.store.count."+c.id, i18n.Args{"count": c.n})
	}
}

type storeForgetCmd struct {
	Yes bool `help:"Delete without asking."`
}

func (*storeForgetCmd) schema() string { return "store.forget" }

// storeForgotten says what became of the file and of the key.
type storeForgotten struct {
	File store.Fate `json:"file"`
	Key  store.Fate `json:"key"`
	// Folder is where a file that could not be deleted lies.
	Folder *string `json:"folder"`
}

func (c *storeForgetCmd) do(ctx context.Context, r *run) (result, error) {
	if !c.Yes {
		if !r.InTerminal {
			return nil, badCall(r.t("cli.store.say_yes"))
		}
		said, err := r.question(ctx, "cli.store.question", nil)
		if err == nil && said != saidYes {
			r.say("cli.store.nothing_deleted")
			err = problem.New(problem.Stopped, nil)
		}
		if err != nil {
			return nil, err
		}
	}
	s, err := r.Store(false) // whoever is at the screen may let it be forgotten
	if err != nil {
		return nil, err
	}
	done, err := s.Forget(ctx)
	v := &storeForgotten{File: done.File, Key: done.Key}
	if done.File == store.Kept {
		v.Folder = &done.Folder
	}
	return v, err
}

func (v *storeForgotten) print(r *run) {
	var a i18n.Args
	if v.Folder != nil {
		a = i18n.Args{"folder": *v.Folder}
	}
	r.line("cli.store.file."+string(v.File), a)
	r.line("cli.store.entry." + string(v.Key))
}
