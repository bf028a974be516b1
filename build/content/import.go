package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing/fstest"
	"text/tabwriter"

	"madoguchi/build/content/translation"
	"madoguchi/i18n"
)

// intake is a set of sheets that is read and checked, and not yet written.
type intake struct {
	desk     *desk
	texts    map[string]map[string]any // area to id to text
	statuses map[string]i18n.Status
	changed  map[string]bool // areas
	tally    map[string]*tally
	met      map[string]string // id to its file
	faults   []error
}

// tally counts what a set of sheets does to an area.
type tally struct{ added, changed, same, empty, safety, unback, letters int }

// importSheets takes the sheets of a language in. Everything is checked before anything
// is written; dry writes nothing.
func importSheets(lang, dir string, dry bool, out io.Writer) error {
	d, err := openDesk(lang)
	if err != nil {
		return err
	}
	names, err := sheetNames(dir, lang)
	if err != nil {
		return err
	}
	in := &intake{
		desk: d, texts: map[string]map[string]any{}, statuses: map[string]i18n.Status{},
		changed: map[string]bool{}, tally: map[string]*tally{}, met: map[string]string{},
	}
	for _, id := range d.texts.IDs() {
		if a := d.texts.Area(lang, id); a != "" {
			in.put(a, id, d.wordings(lang, id))
			in.statuses[id] = d.texts.Status(lang, id)
		}
	}
	for _, name := range names {
		s, err := readSheet(dir, name, lang)
		if err != nil {
			in.faults = append(in.faults, err)
			continue
		}
		in.take(name, s)
	}
	if len(in.faults) > 0 {
		return fmt.Errorf("nothing is written: %w", errors.Join(in.faults...))
	}
	files, err := in.files()
	if err != nil {
		return err
	}
	in.table(out)
	if dry {
		return nil
	}
	for _, name := range slices.SortedFunc(maps.Keys(files), statusLast) {
		if err := replace(filepath.Join(folder, filepath.FromSlash(name)), files[name]); err != nil {
			return err
		}
	}
	return nil
}

// statusLast sorts the statuses behind the texts: a text that is there without its
// status counts as stale, which is the safe way round.
func statusLast(a, b string) int {
	x, y := strings.HasPrefix(a, "status/"), strings.HasPrefix(b, "status/")
	switch {
	case x == y:
		return strings.Compare(a, b)
	case x:
		return 1
	}
	return -1
}

// sheetNames lists the sheets of a language in a folder, with slashes, sorted.
func sheetNames(dir, lang string) (names []string, err error) {
	err = fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && path.Base(name) == lang+".json" {
			names = append(names, name)
		}
		return err
	})
	if err == nil && len(names) == 0 {
		err = fmt.Errorf("%s has no %s.json", dir, lang)
	}
	return names, err
}

func (in *intake) put(area, id string, w translation.Wordings) {
	if in.texts[area] == nil {
		in.texts[area] = map[string]any{}
	}
	in.texts[area][id] = w.Value()
}

// take checks one sheet and takes over what it changes.
func (in *intake) take(name string, s sheet) {
	if in.tally[s.Area] == nil {
		in.tally[s.Area] = &tally{}
	}
	for _, row := range s.Texts {
		faults := in.refused(name, s, row)
		for _, f := range faults {
			in.faults = append(in.faults, fmt.Errorf("%s: %s: %w", name, row.ID, f))
		}
		if len(faults) == 0 {
			in.accept(s, row)
		}
		in.met[row.ID] = name
	}
}

