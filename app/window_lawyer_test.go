package main

import (
	"strings"
	"testing"

	"madoguchi/app/cardsession"
	"madoguchi/app/ui/page/answer"
)

// Who has overstayed is shown the ways, a lawyer first, and not told to hurry to a
// counter.
func TestNobodyWithoutAStatusIsHurriedInTheWindow(t *testing.T) {
	d := openDates(t, "en", "2026-11-23", t.TempDir(), cardsession.ModeSelf)
	d.tell(map[string]any{"residence_status": "student", "residence_document": "residence_card", "stay_end": "2026-10-01", "application_pending": false})
	d.Open(answer.New(d.Window, "stay"))
	d.mustSay("The day has probably passed")
	if strings.Contains(d.Says(), "today is still better") {
		t.Errorf("it says\n%s", d.Says())
	}
}
