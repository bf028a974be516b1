//go:build !unix && !windows

package store

import "os"

// tryLock has nothing to take: the look before the rename has to do.
func tryLock(*os.File) error { return errNoLocks }
