package casebook_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"madoguchi/app/casebook"
	"madoguchi/app/fact"
	"madoguchi/assets"
)

// These tests start this test binary as a process of its own, so that it can be
// killed and so that nothing is shared but the disk.

const (
	roleVariable   = "CASEBOOK_TEST_ROLE"
	configVariable = "CASEBOOK_TEST_CONFIG"
	numberVariable = "CASEBOOK_TEST_NUMBER"
	fresh          = "another passphrase"
)

func TestMain(m *testing.M) {
	role := os.Getenv(roleVariable)
	if role == "" {
		os.Exit(m.Run())
	}
	n, _ := strconv.Atoi(os.Getenv(numberVariable))
	v, err := fact.Load(assets.Facts())
	if err == nil {
		o := casebook.Options{
			Config: os.Getenv(configVariable), Helping: true, Vocabulary: v, Factor: 4, Step: func(string) bool { return true },
		}
		switch role {
		case "live", "live with names":
			o.Files.FS = &deadly{at: n, names: role != "live"}
			err = live(casebook.New(o))
		case "write":
			err = write(casebook.New(o), n)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// life is what "live" does, and who is in the casebook after each act; each is
// told when it is done.
var life = []struct {
	act   string
	there []string
}{
	{"make", nil},
	{"put comet", []string{"comet"}},
	{"put ともしび", []string{"comet", "ともしび"}},
	{"rename comet", []string{"meteor", "ともしび"}},
	{"burn", []string{"ともしび"}},
	{"put ほし", []string{"ともしび", "ほし"}},
	{"passphrase", []string{"ともしび", "ほし"}},
	{"put うみ", []string{"うみ", "ともしび", "ほし"}},
	{"burn all", nil},
}

func live(b *casebook.Book) error {
	ctx := context.Background()
	var comet casebook.Case
	for _, x := range life {
		var err error
		switch act, nickname, _ := strings.Cut(x.act, " "); {
		case x.act == "make":
			err = b.Make(ctx, []byte(passphrase))
		case x.act == "burn":
			err = b.Burn(ctx, comet.ID)
		case x.act == "burn all":
			_, err = b.BurnAll(ctx)
		case x.act == "passphrase":
			err = b.ChangePassphrase(ctx, []byte(passphrase), []byte(fresh))
		case x.act == "rename comet":
			comet.Nickname = "meteor"
			comet, err = b.Put(ctx, comet)
		case act == "put":
			c := lantern()
			c.Nickname = nickname
			if c, err = b.Put(ctx, c); nickname == "comet" {
				comet = c
			}
		}
		if err != nil {
			return err
		}
		fmt.Println(x.act) // the person was told that it is done
	}
	return nil
}

// write puts n cases and burns every third of its own.
func write(b *casebook.Book, n int) error {
	ctx := context.Background()
	if err := b.Open(ctx, []byte(passphrase)); err != nil {
		return err
	}
	for i := range n {
		c, err := b.Put(ctx, casebook.Case{Nickname: nicknameOf(os.Getpid(), i)})
		if err == nil && i%3 == 2 {
			err = b.Burn(ctx, c.ID)
		} else if err == nil {
			fmt.Println(c.Nickname)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// nicknameOf makes a word of two numbers.
func nicknameOf(a, b int) string {
	var out strings.Builder
	for _, d := range fmt.Sprintf("%dx%d", a, b) {
		if d == 'x' {
			out.WriteRune('ン')
			continue
		}
		out.WriteRune('ア' + 2*(d-'0'))
	}
	return out.String()
}

func child(role, config string, n int) *exec.Cmd {
	c := exec.Command(os.Args[0])
	other := filepath.Dir(config) + "-elsewhere" // for what it may leave beside the folder
	c.Env = append(os.Environ(), "HOME="+other, "TMPDIR="+other, "TMP="+other, "TEMP="+other, roleVariable+"="+role, configVariable+"="+config, numberVariable+"="+strconv.Itoa(n))
	c.Stderr = os.Stderr
	return c
}

// TestKilledAtEveryWrite kills a process at every moment at which it writes: what
// was told to be saved is there, what was told to be burned is not, nothing is
// half, and all goes on from there.
func TestKilledAtEveryWrite(t *testing.T) {
	for _, role := range []string{"live", "live with names"} {
		t.Run(role, func(t *testing.T) { killedAtEveryWrite(t, role) })
	}
}

func killedAtEveryWrite(t *testing.T, role string) {
	t.Helper()
	root := filepath.Join(t.TempDir(), "root")
	elsewhere := root + "-elsewhere"
	must(t, os.Mkdir(elsewhere, 0o700))
	const enough = 2000
	var next, last, between int
	var mu sync.Mutex
	var all sync.WaitGroup
	for range 2 {
		all.Go(func() {
			for {
				mu.Lock()
				next++
				n, done := next, last > 0
				mu.Unlock()
				if done || n > enough {
					return
				}
				config := filepath.Join(root, strconv.Itoa(n))
				out, err := child(role, config, n).Output()
				told := lines(out)
				nothingInClear(t, config)
				if after(t, config, told) {
					mu.Lock()
					between++
					mu.Unlock()
				}
				if err == nil {
					mu.Lock()
					last = n
					mu.Unlock()
					if len(told) != len(life) {
						t.Errorf("lived to the end and told %q", told)
					}
				}
			}
		})
	}
	all.Wait()
	if left, err := os.ReadDir(elsewhere); err != nil || len(left) != 0 {
		t.Errorf("left %v elsewhere, %v", left, err)
	}
	if last == 0 || last < 10*len(life) {
		t.Errorf("%d moments of writing are none for %d acts", last, len(life))
	}
	if between == 0 {
		t.Error("nobody was killed between two keys")
	}
	t.Logf("killed at %d moments, %d of them between two keys", last-1, between)
}

// after sees what is left of a life in which told was told. It says whether the
// life ended while there were two keys.
func after(t *testing.T, config string, told []string) (twoKeys bool) {
	t.Helper()
	at := fmt.Sprintf("killed at %s after %q", filepath.Base(config), told)
	names, _ := filepath.Glob(filepath.Join(config, "casebook", "*.next"))
	twoKeys = len(names) > 0
	b := casebook.New(options(t, config, nil))
	state, err := b.State()
	done := len(told)
	if state == casebook.Absent || state == casebook.LostBook {
		if err != nil || done != 0 && done < len(life)-1 {
			t.Errorf("%s: %v, %v", at, state, err)
			return twoKeys
		}
		if err := b.Make(t.Context(), []byte(passphrase)); err != nil { // it is begun once more
			t.Errorf("%s: cannot be made: %v", at, err)
			return twoKeys
		}
	} else {
		// The passphrase is the one that was told last, or the one being changed to.
		err = b.Open(t.Context(), []byte(passphrase))
		changing := indexOf("passphrase")
		if done > changing || done == changing && casebook.KindOf(err) == casebook.PassphraseWrong {
			err = b.Open(t.Context(), []byte(fresh))
		}
		if k := casebook.KindOf(err); done == len(life)-1 && (k == casebook.KeyLost || k == casebook.Damaged) {
			// It was being burned: nobody opens it, and burning can be ended.
			if _, err = b.BurnAll(t.Context()); err == nil {
				err = b.Make(t.Context(), []byte(passphrase))
			}
			if err != nil {
				t.Errorf("%s: %v", at, err)
			}
		} else if err != nil {
			t.Errorf("%s: %v", at, err)
			return twoKeys
		} else if got := nicknames(t, b); !fits(got, done) {
			t.Errorf("%s: %q are there", at, got)
		}
	}
	if _, err := b.Put(t.Context(), casebook.Case{Nickname: "after"}); err != nil {
		t.Errorf("%s: cannot go on: %v", at, err)
	}
	left, _ := os.ReadDir(filepath.Join(config, "casebook"))
	if !slices.EqualFunc(left, []string{"casebook.age", "casebook.key", "casebook.lock"}, func(e fs.DirEntry, s string) bool { return e.Name() == s }) {
		t.Errorf("%s: left %v", at, left)
	}
	return twoKeys
}

func indexOf(act string) int {
	for i, x := range life {
		if x.act == act {
			return i
		}
	}
	return -1
}

// fits says whether these may be there when so many acts were told: the next one
// may be done and not told.
func fits(got []string, told int) bool {
	sorted := func(names []string) []string { return slices.Sorted(slices.Values(names)) }
	for _, i := range []int{told - 1, told} {
		switch {
		case i < 0 && len(got) == 0:
			return true
		case i >= 0 && i < len(life) && slices.Equal(got, sorted(life[i].there)) && life[i].act != "burn all":
			return true
		}
	}
	return false
}

func lines(out []byte) []string {
	var lines []string
	for in := bufio.NewScanner(bytes.NewReader(out)); in.Scan(); {
		lines = append(lines, in.Text())
	}
	return lines
}

// TestTwoPrograms: three processes and this one write and burn at once, so that
// keys change under their feet; every case that one was told is there.
func TestTwoPrograms(t *testing.T) {
	b, config := made(t)
	kept := put(t, b, lantern())
	const programs, each = 3, 9
	outs := make([][]byte, programs)
	var all sync.WaitGroup
	for i := range programs {
		all.Go(func() {
			var err error
			if outs[i], err = child("write", config, each).Output(); err != nil {
				t.Errorf("%v", err)
			}
		})
	}
	wanted := []string{"ともしび"}
	for i := range each {
		c := put(t, b, casebook.Case{Nickname: nicknameOf(0, i)})
		must(t, b.Burn(t.Context(), c.ID))
		if _, err := b.Case(t.Context(), kept.ID); err != nil {
			t.Errorf("while others write: %v", err)
		}
	}
	all.Wait()
	for _, out := range outs {
		if told := lines(out); len(told) != each-each/3 {
			t.Errorf("told %q", told)
		} else {
			wanted = append(wanted, told...)
		}
	}
	slices.Sort(wanted)
	if got := nicknames(t, opened(t, config)); !slices.Equal(got, wanted) {
		t.Errorf("there are %q, want %q", got, wanted)
	}
	nothingInClear(t, config)
}
