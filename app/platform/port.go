package platform

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// FS is the part of the operating system's files that an output needs. A test
// puts a failing one in its place to stand for a full disk.
type FS interface {
	// CreateTemp makes a new file in dir, readable and writable by its owner
	// only (mode 0600), with a name no other file has.
	CreateTemp(dir string) (File, error)
	// Stat follows symbolic links, Lstat does not.
	Stat(name string) (fs.FileInfo, error)
	Lstat(name string) (fs.FileInfo, error)
	// EvalSymlinks gives the name without symbolic links.
	EvalSymlinks(name string) (string, error)
	// Rename replaces an existing newName; RenameNew refuses with an error for
	// which errors.Is(err, fs.ErrExist) holds.
	Rename(oldName, newName string) error
	RenameNew(oldName, newName string) error
	Remove(name string) error
	// SyncDir makes a rename inside dir last through a power cut, where the
	// system can.
	SyncDir(dir string) error
}

// File is an open output.
type File interface {
	io.Writer
	io.WriterAt
	io.ReaderAt
	io.Closer
	// Name is the name the file has at the latest after Link; until then nothing
	// may be there.
	Name() string
	// Link gives the file its name, where it has none yet.
	Link() error
	Sync() error
	Stat() (fs.FileInfo, error)
}

// OS is the real FS.
type OS struct{}

var _ FS = OS{}

// tempPattern is how temporary files are named: hidden on Unix, and without
// anything of the target's name.
const tempPattern = ".madoguchi-*.tmp"

// CreateTemp implements FS. Where the system can, the file has no name until it
// is to be renamed, so that a program that is killed leaves nothing behind.
func (OS) CreateTemp(dir string) (File, error) { return createTemp(dir) }

// named is a file that has its name from the start.
type named struct{ *os.File }

// Link implements File.
func (named) Link() error { return nil }

func createNamed(dir string) (File, error) {
	f, err := os.CreateTemp(dir, tempPattern)
	if err != nil {
		return nil, err
	}
	return named{f}, nil
}

// Stat implements FS.
func (OS) Stat(name string) (fs.FileInfo, error) { return os.Stat(name) }

// Lstat implements FS.
func (OS) Lstat(name string) (fs.FileInfo, error) { return os.Lstat(name) }

// EvalSymlinks implements FS.
func (OS) EvalSymlinks(name string) (string, error) { return filepath.EvalSymlinks(name) }

// Rename implements FS.
func (OS) Rename(oldName, newName string) error { return os.Rename(oldName, newName) }

// Remove implements FS.
func (OS) Remove(name string) error { return os.Remove(name) }

// renameChecked stands in where the system cannot refuse an existing name in
// one step: between the look and the rename another program could slip in.
func renameChecked(oldName, newName string) error {
	if _, err := os.Lstat(newName); err == nil {
		return fs.ErrExist
	}
	return os.Rename(oldName, newName)
}
