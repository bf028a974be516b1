// Package problems is where a person finds what a message means and what to do
// about it.
package problems

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"madoguchi/app/problem"
	"madoguchi/app/ui/kit"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/theme"
	"madoguchi/i18n"
)

// most is how many problems are shown at once.
const most = 10

// Page is the list, narrowed by what was typed.
type Page struct {
	host   page.Host
	sought kit.Value
	all    bool
}

var _ page.Page = (*Page)(nil)

// New makes the page.
func New(h page.Host) *Page { return &Page{host: h} }

// Screen implements page.Page.
func (p *Page) Screen(k *kit.Kit) kit.Screen {
	s := kit.Screen{Title: kit.T("window.problems.title"), Help: kit.T("window.problems.help")}
	s.Body = append(s.Body, k.Search(&p.sought, kit.T("window.problems.search"), func() {
		p.all = false
		p.host.Refresh(false)
	}))
	found := p.find(k)
	if len(found) == 0 {
		s.Body = append(s.Body, k.Empty("search", kit.T("window.problems.none"), kit.T("window.problems.none.explain")))
		return s
	}
	shown := found
	if !p.all && len(shown) > most {
		shown = shown[:most]
	}
	rows := make([]kit.Box, 0, len(shown))
	for _, e := range shown {
		rows = append(rows, entry(k, e))
	}
	s.Body = append(s.Body, k.Column(rows...))
	if rest := len(found) - len(shown); rest > 0 {
		s.Body = append(s.Body, k.Button(kit.Action{Label: kit.T("window.problems.more", i18n.Args{"n": rest}), Icon: "down", Do: func() {
			p.all = true
			p.host.Refresh(false)
		}}))
	}
	return s
}

func entry(k *kit.Kit, e problem.Entry) kit.Box {
	say, do := words(k, e)
	return k.Panel(
		k.Text(say, kit.Style{Size: theme.Body, Bold: true}),
		k.Body(do),
		k.Label(kit.T("window.problems.code", i18n.Args{"code": string(e.Code)})),
	)
}

// words are what a problem says and what is to be done about it in a window.
func words(k *kit.Kit, e problem.Entry) (say, do kit.Msg) {
	say, do = k.ProblemWords(&problem.Problem{Entry: e})
	return general(k, say.ID()), general(k, do.ID())
}

// general is a text about no occurrence in particular: what would be counted or
// named there is left open.
func general(k *kit.Kit, id string) kit.Msg {
	args := i18n.Args{}
	for _, hole := range placeholder.FindAllString(k.Texts.T(id), -1) {
		args[strings.Trim(hole, "{}")] = "…"
	}
	return kit.T(id, args)
}

var placeholder = regexp.MustCompile(`\{[a-z_]+\}`)

// usual are the problems that people meet most, the likeliest first.
var usual = [...]problem.Code{
	problem.WrongPassword, problem.PasswordLocked, problem.WrongPIN, problem.PINLocked,
	problem.ReaderMissing, problem.CardMissing, problem.CardSilent, problem.ServiceOff,
	problem.CertificateExpired, problem.NotWanted,
}

// listed are all problems that a window can have, the usual ones first.
func listed(k *kit.Kit) []problem.Entry {
	rank := func(e problem.Entry) int {
		if i := slices.Index(usual[:], e.Code); i >= 0 {
			return i
		}
		return len(usual)
	}
	var out []problem.Entry
	for _, e := range problem.Table() {
		// What can only be cured with a flag is a problem of the command line.
		if _, do := words(k, e); !strings.Contains(k.String(do), "--") {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b problem.Entry) int { return rank(a) - rank(b) })
	return out
}

// find lists the problems that have every word that was typed, in their text or
// their code.
func (p *Page) find(k *kit.Kit) []problem.Entry {
	sought := strings.Fields(folded(p.sought.Text))
	var out []problem.Entry
	for _, e := range listed(k) {
		say, do := words(k, e)
		if hasAll(folded(string(e.Code)+" "+k.String(say)+" "+k.String(do)), sought) {
			out = append(out, e)
		}
	}
	return out
}

func hasAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// folded makes letters of every width and case alike, katakana and hiragana too.
func folded(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'ァ' && r <= 'ヶ' {
			return r - 'ァ' + 'ぁ'
		}
		return r
	}, strings.ToLower(norm.NFKC.String(s)))
}

// Leave implements page.Page.
func (p *Page) Leave() {}
