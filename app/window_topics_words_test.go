package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"madoguchi/app/cardsession"
	"madoguchi/app/eligibility"
	"madoguchi/app/fact"
	"madoguchi/app/jobs"
	"madoguchi/app/lawdate"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/answer"
	"madoguchi/app/ui/page/ask"
	"madoguchi/app/ui/page/topics"
	"madoguchi/app/ui/pagetest"
)

// gap is a text that is missing, as the screen shows it.
var gap = regexp.MustCompile(`\[[a-z_]+\.[a-z0-9_.]+\]|\{[a-z_]+\}`)

// Every page about topics, with everything unfolded, has all of its words in every
// language.
func TestTopicPagesHaveTheirWords(t *testing.T) {
	for _, language := range []string{"en", "ja", "ja-x-easy"} {
		t.Run(language, func(t *testing.T) {
			d := topicsDesk(t, language, cardsession.ModeSelf)
			rules, _ := asTold(t, d, newcomer, settledDown)
			borrowed := d.Jobs().Texts.For(language).T("window.borrowed")
			// lacks is what is missing on the screen.
			lacks := func() string {
				said := d.Says()
				if strings.Contains(said, borrowed) {
					return borrowed
				}
				return gap.FindString(said)
			}
			look := func(what string, p page.Page) {
				t.Helper()
				d.Home()
				d.Open(p)
				if m := lacks(); m != "" {
					t.Errorf("%s says %s", what, m)
				}
			}
			for _, topic := range rules.Topics() {
				look(topic.ID, answer.New(d.Window, topic.ID))
				unfold(d, rules, topic)
				if m := lacks(); m != "" {
					t.Errorf("%s unfolded says %s", topic.ID, m)
				}
			}
			for _, def := range rules.Vocabulary().Definitions() {
				if slices.Contains(def.From, fact.FromAnswer) && def.Type != fact.Text {
					look(def.ID, ask.NewOne(d.Window, def.ID))
				}
			}
			look("told", ask.NewTold(d.Window))
			look("topics", topics.New(d.Window))
			d.ForgetInquiry()
			_, in := asTold(t, d)
			look("ask", ask.New(d.Window, kit.Msg{}, rules.Questions()))
			for n := 0; d.Find("answer.skip") != nil || d.Find("window.ask.rest_open") != nil; n++ {
				if d.Find("answer.skip") != nil {
					d.Press("answer.skip")
				} else {
					d.Press("window.ask.rest_open")
				}
				if m := lacks(); m != "" || n > 300 {
					t.Fatalf("question %d, %q, says %s", n, d.Title(), m)
				}
			}
			if len(in.Facts.Known()) > 0 {
				t.Errorf("nothing but skipping, and %v is known", in.Facts.Known())
			}
		})
	}
}

// unfold opens every line of a topic.
func unfold(d *pagetest.Desk, rules *jobs.Rulebook, topic *eligibility.Topic) {
	for _, q := range topic.Questions {
		if d.Find("question."+q.ID) != nil {
			d.Press("question." + q.ID)
		}
	}
	if d.Find("window.answer.waiting") != nil {
		d.Press("window.answer.waiting")
	}
}

// On the screen, too, every answer is shown as it may leave the program: what is
// probable is nowhere a plain yes or no, and a no has its ways beside it.
func TestProbableIsNeverPlainOnTheScreen(t *testing.T) {
	d := topicsDesk(t, "en", cardsession.ModeSelf)
	rules, in := asTold(t, d, newcomer, settledDown)
	texts, today := d.Jobs().Texts.For("en"), lawdate.InJapan(d.Jobs().Now())
	person, args := in.Person(rules, today), rules.Args(today)
	shown := map[eligibility.Shown]int{}
	for _, topic := range rules.Topics() {
		d.Home()
		d.Open(answer.New(d.Window, topic.ID))
		unfold(d, rules, topic)
		lines := strings.Split(d.Says(), "\n")
		for _, q := range topic.Questions {
			o := person.Answer(q)
			at := slices.Index(lines, texts.T("question."+q.ID, args))
			if o.Answer == eligibility.NotApplicable {
				if at >= 0 {
					t.Errorf("%s does not concern the person and is shown", q.ID)
				}
				continue
			}
			if o.Answer == eligibility.NeedFact {
				continue
			}
			want := texts.T("answer."+string(o.Show()), map[string]any{"date": inWords(o.Safe)})
			if at < 0 || at+1 >= len(lines) || lines[at+1] != want {
				t.Errorf("%s (%s) is not followed by %q", q.ID, o.Show(), want)
				continue
			}
			shown[o.Show()]++
			if o.Answer == eligibility.No && !slices.Contains(lines[at:min(at+8, len(lines))], "These ways are open:") {
				t.Errorf("%s is a bare no", q.ID)
			}
		}
	}
	for _, s := range []eligibility.Shown{"yes", "probably_yes"} {
		if shown[s] == 0 {
			t.Errorf("no answer was %s: the test saw nothing of it", s)
		}
	}
}
