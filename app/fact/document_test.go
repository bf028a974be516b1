package fact_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"madoguchi/app/fact"
)

const documentFacts = `
- {id: asked_on, type: date, from: [clock]}
- {id: dob, type: date, from: [answer, card.input_support], where: fact.dob.where}
- {id: status, type: enum, values: [pr, student], from: [answer], where: fact.status.where}
- {id: home, type: bool, from: [answer], where: fact.home.where}
- {id: months, type: int, from: [answer], where: fact.months.where}
- {id: holder_name, type: text, from: [card.certificate]}
- {id: children, type: list, of: {dob: date, lives_with: bool}, from: [answer], where: fact.children.where}
- {id: class, type: enum, values: [unlimited, limited], derived: true}
`

func documents(t testing.TB) *fact.Vocabulary {
	t.Helper()
	v, err := fact.Load(fstest.MapFS{"facts.yaml": {Data: []byte(strings.TrimPrefix(documentFacts, "\n"))}})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestDocumentsAreRead(t *testing.T) {
	v := documents(t)
	for name, c := range map[string]struct {
		text     string
		dob      string
		from     fact.Origin
		known    int
		practice bool
	}{
		"an object":      {`{"dob":"2000-05-10","home":true,"months":12,"status":null}`, "2000-05-10", fact.FromAnswer, 3, false},
		"a list":         {`[{"id":"dob","value":"2000-05-10","from":"card.input_support"},{"id":"holder_name","value":null,"from":null}]`, "2000-05-10", fact.FromInputSupport, 1, false},
		"a card's":       {`{"schema":"madoguchi.facts/1","practice":true,"ok":true,"result":[{"id":"dob","value":"2000-05-10","from":"card.input_support"}]}`, "2000-05-10", fact.FromInputSupport, 1, true},
		"what was asked": {`{"schema":"madoguchi.ask/1","practice":null,"result":{"facts":[{"id":"dob","value":"2000-05-10","from":"answer"}],"answers":{"on":"2026-11-23"}}}`, "2000-05-10", fact.FromAnswer, 1, false},
		"nothing said":   {`{}`, "", "", 0, false},
		"unknown":        {`{"status":"unknown"}`, "", "", 0, false},
		"a list of them": {`{"children":[{"dob":"2015-01-01","lives_with":true},{}]}`, "", "", 1, false},
	} {
		d, err := v.ReadDocument([]byte(c.text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		dob, _ := d.Facts.Value("dob").Any(fact.Definition{}).(string)
		if dob != c.dob || d.Facts.Origin("dob") != c.from || len(d.Facts.Known()) != c.known || d.Practice != c.practice {
			t.Errorf("%s: %v, practice %v", name, d.Facts.Known(), d.Practice)
		}
	}
}

func TestDocumentsAreRefused(t *testing.T) {
	v := documents(t)
	const secret = "123456789018"
	for name, c := range map[string]struct{ text, want string }{
		"a name that is near":     {`{"statuss":"pr"}`, "there is no fact statuss; did you mean status?"},
		"a field as a name":       {`{"children.dob":"2015-01-01"}`, "a name in it is no fact"},
		"a number as a name":      {`{"` + secret + `":true}`, "a name in it is no fact"},
		"a number as an id":       {`[{"id":"` + secret + `","value":true}]`, "a name in it is no fact"},
		"a number as an origin":   {`[{"id":"dob","value":"2000-05-10","from":"` + secret + `"}]`, "from: of dob is no place"},
		"a number as a date":      {`{"dob":"` + secret + `"}`, "dob takes a date YYYY-MM-DD"},
		"a number as a number":    {`{"months":` + secret + `}`, "months takes"},
		"a number as a choice":    {`{"status":"` + secret + `"}`, "status takes one of"},
		"a number as a yes":       {`{"home":"` + secret + `"}`, "home takes"},
		"a number in a list":      {`{"children":[{"dob":"` + secret + `"}]}`, "takes"},
		"more than anybody has":   {`{"children":[` + strings.Repeat("{},", 100) + `{}]}`, "children takes a list of at most 100 items"},
		"two that differ":         {`[{"id":"home","value":true},{"id":"home","value":false}]`, "home is told twice"},
		"a name nobody may say":   {`{"holder_name":"` + secret + `"}`, "from: of holder_name is no place"},
		"a derived fact":          {`{"class":"limited"}`, "class follows from other facts"},
		"a derived fact, as such": {`[{"id":"class","value":"limited","from":"rule"}]`, "class follows from other facts"},
		"the day":                 {`{"asked_on":"2020-01-01"}`, "asked_on is the day asked about"},
		"a day of no calendar":    {`{"dob":"2001-02-29"}`, "dob takes a date"},
		"half a number":           {`{"months":1.5}`, "months takes"},
		"nothing read":            {`{"schema":"madoguchi.facts/1","ok":false,"result":null}`, "nothing was read"},
		"nothing at all":          {``, "nothing was read"},
		"no document":             {`status: pr`, `write {"fact": value, …}`},
		"half a document":         {`{"home":true`, `write {"fact": value, …}`},
		"a list of words":         {`["home"]`, `write {"fact": value, …}`},
		"another answer":          {`{"schema":"madoguchi.check/1","result":{"on":"2026-11-23"}}`, "there is no fact on"},
		"too much":                {`{"status":"` + strings.Repeat("x", 1<<20) + `"}`, "the document is too large"},
	} {
		d, err := v.ReadDocument([]byte(c.text))
		if !errors.Is(err, fact.ErrDocument) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, read %v", name, err, d.Facts.Known())
		}
		if err != nil && strings.Contains(err.Error(), secret) {
			t.Errorf("%s: the number is repeated: %v", name, err)
		}
	}
}

// Whatever a file holds, it is refused or its facts are of the vocabulary; what is
// refused is not repeated, and what was read is read again as the same.
func FuzzReadDocument(f *testing.F) {
	for _, seed := range []string{
		`{"dob":"2000-05-10","home":true,"months":12}`, `[{"id":"status","value":"pr","from":"answer"}]`,
		`{"schema":"madoguchi.facts/1","practice":true,"result":[]}`, `{"schema":"x","result":{"facts":[{"id":"home","value":false}]}}`,
		`{"children":[{"dob":"2015-01-01"},{"lives_with":null}]}`, `{"months":1e99}`, `{"123456789018":1}`, `null`, `[]`, `[null]`, `"x"`,
	} {
		f.Add([]byte(seed))
	}
	v := documents(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := v.ReadDocument(b)
		if err != nil {
			if !errors.Is(err, fact.ErrDocument) {
				t.Fatalf("another error: %v", err)
			}
			if strings.ContainsAny(strings.ReplaceAll(err.Error(), "YYYY-MM-DD", ""), "0123456789") {
				t.Fatalf("repeats a number: %v", err)
			}
			return
		}
		type item struct {
			ID    string      `json:"id"`
			Value any         `json:"value"`
			From  fact.Origin `json:"from"`
		}
		list := []item{}
		for _, k := range d.Facts.Known() {
			def, known := v.Lookup(k.ID)
			if !known || def.Derived || !slices.Contains(def.From, k.From) {
				t.Fatalf("took %+v", k)
			}
			list = append(list, item(k))
		}
		again, err := json.Marshal(list)
		if err != nil {
			t.Fatal(err)
		}
		e, err := v.ReadDocument(again)
		if err != nil || len(e.Facts.Known()) != len(list) {
			t.Fatalf("%s is read again as %v, %v", again, e.Facts.Known(), err)
		}
	})
}
