package glossary

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/unicode/norm"

	"madoguchi/app/fact"
)

func load(t *testing.T) *Glossary {
	t.Helper()
	g, err := Load(os.DirFS("../../assets/glossary"))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestEveryTermIsInEveryLanguageOfTheWindow(t *testing.T) {
	g := load(t)
	if n := len(g.Terms()); n != 52 {
		t.Errorf("%d terms", n)
	}
	for _, term := range g.Terms() {
		for _, lang := range []string{"en", "zh-Hans", "zh-Hant", "ko", "vi", "ne", "pt-BR", "es", "fil", "id", "th", "my"} {
			if len(term.Say(lang)) == 0 {
				t.Errorf("%s has no %s", term.ID, lang)
			}
		}
		if !norm.NFC.IsNormalString(term.Japanese + term.Reading + term.Easy) {
			t.Errorf("%s is decomposed", term.ID)
		}
	}
}

// What was seen nowhere must not pass for official.
func TestAProposalIsToldFromWhatWasSeen(t *testing.T) {
	terms := load(t).Terms()
	record, card := terms[3], terms[0]
	if w := record.Say("vi")[0]; w.Say != "Phiếu cư trú" || w.Ours() || w.From[0] != Local {
		t.Errorf("%+v", w)
	}
	if w := card.Say("my")[0]; !w.Ours() {
		t.Errorf("%+v", w)
	}
}

func TestTermsAreFoundInEnglish(t *testing.T) {
	g := load(t)
	for text, want := range map[string]string{
		"Take the residence cards to the municipal office.":                  "G01 G11",
		"A copy of the resident record (住民票の写し)":                             "G05",
		"The resident record and a copy of the resident record":              "G04 G05",
		"A special permanent resident, and a permanent resident":             "G44 G43",
		"A special permanent resident":                                       "G44",
		"Renew the My Number Card; my number is 1":                           "G07",
		"Pin it to the wall":                                                 "",
		"Both PINs and the passports":                                        "G10 G26",
		"The feelings of a lawyer":                                           "G47",
		"Certificate of acceptance of the birth notice (出生届受理証明書), birthday": "G22",
		"The specified residence card of the embassies":                      "G01 G15",
	} {
		var got []string
		for _, term := range g.In(text) {
			got = append(got, term.ID)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", text, got, want)
		}
	}
}

func TestATranslationHasTheTerm(t *testing.T) {
	g := load(t)
	of := func(id string) Term {
		i := slices.IndexFunc(g.Terms(), func(t Term) bool { return t.ID == id })
		return g.Terms()[i]
	}
	for _, x := range []struct {
		id, lang, text string
		want           bool
	}{
		{"G01", "vi", "Mang thẻ lưu trú (在留カード) đến.", true},
		{"G01", "vi", "Mang thẻ (在留カード) đến.", false},
		{"G01", "es", "Traiga las tarjetas de residencia.", true},
		{"G01", "es", "Traiga las tarjetas de crédito y la residencia.", false},
		{"G01", "pt-BR", "Os cartões de residente", true},
		{"G47", "es", "dos abogados", true},
		{"G47", "es", "la ley", false},
		{"G47", "ne", "वकिललाई भन्नुहोस्", true},
		{"G01", "ko", "재류 카드를", true},
		{"G01", "th", "บัตรประจำตัว\u200bผู้พำนัก", true},
		{"G04", "id", "salinan juminhyo", true},
		{"G19", "th", "ทะเบียนบ้าน", false},
		{"G01", "fr", "la carte", true},
	} {
		if got := of(x.id).Used(x.lang, x.text); got != x.want {
			t.Errorf("%s in %s %q: %v", x.id, x.lang, x.text, got)
		}
	}
}

func TestLoadNamesTheFault(t *testing.T) {
	const good = `{id: G01, ja: 票, reading: ひょう, easy: かみ, find: [record], say: {vi: [{say: phiếu, from: [L]}]}}`
	for name, x := range map[string]struct{ from, to, want string }{
		"an id":               {"id: G01", "id: G1", "is no id of a term"},
		"a reading":           {"reading: ひょう", "reading: 票", "write kana only"},
		"a missing word":      {"easy: かみ, ", "", "write a word"},
		"an unknown key":      {"easy:", "esay:", `there is no key "esay"`},
		"a source":            {"[L]", "[Q]", "write one of M, I, L, H, J, N"},
		"a part of nothing":   {"from: [L]", "part: true", "part says nothing here"},
		"a source in words":   {"say: phiếu", `say: "phiếu [L]"`, "sources in from"},
		"a decomposed letter": {"say: phiếu", "say: \"phie\u0302\u0301u\"", "NFC"},
		"a language":          {"vi:", "Vi:", "there is no language Vi"},
		"no wording":          {"[{say: phiếu, from: [L]}]", "[]", "write [{say:"},
	} {
		b := strings.Replace(good, x.from, x.to, 1)
		if b == good {
			t.Fatalf("%s plants nothing", name)
		}
		_, err := Load(fstest.MapFS{"terms.yaml": {Data: []byte("- " + good + "\n"), Mode: 0}, "zz.yaml": {Data: []byte("- " + strings.NewReplacer("G01", "G02", "record", "paper").Replace(good) + "\n- " + strings.Replace(b, "[record]", "[other]", 1) + "\n")}})
		if err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if f, ok := fact.AsFault(err); name != "an id" && (!ok || f.File != "zz.yaml" || f.Line != 2) {
			t.Errorf("%s: %v stands elsewhere", name, err)
		}
	}
	twice := fstest.MapFS{"a.yaml": {Data: []byte("- " + good + "\n- " + strings.Replace(good, "G01", "G02", 1) + "\n")}}
	if _, err := Load(twice); err == nil || !strings.Contains(err.Error(), "record is in G01 too") {
		t.Errorf("a word of two terms: %v", err)
	}
}
