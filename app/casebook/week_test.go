package casebook_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"madoguchi/app/casebook"
	"madoguchi/app/fact"
	"madoguchi/app/store"
)

// TestThisWeek: what is past and not done, then the next seven days, over all
// cases, and nothing that is done.
func TestThisWeek(t *testing.T) {
	b, _ := made(t)
	put(t, b, lantern())
	put(t, b, casebook.Case{Nickname: "comet"})
	days := map[string][]casebook.Day{
		"ともしび":  {{ID: "A-24", On: "2027-02-03"}, {ID: "D-10.2", On: "2026-11-29"}, {ID: "A-24", On: "2026-11-30"}, {ID: "x", On: "2026-11-23"}},
		"comet": {{ID: "y", On: "2026-11-20"}, {ID: "A-24", On: "2026-11-29"}, {ID: "z", On: "whenever"}},
	}
	asked := 0
	due, err := b.ThisWeek(t.Context(), func(c casebook.Case, known *fact.Set) []casebook.Day {
		if c.Nickname == "ともしび" && known.Value("residence_status").Text() == "student" {
			asked++
		}
		return days[c.Nickname]
	})
	must(t, err)
	var lines []string
	for _, d := range due {
		lines = append(lines, fmt.Sprintf("%s %s %s %d", d.Case.Nickname, d.Day.ID, d.Day.On, d.Left))
	}
	if got, expected := strings.Join(lines, "\n"), "comet y 2026-11-20 -3\nともしび x 2026-11-23 0\ncomet A-24 2026-11-29 6\nともしび D-10.2 2026-11-29 6"; got != expected || asked != 1 {
		t.Errorf("asked %d\n%s", asked, got)
	}
	c := lantern()
	if !c.Done(casebook.Day{ID: "A-24", On: "2027-02-03"}) || c.Done(casebook.Day{ID: "A-24", On: "2028-02-03"}) {
		t.Error("what is done for one year is done for that year alone")
	}
}

// TestVocabularyChanges: a fact or a value that a later version of the program
// does not know shuts nobody out; it is listed and asked again.
func TestVocabularyChanges(t *testing.T) {
	b, config := made(t)
	c := put(t, b, lantern())
	o := options(t, config, nil)
	node := "- {id: dob, type: date, from: [answer], where: fact.dob.where}\n" +
		"- {id: residence_status, type: enum, values: [permanent_resident], from: [answer], where: fact.residence_status.where}\n"
	v, err := fact.Load(oneFile(node))
	must(t, err)
	o.Vocabulary, o.Step = v, nil
	later := casebook.New(o)
	must(t, later.Open(t.Context(), []byte(passphrase)))
	got, err := later.Case(t.Context(), c.ID)
	must(t, err)
	if len(got.Facts) != 1 || got.Facts[0].ID != "dob" || !slices.Equal(got.Stale, []string{"stay", "children", "employed", "residence_status", "stay_end", "work_hours_week", "A-24"}) || got.Kind != "" || len(got.Steps) != 0 {
		t.Errorf("%+v", got)
	}
	put(t, later, casebook.Case{Nickname: "comet"}) // another case: nothing of this one is lost
	if got, err := b.Case(t.Context(), c.ID); err != nil || len(got.Facts) != 6 {
		t.Errorf("%+v, %v", got, err)
	}
	put(t, later, got)
	if got, err := b.Case(t.Context(), c.ID); err != nil || len(got.Facts) != 1 || len(got.Stale) != 0 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestBusy(t *testing.T) {
	b, config := made(t)
	put(t, b, lantern())
	in, out := make(chan struct{}), make(chan struct{})
	writer := casebook.New(options(t, config, stopping{in: in, out: out}))
	must(t, writer.Open(t.Context(), []byte(passphrase)))
	ended := make(chan error, 1)
	go func() {
		_, err := writer.Put(context.Background(), casebook.Case{Nickname: "comet"})
		ended <- err
	}()
	<-in
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err := b.Put(ctx, casebook.Case{Nickname: "meteor"})
	wantStore(t, "while another writes", err, store.Busy)
	_, err = b.BurnAll(ctx)
	wantStore(t, "burn while another writes", err, store.Busy)
	close(out)
	must(t, <-ended)
	if names := nicknames(t, opened(t, config)); !slices.Equal(names, []string{"comet", "ともしび"}) {
		t.Errorf("%v", names)
	}
}
