package kit_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"madoguchi/app/ui/kit"
)

// A drawn card says the words printed on it, all of them inside their fields; where
// it is too small for words it leaves them out rather than writing over others.
func TestPlanWritesInsideItsAreas(t *testing.T) {
	k, _ := one(t, "en")
	printed := []string{"在留資格", "在留期間（満了日）"}
	p := k.Plan(63, 400, kit.Area{X: 4, Y: 10, W: 60, H: 8, Label: kit.Data(printed[0], "ja")},
		kit.Area{X: 4, Y: 20, W: 60, H: 8, Label: kit.Data(printed[1], "ja"), Here: true})
	forget(t, p)
	for _, width := range []float32{1000, 400, 90} {
		p.Resize(fyne.NewSize(width, p.HeightFor(width)))
		if h := p.HeightFor(width); h > 0.63*400+1 || h > 0.63*width+1 {
			t.Errorf("%v wide it is %v high", width, h)
		}
		for _, words := range printed {
			if said := strings.Contains(says(p), words); said != (width >= 400) {
				t.Errorf("%v wide it says %s: %v", width, words, said)
			}
		}
		kit.Walk(p, func(b kit.Box) bool {
			if x, ok := b.(*kit.Text); ok {
				if right := x.Position().X + x.Size().Width; right > 0.64*400+1 {
					t.Errorf("%v wide %q ends at %v", width, x.Says(), right)
				}
			}
			return true
		})
	}
}
