package platform

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Files makes outputs. The zero value uses the operating system.
type Files struct {
	// FS is the file port, or nil for OS.
	FS FS
}

// Check says whether an output may be made at target: ErrExists when it is
// there and force is false, ErrSameFile when it is one of the inputs (whatever
// name or link leads to it; force does not help), ErrNotFile for a folder or a
// device. Nothing is written. CreateBeside and Commit check again.
func (f Files) Check(target string, force bool, inputs ...string) error {
	_, err := f.resolve(target, force, inputs)
	return err
}

// CreateBeside starts an output: a new file with mode 0600 in the folder of
// target, which must exist. Until Commit there is no file named target (or the
// old one is untouched); after Abort there is no trace. The errors are those of
// Check, or an *Error.
//
// With force and a target that is a symbolic link, the file it leads to is
// replaced and the link stays.
func (f Files) CreateBeside(target string, force bool, inputs ...string) (*Pending, error) {
	name, err := f.resolve(target, force, inputs)
	if err != nil {
		return nil, err
	}
	file, err := f.fs().CreateTemp(filepath.Dir(name))
	if err != nil {
		return nil, failed("create", err)
	}
	return &Pending{files: f, file: file, temp: file.Name(), target: name, force: force, inputs: inputs}, nil
}

// resolve applies the rules of Check and returns the name to rename to.
func (f Files) resolve(target string, force bool, inputs []string) (string, error) {
	if target == "" {
		return "", failed("create", fs.ErrNotExist)
	}
	link, err := f.fs().Lstat(target)
	if errors.Is(err, fs.ErrNotExist) {
		return target, nil
	}
	if err != nil {
		return "", failed("create", err)
	}
	info, err := f.fs().Stat(target)
	if errors.Is(err, fs.ErrNotExist) { // a link that leads nowhere
		if !force {
			return "", ErrExists
		}
		return target, nil
	}
	if err != nil {
		return "", failed("create", err)
	}
	for _, input := range inputs {
		other, err := f.fs().Stat(input)
		if err == nil && os.SameFile(info, other) {
			return "", ErrSameFile
		}
	}
	if !info.Mode().IsRegular() {
		return "", ErrNotFile
	}
	if !force {
		return "", ErrExists
	}
	if link.Mode()&fs.ModeSymlink == 0 {
		return target, nil
	}
	name, err := f.fs().EvalSymlinks(target)
	if err != nil {
		return "", failed("create", err)
	}
	return name, nil
}

// Try says whether a file can be written into the folder dir: it writes one of
// 4 KiB and removes it. The errors are *Error.
func (f Files) Try(dir string) error {
	file, err := f.fs().CreateTemp(dir)
	if err != nil {
		return failed("create", err)
	}
	_, err = file.Write(make([]byte, 4096))
	if err == nil {
		err = file.Sync()
	}
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	if removeErr := f.fs().Remove(file.Name()); err == nil && !errors.Is(removeErr, fs.ErrNotExist) {
		err = removeErr
	}
	return failed("write", err)
}

func (f Files) fs() FS {
	if f.FS == nil {
		return OS{}
	}
	return f.FS
}

// Pending is an output that is not there yet. It is used by one goroutine.
// After a failed write Commit fails too, so half a file never gets the name.
type Pending struct {
	files  Files
	file   File
	temp   string
	target string
	force  bool
	inputs []string
	size   int64
	err    error // the first failure of a write
	done   bool
}

var (
	_ io.Writer   = (*Pending)(nil)
	_ io.WriterAt = (*Pending)(nil)
	_ io.ReaderAt = (*Pending)(nil)
)

// Write appends. Its errors are *Error or ErrClosed.
func (p *Pending) Write(b []byte) (int, error) {
	if p.done {
		return 0, ErrClosed
	}
	n, err := p.file.Write(b)
	if err == nil && n < len(b) {
		err = io.ErrShortWrite
	}
	p.size += int64(n)
	return n, p.keep(err)
}

// WriteAt replaces bytes at off, which must lie within what was written.
func (p *Pending) WriteAt(b []byte, off int64) (int, error) {
	if p.done {
		return 0, ErrClosed
	}
	if off < 0 || off > p.size-int64(len(b)) {
		return 0, failed("write", fs.ErrInvalid)
	}
	n, err := p.file.WriteAt(b, off)
	if err == nil && n < len(b) {
		err = io.ErrShortWrite
	}
	return n, p.keep(err)
}

// ReadAt reads what was written. After Commit or Abort it gives ErrClosed.
func (p *Pending) ReadAt(b []byte, off int64) (int, error) {
	if p.done {
		return 0, ErrClosed
	}
	n, err := p.file.ReadAt(b, off)
	if err == nil || errors.Is(err, io.EOF) {
		return n, err
	}
	return n, failed("read", err)
}

// Size is the number of bytes written.
func (p *Pending) Size() int64 { return p.size }

// Target is the name the file will have.
func (p *Pending) Target() string { return p.target }

// Commit makes the bytes last (fsync), checks the rules of Check once more and
// gives the file its name in one step. On any error nothing is left behind and
// an old file of that name is as it was. It may be called once.
func (p *Pending) Commit() error {
	if p.done {
		return ErrClosed
	}
	err := p.err
	if err == nil {
		err = failed("sync", p.file.Sync())
	}
	if err != nil {
		p.discard()
		return err
	}
	p.done = true
	err = failed("name", p.file.Link())
	if closeErr := failed("close", p.file.Close()); err == nil {
		err = closeErr
	}
	if err == nil {
		err = p.rename()
	}
	if err != nil {
		_ = p.files.fs().Remove(p.temp)
		return err
	}
	// The file has its name and its bytes; a folder that cannot be synced
	// (some network shares) takes nothing of that away.
	_ = p.files.fs().SyncDir(filepath.Dir(p.target))
	return nil
}

// Abort gives the output up and leaves nothing behind. After Commit or a first
// Abort it does nothing, so that it can be deferred.
func (p *Pending) Abort() error {
	if p.done {
		return nil
	}
	return p.discard()
}

func (p *Pending) rename() error {
	if _, err := p.files.resolve(p.target, p.force, p.inputs); err != nil {
		return err
	}
	if p.force {
		return failed("rename", p.files.fs().Rename(p.temp, p.target))
	}
	err := p.files.fs().RenameNew(p.temp, p.target)
	if errors.Is(err, fs.ErrExist) {
		return ErrExists
	}
	return failed("rename", err)
}

func (p *Pending) discard() error {
	p.done = true
	closeErr := p.file.Close()
	// Windows removes no open file, so it is closed first.
	if err := p.files.fs().Remove(p.temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return failed("remove", err)
	}
	return failed("close", closeErr)
}

func (p *Pending) keep(err error) error {
	if err = failed("write", err); err != nil && p.err == nil {
		p.err = err
	}
	return err
}
