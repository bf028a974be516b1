package main

import (
	"errors"
	"io/fs"

	"madoguchi/app/filing"
	"madoguchi/app/platform"
	"madoguchi/forms"
)

// outputs makes the files that filing writes, with the system's errors as
// problems of a file.
type outputs struct{ platform.Files }

func (o outputs) create(target string, inputs []string, force bool) (filing.Pending, error) {
	p, err := o.CreateBeside(target, force, inputs...)
	if err != nil {
		return nil, fileProblem(err)
	}
	return output{p}, nil
}

// write makes a small file, whole or not at all.
func (o outputs) write(name string, b []byte, force bool) error {
	p, err := o.create(name, nil, force)
	if err != nil {
		return err
	}
	if _, err := p.Write(b); err != nil {
		return errors.Join(fileProblem(err), p.Abort())
	}
	return p.Commit()
}

type output struct{ *platform.Pending }

func (o output) Commit() error { return fileProblem(o.Pending.Commit()) }

func fileProblem(err error) error {
	const op = "make output"
	switch {
	case err == nil:
		return nil
	case errors.Is(err, platform.ErrExists):
		return forms.Fail(forms.OutputExists, op, err)
	case errors.Is(err, platform.ErrSameFile):
		return forms.Fail(forms.SameFile, op, err)
	case errors.Is(err, fs.ErrNotExist):
		return forms.Fail(forms.FolderMissing, op, err)
	default:
		return forms.Fail(forms.WriteFailed, op, err)
	}
}
