package verify

import (
	"bytes"
	"fmt"
	"testing"
)

// trailerFiles have trailers of which readers may make different things.
var trailerFiles = map[string]func(t testing.TB) []byte{
	"trailer_root_twice": func(t testing.TB) []byte {
		return appended(signedPaper(t), func(prev, _ int) string {
			return fmt.Sprintf("trailer\n<</Size 99/Root 2 0 R/Root 1 0 R/Prev %d>>", prev)
		})
	},
	"trailer_root_twice_escaped": func(t testing.TB) []byte {
		return appended(signedPaper(t), func(prev, _ int) string {
			return fmt.Sprintf("trailer\n<</Size 99/R#6fot 2 0 R/Root 1 0 R/Prev %d>>", prev)
		})
	},
	"trailer_key_twice_below": func(t testing.TB) []byte {
		return appended(signedPaper(t), func(prev, _ int) string {
			return fmt.Sprintf("trailer\n<</Size 99/X<</A 1/A 2>>/Root 1 0 R/Prev %d>>", prev)
		})
	},
	"trailer_prev_real": func(t testing.TB) []byte {
		return appended(signedPaper(t), func(prev, _ int) string {
			return fmt.Sprintf("trailer\n<</Size 99/Root 1 0 R/Prev %d.9>>", prev)
		})
	},
	"trailer_prev_beside": func(t testing.TB) []byte {
		return appended(signedPaper(t), func(prev, _ int) string {
			return fmt.Sprintf("trailer\n<</Size 99/Root 1 0 R/Prev %d>>", prev+3)
		})
	},
	"trailer_size_small": func(t testing.TB) []byte {
		return appended(signedPaper(t), func(prev, _ int) string {
			return fmt.Sprintf("trailer\n<</Size 2/Root 1 0 R/Prev %d>>", prev)
		})
	},
	"trailer_no_size": func(t testing.TB) []byte {
		return appended(signedPaper(t), func(prev, _ int) string { return fmt.Sprintf("trailer\n<</Root 1 0 R/Prev %d>>", prev) })
	},
	"trailer_no_root": func(t testing.TB) []byte {
		return appended(signedPaper(t), func(prev, _ int) string { return fmt.Sprintf("trailer\n<</Size 99/Prev %d>>", prev) })
	},
	"trailer_two": func(t testing.TB) []byte {
		return appended(signedPaper(t), func(prev, _ int) string {
			return fmt.Sprintf("trailer\n<</Size 99/Root 1 0 R/Prev %d>>\ntrailer\n<</Root 2 0 R>>", prev)
		})
	},
	"trailer_good": func(t testing.TB) []byte {
		return appended(signedPaper(t), func(prev, _ int) string {
			return fmt.Sprintf("trailer\n<</Size 99/Root 1 0 R/Prev %d>>\n%% made by hand", prev)
		})
	},
	"trailer_signed_root_twice": func(t testing.TB) []byte {
		b := paper()
		b = bytes.Replace(b, []byte("/Root 1 0 R>>"), []byte("/Root 2 0 R/Root 1 0 R>>"), 1)
		return sign(t, b, by(practice().signerA, signing{}))
	},
	"trailer_number_odd": func(t testing.TB) []byte {
		return appended(signedPaper(t), func(prev, _ int) string {
			return fmt.Sprintf("trailer\n<</Size 99/X 5-3/Root 1 0 R/Prev %d>>", prev)
		})
	},
	"stream_good": func(t testing.TB) []byte {
		return streamRevision(signedPaper(t), func(prev int) string { return fmt.Sprintf("/Size 99/Root 1 0 R/Prev %d", prev) })
	},
	"stream_root_twice": func(t testing.TB) []byte {
		return streamRevision(signedPaper(t), func(prev int) string { return fmt.Sprintf("/Size 99/Root 2 0 R/Root 1 0 R/Prev %d", prev) })
	},
	"stream_size_small": func(t testing.TB) []byte {
		return streamRevision(signedPaper(t), func(prev int) string { return fmt.Sprintf("/Size 5/Root 1 0 R/Prev %d", prev) })
	},
	"stream_prev_real": func(t testing.TB) []byte {
		return streamRevision(signedPaper(t), func(prev int) string { return fmt.Sprintf("/Size 99/Root 1 0 R/Prev %d.5", prev) })
	},
	"stream_filled": func(t testing.TB) []byte {
		return streamRevision(signedPaper(t), func(prev int) string { return fmt.Sprintf("/Size 99/Root 1 0 R/Prev %d", prev) },
			object{6, "<</FT/Tx/T(text)/V(x)/Type/Annot/Subtype/Widget/Rect[20 20 120 40]/P 4 0 R/F 4>>"})
	},
	"stream_filled_key_twice": func(t testing.TB) []byte {
		return streamRevision(signedPaper(t), func(prev int) string { return fmt.Sprintf("/Size 99/Root 1 0 R/Prev %d", prev) },
			object{6, "<</FT/Tx/T(text)/V(x)/Type/Annot/Subtype/Widget/Rect[0 0 300 300]/Rect[20 20 120 40]/P 4 0 R/F 4>>"})
	},
}
