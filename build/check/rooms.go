package main

import (
	"path"
	"strings"
)

// A room is a folder of the house and what of ours its code may import.
//
// Patterns are folders relative to the module, separated by spaces: "card" is
// that package alone, "card/emulator/**" that package and everything below it,
// "**" everything. A room may always import itself.
type room struct {
	path  string // the folder; with "/**" also everything below it
	may   string // what its code may import
	tests string // what its tests may import in addition
}

// Sets of patterns that several rows share.
const (
	everything = "**"

	// softCards is what tests of card rooms may use besides.
	softCards = "card/cardtest card/emulator/** assets"
	// cardsAndTexts is what tests of app rooms may use besides.
	cardsAndTexts = softCards + " i18n/**"
	// otherForms is what tests of form rooms may use besides.
	otherForms = "forms/**"
	// textsAndFaces is what tests of text rooms may use besides.
	textsAndFaces = "i18n/** assets"

	useCases = "app/cardsession app/filing app/eligibility app/deadline app/guidance app/paper app/practice app/doctor app/trust app/picture app/store app/casebook"
	// theJobs is what main wires together for whoever talks to a person.
	theJobs = useCases + " app/cond app/directory app/fact app/law app/lawdate app/problem card forms i18n/**"
	// atTheScreen is what the window and the command line talk to.
	atTheScreen = theJobs + " app/jobs"
)

// rooms is the table of the house. card and forms never meet in it.
var rooms = []room{
	{"app", everything, everything},
	{"app/ui/**", atTheScreen, cardsAndTexts},
	{"app/cli", atTheScreen, cardsAndTexts},
	{"app/jobs", theJobs, cardsAndTexts},
	{"app/fact", "", cardsAndTexts},
	{"app/lawdate", "", cardsAndTexts},
	{"app/cond", "app/fact app/lawdate", cardsAndTexts},
	{"app/law", "app/fact app/lawdate", cardsAndTexts},
	{"app/directory", "app/fact app/law", cardsAndTexts},
	{"app/eligibility", "app/fact app/cond app/law app/lawdate", cardsAndTexts},
	{"app/deadline", "app/fact app/cond app/law app/lawdate", cardsAndTexts + " app/eligibility"},
	{"app/guidance", "app/fact app/cond app/law app/lawdate app/eligibility app/deadline", cardsAndTexts},
	{"app/paper", "app/fact app/lawdate app/eligibility app/guidance app/deadline app/filing forms/verify forms/sheet i18n", cardsAndTexts},
	{"app/practice", "card card/emulator/**", cardsAndTexts},
	{"app/doctor", "app/fact app/problem app/platform", cardsAndTexts},
	{"app/trust", "app/fact app/problem app/platform", cardsAndTexts},
	{"app/cardsession", "app/fact card card/mynumber card/residence card/jpki", cardsAndTexts},
	{"app/filing", "app/fact forms/** i18n/era", cardsAndTexts},
	{"app/picture", "forms/sandbox", cardsAndTexts},
	{"app/problem", "card forms", cardsAndTexts},
	{"app/store", "app/fact app/platform app/platform/keyring", cardsAndTexts},
	{"app/casebook", "app/fact app/store app/platform", cardsAndTexts},
	{"app/platform", "", cardsAndTexts},
	{"app/platform/keyring", "", cardsAndTexts},
	{"app/platform/net", "", cardsAndTexts},
	{"app/platform/speech", "", cardsAndTexts},

	{"card", "", softCards},
	{"card/iso7816", "card", softCards},
	{"card/pcsc", "card", softCards},
	{"card/mynumber", "card card/iso7816", softCards},
	{"card/residence", "card card/iso7816", softCards},
	{"card/jpki", "card card/mynumber", softCards},
	// The software card must not share the reader's mistakes: no card/iso7816.
	{"card/emulator", "card", softCards},
	{"card/emulator/vpcd", "card card/emulator", softCards},
	{"card/cardtest", "card card/iso7816", softCards},

	{"forms", "", otherForms},
	{"forms/pdf", "forms", otherForms},
	{"forms/cms", "forms", otherForms},
	{"forms/typeset", "forms forms/pdf i18n/flow", otherForms},
	{"forms/catalog", "forms forms/pdf", otherForms},
	{"forms/fill", "forms forms/pdf forms/typeset forms/catalog i18n/era", otherForms},
	{"forms/sign", "forms forms/pdf forms/typeset forms/cms i18n/era", otherForms},
	{"forms/sheet", "forms forms/pdf forms/typeset i18n/era", otherForms},
	{"forms/verify", "forms forms/pdf forms/cms", otherForms},
	{"forms/second", "forms forms/pdf", otherForms},
	{"forms/preview", "forms forms/pdf", otherForms},
	{"forms/sandbox", "forms", otherForms},

	{"i18n", "i18n/era i18n/ruby", textsAndFaces},
	{"i18n/flow", "i18n/ruby", textsAndFaces},
	{"i18n/era", "", "i18n/**"},
	{"i18n/ruby", "", "i18n/**"},
	{"i18n/plain", "i18n/ruby", "i18n/**"},
	{"i18n/locales", "", "i18n/**"},
	// The glossary is read as all data is; app/fact knows nothing of texts.
	{"i18n/glossary", "app/fact", "i18n/**"},

	{"assets", "", ""},
	{"build/**", everything, everything},
}

