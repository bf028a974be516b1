package casebook

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"madoguchi/app/fact"
	"madoguchi/app/platform"
	"madoguchi/app/store"
)

// folder is the name of the casebook's folder and files.
const folder = "casebook"

// Options are what a Book works with.
type Options struct {
	// Config is the user's config folder (platform.Folders.Config). It need not
	// be there before Make.
	Config string
	// Files writes; its zero value uses the operating system.
	Files platform.Files
	// Helping says that the person at the screen chose "I am helping someone".
	// Without it all but State and BurnAll is refused.
	Helping bool
	// Vocabulary says which facts there are.
	Vocabulary *fact.Vocabulary
	// Step says whether an id is one of a deadline or of a step of a path; steps
	// with others are refused. nil knows none.
	Step func(id string) bool
	// Now is the clock, nil for the computer's.
	Now func() time.Time
	// Random makes ids, nil for the system's.
	Random io.Reader
	// Factor is scrypt's work factor for a new passphrase, 0 for
	// store.WorkFactor.
	Factor int
}

// Book is the casebook of this computer. Its methods may be called by several
// goroutines, and by several processes at once. Errors are *Error, or
// *store.Error for what has the same meaning there.
type Book struct {
	o     Options
	vault *store.Vault
}

// New returns the casebook in a folder. It reads nothing.
func New(o Options) *Book {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	return &Book{o, store.NewVault(store.VaultOptions{Config: o.Config, Name: folder, Files: o.Files, Factor: o.Factor})}
}

// State is how things stand.
type State string

// The states.
const (
	// Absent: there is no casebook.
	Absent State = "absent"
	// LostBook: there is no casebook, and a key that has none. Make with the
	// passphrase of that key, or BurnAll.
	LostBook State = "key_alone"
	// Shut: there is one, and its passphrase was not given in this run.
	Shut State = "shut"
	// Open: the passphrase was given.
	Open State = "open"
)

// State tells without asking for anything. The kinds of its error are Damaged and
// FileFailed.
func (b *Book) State() (State, error) {
	state, alone, err := b.vault.State()
	switch {
	case err != nil:
		return "", told(err)
	case alone:
		return LostBook, nil
	case state == store.IsOff:
		return Absent, nil
	case b.vault.IsOpen():
		return Open, nil
	}
	return Shut, nil
}

// Path is the name of the file, whether it is there or not.
func (b *Book) Path() string { return b.vault.Path() }

// Make makes an empty casebook behind a passphrase of store.ShortestPassphrase
// characters or more, and opens it. It takes about a second. The caller wipes the
// passphrase, here and everywhere.
func (b *Book) Make(ctx context.Context, passphrase []byte) error {
	if err := b.allowed(); err != nil {
		return err
	}
	empty, err := encode(document{})
	if err != nil {
		return err
	}
	err = b.vault.Begin(ctx, passphrase, empty)
	if store.KindOf(err) == store.KeyWrong {
		return &Error{Kind: KeyAlone, Err: err}
	}
	return told(err)
}

// Open takes the passphrase for this run, until Close. It takes about a second.
// With an error the casebook is shut, also if it was open before.
func (b *Book) Open(ctx context.Context, passphrase []byte) error {
	if err := b.allowed(); err != nil {
		return err
	}
	return told(b.vault.Unlock(ctx, passphrase))
}

// Close wipes passphrase and key. Cases that were read are the caller's.
func (b *Book) Close() { b.vault.Close() }

// Cases lists the cases, the one changed last first.
func (b *Book) Cases(ctx context.Context) ([]Case, error) {
	if err := b.allowed(); err != nil {
		return nil, err
	}
	plain, err := b.vault.Load(ctx)
	if err != nil {
		return nil, told(err)
	}
	defer clear(plain)
	d, err := decode(plain)
	if err != nil {
		return nil, err
	}
	var list []Case
	for _, r := range d.Cases {
		list = append(list, b.caseOf(r))
	}
	slices.Reverse(list) // the newest of one day first
	slices.SortStableFunc(list, func(a, b Case) int { return strings.Compare(b.Updated, a.Updated) })
	return list, nil
}

// Case finds one, or is CaseGone.
func (b *Book) Case(ctx context.Context, id string) (Case, error) {
	list, err := b.Cases(ctx)
	if err != nil {
		return Case{}, err
	}
	for _, c := range list {
		if c.ID == id {
			return c, nil
		}
	}
	return Case{}, fail(CaseGone)
}

