package main

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"runtime"
)

// tarName ends in .tar.xz, or in .tar.gz where the program xz is not there.
func (m *maker) tarName() string {
	name := m.product.command + "-" + m.product.version + "-linux-" + runtime.GOARCH + ".tar"
	if _, err := exec.LookPath("xz"); err != nil {
		return name + ".gz"
	}
	return name + ".xz"
}

// tar is the package's tree in a folder, with a note on how to use it.
func (m *maker) tar(ctx context.Context) ([]byte, error) {
	files, err := m.linuxTree(ctx)
	if err != nil {
		return nil, err
	}
	needs, err := depends(m.program)
	if err != nil {
		return nil, err
	}
	note, err := m.product.text("install.txt", "@DEPENDS@", needs)
	if err != nil {
		return nil, fmt.Errorf("linux/install.txt: %w", err)
	}
	files.add("INSTALL.txt", 0o644, note)
	var b bytes.Buffer
	if err := files.writeTar(&b, m.tarFolder(), m.product.made); err != nil {
		return nil, err
	}
	xz, err := exec.LookPath("xz")
	if err != nil {
		fmt.Println("The program xz is not here: packing with gzip, which is larger.")
		return compress(b.Bytes()), nil
	}
	// One thread: with more, the bytes depend on how many there are.
	cmd := exec.CommandContext(ctx, xz, "--compress", "--stdout", "--threads=1", "-6")
	cmd.Stdin = &b
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("xz: %w", err)
	}
	return out, nil
}

// tarFolder is the folder the tarball unpacks into, with a slash.
func (m *maker) tarFolder() string { return m.product.command + "-" + m.product.version + "/" }
