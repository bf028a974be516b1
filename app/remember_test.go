package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"madoguchi/app/filing"
	"madoguchi/app/jobs"
	"madoguchi/app/store"
	"madoguchi/forms"
	"madoguchi/forms/catalog"
	"madoguchi/forms/second"
	"madoguchi/forms/verify"
)

// ownComputer is a computer that remembers, with a passphrase.
func ownComputer(t *testing.T) (about func(me bool) *store.Store) {
	t.Helper()
	config := t.TempDir()
	about = func(me bool) *store.Store {
		s := store.New(store.Options{Config: config, AboutMe: me, Factor: 10})
		if err := s.UsePassphrase([]byte("wide open words")); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(s.Close)
		return s
	}
	if err := about(true).SwitchOnWithPassphrase(t.Context(), []byte("wide open words")); err != nil {
		t.Fatal(err)
	}
	return about
}

func receiptFor(output string, p forms.Purpose) *filing.Receipt {
	return &filing.Receipt{
		Input: "/home/hanako/in.pdf", Output: output, Purpose: p, Profile: forms.Detached, Field: "Signature1",
		SignedAt: time.Date(2026, 11, 23, 14, 5, 6, 789, time.FixedZone("JST", 9*60*60)), Size: 4321,
		Discloses: filing.Holder{Name: "窓口花子", Address: "PRACTICE町１丁目", Birth: "1990-05-10", Sex: "female"},
		Check:     verify.Signature{Verdict: verify.Intact, Name: "窓口花子", Practice: true},
		Form:      &catalog.Form{ID: "nta.dependents"}, Second: second.Opinion{Verdict: second.Agrees},
	}
}

func TestWhatWasDoneIsTakenUpAgain(t *testing.T) {
	about := ownComputer(t)
	ctx := t.Context()
	if r, on, err := jobs.Recall(ctx, about(true)); err != nil || !on || r.Language != "" || r.LastPurpose != "" || len(r.Receipts) != 0 {
		t.Errorf("at first: %+v %v %v", r, on, err)
	}
	if err := jobs.SetLanguage(ctx, about(true), "my"); err != nil {
		t.Fatal(err)
	}
	first, last := receiptFor("/home/hanako/a_signed.pdf", forms.Private), receiptFor("/home/hanako/b_signed.pdf", forms.Payer)
	if err := jobs.AddReceipts(ctx, about(true), first, last); err != nil {
		t.Fatal(err)
	}
	r, on, err := jobs.Recall(ctx, about(true))
	if err != nil || !on || r.Language != "my" || r.LastPurpose != forms.Payer || len(r.Receipts) != 2 {
		t.Fatalf("%+v %v %v", r, on, err)
	}
	want := store.Receipt{
		SignedAt: time.Date(2026, 11, 23, 5, 5, 6, 0, time.UTC), File: "a_signed.pdf", Size: 4321,
		Purpose: "private", Profile: "detached", Form: "nta.dependents", Check: "intact", Second: second.Opinion{Verdict: second.Agrees}.String(), Practice: true,
	}
	if got := fmt.Sprintf("%+v", r.Receipts[0]); got != fmt.Sprintf("%+v", want) {
		t.Errorf("%s", got)
	}
}

// What a signature discloses, whose folder it was and what looks like a My Number
// are not remembered.
func TestAReceiptHoldsNobody(t *testing.T) {
	about := ownComputer(t)
	for _, name := range []string{"keiyaku.pdf", "123456789018.pdf", strings.Repeat("あ", 400) + ".pdf", "\xff.pdf"} {
		if err := jobs.AddReceipts(t.Context(), about(true), receiptFor(filepath.Join("/home/hanako", name), forms.Private)); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
	r, _, err := jobs.Recall(t.Context(), about(true))
	if err != nil || len(r.Receipts) != 4 {
		t.Fatalf("%d receipts: %v", len(r.Receipts), err)
	}
	for i, want := range []string{"keiyaku.pdf", "", "", ""} {
		if r.Receipts[i].File != want {
			t.Errorf("%q", r.Receipts[i].File)
		}
	}
	all := fmt.Sprintf("%+v", r.Receipts)
	for _, never := range []string{"花子", "hanako", "PRACTICE町", "1990", "female", "Signature1", "123456789018"} {
		if strings.Contains(all, never) {
			t.Errorf("%s is remembered", never)
		}
	}
}

// In helper and counter mode, and where it was never switched on, nothing is kept
// and nobody is bothered.
func TestNothingIsRememberedUnasked(t *testing.T) {
	about := ownComputer(t)
	off := store.New(store.Options{Config: t.TempDir(), AboutMe: true})
	for name, s := range map[string]*store.Store{"somebody else's": about(false), "off": off} {
		if err := jobs.AddReceipts(t.Context(), s, receiptFor("a.pdf", forms.Private)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := jobs.SetLanguage(t.Context(), s, "my"); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if r, on, err := jobs.Recall(t.Context(), s); err != nil || on || r.Language != "" || len(r.Receipts) != 0 {
			t.Errorf("%s: %+v %v %v", name, r, on, err)
		}
	}
	if state, err := off.State(); err != nil || state != store.IsOff {
		t.Errorf("%s %v", state, err)
	}
	if r, _, err := jobs.Recall(t.Context(), about(true)); err != nil || r.Language != "" || len(r.Receipts) != 0 {
		t.Errorf("%+v %v", r, err)
	}
}

// A person who has to be asked is asked: the error says for what.
func TestRecallSaysWhatItNeeds(t *testing.T) {
	about := ownComputer(t)
	s := about(true)
	s.Close()
	if _, on, err := jobs.Recall(t.Context(), s); !on || store.KindOf(err) != store.PassphraseNeeded {
		t.Errorf("%v %v", on, err)
	}
	if err := jobs.AddReceipts(t.Context(), s, receiptFor("a.pdf", forms.Private)); store.KindOf(err) != store.PassphraseNeeded {
		t.Errorf("%v", err)
	}
}

func TestTheOldestReceiptsMakeRoom(t *testing.T) {
	about := ownComputer(t)
	many := make([]*filing.Receipt, jobs.MostReceipts+2)
	for i := range many {
		many[i] = receiptFor("x.pdf", forms.Private)
		many[i].Size = int64(i)
	}
	if err := jobs.AddReceipts(t.Context(), about(true), many[:3]...); err != nil {
		t.Fatal(err)
	}
	if err := jobs.AddReceipts(t.Context(), about(true), many[3:]...); err != nil {
		t.Fatal(err)
	}
	r, _, err := jobs.Recall(t.Context(), about(true))
	if err != nil || len(r.Receipts) != jobs.MostReceipts || r.Receipts[0].Size != 2 || r.Receipts[jobs.MostReceipts-1].Size != jobs.MostReceipts+1 {
		t.Errorf("%d receipts: %v", len(r.Receipts), err)
	}
}
