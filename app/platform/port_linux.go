package platform

import (
	"errors"
	"io/fs"

	"golang.org/x/sys/unix"
)

// RenameNew implements FS with renameat2 and RENAME_NOREPLACE. File systems
// without it (some network shares) are looked at first.
func (OS) RenameNew(oldName, newName string) error {
	err := unix.Renameat2(unix.AT_FDCWD, oldName, unix.AT_FDCWD, newName, unix.RENAME_NOREPLACE)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, unix.EINVAL), errors.Is(err, unix.ENOSYS), errors.Is(err, unix.ENOTSUP):
		return renameChecked(oldName, newName)
	case errors.Is(err, unix.EEXIST):
		return fs.ErrExist
	}
	return err
}