// refused says why a text cannot be taken in; nil for one that can.
func (in *intake) refused(name string, s sheet, row sheetRow) (faults []error) {
	d, lang := in.desk, in.desk.checker.ID
	area := d.texts.Area(i18n.Source, row.ID)
	fault := func(what, cure string) []error { return append(faults, fmt.Errorf("%s; %s", what, cure)) }
	switch other, twice := in.met[row.ID]; {
	case area == "":
		return fault("English has no such text", "delete it; export again for those there are")
	case twice:
		return fault("it stands twice, in "+other+" too", "delete one")
	case area != s.Area:
		return fault("it belongs to area "+area, "put it into "+path.Join(area, lang+".json"))
	case !d.rules.Wanted(d.checker.Language, area, row.ID):
		return fault("the language has the first texts only, and this is none", "delete it, or list it under first in rules.yaml")
	case row.From != d.texts.Hash(row.ID):
		return fault(fmt.Sprintf("it was made from %q, and the English text is %s now", row.From, d.texts.Hash(row.ID)), "export it again and look at the new one")
	case s.Blind && (d.texts.Stale(lang, row.ID) || !row.Text.Equal(d.wordings(lang, row.ID))):
		return fault("the text is another one now", "change it in a sheet that is not blind; export blind again")
	case row.Text.Empty() && row.Back != "":
		return fault("there is a back-translation of nothing", "write text, or delete back")
	case row.Text.Empty():
		return nil
	}
	for _, f := range d.checker.Check(row.ID, d.wordings(i18n.Source, row.ID), row.Text) {
		faults = append(faults, fmt.Errorf("%v", f))
	}
	if row.Back != "" && strings.TrimSpace(row.Back) != row.Back {
		faults = fault("back begins or ends in blanks", "delete them")
	}
	return faults
}

// accept takes a good text over.
func (in *intake) accept(s sheet, row sheetRow) {
	d, lang, t := in.desk, in.desk.checker.ID, in.tally[s.Area]
	if row.Text.Empty() {
		t.empty++
		return
	}
	had, was := d.texts.Has(lang, row.ID), in.statuses[row.ID]
	same := had && !d.texts.Stale(lang, row.ID) && row.Text.Equal(d.wordings(lang, row.ID))
	now := was
	switch {
	case !same:
		now = i18n.Status{From: row.From, By: s.Translator, Safety: d.safety(row.ID), Back: row.Back}
		if was.Back != "" && row.Back == was.Back && !row.Text.Equal(d.wordings(lang, row.ID)) {
			now.Back = "" // it is that of the older wording
		}
	case row.Back != was.Back:
		now.Back, now.Safety = row.Back, d.safety(row.ID)
	}
	switch {
	case same && now == was:
		t.same++
	case had:
		t.changed++
	default:
		t.added++
	}
	if d.safety(row.ID) {
		t.safety++
		if now.Back == "" {
			t.unback++
		}
	}
	t.letters += size(row.Text)
	if !same {
		in.put(s.Area, row.ID, row.Text)
		in.changed[s.Area] = true
	}
	in.statuses[row.ID] = now
}

// files are the locale files as they will be, those that change alone. They are read
// as the program would, beside all others.
func (in *intake) files() (map[string][]byte, error) {
	lang := in.desk.checker.ID
	files := map[string][]byte{}
	for area := range in.changed {
		b, err := encode(in.texts[area])
		if err != nil {
			return nil, err
		}
		files[path.Join(area, lang+".json")] = b
	}
	status := path.Join("status", lang+".json")
	b, err := encode(in.statuses)
	if err != nil {
		return nil, err
	}
	if !maps.EqualFunc(in.statuses, in.before(), func(a, b i18n.Status) bool { return a == b }) {
		files[status] = b
	}
	whole := fstest.MapFS{}
	err = fs.WalkDir(os.DirFS(folder), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || path.Ext(name) != ".json" {
			return err
		}
		old, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(name)))
		whole[name] = &fstest.MapFile{Data: old}
		return err
	})
	for name, b := range files {
		whole[name] = &fstest.MapFile{Data: b}
	}
	if err == nil {
		_, err = i18n.Load(whole)
	}
	return files, err
}

// before are the statuses as they were.
func (in *intake) before() map[string]i18n.Status {
	all := map[string]i18n.Status{}
	for id := range in.statuses {
		if in.desk.texts.Has(in.desk.checker.ID, id) {
			all[id] = in.desk.texts.Status(in.desk.checker.ID, id)
		}
	}
	return all
}

// table says what was or would be done, by area.
func (in *intake) table(out io.Writer) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "area\tnew\tchanged\tsame\tempty\tsafety\twithout back\tletters\t\n")
	var sum tally
	line := func(area string, t tally) {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t\n", area, t.added, t.changed, t.same, t.empty, t.safety, t.unback, t.letters)
	}
	for _, area := range slices.Sorted(maps.Keys(in.tally)) {
		t := *in.tally[area]
		line(area, t)
		sum = tally{
			sum.added + t.added, sum.changed + t.changed, sum.same + t.same, sum.empty + t.empty,
			sum.safety + t.safety, sum.unback + t.unback, sum.letters + t.letters,
		}
	}
	line("all", sum)
	w.Flush()
}
