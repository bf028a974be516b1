package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/md5"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
)

// lint reads a .deb back and says all that is wrong with it. It knows what makes
// a package fail or look bad on a desktop, not Debian's whole policy.
func lint(deb []byte, p product) error {
	members, err := readAr(deb)
	if err != nil {
		return err
	}
	names := make([]string, len(members))
	for i, m := range members {
		names[i] = m.name
	}
	if want := []string{"debian-binary", "control.tar.gz", "data.tar.gz"}; !slices.Equal(names, want) {
		return fmt.Errorf("members %v, not %v", names, want)
	}
	control, err1 := readFiles(members[1].data, p.made)
	data, err2 := readFiles(members[2].data, p.made)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	return errors.Join(lintControl(control["control"]), lintSums(control["md5sums"], data), lintFiles(data, p))
}

// readAr reads an ar archive with short names.
func readAr(b []byte) ([]entry, error) {
	b, ok := bytes.CutPrefix(b, []byte("!<arch>\n"))
	if !ok {
		return nil, errors.New("not an ar archive")
	}
	var members []entry
	for len(b) > 0 {
		if len(b) < 60 || string(b[58:60]) != "`\n" {
			return nil, errors.New("ar: a member's line is broken")
		}
		size, err := strconv.Atoi(strings.TrimSpace(string(b[48:58])))
		if err != nil || 60+size+size%2 > len(b) {
			return nil, errors.New("ar: a member's size is wrong")
		}
		members = append(members, entry{name: strings.TrimSpace(string(b[:16])), data: b[60 : 60+size]})
		b = b[60+size+size%2:]
	}
	return members, nil
}

// readFiles are the files of a packed tree by name. Every entry has to be
// root's, dated at made, readable for all and writable for root alone, inside
// the tree and after its folder.
func readFiles(packed []byte, made time.Time) (map[string][]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	files, folders := map[string][]byte{}, map[string]bool{".": true}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			return files, nil
		}
		if err != nil {
			return nil, err
		}
		name := path.Clean(h.Name)
		mode := int64(0o644)
		switch {
		case !strings.HasPrefix(h.Name, "./") || strings.HasPrefix(name, ".."):
			return nil, fmt.Errorf("%s is not inside", h.Name)
		case h.Uid != 0 || h.Gid != 0 || h.Uname != "root" || h.Gname != "root":
			return nil, fmt.Errorf("%s is not root's", h.Name)
		case !h.ModTime.Equal(made):
			return nil, fmt.Errorf("%s is dated %s, not %s", h.Name, h.ModTime, made)
		case !folders[path.Dir(name)]:
			return nil, fmt.Errorf("%s comes before its folder", h.Name)
		case h.Typeflag == tar.TypeDir:
			folders[name] = true
			mode = 0o755
		case h.Typeflag != tar.TypeReg:
			return nil, fmt.Errorf("%s is neither file nor folder", h.Name)
		case strings.HasPrefix(name, "usr/bin/"):
			mode = 0o755
		}
		if h.Mode != mode {
			return nil, fmt.Errorf("%s has mode %o, not %o", h.Name, h.Mode, mode)
		}
		if h.Typeflag == tar.TypeReg {
			if files[name], err = io.ReadAll(r); err != nil {
				return nil, err
			}
		}
	}
}

func lintControl(control []byte) error {
	var wrong []error
	fields := map[string]string{}
	for line := range strings.Lines(string(control)) {
		line = strings.TrimSuffix(line, "\n")
		if len(line) > 80 && !strings.HasPrefix(line, "Depends:") && !strings.HasPrefix(line, "Maintainer:") {
			wrong = append(wrong, fmt.Errorf("control: a line is longer than 80: %s", line))
		}
		if key, value, ok := strings.Cut(line, ": "); ok && key[0] != ' ' {
			fields[key] = value
		}
	}
	for _, key := range []string{
		"Package", "Version", "Architecture", "Maintainer", "Installed-Size", "Depends", "Section", "Priority", "Description",
	} {
		if fields[key] == "" {
			wrong = append(wrong, fmt.Errorf("control: no %s", key))
		}
	}
	if v := fields["Version"]; v != "" && (v[0] < '0' || v[0] > '9') {
		wrong = append(wrong, fmt.Errorf("control: version %s does not begin with a digit", v))
	}
	if !strings.Contains(fields["Maintainer"], "@") {
		wrong = append(wrong, errors.New("control: the maintainer has no address"))
	}
	return errors.Join(wrong...)
}

func lintSums(sums []byte, files map[string][]byte) error {
	var wrong []error
	said := map[string]string{}
	for line := range strings.Lines(string(sums)) {
		sum, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		said[name] = sum
	}
	for name, b := range files {
		if got := fmt.Sprintf("%x", md5.Sum(b)); said[name] != got {
			wrong = append(wrong, fmt.Errorf("md5sums: %s is %q, not %s", name, said[name], got))
		}
	}
	if len(said) != len(files) {
		wrong = append(wrong, fmt.Errorf("md5sums: %d lines for %d files", len(said), len(files)))
	}
	return errors.Join(wrong...)
}

// lintFiles looks for what a desktop and a reader of the package look for.
func lintFiles(files map[string][]byte, p product) error {
	var wrong []error
	for _, name := range []string{
		"usr/bin/" + p.command,
		"usr/share/applications/" + p.id + ".desktop",
		"usr/share/metainfo/" + p.id + ".metainfo.xml",
		"usr/share/icons/hicolor/48x48/apps/" + p.id + ".png",
		"usr/share/icons/hicolor/256x256/apps/" + p.id + ".png",
		"usr/share/doc/" + p.command + "/copyright",
		"usr/share/doc/" + p.command + "/changelog.gz",
		"usr/share/man/man1/" + p.command + ".1.gz",
	} {
		if len(files[name]) == 0 {
			wrong = append(wrong, fmt.Errorf("no %s", name))
		}
	}
	entry := string(files["usr/share/applications/"+p.id+".desktop"])
	for _, key := range []string{"Name", "Name[ja]", "Comment", "Comment[ja]", "Categories", "StartupWMClass"} {
		if entryValue(entry, key) == "" {
			wrong = append(wrong, fmt.Errorf("desktop file: no %s", key))
		}
	}
	if got := entryValue(entry, "Icon"); got != p.id {
		wrong = append(wrong, fmt.Errorf("desktop file: icon %q, not %q", got, p.id))
	}
	started := strings.Fields(entryValue(entry, "Exec"))
	if !slices.Contains(started, p.command) || entryValue(entry, "TryExec") != p.command {
		wrong = append(wrong, fmt.Errorf("desktop file: %v does not start %s", started, p.command))
	}
	if entryValue(entry, "Terminal") != "false" {
		wrong = append(wrong, errors.New("desktop file: it opens a terminal"))
	}
	return errors.Join(wrong...)
}

// entryValue is the value of a key of a desktop file.
func entryValue(entry, key string) string {
	_, v, _ := strings.Cut(entry, "\n"+key+"=")
	v, _, _ = strings.Cut(v, "\n")
	return v
}