// A sole names the only rooms that may import packages which are not ours.
type sole struct {
	imports string // the package, with "/**" also those below it
	rooms   string // the rooms whose code may
	tests   string // the rooms whose tests may in addition
	cure    string
}

// soles is the table of sole importers. The first row that fits decides; build
// is free of all of them.
var soles = []sole{
	{"github.com/ebfe/scard", "card/pcsc", "", "take a card.System; the real readers are in card/pcsc"},
	{"net/http/**", "app/platform/net", "app/**", "every address we may call is registered in app/platform/net"},
	{"net/rpc/**", "app/platform/net", "app/**", "every address we may call is registered in app/platform/net"},
	{"log/syslog", "", "", "what a person does here is in no log"},
	{"net/smtp", "app/platform/net", "app/**", "every address we may call is registered in app/platform/net"},
	{"crypto/tls", "app/platform/net", "app/**", "every address we may call is registered in app/platform/net"},
	{"golang.org/x/net/**", "app/platform/net", "app/**", "every address we may call is registered in app/platform/net"},
	// card/emulator/vpcd dials the virtual reader on the loopback address;
	// card/cardtest, which only tests may import, stands between the two.
	{"net", "app/platform/net card/emulator/vpcd card/cardtest", everything, "dial in app/platform/net; addresses alone are in net/netip"},
	{"github.com/digitorus/pdfsign/**", "forms/second", otherForms, "the second opinion is asked through forms/second"},
	{"github.com/digitorus/pkcs7/**", "", otherForms, "our own CMS is in forms/cms; this one is a judge for tests"},
	{"github.com/digitorus/timestamp/**", "", otherForms, "our own CMS is in forms/cms; this one is a judge for tests"},
	{"fyne.io/fyne/v2/widget", "app/ui/kit", "app/ui/**", "use what app/ui/kit offers, or add it there"},
	{"fyne.io/**", "app/ui/**", "app", "only the window knows its toolkit"},
	{"github.com/zalando/go-keyring", "app/platform/keyring", "", "take the port of app/platform/keyring"},
	{"github.com/klippa-app/go-pdfium/**", "forms/preview", "", "pages are drawn in forms/preview"},
	{"github.com/rogpeppe/go-internal/**", "", everything, "only tests need it"},
	{"pgregory.net/rapid", "", everything, "only tests need it"},
}

// topLevel is what may stand at the top of the repository, besides dotfiles.
const topLevel = "app card forms i18n assets build go.mod go.sum FyneApp.toml README.md"

// nameless are package names that say nothing of what is inside.
const nameless = "util utils common helpers misc"

// roomOf returns the row of folder dir ("." is the module itself); the exact
// row before the longest row that ends in "/**".
func roomOf(dir string) (room, bool) {
	var best room
	found := false
	for _, r := range rooms {
		if r.path == dir {
			return r, true
		}
		if strings.HasSuffix(r.path, "/**") && matches(r.path, dir) && len(r.path) > len(best.path) {
			best, found = r, true
		}
	}
	return best, found
}

// soleOf returns the row of an import path that is not ours.
func soleOf(imported string) (sole, bool) {
	for _, s := range soles {
		if matches(s.imports, imported) {
			return s, true
		}
	}
	return sole{}, false
}

// matches reports whether p fits one of the space-separated patterns.
func matches(patterns, p string) bool {
	for _, pattern := range strings.Fields(patterns) {
		base, deep := strings.CutSuffix(pattern, "/**")
		switch {
		case pattern == everything, path.Clean(p) == base, deep && strings.HasPrefix(p, base+"/"):
			return true
		}
	}
	return false
}
