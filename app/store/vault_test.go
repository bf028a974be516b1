package store_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"madoguchi/app/platform"
	"madoguchi/app/store"
)

const vaultPassphrase = "カムパネルラ と ジョバンニ"

func vaultAt(config string, fs platform.FS) *store.Vault {
	return store.NewVault(store.VaultOptions{Config: config, Name: "other", Files: platform.Files{FS: fs}, Factor: 4})
}

func begun(t *testing.T, content string) (*store.Vault, string) {
	t.Helper()
	config := filepath.Join(t.TempDir(), "config")
	v := vaultAt(config, nil)
	must(t, v.Begin(t.Context(), []byte(vaultPassphrase), []byte(content)))
	return v, config
}

func to(content string) func([]byte) ([]byte, error) {
	return func([]byte) ([]byte, error) { return []byte(content), nil }
}

func holds(t *testing.T, v *store.Vault, content string) {
	t.Helper()
	got, err := v.Load(t.Context())
	if err != nil || string(got) != content {
		t.Errorf("holds %q (%v), want %q", got, err, content)
	}
}

func TestVaultRemembers(t *testing.T) {
	config := filepath.Join(t.TempDir(), "config")
	v := vaultAt(config, nil)
	_, err := v.Load(t.Context())
	want(t, "load", err, store.Off)
	want(t, "short", v.Begin(t.Context(), []byte("短い七文字です"), nil), store.PassphraseShort)
	must(t, v.Begin(t.Context(), []byte(vaultPassphrase), []byte(planted[0])))
	want(t, "twice", v.Begin(t.Context(), []byte(vaultPassphrase), nil), store.On)
	must(t, v.Update(t.Context(), to(planted[1])))
	holds(t, v, planted[1])

	v = vaultAt(config, nil) // another run
	_, err = v.Load(t.Context())
	want(t, "load", err, store.PassphraseNeeded)
	want(t, "update", v.Update(t.Context(), to("x")), store.PassphraseNeeded)
	want(t, "wrong", v.Unlock(t.Context(), []byte("カムパネルラ と ザネリ")), store.PassphraseWrong)
	if v.IsOpen() {
		t.Error("a wrong passphrase is kept")
	}
	must(t, v.Unlock(t.Context(), []byte("ｶﾑﾊﾟﾈﾙﾗ　と　ｼﾞｮﾊﾞﾝﾆ"))) // the same, typed in half width
	holds(t, v, planted[1])
	v.Close()
	_, err = v.Load(t.Context())
	want(t, "closed", err, store.PassphraseNeeded)
	nothingInClear(t, config, vaultPassphrase)

	// The Store beside it knows nothing of it.
	if st, err := at(config, nil).State(); st != store.IsOff || err != nil {
		t.Errorf("%v, %v", st, err)
	}
}

// TestVaultRenew: whoever has the passphrase, all files of today and a copy of
// the file of yesterday cannot open that copy, and the old key is overwritten
// where it stood.
func TestVaultRenew(t *testing.T) {
	v, config := begun(t, "old")
	dir := filepath.Dir(v.Path())
	copyOf, err := os.ReadFile(v.Path())
	must(t, err)
	oldKey, err := os.ReadFile(filepath.Join(dir, "other.key"))
	must(t, err)
	second := filepath.Join(t.TempDir(), "second name") // of the same bytes on the disk
	linked := os.Link(filepath.Join(dir, "other.key"), second) == nil
	if !linked && runtime.GOOS == "linux" {
		t.Fatal("no hard link could be made")
	}
	must(t, v.Renew(t.Context(), nil, to("new")))
	holds(t, v, "new")
	if entries, _ := os.ReadDir(dir); len(entries) != 3 { // the file, its key, the lock
		t.Errorf("left %v", entries)
	}
	if linked {
		now, err := os.ReadFile(second)
		must(t, err)
		if len(now) != len(oldKey) || bytes.Contains(now, oldKey[:40]) || bytes.Contains(now, oldKey[len(oldKey)-40:]) {
			t.Error("the old key was not overwritten where it stood")
		}
	}
	must(t, os.WriteFile(v.Path(), copyOf, 0o600))
	_, err = v.Load(t.Context())
	want(t, "a copy of yesterday", err, store.KeyWrong)
	// With its key, which somebody kept too, it does open: the test is one.
	must(t, os.WriteFile(filepath.Join(dir, "other.key"), oldKey, 0o600))
	holds(t, v, "old")

	must(t, v.Renew(t.Context(), []byte("another passphrase"), to("newest")))
	v = vaultAt(config, nil)
	want(t, "the old passphrase", v.Unlock(t.Context(), []byte(vaultPassphrase)), store.PassphraseWrong)
	must(t, v.Unlock(t.Context(), []byte("another passphrase")))
	holds(t, v, "newest")
}

