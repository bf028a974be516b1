package catalog

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"

	"madoguchi/forms"
	"madoguchi/forms/pdf"
)

// Form is a form we know.
type Form struct {
	// ID is "<family>/<year>".
	ID string
	// Family is lower snake case and the same every year.
	Family string
	// Year is the calendar year (Gregorian) the form is for.
	Year int
	// TitleJA and TitleEN are what the form is called. The English one is the
	// agency's where it has one.
	TitleJA, TitleEN string
	// Purposes are the answers to "Who gets this?" that fit the form, the usual
	// one first.
	Purposes []forms.Purpose
}

// Catalog is the list of known forms. It does not change.
type Catalog struct {
	forms []Form
	known map[Fingerprint]int
}

// Load reads every <family>/<year>.yaml of fsys. A file that is not right is
// named with what to mend, as a Problem of kind Malformed; nothing is passed
// over.
func Load(fsys fs.FS) (*Catalog, error) {
	c := &Catalog{known: map[Fingerprint]int{}}
	names, err := fs.Glob(fsys, "*/*")
	if err != nil {
		return nil, forms.Fail(forms.Internal, "list known forms", err)
	}
	for _, name := range names {
		if err := c.add(fsys, name); err != nil {
			return nil, forms.Fail(forms.Malformed, "load known form "+name, err)
		}
	}
	return c, nil
}

// Forms lists the known forms by ID.
func (c *Catalog) Forms() []Form { return slices.Clone(c.forms) }

// Recognise says which form f is. The answer is false for a file without fields
// and for every form that is not known to the last field. The problems are those
// of reading f.
func (c *Catalog) Recognise(f *pdf.File) (Form, bool, error) {
	print, n, err := Of(f)
	if err != nil || n == 0 {
		return Form{}, false, err
	}
	i, ok := c.known[print]
	if !ok {
		return Form{}, false, nil
	}
	return c.forms[i], true, nil
}

// record is one file of the catalogue.
type record struct {
	Family string `yaml:"family"`
	Year   int    `yaml:"year"`
	Title  struct {
		JA string `yaml:"ja"`
		EN string `yaml:"en"`
	} `yaml:"title"`
	Purposes []forms.Purpose `yaml:"purposes"`
	// Prints are the editions of the form.
	Prints []struct {
		SHA256 string `yaml:"sha256"`
		Fields int    `yaml:"fields"`
		Source string `yaml:"source"`
		Seen   string `yaml:"seen"`
	} `yaml:"fingerprints"`
}

var (
	snake = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	date  = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
)

func (c *Catalog) add(fsys fs.FS, name string) error {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	r, err := decode(b)
	if err != nil {
		return err
	}
	if err := r.check(name); err != nil {
		return err
	}
	c.forms = append(c.forms, Form{
		ID: r.Family + "/" + strconv.Itoa(r.Year), Family: r.Family, Year: r.Year,
		TitleJA: r.Title.JA, TitleEN: r.Title.EN, Purposes: r.Purposes,
	})
	for _, p := range r.Prints {
		var print Fingerprint
		if n, err := hex.Decode(print[:], []byte(p.SHA256)); err != nil || n != len(print) {
			return errors.New("sha256: write 64 hexadecimal digits")
		}
		if i, ok := c.known[print]; ok {
			return fmt.Errorf("the fingerprint is that of %s too: two forms with the same fields cannot be told apart", c.forms[i].ID)
		}
		c.known[print] = len(c.forms) - 1
	}
	return nil
}

// decode reads one record, strictly. The library panics on some malformed tags.
func decode(b []byte) (r record, err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("this is not YAML that can be read")
		}
	}()
	err = yaml.UnmarshalWithOptions(b, &r, yaml.Strict())
	return r, err
}

func (r record) check(name string) error {
	if want := path.Join(r.Family, strconv.Itoa(r.Year)+".yaml"); name != want {
		return fmt.Errorf("family and year belong into %s", want)
	}
	switch {
	case !snake.MatchString(r.Family):
		return errors.New("family: write lower snake case")
	case r.Year < 1950 || r.Year > 2200:
		return errors.New("year: write the Gregorian year")
	case strings.TrimSpace(r.Title.JA) == "" || strings.TrimSpace(r.Title.EN) == "":
		return errors.New("title: write ja and en")
	case len(r.Purposes) == 0:
		return errors.New("purposes: write at least one")
	case len(r.Prints) == 0:
		return errors.New("fingerprints: write at least one")
	}
	for _, p := range r.Purposes {
		if !slices.Contains(forms.Purposes(), p) {
			return fmt.Errorf("purposes: there is none called %s", p)
		}
	}
	for _, p := range r.Prints {
		if len(p.SHA256) != 2*len(Fingerprint{}) || p.Fields < 1 || p.Source == "" || !date.MatchString(p.Seen) {
			return errors.New("fingerprints: write sha256 (64 digits), fields, source and seen (YYYY-MM-DD)")
		}
	}
	return nil
}
