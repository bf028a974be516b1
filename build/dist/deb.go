package main

import (
	"bytes"
	"context"
	"crypto/md5"
	"fmt"
	"runtime"
	"strconv"
)

func (m *maker) debName() string {
	return m.product.command + "_" + m.product.version + "_" + runtime.GOARCH + ".deb"
}

// deb is a binary package as deb(5) has it: an ar archive of the format's
// number, of what the package says of itself, and of its files.
func (m *maker) deb(ctx context.Context) ([]byte, error) {
	files, err := m.linuxTree(ctx)
	if err != nil {
		return nil, err
	}
	needs, err := depends(m.program)
	if err != nil {
		return nil, err
	}
	about, err := m.product.text("control", "@ARCH@", runtime.GOARCH, "@DEPENDS@", needs, "@SIZE@", strconv.Itoa(files.kibibytes()))
	if err != nil {
		return nil, fmt.Errorf("linux/control: %w", err)
	}
	b, err := packDeb(about, files, m.product)
	if err != nil {
		return nil, err
	}
	if err := lint(b, m.product); err != nil {
		return nil, err
	}
	return b, nil
}

// packDeb packs files and the text of the file control.
func packDeb(about []byte, files tree, p product) ([]byte, error) {
	var control tree
	control.add("control", 0o644, about)
	control.add("md5sums", 0o644, files.md5sums())

	var out bytes.Buffer
	out.WriteString("!<arch>\n")
	member := func(name string, b []byte) {
		fmt.Fprintf(&out, "%-16s%-12d%-6d%-6d%-8o%-10d`\n", name, p.made.Unix(), 0, 0, 0o100644, len(b))
		out.Write(b)
		if len(b)%2 == 1 {
			out.WriteByte('\n')
		}
	}
	member("debian-binary", []byte("2.0\n"))
	for _, part := range []struct {
		name string
		t    tree
	}{{"control.tar.gz", control}, {"data.tar.gz", files}} {
		var b bytes.Buffer
		if err := part.t.writeTar(&b, "./", p.made); err != nil {
			return nil, err
		}
		member(part.name, compress(b.Bytes()))
	}
	return out.Bytes(), nil
}

// kibibytes is Debian's estimate of the space on a disk: every file and folder
// rounded up to one KiB.
func (t tree) kibibytes() int {
	n := len(t.folders())
	for _, e := range t {
		n += (len(e.data) + 1023) / 1024
	}
	return n
}

// md5sums is the list by which dpkg --verify finds a damaged file; it is no
// protection and nobody takes it for one.
func (t tree) md5sums() []byte {
	var b []byte
	for _, e := range t.sorted() {
		b = fmt.Appendf(b, "%x  %s\n", md5.Sum(e.data), e.name)
	}
	return b
}