// Put saves a case and gives it back as it is saved. One without an ID is new.
// Any other must be there with the same Revision: else it is CaseGone or
// CaseChanged. With an error nothing is written.
func (b *Book) Put(ctx context.Context, c Case) (Case, error) {
	if err := b.allowed(); err != nil {
		return Case{}, err
	}
	c, err := b.check(c)
	if err != nil {
		return Case{}, err
	}
	put := b.replace
	if c.ID == "" {
		if c.ID, err = b.newID(); err != nil {
			return Case{}, err
		}
		put = b.add
	}
	if err := b.update(ctx, func(d *document) error { return put(d, &c) }); err != nil {
		return Case{}, err
	}
	return c, nil
}

// Burn takes a case out for good. The others get a new key and the old one is
// overwritten, so that no copy of the file from before can be opened with what is
// left here; see the package's comment for what a disk may still hold. With
// KeyKept the case is out and the old key is not overwritten yet: the next call
// that reads the casebook tries again.
func (b *Book) Burn(ctx context.Context, id string) error {
	if err := b.allowed(); err != nil {
		return err
	}
	return told(b.vault.Renew(ctx, nil, changed(func(d *document) error {
		i := d.find(id)
		if i < 0 {
			return fail(CaseGone)
		}
		d.Cases = slices.Delete(d.Cases, i, i+1)
		return nil
	})))
}

// BurnAll destroys the key and then the casebook, in whatever state they are and
// whoever is at the screen; no passphrase is needed. A part that could not be
// destroyed is KeyKept or FileKept. With store.Busy nothing was tried, but the
// passphrase of this run is wiped all the same.
func (b *Book) BurnAll(ctx context.Context) (store.Forgotten, error) {
	done, err := b.vault.Forget(ctx)
	return done, told(err)
}

// ChangePassphrase gives the casebook a new key behind a new passphrase. The old
// passphrase opens nothing that is left here.
func (b *Book) ChangePassphrase(ctx context.Context, old, passphrase []byte) error {
	if err := b.allowed(); err != nil {
		return err
	}
	if err := b.vault.Unlock(ctx, old); err != nil {
		return told(err)
	}
	if passphrase == nil {
		passphrase = []byte{} // too short, and not "the same"
	}
	return told(b.vault.Renew(ctx, passphrase, changed(func(*document) error { return nil })))
}

func (b *Book) allowed() error {
	if !b.o.Helping {
		return fail(NotHelping)
	}
	return nil
}

func (b *Book) update(ctx context.Context, change func(*document) error) error {
	return told(b.vault.Update(ctx, changed(change)))
}

// changed makes a change of the document one of its bytes.
func changed(change func(*document) error) func([]byte) ([]byte, error) {
	return func(before []byte) ([]byte, error) {
		d, err := decode(before)
		if err != nil {
			return nil, err
		}
		if err := change(&d); err != nil {
			return nil, err
		}
		return encode(d)
	}
}

// add puts a case there that has its ID and is new.
func (b *Book) add(d *document, c *Case) error {
	switch {
	case len(d.Cases) >= MostCases:
		return fail(Full)
	case d.taken(*c):
		return fail(NicknameTaken)
	}
	c.Created, c.Updated, c.Revision = b.today(), b.today(), 1
	d.Cases = append(d.Cases, recordOf(*c))
	return nil
}

// replace puts a case in the place of the one it was made of.
func (b *Book) replace(d *document, c *Case) error {
	i := d.find(c.ID)
	switch {
	case i < 0:
		return fail(CaseGone)
	case d.Cases[i].Revision != c.Revision:
		return fail(CaseChanged)
	case d.taken(*c):
		return fail(NicknameTaken)
	}
	c.Created, c.Updated, c.Revision = d.Cases[i].Created, b.today(), c.Revision+1
	d.Cases = append(slices.Delete(d.Cases, i, i+1), recordOf(*c))
	return nil
}

func (d *document) find(id string) int {
	return slices.IndexFunc(d.Cases, func(r record) bool { return r.ID == id })
}

// taken says whether another case has the nickname of c.
func (d *document) taken(c Case) bool {
	return slices.ContainsFunc(d.Cases, func(r record) bool { return r.ID != c.ID && sameNickname(r.Nickname, c.Nickname) })
}

// today is the day in Japan (UTC+9 all year).
func (b *Book) today() string {
	return b.o.Now().In(time.FixedZone("JST", 9*60*60)).Format(time.DateOnly)
}

var errRandom = errors.New("the system gives no random numbers")

// newID is 16 random bytes as 26 letters.
func (b *Book) newID() (string, error) {
	raw := make([]byte, 16)
	if _, err := io.ReadFull(b.o.Random, raw); err != nil {
		return "", &Error{Kind: FileFailed, Err: errRandom}
	}
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(raw)), nil
}
