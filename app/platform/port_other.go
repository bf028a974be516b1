//go:build !linux && !darwin && !windows

package platform

// RenameNew implements FS by looking first.
func (OS) RenameNew(oldName, newName string) error { return renameChecked(oldName, newName) }
