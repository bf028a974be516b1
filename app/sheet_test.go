package main

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"madoguchi/app/fact"
	"madoguchi/app/jobs"
	"madoguchi/app/lawdate"
	"madoguchi/app/paper"
	"madoguchi/assets"
	"madoguchi/i18n/ruby"
)

// mostBytes is how large a paper may be: it goes through old printers and mail.
const mostBytes = 300_000

// waiting is a person who applied in time and waits after the last day.
var waiting = map[string]any{
	"residence_status": "engineer_humanities_international", "residence_document": "residence_card", "nationality_class": "foreign",
	"stay_end": "2026-11-10", "application_pending": true, "application_kind": "extension", "application_on": "2026-10-20", "dob": "1990-02-03",
	"address_in_japan": true,
}

// staying is a person who may apply.
var staying = map[string]any{
	"residence_status": "student", "stay_end": "2027-02-01", "residence_document": "residence_card", "dob": "2000-05-10", "address_in_japan": true,
}

// papers makes requests on one day.
type papersDesk struct {
	t     *testing.T
	jobs  *jobs.Jobs
	rules *jobs.Rulebook
	press *paper.Press
	on    lawdate.Date
}

func openPapers(t *testing.T) *papersDesk {
	t.Helper()
	j, err := wiring()
	if err != nil {
		t.Fatal(err)
	}
	d := &papersDesk{t: t, jobs: j}
	if d.rules, err = j.Rules(); err != nil {
		t.Fatal(err)
	}
	if d.press, err = j.Press(); err != nil {
		t.Fatal(err)
	}
	if d.on, err = lawdate.Of(2026, 11, 23); err != nil {
		t.Fatal(err)
	}
	return d
}

func (d *papersDesk) request(lang, topic string, facts map[string]any) *paper.Request {
	d.t.Helper()
	s := d.rules.Vocabulary().NewSet()
	for id, v := range facts {
		if err := s.Put(fact.Fact{ID: id, Value: v, From: fact.FromAnswer}); err != nil {
			d.t.Fatal(id, err)
		}
	}
	q := d.rules.Request(d.press, d.rules.Person(s, d.on), d.jobs.Texts.For(lang), topic, d.on)
	if q == nil {
		d.t.Fatal("no paper for ", topic)
	}
	return q
}

func (d *papersDesk) pdf(s paper.Sheet) (*paper.Laid, []byte) {
	d.t.Helper()
	laid, err := d.press.Pages(s)
	if err != nil {
		d.t.Fatal(s.Title.Japanese.String, err)
	}
	b, err := d.press.PDF(laid)
	if err != nil {
		d.t.Fatal(err)
	}
	return laid, b
}

// Every topic has its paper in every language, on one or two pages, with every letter
// and the fonts in it, full and discreet, for who told nothing and for who told much.
func TestEveryTopicHasAPaperThatFits(t *testing.T) {
	d := openPapers(t)
	for _, lang := range []string{"en", "ja-x-easy", "ja", "my"} {
		for _, topic := range d.rules.Topics() {
			for i, facts := range []map[string]any{nil, staying, waiting} {
				q := d.request(lang, topic.ID, facts)
				q.Practice = i == 1 // the band takes room too
				laid, b := d.pdf(paper.Counter(*q))
				if laid.Pages() > 2 || len(laid.Missing) > 0 || len(b) > mostBytes {
					t.Errorf("%s %s: %d pages, missing %q, %d bytes", lang, topic.ID, laid.Pages(), laid.Missing, len(b))
				}
				if fonts, embedded := bytes.Count(b, []byte("/FontDescriptor ")), bytes.Count(b, []byte("/FontFile")); embedded == 0 && fonts > 0 {
					t.Errorf("%s %s: %d fonts, %d embedded", lang, topic.ID, fonts, embedded)
				}
				words := laid.Words()
				for _, want := range []string{plainText(d.jobs.Texts.For("ja").T("paper.want." + topic.ID)), plainText(d.jobs.Texts.For(lang).T("paper.want." + topic.ID)), "受け付けました"} {
					if !strings.Contains(squeezed(words), squeezed(want)) {
						t.Errorf("%s %s: %q is not on it:\n%s", lang, topic.ID, want, words)
					}
				}
				if screens, err := d.press.Screens(paper.Counter(*q), 960, 540); err != nil || len(screens.Missing) > 0 {
					t.Errorf("%s %s on the screen: %v", lang, topic.ID, err)
				}
			}
		}
	}
}

