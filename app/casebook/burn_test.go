package casebook_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"madoguchi/app/casebook"
	"madoguchi/app/store"
)

// TestBurnOne: with the passphrase, all that is left here and a copy of the file
// from before, nobody sees the case; the others are as they were.
func TestBurnOne(t *testing.T) {
	b, config := made(t)
	burned := put(t, b, lantern())
	put(t, b, casebook.Case{Nickname: "comet"})
	before, err := os.ReadFile(b.Path())
	must(t, err)
	must(t, b.Burn(t.Context(), burned.ID))
	if names := nicknames(t, opened(t, config)); !slices.Equal(names, []string{"comet"}) {
		t.Errorf("%v", names)
	}
	must(t, os.WriteFile(b.Path(), before, 0o600))
	want(t, "the file from before", casebook.New(options(t, config, nil)).Open(t.Context(), []byte(passphrase)), casebook.KeyLost)
}

func TestBurnAll(t *testing.T) {
	b, config := made(t)
	put(t, b, lantern())
	dir := filepath.Dir(b.Path())
	before, err := os.ReadFile(b.Path())
	must(t, err)
	done, err := casebook.New(options(t, config, nil)).BurnAll(t.Context()) // the passphrase is forgotten
	if err != nil || done.File != store.Deleted || done.Key != store.Deleted {
		t.Errorf("%+v, %v", done, err)
	}
	if left, _ := os.ReadDir(config); len(left) != 0 {
		t.Errorf("left %v", left)
	}
	_, err = b.Cases(t.Context())
	want(t, "burned", err, casebook.None)
	must(t, os.MkdirAll(dir, 0o700))
	must(t, os.WriteFile(b.Path(), before, 0o600))
	want(t, "a copy from before", casebook.New(options(t, config, nil)).Open(t.Context(), []byte(passphrase)), casebook.KeyLost)
	_, err = b.BurnAll(t.Context())
	must(t, err)
	must(t, b.Make(t.Context(), []byte("another passphrase")))
	if names := nicknames(t, b); len(names) != 0 {
		t.Errorf("%v", names)
	}
	want(t, "the old passphrase", b.Open(t.Context(), []byte(passphrase)), casebook.PassphraseWrong)
}

func TestChangePassphrase(t *testing.T) {
	b, config := made(t)
	put(t, b, lantern())
	fresh := []byte("another passphrase")
	want(t, "wrong", b.ChangePassphrase(t.Context(), []byte("not this one"), fresh), casebook.PassphraseWrong)
	wantStore(t, "none", b.ChangePassphrase(t.Context(), []byte(passphrase), nil), store.PassphraseShort)
	must(t, b.ChangePassphrase(t.Context(), []byte(passphrase), fresh))
	if names := nicknames(t, b); len(names) != 1 {
		t.Errorf("%v", names)
	}
	b = casebook.New(options(t, config, nil))
	want(t, "the old one", b.Open(t.Context(), []byte(passphrase)), casebook.PassphraseWrong)
	must(t, b.Open(t.Context(), fresh))
}

// TestClosedWhileWriting: what is being written is written, and the casebook stays
// shut.
func TestClosedWhileWriting(t *testing.T) {
	for name, act := range map[string]func(*casebook.Book, string) error{
		"put": func(b *casebook.Book, _ string) error {
			_, err := b.Put(t.Context(), casebook.Case{Nickname: "comet"})
			return err
		},
		"burn": func(b *casebook.Book, id string) error { return b.Burn(t.Context(), id) },
		"passphrase": func(b *casebook.Book, _ string) error {
			return b.ChangePassphrase(t.Context(), []byte(passphrase), []byte(passphrase))
		},
	} {
		t.Run(name, func(t *testing.T) {
			b, config := made(t)
			c := put(t, b, lantern())
			port := stopping{in: make(chan struct{}), out: make(chan struct{})}
			slow := casebook.New(options(t, config, port))
			must(t, slow.Open(t.Context(), []byte(passphrase)))
			ended := make(chan error, 1)
			go func() { ended <- act(slow, c.ID) }()
			<-port.in
			slow.Close()
			close(port.out)
			must(t, <-ended)
			if st, err := slow.State(); st != casebook.Shut || err != nil {
				t.Errorf("%v, %v", st, err)
			}
			if n := len(nicknames(t, opened(t, config))); n != map[string]int{"put": 2, "burn": 0, "passphrase": 1}[name] {
				t.Errorf("%d cases", n)
			}
		})
	}
}
