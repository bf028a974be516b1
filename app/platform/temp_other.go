//go:build !linux

package platform

func createTemp(dir string) (File, error) { return createNamed(dir) }
