package platform

import (
	"errors"
	"io/fs"

	"golang.org/x/sys/windows"
)

// RenameNew implements FS with MoveFileEx, which refuses an existing name
// unless told otherwise.
func (OS) RenameNew(oldName, newName string) error {
	from, err := windows.UTF16PtrFromString(oldName)
	if err != nil {
		return err
	}
	to, err := windows.UTF16PtrFromString(newName)
	if err != nil {
		return err
	}
	err = windows.MoveFileEx(from, to, windows.MOVEFILE_WRITE_THROUGH)
	if errors.Is(err, windows.ERROR_ALREADY_EXISTS) || errors.Is(err, windows.ERROR_FILE_EXISTS) {
		return fs.ErrExist
	}
	return err
}

// SyncDir implements FS: Windows has no such call, RenameNew writes through.
func (OS) SyncDir(string) error { return nil }
