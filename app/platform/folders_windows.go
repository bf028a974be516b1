package platform

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// userFolders asks for the Known Folders, because Documents is often moved to
// OneDrive and no variable tells.
func userFolders(func(string) string, func(string) ([]byte, error)) (Folders, error) {
	var dirs [3]string
	for i, id := range []*windows.KNOWNFOLDERID{windows.FOLDERID_RoamingAppData, windows.FOLDERID_LocalAppData, windows.FOLDERID_Documents} {
		dir, err := windows.KnownFolderPath(id, windows.KF_FLAG_DEFAULT)
		if err != nil {
			return Folders{}, ErrNoHome
		}
		dirs[i] = dir
	}
	return Folders{
		Config:    filepath.Join(dirs[0], application),
		State:     filepath.Join(dirs[1], application),
		Documents: dirs[2],
	}, nil
}
