//go:build !windows && !darwin

package platform

func userFolders(env func(string) string, read func(string) ([]byte, error)) (Folders, error) {
	return xdgFolders(env, read)
}
