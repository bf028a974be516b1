package platform

import (
	"errors"
	"io/fs"

	"golang.org/x/sys/unix"
)

// RenameNew implements FS with renamex_np and RENAME_EXCL. File systems without
// it (FAT, some network shares) are looked at first.
func (OS) RenameNew(oldName, newName string) error {
	err := unix.RenamexNp(oldName, newName, unix.RENAME_EXCL)
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
