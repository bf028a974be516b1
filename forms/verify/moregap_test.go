package verify

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"madoguchi/forms/pdf"
)

// gapFiles show what stands in /Contents, or could.
var gapFiles = map[string]func(t testing.TB) []byte{
	"gap_in_image": image,
	"gap_in_image_altered": func(t testing.TB) []byte {
		return inGap(t, image(t), func(d []byte) {
			for i := len(d) - 600; i < len(d)-100; i++ {
				d[i] = ' '
			}
		})
	},
	"gap_in_content": func(t testing.TB) []byte {
		inner := "5 0 obj\n" + sigDict(2400) + "\nendobj\n"
		head, tail := "BT /F 1 Tf 10 50 Td 10 Tz %\n", " Tj ET\n"
		return enclosed(t, fmt.Sprintf("<</Length %d>>\nstream\n%s", len(head+inner+tail), head), tail+"\nendstream")
	},
	"gap_in_content_of_wrong_length": func(t testing.TB) []byte {
		return enclosed(t, "<</Length 3>>\nstream\nBT /F 1 Tf 10 50 Td %\n", " Tj ET\nendstream")
	},
	"gap_in_content_length_elsewhere": func(t testing.TB) []byte {
		inner := "5 0 obj\n" + sigDict(2400) + "\nendobj\n"
		return enclosed(t, "<</Length 8 0 R>>\nstream\n", " Tj ET\n\nendstream", object{8, fmt.Sprint(len(inner) + len(" Tj ET\n"))})
	},
	"gap_in_string": func(t testing.TB) []byte { return enclosed(t, "(", ")") },
	"gap_in_value":  func(t testing.TB) []byte { return enclosed(t, "<</X[<</V(", ")>>]>>") },
	"gap_in_hex":    func(t testing.TB) []byte { return enclosed(t, "<", "") },
	"gap_of_two":    func(t testing.TB) []byte { return enclosed(t, "% ", "") },
	"gap_holds_object": func(t testing.TB) []byte {
		// A later table says that another object begins inside /Contents.
		b := signedPaper(t)
		at := bytes.LastIndex(b, []byte("<3082")) + 20
		out := appended(b, func(prev, _ int) string { return fmt.Sprintf("trailer\n<</Size 99/Root 1 0 R/Prev %d>>", prev) })
		return append(out[:len(b)], bytes.Replace(out[len(b):], []byte("0 1\n0000000000 65535 f"), fmt.Appendf(nil, "50 1\n%010d 00000 n", at), 1)...)
	},
	"gap_is_annotation": func(t testing.TB) []byte {
		return sign(t, paper(), by(practice().signerA, signing{
			dict: pdf.Dict{"Subtype": pdf.Name("FreeText"), "Rect": ints(0, 0, 300, 300), "DA": pdf.String("/Helv 9 Tf")},
			more: func(u *pdf.Update, sig pdf.Ref) {
				u.Set(pdf.Ref{Num: 4}, pdf.Dict{"Type": pdf.Name("Page"), "Parent": pdf.Ref{Num: 2}, "MediaBox": ints(0, 0, 300, 300), "Annots": pdf.Array{sig}})
			},
		}))
	},
	"gap_padding_spaces": func(t testing.TB) []byte {
		return inGap(t, signedPaper(t), func(d []byte) { copy(d[len(d)-40:], strings.Repeat(" ", 20)) })
	},
	"gap_padding_odd": func(t testing.TB) []byte {
		return inGap(t, signedPaper(t), func(d []byte) { d[len(d)-1] = ' ' })
	},
	"gap_spaces_inside": func(t testing.TB) []byte {
		return inGap(t, signedPaper(t), func(d []byte) { copy(d[40:], bytes.Clone(d[20:len(d)-20])); copy(d[20:], strings.Repeat("\n", 20)) })
	},
	"gap_letter_case": func(t testing.TB) []byte {
		return inGap(t, signedPaper(t), func(d []byte) { copy(d, bytes.ToUpper(d)) })
	},
}
