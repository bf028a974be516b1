package verify

import (
	"context"
	"io"
	"slices"
	"time"

	"madoguchi/forms"
	"madoguchi/forms/pdf"
)

// Options is what Check needs from outside.
type Options struct {
	Anchors  []Anchor
	Describe Describe
	// Now is today, for the dates of certificates.
	Now time.Time
	// Progress, if set, is told how many of all bytes have been hashed.
	Progress func(done, total int64)
}

const (
	// maxSignatures is how many signatures of one file are looked at.
	maxSignatures = 128
	// maxRevisions is in how many of the newest revisions fields are looked for.
	maxRevisions = 512
)

// Check looks at every signature of the size bytes of r. It reads the signed
// bytes once for each signature, in small pieces, and little else.
//
// A signature that does not hold is not an error but a verdict. Errors are
// *forms.Problem: NotPDF, Damaged (not even a page tree can be found),
// ReadFailed, InputChanged, TooLarge, and Cancelled when ctx ends.
func Check(ctx context.Context, r io.ReaderAt, size int64, o Options) (*Report, error) {
	f, err := pdf.Open(r, size)
	if err != nil {
		return nil, err
	}
	c := &checker{ctx: ctx, o: o, r: r, size: size, file: f}
	return c.run()
}

type checker struct {
	ctx  context.Context
	o    Options
	r    io.ReaderAt
	size int64
	file *pdf.File
	// revs are the revisions, oldest first; empty if the file could only be
	// scanned.
	revs  []pdf.Revision
	found []*found
	// fields are those of older revisions, kept for crossCheck.
	fields map[int][]pdf.Field
	// annotations are the pages on which they are listed; nil before pageOf.
	annotations map[pdf.Ref]int
	// done and total count hashed bytes.
	done, total int64
}

func (c *checker) run() (*Report, error) {
	c.revs = c.file.Revisions()
	rep := &Report{Encrypted: c.file.Encrypted(), Revisions: len(c.revs), Size: c.size}
	if _, root, err := c.file.Root(); err == nil {
		if perms, err := c.file.Dict(root["Perms"]); err == nil {
			rep.UsageRights = perms["UR3"] != nil || perms["UR"] != nil
		}
	}
	if err := c.collect(); err != nil {
		return nil, err
	}
	for _, s := range c.found {
		c.look(s)
		c.locate(s)
	}
	if err := c.enclosed(); err != nil {
		return nil, err
	}
	if err := c.trailers(); err != nil {
		return nil, err
	}
	for _, s := range c.found {
		if s.isBroken {
			s.ranges.ok = false
		}
		c.total += s.ranges.signed()
	}
	c.crossCheck()
	c.fields = nil
	for _, s := range c.found {
		if err := c.integrity(s); err != nil {
			return nil, err
		}
	}
	// The newest first: whether a later signature holds bears on earlier ones.
	newest := slices.Clone(c.found)
	slices.SortStableFunc(newest, func(a, b *found) int { return b.sortKey() - a.sortKey() })
	for _, s := range newest {
		if err := c.later(s); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(c.found, func(a, b *found) int { return a.sortKey() - b.sortKey() })
	for _, s := range c.found {
		s.decide()
		rep.Signatures = append(rep.Signatures, s.Signature)
	}
	rep.Damaged = len(c.revs) == 0 || c.file.Rebuilt()
	rep.Unsigned = len(rep.Signatures) == 0 && !rep.Damaged
	if err := c.countOrphans(rep); err != nil {
		return nil, err
	}
	return rep, nil
}

// cancelled returns a Problem when the person has stopped it.
func (c *checker) cancelled() error {
	if err := c.ctx.Err(); err != nil {
		return forms.Fail(forms.Cancelled, "check signatures", err)
	}
	return nil
}

// hard reports whether err ends the whole check rather than one signature.
func hard(err error) bool {
	k, ok := forms.KindOf(err)
	return ok && (k == forms.Cancelled || k == forms.ReadFailed || k == forms.InputChanged)
}

// decide draws the verdict from what was found.
func (s *found) decide() {
	switch {
	case s.isUnreadable:
		s.Verdict = Unreadable
	case s.isBroken:
		s.Verdict = Broken
	case s.isChanged:
		s.Verdict = ChangedAfter
	case s.Integrity != BytesUnchanged:
		s.Verdict = Unreadable
	case len(s.Later) > 0:
		s.Verdict = IntactLaterAllowed
	case s.Coverage == CoverageWhole:
		s.Verdict = Intact
	default:
		s.Verdict = ChangedAfter
	}
}