// TestVaultBetweenTwoKeys: however far a writer that was killed had come with a
// new key, the file opens, and only the key that opens it is left.
func TestVaultBetweenTwoKeys(t *testing.T) {
	v, config := begun(t, "old")
	dir := filepath.Dir(v.Path())
	key, next := filepath.Join(dir, "other.key"), filepath.Join(dir, "other.next")
	read := func(name string) []byte {
		b, err := os.ReadFile(name)
		must(t, err)
		return b
	}
	oldFile, oldKey := read(v.Path()), read(key)
	must(t, v.Renew(t.Context(), nil, to("new")))
	newFile, newKey := read(v.Path()), read(key)
	for name, x := range map[string]struct {
		file, current, next []byte
		want                string
	}{
		"before the file":         {oldFile, oldKey, newKey, "old"},
		"after the file":          {newFile, oldKey, newKey, "new"},
		"old key half destroyed":  {newFile, append([]byte("age-encryp\x00\x01"), oldKey[12:]...), newKey, "new"},
		"old key destroyed":       {newFile, bytes.Repeat([]byte{7}, len(oldKey)), newKey, "new"},
		"old key gone":            {newFile, nil, newKey, "new"},
		"done":                    {newFile, newKey, nil, "new"},
		"new key for nothing yet": {oldFile, oldKey, newKey[:len(newKey)/2], "old"},
	} {
		t.Run(name, func(t *testing.T) {
			for name, b := range map[string][]byte{v.Path(): x.file, key: x.current, next: x.next} {
				if b == nil {
					_ = os.Remove(name)
					continue
				}
				must(t, os.WriteFile(name, b, 0o600))
			}
			w := vaultAt(config, nil)
			want(t, "wrong", w.Unlock(t.Context(), []byte("not this one")), store.PassphraseWrong)
			must(t, w.Unlock(t.Context(), []byte(vaultPassphrase)))
			holds(t, w, x.want)
			if _, err := os.Lstat(next); err == nil {
				t.Error("two keys are left")
			}
			must(t, w.Update(t.Context(), to("after")))
			holds(t, vOpen(t, config), "after")
		})
	}
}

func vOpen(t *testing.T, config string) *store.Vault {
	t.Helper()
	v := vaultAt(config, nil)
	must(t, v.Unlock(t.Context(), []byte(vaultPassphrase)))
	return v
}

// TestVaultToldAndNothingLost: whatever goes wrong is told by its own kind and
// leaves all files as they are.
func TestVaultToldAndNothingLost(t *testing.T) {
	edit := func(ending string, how func([]byte) []byte) func(*testing.T, *store.Vault) {
		return func(t *testing.T, v *store.Vault) {
			name := strings.TrimSuffix(v.Path(), ".age") + ending
			b, err := os.ReadFile(name)
			must(t, err)
			must(t, os.WriteFile(name, how(b), 0o600))
		}
	}
	for name, x := range map[string]struct {
		kind   store.Kind
		happen func(*testing.T, *store.Vault)
	}{
		"file cut":     {store.Damaged, edit(".age", func(b []byte) []byte { return b[:len(b)-1] })},
		"file empty":   {store.Damaged, edit(".age", func([]byte) []byte { return nil })},
		"file text":    {store.Damaged, edit(".age", func([]byte) []byte { return []byte("hello") })},
		"key cut":      {store.Damaged, edit(".key", func(b []byte) []byte { return b[:len(b)-1] })},
		"key replaced": {store.KeyWrong, func(t *testing.T, v *store.Vault) { replaceKey(t, v) }},
		"key gone":     {store.KeyMissing, func(t *testing.T, v *store.Vault) { must(t, os.Remove(strings.TrimSuffix(v.Path(), "age")+"key")) }},
	} {
		t.Run(name, func(t *testing.T) {
			v, _ := begun(t, "old")
			x.happen(t, v)
			before := files(t, filepath.Dir(v.Path()))
			_, err := v.Load(t.Context())
			want(t, "load", err, x.kind)
			want(t, "update", v.Update(t.Context(), to("x")), x.kind)
			want(t, "renew", v.Renew(t.Context(), nil, to("x")), x.kind)
			want(t, "begin", v.Begin(t.Context(), []byte(vaultPassphrase), nil), store.On)
			if after := files(t, filepath.Dir(v.Path())); after != before {
				t.Errorf("the files were changed:\n%q\n%q", before, after)
			}
			done, err := v.Forget(t.Context())
			if err != nil || done.File != store.Deleted {
				t.Errorf("%+v, %v", done, err)
			}
		})
	}
}

// replaceKey puts a key of another file there, behind the same passphrase.
func replaceKey(t *testing.T, v *store.Vault) {
	t.Helper()
	w, _ := begun(t, "another")
	b, err := os.ReadFile(strings.TrimSuffix(w.Path(), "age") + "key")
	must(t, err)
	must(t, os.WriteFile(strings.TrimSuffix(v.Path(), "age")+"key", b, 0o600))
}

func files(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, e := range entries {
		b, err := os.ReadFile(filepath.Join(dir, e.Name()))
		must(t, err)
		all.WriteString(e.Name() + "\n" + string(b) + "\n")
	}
	return all.String()
}

