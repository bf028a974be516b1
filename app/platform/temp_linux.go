package platform

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// nameless is a file made with O_TMPFILE.
type nameless struct {
	*os.File
	name string
}

var _ File = (*nameless)(nil)

// createTemp makes a file without a name, or an ordinary one where the file
// system (FAT, NFS, some overlays) has no such thing.
func createTemp(dir string) (File, error) {
	fd, err := unix.Open(dir, unix.O_TMPFILE|unix.O_RDWR|unix.O_CLOEXEC, 0o600)
	switch {
	case err == nil:
	case errors.Is(err, unix.EOPNOTSUPP), errors.Is(err, unix.EISDIR), errors.Is(err, unix.EINVAL), errors.Is(err, unix.ENOENT):
		return createNamed(dir) // which also says why a folder cannot be used
	default:
		return nil, &os.PathError{Op: "open", Path: dir, Err: err}
	}
	// The name is used only between Link and the rename that follows at once; the
	// number of the inode keeps two programs from choosing the same.
	var st unix.Stat_t
	if err := unix.Fstat(fd, &st); err != nil {
		_ = unix.Close(fd)
		return nil, &os.PathError{Op: "stat", Path: dir, Err: err}
	}
	name := filepath.Join(dir, strings.Replace(tempPattern, "*", fmt.Sprintf("%d-%d", os.Getpid(), st.Ino), 1))
	return &nameless{os.NewFile(uintptr(fd), name), name}, nil
}

// Name is the name that Link gives.
func (f *nameless) Name() string { return f.name }

// Link implements File (linkat on /proc/self/fd, which needs no privilege).
func (f *nameless) Link() error {
	err := unix.Linkat(unix.AT_FDCWD, fmt.Sprintf("/proc/self/fd/%d", f.Fd()), unix.AT_FDCWD, f.name, unix.AT_SYMLINK_FOLLOW)
	if err != nil {
		return &os.LinkError{Op: "link", Old: "", New: f.name, Err: err}
	}
	return nil
}
