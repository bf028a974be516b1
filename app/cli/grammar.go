package cli

import (
	"strings"

	"github.com/alecthomas/kong"
)

// grammar is the whole command line.
type grammar struct {
	Card string `help:"practice[:PERSON] or reader:NAME; without it the only usable card." placeholder:"CARD"`
	Lang string `help:"Language of the texts: ja, ja-x-easy (or ja-easy), en." placeholder:"TAG"`
	Mode string `help:"Who is at the screen: self, helper or counter." enum:",self,helper,counter" default:"" placeholder:"MODE"`
	JSON bool   `name:"json" help:"One JSON document on standard output."`

	Version kong.VersionFlag `help:"Show the version."`

	WindowCmd   windowCmd     `cmd:"" name:"window" default:"withargs" help:"Open the window; the same as no command at all."`
	CardCmd     cardGroup     `cmd:"" name:"card" help:"What is on the card."`
	PDF         pdfGroup      `cmd:"" name:"pdf" help:"Inspect, sign and check PDFs."`
	Check       checkCmd      `cmd:"" help:"What a person may have, with the law and its date."`
	Ask         askCmd        `cmd:"" help:"Ask one question after the other, then answer."`
	Topics      topicsCmd     `cmd:"" help:"What can be asked about."`
	Changes     changesCmd    `cmd:"" help:"What changes in the law between two days."`
	Deadlines   deadlinesCmd  `cmd:"" help:"By when what has to be done; as a calendar file too."`
	Guide       guideCmd      `cmd:"" help:"What can be done: a birth, no nationality, no papers, no permission."`
	Directory   directoryCmd  `cmd:"" help:"Whom to talk to, by place, language and topic."`
	Sheet       sheetGroup    `cmd:"" name:"sheet" help:"Papers for the counter, in two languages, with boxes for the clerk."`
	CaseCmd     caseGroup     `cmd:"" name:"case" help:"Cases of a helper, with --mode helper: a nickname and facts only, behind a passphrase."`
	PracticeCmd practiceGroup `cmd:"" name:"practice" help:"Practice cards, which are nobody's."`
	StoreCmd    storeGroup    `cmd:"" name:"store" help:"What this computer remembers, where that was switched on in the window."`
	Doctor      doctorCmd     `cmd:"" help:"What is there, what is missing, what to do."`
	Explain     explainCmd    `cmd:"" help:"Explain a problem by its code."`
	Network     networkCmd    `cmd:"" help:"Every address this program could ever call."`
	Licences    licencesCmd   `cmd:"" help:"Licences of the libraries inside."`
}

type cardGroup struct {
	Status cardStatusCmd `cmd:"" help:"Which card, tries left, certificates. Asks for no secret."`
	Read   cardReadCmd   `cmd:"" help:"Read what the mode allows."`
}

type pdfGroup struct {
	Inspect       pdfInspectCmd  `cmd:"" help:"Pages, fields, form, signatures, and what would hinder signing."`
	Sign          pdfSignCmd     `cmd:"" help:"Sign with the card."`
	Verify        pdfVerifyCmd   `cmd:"" help:"Check the signatures of a PDF."`
	RegistryCheck pdfRegistryCmd `cmd:"" name:"registry-check" help:"Check against the registry's written rule."`
}

type sheetGroup struct {
	Check     sheetCheckCmd     `cmd:"" help:"What a person wants and brings, and the law."`
	Letter    sheetLetterCmd    `cmd:"" help:"The letter on the special period, for employer, bank and landlord, and statements to be filled by hand."`
	Guide     sheetGuideCmd     `cmd:"" help:"What can be done on a path of the guides, step by step."`
	Checklist sheetChecklistCmd `cmd:"" help:"The papers to gather for a path."`
	Card      sheetCardCmd      `cmd:"" help:"A card to show or to carry: for an officer, a lawyer, an interpreter, an emergency, the wallet."`
	Phrases   sheetPhrasesCmd   `cmd:"" help:"Sentences to point at at a counter."`
	Log       sheetLogCmd       `cmd:"" help:"Room for what was said at counters."`
}

type caseGroup struct {
	List   caseListCmd   `cmd:"" help:"What is due this week over all cases, and each case with its next day."`
	Show   caseShowCmd   `cmd:"" help:"What is known of one case, and its dates."`
	New    caseNewCmd    `cmd:"" help:"Make a case; the first one makes the casebook."`
	Facts  caseFactsCmd  `cmd:"" help:"Put facts into a case."`
	Export caseExportCmd `cmd:"" help:"Write one case to a file for another helper, behind a passphrase of its own."`
	Import caseImportCmd `cmd:"" help:"Take a case over from such a file."`
	Burn   caseBurnCmd   `cmd:"" help:"Destroy one case, or all of them and their key."`
}

type practiceGroup struct {
	List    practiceListCmd    `cmd:"" help:"The practice people."`
	Secrets practiceSecretsCmd `cmd:"" help:"The secrets of a practice card."`
	Insert  practiceInsertCmd  `cmd:"" help:"Put a practice card into the virtual reader until stopped."`
}

type storeGroup struct {
	Status storeStatusCmd `cmd:"" help:"Whether anything is remembered, where its key is, and how many things; never what."`
	Forget storeForgetCmd `cmd:"" help:"Delete all of it and its key."`
}

// glean takes from a command line that could not be parsed how its answer is to
// look.
func (g *grammar) glean(args []string) {
	for i, a := range args {
		switch {
		case a == "--json":
			g.JSON = true
		case a == "--lang" && i+1 < len(args):
			g.Lang = args[i+1]
		case strings.HasPrefix(a, "--lang="):
			g.Lang = strings.TrimPrefix(a, "--lang=")
		}
	}
}

// settle takes the place of defaults that depend on nothing else.
func (g *grammar) settle() {
	if g.Lang == "ja-easy" {
		g.Lang = "ja-x-easy"
	}
}
