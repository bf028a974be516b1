package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"embed"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

//go:embed linux
var linuxTexts embed.FS

// icons are those of the program, drawn at several sizes; see assets/icons.
var icons = regexp.MustCompile(`^program_([0-9]+)\.png$`)

// text is a file of the folder linux with its @PLACES@ filled.
//
// @CLASS@ is how a desktop finds the icon of a window. The toolkit takes the
// window's first title for its class, which differs by language; its instance
// name it takes from RESOURCE_NAME, which the desktop file sets.
func (p product) text(name string, more ...string) ([]byte, error) {
	b, err := linuxTexts.ReadFile("linux/" + name)
	if err != nil {
		return nil, err
	}
	return fill(string(b), append(more,
		"@ID@", p.id, "@NAME@", p.name, "@COMMAND@", p.command, "@VERSION@", p.version,
		"@KEEPER@", p.keeper, "@DATE@", p.made.Format(time.DateOnly),
		"@CLASS@", p.command)...)
}

// fill replaces places by texts, given in pairs, and refuses to leave one.
func fill(s string, pairs ...string) ([]byte, error) {
	s = strings.NewReplacer(pairs...).Replace(s)
	if left := regexp.MustCompile(`@[A-Z]+@`).FindString(s); left != "" {
		return nil, fmt.Errorf("nothing to put for %s", left)
	}
	return []byte(s), nil
}

// linuxTree is what stands below / once the program is installed.
func (m *maker) linuxTree(ctx context.Context) (tree, error) {
	program, err := m.linuxProgram(ctx)
	if err != nil {
		return nil, err
	}
	p := m.product
	var t tree
	t.add("usr/bin/"+p.command, 0o755, program)
	for name, to := range map[string]string{
		"app.desktop":  "usr/share/applications/" + p.id + ".desktop",
		"metainfo.xml": "usr/share/metainfo/" + p.id + ".metainfo.xml",
	} {
		b, err := p.text(name)
		if err != nil {
			return nil, fmt.Errorf("linux/%s: %w", name, err)
		}
		t.add(to, 0o644, b)
	}
	page, err := p.text("man")
	if err != nil {
		return nil, fmt.Errorf("linux/man: %w", err)
	}
	t.add("usr/share/man/man1/"+p.command+".1.gz", 0o644, compress(page))
	copyright, err := m.licences(program)
	if err != nil {
		return nil, err
	}
	t.add("usr/share/doc/"+p.command+"/copyright", 0o644, copyright)
	t.add("usr/share/doc/"+p.command+"/changelog.gz", 0o644, compress(p.changelog()))
	if err := m.addIcons(&t); err != nil {
		return nil, err
	}
	return t, nil
}

// addIcons adds the program's icon in every size there is.
func (m *maker) addIcons(t *tree) error {
	dir := filepath.Join(m.root, "assets", "icons")
	files, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	drawn := 0
	for _, f := range files {
		size := icons.FindStringSubmatch(f.Name())
		if size == nil && f.Name() != "program.svg" {
			continue
		}
		b, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			return err
		}
		if size == nil {
			t.add("usr/share/icons/hicolor/scalable/apps/"+m.product.id+".svg", 0o644, b)
			continue
		}
		if err := square(b, size[1]); err != nil {
			return fmt.Errorf("assets/icons/%s: %w", f.Name(), err)
		}
		t.add(fmt.Sprintf("usr/share/icons/hicolor/%sx%[1]s/apps/%s.png", size[1], m.product.id), 0o644, b)
		drawn++
	}
	if drawn == 0 {
		return fmt.Errorf("assets/icons: no program_SIZE.png")
	}
	return nil
}

// square says whether a picture is as high and wide as its name says.
func square(b []byte, side string) error {
	c, err := png.DecodeConfig(bytes.NewReader(b))
	if err != nil {
		return err
	}
	if got := fmt.Sprintf("%d×%d", c.Width, c.Height); got != side+"×"+side {
		return fmt.Errorf("it is %s", got)
	}
	return nil
}

// changelog is the one entry that every package of Debian's form has.
func (p product) changelog() []byte {
	return fmt.Appendf(nil, "%s (%s) unstable; urgency=medium\n\n  * Made from its commit.\n\n -- %s  %s\n",
		p.command, p.version, p.keeper, p.made.Format(time.RFC1123Z))
}

// compress is gzip without name and time.
func compress(b []byte) []byte {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		panic(err) // the level is one of the package's own
	}
	_, _ = w.Write(b) // a bytes.Buffer takes all
	_ = w.Close()
	return out.Bytes()
}