// A discreet paper says nothing of its topic, of what is brought, or of the person.
func TestADiscreetPaperGivesNothingAway(t *testing.T) {
	d := openPapers(t)
	for _, lang := range []string{"en", "ja-x-easy", "ja"} {
		first := ""
		for _, topic := range d.rules.Topics() {
			q := d.request(lang, topic.ID, waiting)
			q.Discreet = true
			laid, b := d.pdf(paper.Counter(*q))
			if laid.Pages() != 1 {
				t.Errorf("%s %s: %d pages", lang, topic.ID, laid.Pages())
			}
			if first == "" {
				first = string(b)
			}
			if string(b) != first {
				t.Errorf("%s: the paper of %s can be told from another", lang, topic.ID)
			}
			for _, word := range []string{"在留", "国籍", "外国", "カード", "ビザ", "stay", "residence", "foreign", "card", "nationality", "immigration", "第"} {
				if strings.Contains(strings.ToLower(laid.Words()), word) {
					t.Errorf("%s %s: it says %q", lang, topic.ID, word)
				}
			}
		}
	}
}

// A paper names the law of its request, and not what the person asked besides; without
// facts it names none.
func TestAPaperNamesOnlyTheLawOfItsRequest(t *testing.T) {
	d := openPapers(t)
	laid, _ := d.pdf(paper.Counter(*d.request("en", "stay", staying)))
	words := squeezed(laid.Words())
	for _, want := range []string{"May I apply for an extension now?", "出入国管理及び難民認定法 第21条第2項", "2026年11月"} {
		if !strings.Contains(words, squeezed(want)) {
			t.Errorf("%q is not on it:\n%s", want, laid.Words())
		}
	}
	texts := d.jobs.Texts.For("en")
	for _, q := range d.rules.Topic("stay").Questions {
		if q.ID != "stay.extend_now" && q.ID != "stay.change_now" && strings.Contains(words, squeezed(texts.T("question."+q.ID))) {
			t.Errorf("it says that the person asked about %s", q.ID)
		}
	}
	laid, _ = d.pdf(paper.Counter(*d.request("en", "stay", nil)))
	if strings.Contains(laid.Words(), "第") {
		t.Errorf("without facts it names a law:\n%s", laid.Words())
	}
	// A special permanent resident brings the certificate, not the residence card.
	for status, want := range map[string]string{"special_permanent_resident": "特別永住者証明書", "permanent_resident": "在留カード"} {
		laid, _ = d.pdf(paper.Counter(*d.request("ja", "driving_licence", map[string]any{"residence_status": status})))
		for _, paper := range []string{"特別永住者証明書", "在留カード"} {
			if strings.Contains(laid.Words(), paper) != (paper == want) {
				t.Errorf("%s: %s\n%s", status, paper, laid.Words())
			}
		}
	}
}

// Whoever is past the last day is told of a lawyer before a counter is shown a paper,
// and the paper does not say so.
func TestWhoIsPastTheLastDayIsSentToALawyerFirst(t *testing.T) {
	d := openPapers(t)
	late := map[string]any{}
	for id, v := range staying {
		late[id] = v
	}
	late["stay_end"], late["application_pending"] = "2026-09-01", false
	q := d.request("en", "stay", late)
	if !q.LawyerFirst() {
		t.Error("nobody is named before the counter")
	}
	laid, _ := d.pdf(paper.Counter(*q))
	for _, word := range []string{"弁護士", "lawyer", "過ぎ", "passed", "2026-09-01"} {
		if strings.Contains(laid.Words(), word) {
			t.Errorf("the paper says %q", word)
		}
	}
	if d.request("en", "stay", staying).LawyerFirst() {
		t.Error("whoever may apply is sent to a lawyer")
	}
}

