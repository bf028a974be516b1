package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"text/tabwriter"

	"madoguchi/i18n"
)

// stand counts the texts of an area by their state; the safety texts again.
type stand struct {
	texts, missing, stale, made, reviewed int
	letters                               int // of English still to translate
	safety, safetyMade, safetyBack        int
	safetyReviewed, safetyLetters         int
}

func (s *stand) add(o stand) {
	s.texts += o.texts
	s.missing += o.missing
	s.stale += o.stale
	s.made += o.made
	s.reviewed += o.reviewed
	s.letters += o.letters
	s.safety += o.safety
	s.safetyMade += o.safetyMade
	s.safetyBack += o.safetyBack
	s.safetyReviewed += o.safetyReviewed
	s.safetyLetters += o.safetyLetters
}

// progress says how far a language is, by area.
func progress(lang string, out io.Writer) error {
	d, err := openDesk(lang)
	if err != nil {
		return err
	}
	areas := map[string]*stand{}
	var all stand
	for _, id := range d.wanted(".") {
		a := d.texts.Area(i18n.Source, id)
		if areas[a] == nil {
			areas[a] = &stand{}
		}
		one := d.stand(id)
		areas[a].add(one)
		all.add(one)
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "area\ttexts\tmissing\tstale\tmade\treviewed\tletters left\tsafety\tmade\twith back\treviewed\tletters left\t\n")
	line := func(area string, s stand) {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t\n", area, s.texts, s.missing, s.stale, s.made, s.reviewed, s.letters,
			s.safety, s.safetyMade, s.safetyBack, s.safetyReviewed, s.safetyLetters)
	}
	for _, a := range slices.Sorted(maps.Keys(areas)) {
		line(a, *areas[a])
	}
	line("all", all)
	return w.Flush()
}

func (d *desk) stand(id string) stand {
	s := stand{texts: 1}
	there := false
	switch d.state(id) {
	case "missing":
		s.missing = 1
	case "stale":
		s.stale = 1
	case "made":
		s.made, there = 1, true
	case "reviewed":
		s.reviewed, there = 1, true
	}
	if !there {
		s.letters = size(d.wordings(i18n.Source, id))
	}
	if !d.safety(id) {
		return s
	}
	s.safety, s.safetyLetters = 1, s.letters
	if there {
		s.safetyMade = 1
	}
	if there && d.texts.Status(d.checker.ID, id).Back != "" {
		s.safetyBack = 1
	}
	s.safetyReviewed = s.reviewed
	return s
}
