package jobs

import (
	"context"
	"path/filepath"
	"slices"
	"time"
	"unicode/utf8"

	"madoguchi/app/filing"
	"madoguchi/app/store"
	"madoguchi/forms"
)

// MostReceipts is how many receipts are remembered; the oldest make room.
const MostReceipts = 1000

// longestName is the most bytes of a file's name on the systems there are.
const longestName = 1024

// Remembered is what a window takes up again where the person left it.
type Remembered struct {
	// Language is a BCP 47 tag, "" for none chosen.
	Language string
	// LastPurpose is one of forms.Purposes, or "".
	LastPurpose forms.Purpose
	// Receipts are those of the files signed, oldest first.
	Receipts []store.Receipt
	// Reminders are days to be reminded of, in no order: see Near.
	Reminders []store.Reminder
}

// Recall reads what is remembered. on is false, with nothing else, where nothing
// is remembered on this computer or the person did not choose "about me"; then no
// keyring was asked. Call it after that choice and not on the goroutine that
// draws: the keyring may take 3 s, a passphrase one. The error is a *store.Error:
// with store.PassphraseNeeded and store.KeyringLocked the person can be asked, and
// Recall be called again after s.UsePassphrase or s.UnlockKeyring.
func Recall(ctx context.Context, s *store.Store) (r Remembered, on bool, err error) {
	d, err := s.Load(ctx)
	if notKept(err) {
		return r, false, nil
	}
	if err != nil {
		return r, true, err
	}
	r.Language, r.Receipts, r.Reminders = d.Language, d.Receipts, d.Reminders
	if p := forms.Purpose(d.LastPurpose); slices.Contains(forms.Purposes(), p) {
		r.LastPurpose = p
	}
	return r, true, nil
}

// AddReceipts remembers that files were signed, and the last purpose: when, the
// output's name without its folder, for whom, and how it was checked; not what it
// discloses of its holder, which is in the file itself. A name that holds what
// looks like a My Number is left out.
//
// Where Recall would say that nothing is remembered, it does nothing and asks no
// keyring. Otherwise it takes as long as Recall and has the same errors; the
// files are signed all the same.
func AddReceipts(ctx context.Context, s *store.Store, signed ...*filing.Receipt) error {
	if len(signed) == 0 {
		return nil
	}
	return keep(s.Update(ctx, func(d *store.Document) error {
		for _, r := range signed {
			d.Receipts = append(d.Receipts, receiptOf(r))
			d.LastPurpose = string(r.Purpose)
		}
		if extra := len(d.Receipts) - MostReceipts; extra > 0 {
			d.Receipts = d.Receipts[extra:]
		}
		return nil
	}))
}

// SetLanguage remembers the language chosen, a BCP 47 tag, under the same
// conditions as AddReceipts.
func SetLanguage(ctx context.Context, s *store.Store, tag string) error {
	return keep(s.Update(ctx, func(d *store.Document) error {
		d.Language = tag
		return nil
	}))
}

// notKept: this is not where, or not for whom, anything is remembered.
func notKept(err error) bool {
	k := store.KindOf(err)
	return k == store.Off || k == store.NotAboutMe
}

func keep(err error) error {
	if notKept(err) {
		return nil
	}
	return err
}

func receiptOf(r *filing.Receipt) store.Receipt {
	out := store.Receipt{
		SignedAt: r.SignedAt.UTC().Truncate(time.Second), Size: r.Size,
		Purpose: string(r.Purpose), Profile: string(r.Profile),
		Check: string(r.Check.Verdict), Second: r.Second.String(), Practice: r.Check.Practice,
	}
	if name := filepath.Base(r.Output); len(name) <= longestName && utf8.ValidString(name) && !store.HasMyNumber(name) {
		out.File = name
	}
	if r.Form != nil {
		out.Form = r.Form.ID
	}
	return out
}