// The letter is written with its dates for who is surely in the special period, and
// for nobody else.
func TestTheLetterIsForWhoIsSurelyInTheSpecialPeriod(t *testing.T) {
	d := openPapers(t)
	s, missing, err := paper.Letter(*d.request("en", "special_period", waiting))
	if err != nil || len(missing) > 0 {
		t.Fatal(missing, err)
	}
	laid, b := d.pdf(s)
	words := squeezed(laid.Words())
	for _, want := range []string{"2026年11月10日", "2026年10月20日", "2027年1月10日", "出入国管理及び難民認定法 第20条第6項", "2026-11-10", "氏名（自署）"} {
		if !strings.Contains(words, squeezed(want)) {
			t.Errorf("%q is not in it:\n%s", want, laid.Words())
		}
	}
	if laid.Pages() > 2 || len(b) > mostBytes || strings.Contains(words, "{") {
		t.Errorf("%d pages, %d bytes:\n%s", laid.Pages(), len(b), laid.Words())
	}
	change := func(id string, v any) map[string]any {
		m := map[string]any{}
		for id, v := range waiting {
			m[id] = v
		}
		if m[id] = v; v == nil {
			delete(m, id)
		}
		return m
	}
	for _, x := range []struct {
		id   string
		v    any
		open bool
	}{
		{"application_on", nil, true},
		{"application_kind", nil, true},
		{"stay_end", nil, true},
		{"application_pending", false, false},
		{"application_on", "2026-11-20", false},
		{"stay_end", "2026-08-10", false},
		{"application_kind", "permanent_residence", false},
	} {
		_, missing, err := paper.Letter(*d.request("en", "special_period", change(x.id, x.v)))
		if (len(missing) > 0) != x.open || (err != nil) == x.open {
			t.Errorf("%s %v: missing %v, %v", x.id, x.v, missing, err)
		}
	}
	// An application that is only planned is none, and a letter is about its own day.
	planned := change("stay_end", "2027-02-01")
	planned["application_on"] = "2026-12-01"
	if _, _, err := paper.Letter(*d.request("en", "special_period", planned)); err == nil {
		t.Error("a letter tells of an application that nobody made yet")
	}
	q := d.request("en", "special_period", waiting)
	q.Today = q.Today.AddDays(1)
	if _, _, err := paper.Letter(*q); err == nil {
		t.Error("a letter says today what was so yesterday")
	}
}

// Practice is written on a paper, the file does not name its topic, and the same
// request gives the same bytes.
func TestAPaperIsAlwaysTheSame(t *testing.T) {
	d := openPapers(t)
	q := d.request("en", "stay", staying)
	q.Practice = true
	laid, b := d.pdf(paper.Counter(*q))
	if !strings.Contains(laid.Words(), "練習用") || !strings.Contains(laid.Words(), "Practice") {
		t.Error("it does not say that it is for practice")
	}
	if _, again := openPapers(t).pdf(paper.Counter(*q)); !bytes.Equal(b, again) {
		t.Error("the same request gave other bytes")
	}
	if bytes.Contains(b, []byte("stay")) {
		t.Error("the file names its topic")
	}
}

// A record that says what nobody can follow is refused, at its place and with a cure.
func TestBadRecordsOfPapersAreRefused(t *testing.T) {
	d := openPapers(t)
	good, err := fs.ReadFile(assets.Papers(), "topics.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const seal = "- {topic: seal, law: [register], accepted: {seal_registered: true}, then: [seal]}"
	if !strings.Contains(string(good), seal) {
		t.Fatal("the record to spoil is not there")
	}
	for bad, says := range map[string]string{
		"- {topic: stamp, law: [register]}":                                      "no topic",
		"- {topic: seal, law: [extend_now]}":                                     "no question",
		"- {topic: seal, laws: [register]}":                                      "no key",
		"- {topic: seal, law: [register], accepted: {seal_registerd: true}}":     "no fact",
		"- {topic: seal, law: [register], accepted: {has_my_number: true}}":      "no fact", // derived
		"- {topic: seal, law: [register], accepted: {seal_registered: today}}":   "no day",
		"- {topic: seal, law: [register], accepted: {seal_registered: perhaps}}": "no such value",
		"- {topic: seal, law: [register], then: [stamp]}":                        "no topic",
		"- {topic: seal, law: [register], papers: {of: nothing}}":                "no question",
		seal + "\n" + seal: "already",
		"":                 "has no paper",
	} {
		_, err := paper.Load(fstest.MapFS{"topics.yaml": {Data: []byte(strings.Replace(string(good), seal, bad, 1))}}, d.rules.Book)
		f, ok := fact.AsFault(err)
		if !ok || !strings.Contains(err.Error(), says) || f.Line == 0 || f.Cure == "" {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

// squeezed is a text without its blanks and lines.
func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

func plainText(s string) string {
	runs, err := ruby.Parse(s)
	if err != nil {
		return s
	}
	return ruby.Plain(runs)
}
