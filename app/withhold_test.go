package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"madoguchi/app/filing"
	"madoguchi/app/platform"
	"madoguchi/forms/catalog"
	"madoguchi/forms/second"
)

// tampered is an output whose bytes change between writing and checking.
type tampered struct {
	filing.Pending
	change func(off int64, b []byte) []byte
}

func (p *tampered) ReadAt(b []byte, off int64) (int, error) {
	n, err := p.Pending.ReadAt(b, off)
	if p.change != nil {
		copy(b[:n], p.change(off, b[:n]))
	}
	return n, err
}

// sign runs the main job in process with the desk changed by alter.
func signWith(t *testing.T, alter func(*filing.Desk)) (s *stage, o outcome) {
	t.Helper()
	s = newStage(t)
	s.alter = alter
	j := tasks[2]
	return s, s.run(j.stdin(s), j.args(s)...)
}

func TestWhatIsNotWhatWasWrittenIsWithheld(t *testing.T) {
	in, err := os.ReadFile("../assets/sample/sample.pdf")
	if err != nil {
		t.Fatal(err)
	}
	start := int64(len(in))
	flip := func(at int64) func(int64, []byte) []byte {
		return func(off int64, b []byte) []byte {
			c := bytes.Clone(b)
			if i := at - off; i >= 0 && i < int64(len(c)) {
				c[i] ^= 0x01
			}
			return c
		}
	}
	cases := map[string]func(int64, []byte) []byte{
		"contents swapped": func(off int64, b []byte) []byte {
			// Another signer's Contents: one hex digit run reversed within the gap.
			c := bytes.Clone(b)
			if i := bytes.Index(c, []byte("/Contents <3082")); i >= 0 && i+4000 < len(c) {
				copy(c[i+1200:i+1400], bytes.Repeat([]byte("5A"), 100))
			}
			return c
		},
	}
	for _, at := range []int64{0, 20, start / 3, start / 2, start - 2, start + 40, start + 300} {
		cases[fmt.Sprintf("byte %d flipped", at)] = flip(at)
	}
	for name, change := range cases {
		s, o := signWith(t, func(d *filing.Desk) {
			create := d.Create
			d.Create = func(target string, inputs []string, force bool) (filing.Pending, error) {
				p, err := create(target, inputs, force)
				return &tampered{Pending: p, change: change}, err
			}
		})
		if o.code != "self_check_failed" || o.status != 5 {
			t.Errorf("%s: %d %s", name, o.status, o.code)
		}
		if left := s.leftovers(); len(left) > 0 {
			t.Errorf("%s left %v", name, left)
		}
	}
}

func TestALostLastByteIsWithheld(t *testing.T) {
	s, o := signWith(t, func(d *filing.Desk) {
		create := d.Create
		d.Create = func(target string, inputs []string, force bool) (filing.Pending, error) {
			p, err := create(target, inputs, force)
			return &shortened{Pending: p}, err
		}
	})
	if o.code != "self_check_failed" {
		t.Errorf("%d %s", o.status, o.code)
	}
	if left := s.leftovers(); len(left) > 0 {
		t.Errorf("left %v", left)
	}
}

// shortened loses the last byte of everything written after the prefix.
type shortened struct {
	filing.Pending
	size int64
}

func (p *shortened) Write(b []byte) (int, error) {
	n, err := p.Pending.Write(b)
	p.size += int64(n)
	return n, err
}

func (p *shortened) ReadAt(b []byte, off int64) (int, error) {
	if end := p.size - 1; off+int64(len(b)) > end {
		if off >= end {
			return 0, io.EOF
		}
		n, err := p.Pending.ReadAt(b[:end-off], off)
		return n, errors.Join(err, io.EOF)
	}
	return p.Pending.ReadAt(b, off)
}

// The second verifier can only withhold; what it cannot say is on the receipt.
func TestTheSecondOpinion(t *testing.T) {
	answer := func(v second.Verdict) func(*filing.Desk) {
		return func(d *filing.Desk) {
			d.Second = func(context.Context, io.ReaderAt, int64, string) second.Opinion { return second.Opinion{Verdict: v} }
		}
	}
	s, o := signWith(t, answer(second.Disagrees))
	if o.code != "second_opinion_invalid" || len(s.leftovers()) > 0 {
		t.Errorf("disagrees: %s, left %v", o.code, s.leftovers())
	}
	s, o = signWith(t, answer(second.NotAvailable))
	if o.status != 0 || len(s.leftovers()) != 1 || !bytes.Contains([]byte(o.out), []byte(`"second_opinion": "not_available"`)) {
		t.Errorf("not available: %d %s", o.status, o.out)
	}
}

