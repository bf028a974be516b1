package casebook

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"madoguchi/app/fact"
	"madoguchi/app/platform"
	"madoguchi/app/store"
)

const (
	// LargestHandOver is the most bytes of a hand-over file.
	LargestHandOver = 256 << 10
	// block is what the content of a hand-over file is filled up to a multiple
	// of, so that its size says little of what is in it.
	block = 8 << 10
	// format is how a case is told from what others write behind a passphrase. It
	// and the file's name say nothing of this program or of a case.
	format     = "notes"
	handEnding = ".age"
)

// The content of a hand-over file.
type handed struct {
	Version int    `json:"version"`
	Format  string `json:"format"`
	Note    record `json:"note"`
}

// HandOver writes one case to a new file in the folder dir, for another helper's
// computer: an age file behind a passphrase of store.ShortestPassphrase
// characters or more, whose name is "notes-" and random letters. It returns the
// file's name with dir. The case stays here too.
func (b *Book) HandOver(ctx context.Context, id, dir string, passphrase []byte) (string, error) {
	raw, err := b.Pack(ctx, id, passphrase)
	if err != nil {
		return "", err
	}
	name, err := b.newID()
	if err != nil {
		return "", err
	}
	name = filepath.Join(dir, format+"-"+name[:8]+handEnding)
	out, err := b.o.Files.CreateBeside(name, false)
	if err != nil {
		return "", fileFailed(err)
	}
	defer func() { _ = out.Abort() }()
	if _, err := out.Write(raw); err != nil {
		return "", fileFailed(err)
	}
	if err := out.Commit(); err != nil {
		return "", fileFailed(err)
	}
	return name, nil
}

// Pack is the content of the file that HandOver writes. It takes about a second.
func (b *Book) Pack(ctx context.Context, id string, passphrase []byte) ([]byte, error) {
	c, err := b.Case(ctx, id)
	if err != nil {
		return nil, err
	}
	c.Revision = 1
	plain, err := json.Marshal(handed{Version, format, recordOf(c)})
	if err != nil {
		return nil, err
	}
	full := append(plain, bytes.Repeat([]byte{' '}, block-len(plain)%block)...)
	defer clear(full)
	defer clear(plain)
	if len(full) > LargestHandOver-block {
		return nil, fail(Full)
	}
	raw, err := store.Seal(passphrase, full, b.o.Factor)
	return raw, told(err)
}

// ReadHandOver opens a hand-over file and gives the case in it; nothing is saved.
// The kinds of its error are HandOverForeign, HandOverWrong, HandOverDamaged,
// HandOverNewer, FileFailed, and store.PassphraseShort. The casebook need not be
// open.
func (b *Book) ReadHandOver(name string, passphrase []byte) (Case, error) {
	if err := b.allowed(); err != nil {
		return Case{}, err
	}
	f, err := os.Open(name)
	if err != nil {
		return Case{}, fileFailed(err)
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return Case{}, fail(HandOverForeign)
	}
	raw, err := io.ReadAll(io.LimitReader(f, LargestHandOver+1))
	if err != nil {
		return Case{}, fileFailed(err)
	}
	return b.Unpack(raw, passphrase)
}

// Unpack is ReadHandOver for the content of a file. It takes about a second.
func (b *Book) Unpack(raw, passphrase []byte) (Case, error) {
	if err := b.allowed(); err != nil {
		return Case{}, err
	}
	if len(raw) > LargestHandOver || !store.Sealed(raw) {
		return Case{}, fail(HandOverForeign)
	}
	plain, err := store.Unseal(passphrase, raw)
	switch store.KindOf(err) {
	case "":
	case store.PassphraseWrong:
		return Case{}, &Error{Kind: HandOverWrong, Err: err}
	case store.Damaged:
		return Case{}, &Error{Kind: HandOverDamaged, Err: err}
	default:
		return Case{}, err
	}
	defer clear(plain)
	r, err := unpacked(plain)
	if err != nil {
		return Case{}, err
	}
	c := b.caseOf(r)
	if len(c.Stale) > 0 {
		return Case{}, fail(HandOverNewer)
	}
	return c, nil
}

// unpacked reads the content of a hand-over file.
func unpacked(plain []byte) (record, error) {
	plain = bytes.TrimRight(plain, " ")
	var head struct {
		Format string `json:"format"`
	}
	if json.Unmarshal(plain, &head) != nil || head.Format != format {
		return record{}, fail(HandOverForeign)
	}
	h, err := store.Parse(plain, Version, func(h handed) (handed, error) {
		if !h.Note.formed() {
			return h, errForm
		}
		return h, nil
	})
	switch store.KindOf(err) {
	case "":
		return h.Note, nil
	case store.Newer:
		return record{}, &Error{Kind: HandOverNewer, Err: err}
	}
	return record{}, &Error{Kind: HandOverDamaged, Err: err}
}

// Take saves a case that Unpack gave. When that case is here already it is
// CaseSame and nothing is written: the person chooses between Put of it with the
// Revision of the one here, Put of what Merge gives, and, with an empty ID and
// another nickname, both.
func (b *Book) Take(ctx context.Context, c Case) (Case, error) {
	if err := b.allowed(); err != nil {
		return Case{}, err
	}
	if !caseID.MatchString(c.ID) {
		return Case{}, fail(CaseGone)
	}
	c, err := b.check(c)
	if err != nil {
		return Case{}, err
	}
	err = b.update(ctx, func(d *document) error {
		if d.find(c.ID) >= 0 {
			return fail(CaseSame)
		}
		return b.add(d, &c)
	})
	if err != nil {
		return Case{}, err
	}
	return c, nil
}

// Difference is a fact that two versions of one case know otherwise.
type Difference struct {
	ID           string
	Mine, Theirs fact.Fact
}

// Merge puts two versions of one case together: mine with the facts and steps
// that theirs has in addition. A fact on which they differ is left out, so that it
// is asked again, and listed.
func Merge(mine, theirs Case) (Case, []Difference) {
	both := mine
	both.Facts, both.Steps = nil, nil
	var differ []Difference
	if both.Kind == "" {
		both.Kind = theirs.Kind
	}
	for _, f := range mine.Facts {
		switch i := indexOf(theirs.Facts, f.ID); {
		case i < 0 || same(f.Value, theirs.Facts[i].Value):
			both.Facts = append(both.Facts, f)
		default:
			differ = append(differ, Difference{f.ID, f, theirs.Facts[i]})
		}
	}
	for _, f := range theirs.Facts {
		if indexOf(mine.Facts, f.ID) < 0 {
			both.Facts = append(both.Facts, f)
		}
	}
	both.Steps = append(both.Steps, mine.Steps...)
	for _, s := range theirs.Steps {
		if !mine.Done(Day{s.ID, s.Due}) {
			both.Steps = append(both.Steps, s)
		}
	}
	return both, differ
}

func indexOf(facts []fact.Fact, id string) int {
	for i, f := range facts {
		if f.ID == id {
			return i
		}
	}
	return -1
}

// same compares values in their one form.
func same(a, b any) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

// fileFailed keeps the cause and leaves out the path.
func fileFailed(err error) error {
	if e, ok := errors.AsType[*platform.Error](err); ok {
		return &Error{Kind: FileFailed, Err: e}
	}
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		err = e.Err
	}
	return &Error{Kind: FileFailed, Err: err}
}