func TestVaultKeyWithoutFile(t *testing.T) {
	v, config := begun(t, "old")
	b, err := os.ReadFile(v.Path())
	must(t, err)
	must(t, os.Remove(v.Path()))
	v = vaultAt(config, nil)
	if st, alone, err := v.State(); st != store.IsOff || !alone || err != nil {
		t.Errorf("%v, %v, %v", st, alone, err)
	}
	want(t, "another passphrase", v.Begin(t.Context(), []byte("another one"), []byte("new")), store.KeyWrong)
	must(t, os.WriteFile(v.Path(), b, 0o600)) // it comes back
	must(t, v.Unlock(t.Context(), []byte(vaultPassphrase)))
	holds(t, v, "old")
	must(t, os.Remove(v.Path()))
	must(t, v.Begin(t.Context(), []byte(vaultPassphrase), []byte("new")))
	holds(t, v, "new")
}

func TestVaultForget(t *testing.T) {
	v, config := begun(t, "old")
	dir := filepath.Dir(v.Path())
	must(t, os.WriteFile(filepath.Join(dir, ".madoguchi-1.tmp"), []byte("left"), 0o600))
	second := filepath.Join(t.TempDir(), "second name")
	key, err := os.ReadFile(filepath.Join(dir, "other.key"))
	must(t, err)
	linked := os.Link(filepath.Join(dir, "other.key"), second) == nil
	done, err := vaultAt(config, nil).Forget(t.Context()) // without the passphrase
	if err != nil || done.File != store.Deleted || done.Key != store.Deleted {
		t.Errorf("%+v, %v", done, err)
	}
	if entries, _ := os.ReadDir(config); len(entries) != 0 {
		t.Errorf("left %v", entries)
	}
	if now, _ := os.ReadFile(second); linked && (len(now) != len(key) || bytes.Equal(now, key)) {
		t.Error("the key was not overwritten where it stood")
	}
	done, err = v.Forget(t.Context())
	if err != nil || done.File != store.Absent || done.Key != store.Absent {
		t.Errorf("again: %+v, %v", done, err)
	}
	must(t, v.Begin(t.Context(), []byte("another one"), []byte("anew")))
	holds(t, v, "anew")

	stuck := vaultAt(config, diskFull{at: "remove"})
	done, err = stuck.Forget(t.Context())
	want(t, "stuck", err, store.FileKept)
	if done.File != store.Kept || done.Key != store.Deleted {
		t.Errorf("%+v", done)
	}
}

func TestVaultDiskFull(t *testing.T) {
	for _, step := range []string{"create", "write", "sync", "rename"} {
		config := filepath.Join(t.TempDir(), "config")
		stuck := vaultAt(config, diskFull{at: step})
		want(t, step+": begin", stuck.Begin(t.Context(), []byte(vaultPassphrase), []byte("x")), store.FileFailed)
		if entries, _ := os.ReadDir(config); len(entries) != 0 {
			t.Errorf("%s: left %v", step, entries)
		}
		v := vaultAt(config, nil)
		must(t, v.Begin(t.Context(), []byte(vaultPassphrase), []byte("old")))
		must(t, stuck.Unlock(t.Context(), []byte(vaultPassphrase)))
		err := stuck.Update(t.Context(), to("new"))
		want(t, step+": update", err, store.FileFailed)
		if !errors.Is(err, errFull) {
			t.Errorf("%s: the cause is lost: %v", step, err)
		}
		want(t, step+": renew", stuck.Renew(t.Context(), nil, to("new")), store.FileFailed)
		holds(t, v, "old")
		if entries, _ := os.ReadDir(filepath.Dir(v.Path())); len(entries) != 3 {
			t.Errorf("%s: left %v", step, entries)
		}
	}
}

func TestSeal(t *testing.T) {
	raw, err := store.Seal([]byte(vaultPassphrase), []byte(planted[0]), 4)
	must(t, err)
	if !store.Sealed(raw) || bytes.Contains(raw, []byte(planted[0])) {
		t.Errorf("%q", raw)
	}
	if got, err := store.Unseal([]byte(vaultPassphrase), raw); err != nil || string(got) != planted[0] {
		t.Errorf("%q, %v", got, err)
	}
	_, err = store.Unseal([]byte("another one"), raw)
	want(t, "another", err, store.PassphraseWrong)
	_, err = store.Unseal([]byte(vaultPassphrase), raw[:len(raw)-1])
	want(t, "cut", err, store.Damaged)
	_, err = store.Unseal([]byte(vaultPassphrase), []byte("age-encryption.org/v1\n-> scrypt c2FsdHNhbHRzYWx0c2FsdA 30\n\n--- "))
	want(t, "asks for too much work", err, store.Damaged)
	_, err = store.Seal([]byte("kurz"), nil, 4)
	want(t, "short", err, store.PassphraseShort)
}