// failing is a file system that fails at the n-th thing asked of it.
type failing struct {
	platform.OS
	n, asked int
	err      error
}

func (f *failing) next() error {
	f.asked++
	if f.asked == f.n {
		return f.err
	}
	return nil
}

func (f *failing) CreateTemp(dir string) (platform.File, error) {
	if err := f.next(); err != nil {
		return nil, err
	}
	file, err := f.OS.CreateTemp(dir)
	return failingFile{file, f}, err
}

func (f *failing) Rename(a, b string) error {
	if err := f.next(); err != nil {
		return err
	}
	return f.OS.Rename(a, b)
}

func (f *failing) RenameNew(a, b string) error {
	if err := f.next(); err != nil {
		return err
	}
	return f.OS.RenameNew(a, b)
}

type failingFile struct {
	platform.File
	fs *failing
}

func (f failingFile) Write(b []byte) (int, error) {
	if err := f.fs.next(); err != nil {
		return 0, err
	}
	return f.File.Write(b)
}

func (f failingFile) Link() error {
	if err := f.fs.next(); err != nil {
		return err
	}
	return f.File.Link()
}

func (f failingFile) Sync() error {
	if err := f.fs.next(); err != nil {
		return err
	}
	return f.File.Sync()
}

// The disk is full at every single step of writing: no output, the input whole,
// and the same try count as before (the card said yes to the password).
func TestADiskFullAtEveryStep(t *testing.T) {
	before := hashOf(t, "../assets/sample/sample.pdf")
	for n := 1; ; n++ {
		disk := &failing{n: n, err: syscall.ENOSPC}
		s, o := signWith(t, func(d *filing.Desk) { d.Create = outputs{platform.Files{FS: disk}}.create })
		if disk.asked < n {
			if o.status != 0 {
				t.Errorf("without a fault: %s", o.code)
			}
			t.Logf("%d steps", n-1)
			break
		}
		if o.code != "write_failed" || o.status != 4 {
			t.Errorf("step %d: %d %s", n, o.status, o.code)
		}
		if left := s.leftovers(); len(left) > 0 {
			t.Errorf("step %d left %v", n, left)
		}
	}
	if hashOf(t, "../assets/sample/sample.pdf") != before {
		t.Error("the input changed")
	}
}

func hashOf(t *testing.T, name string) [32]byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Clean(name))
	if err != nil {
		t.Fatal(err)
	}
	return sha256.Sum256(b)
}

// A stop between two steps leaves nothing either.
func TestStoppedWhileCopying(t *testing.T) {
	s := newStage(t)
	ctx, cancel := context.WithCancel(context.Background())
	s.ctx = ctx
	s.alter = func(d *filing.Desk) {
		create := d.Create
		d.Create = func(target string, inputs []string, force bool) (filing.Pending, error) {
			cancel()
			return create(target, inputs, force)
		}
	}
	j := tasks[2]
	o := s.run(j.stdin(s), j.args(s)...)
	if o.code != "stopped" || o.status != 130 || len(s.leftovers()) > 0 {
		t.Errorf("%d %s, left %v", o.status, o.code, s.leftovers())
	}
	if s.card.Seen().Verify > 0 {
		t.Error("VERIFY after the stop")
	}
}

// A form of another year is refused until that is what the person wants. The
// practice form is known as one of 2025.
func TestAFormOfAnotherYear(t *testing.T) {
	known, err := catalog.Load(os.DirFS("../forms/catalog/testdata/forms"))
	if err != nil {
		t.Fatal(err)
	}
	s := newStage(t)
	out := filepath.Join(s.dir, "out.pdf")
	args := []string{"pdf", "sign", "../forms/pdf/testdata/form-table.pdf", "-o", out, "--purpose", "payer", "--password-stdin"}
	s.alter = func(d *filing.Desk) {
		d.Forms = known
		d.Now = func() time.Time { return time.Date(2026, 12, 1, 0, 0, 0, 0, japan) }
	}
	o := s.run(s.secret("sign")+"\n", args...)
	if o.code != "form_of_other_year" || o.status != 4 || !strings.Contains(o.out, "2025") || !strings.Contains(o.out, "2027") {
		t.Errorf("%d %s", o.status, o.out)
	}
	if s.card.Seen().Verify != 0 || len(s.leftovers()) > 0 {
		t.Errorf("%d VERIFY, left %v", s.card.Seen().Verify, s.leftovers())
	}
	if o := s.run(s.secret("sign")+"\n", append(args, "--other-year")...); o.status != 0 || !strings.Contains(o.out, `"form": "`) {
		t.Errorf("with a yes: %d %s", o.status, o.out)
	}
}
