package catalog

import (
	"crypto/sha256"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"

	"madoguchi/forms/pdf"
)

// Fingerprint is a SHA-256 over the fields of a form: full name, type, page
// (from 0), rectangle rounded to 1 pt, and MaxLen, one line for each place where
// a field is drawn, sorted. Filling a form does not change it. Signature fields
// are left out, so that a signed copy is still the same form.
type Fingerprint [sha256.Size]byte

// Of computes the fingerprint of f and counts the fields in it. Without fields
// the fingerprint is that of nothing. Its problems are those of pdf.File.Fields.
func Of(f *pdf.File) (Fingerprint, int, error) {
	fields, err := f.Fields()
	if err != nil {
		return Fingerprint{}, 0, err
	}
	var lines []string
	n := 0
	for _, field := range fields {
		if field.Type == "Sig" {
			continue
		}
		n++
		for _, w := range field.Widgets {
			lines = append(lines, line(field, w.Page, w.Rect))
		}
		if len(field.Widgets) == 0 {
			lines = append(lines, line(field, -1, [4]float64{}))
		}
	}
	slices.Sort(lines)
	h := sha256.New()
	for _, l := range lines {
		_, _ = io.WriteString(h, l)
	}
	return Fingerprint(h.Sum(nil)), n, nil
}

func line(f pdf.Field, page int, r [4]float64) string {
	return fmt.Sprintf("%s %s %d %d %d %d %d %d\n", strconv.Quote(f.Name), strconv.Quote(string(f.Type)),
		page, point(r[0]), point(r[1]), point(r[2]), point(r[3]), f.MaxLen)
}

// point rounds to whole points. No page is larger than 14,400 of them (ISO
// 32000-1 annex C), so a bound takes nothing away.
func point(x float64) int {
	const bound = 1e6
	if math.IsNaN(x) {
		return 0
	}
	return int(math.Round(max(-bound, min(bound, x))))
}
