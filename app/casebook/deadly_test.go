package casebook_test

import (
	"crypto/rand"
	"os"

	"madoguchi/app/platform"
)

// deadly kills the process at the at-th moment of writing: before each step, and
// after or in the middle of it.
type deadly struct {
	platform.OS
	at, n int
	// names: files have a name from the start, as on systems that know no others.
	names bool
}

func (d *deadly) moment() {
	if d.n++; d.n == d.at {
		p, err := os.FindProcess(os.Getpid())
		if err == nil {
			err = p.Kill()
		}
		if err == nil {
			select {}
		}
	}
}

func around[T any](d *deadly, step func() T) T {
	d.moment()
	defer d.moment()
	return step()
}

func (d *deadly) CreateTemp(dir string) (platform.File, error) {
	d.moment()
	var f platform.File
	var err error
	if d.names {
		var file *os.File
		file, err = os.CreateTemp(dir, ".madoguchi-*.tmp")
		f = namedFile{file}
	} else {
		f, err = d.OS.CreateTemp(dir)
	}
	d.moment()
	return deadlyFile{f, d}, err
}

type namedFile struct{ *os.File }

func (namedFile) Link() error { return nil }

func (d *deadly) Rename(from, to string) error {
	return around(d, func() error { return d.OS.Rename(from, to) })
}

func (d *deadly) RenameNew(from, to string) error {
	return around(d, func() error { return d.OS.RenameNew(from, to) })
}

func (d *deadly) Remove(name string) error {
	return around(d, func() error { return d.OS.Remove(name) })
}

func (d *deadly) SyncDir(dir string) error {
	return around(d, func() error { return d.OS.SyncDir(dir) })
}

// Overwrite stands for the system's, byte by byte as slow as a disk may be.
func (d *deadly) Overwrite(name string) error {
	b, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	random := make([]byte, len(b))
	if _, err := rand.Read(random); err != nil {
		return err
	}
	for _, part := range [][2]int{{0, 10}, {10, len(b) / 2}, {len(b) / 2, len(b)}} {
		d.moment()
		if _, err := f.WriteAt(random[part[0]:part[1]], int64(part[0])); err != nil {
			return err
		}
	}
	d.moment()
	return f.Sync()
}

type deadlyFile struct {
	platform.File
	d *deadly
}

func (f deadlyFile) Write(b []byte) (int, error) {
	f.d.moment()
	n, err := f.File.Write(b[:len(b)/2])
	if err != nil {
		return n, err
	}
	f.d.moment()
	m, err := f.File.Write(b[n:])
	f.d.moment()
	return n + m, err
}

func (f deadlyFile) Sync() error { return around(f.d, f.File.Sync) }
func (f deadlyFile) Link() error { return around(f.d, f.File.Link) }
