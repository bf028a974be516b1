package platform

import (
	"errors"
	"io/fs"
	"os"
)

var (
	// ErrExists: the target is there and was not to be replaced.
	ErrExists = errors.New("the output is there already")
	// ErrSameFile: the target is one of the inputs, perhaps by another name.
	ErrSameFile = errors.New("the output is one of the inputs")
	// ErrNotFile: the target is there and is a folder or a device.
	ErrNotFile = errors.New("the output is not an ordinary file")
	// ErrClosed: the file was committed or given up before.
	ErrClosed = errors.New("the output was finished before")
)

// Error is a failure of the operating system while an output was made. Nothing
// is left behind. Err is the cause without any path; errors.Is finds
// fs.ErrPermission, ENOSPC and the like in it.
type Error struct {
	// Op is what was being done: "create", "write", "sync", "rename".
	Op  string
	Err error
}

func (e *Error) Error() string { return e.Op + ": " + e.Err.Error() }

func (e *Error) Unwrap() error { return e.Err }

// failed wraps err for op, leaving out the path that package os adds.
func failed(op string, err error) error {
	if err == nil {
		return nil
	}
	return &Error{Op: op, Err: withoutPath(err)}
}

func withoutPath(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return withoutPath(e.Err)
	}
	if e, ok := errors.AsType[*os.LinkError](err); ok {
		return withoutPath(e.Err)
	}
	if e, ok := errors.AsType[*os.SyscallError](err); ok {
		return e.Err
	}
	return err
}
