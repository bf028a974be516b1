package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/app/filing"
	"madoguchi/app/jobs"
	"madoguchi/app/problem"
	"madoguchi/card"
	"madoguchi/forms"
	"madoguchi/i18n"
)

type pdfSignCmd struct {
	File          []string `arg:"" help:"PDF files."`
	Output        string   `short:"o" help:"The signed file; for several files, a folder." placeholder:"OUT"`
	Purpose       string   `enum:",registry,payer,private,etax,eltax,immigration" default:"" help:"Who gets it: registry, payer (an employer, say) or private; etax, eltax and immigration want no signature in a PDF. Asked for at a terminal."`
	Profile       string   `enum:",detached" default:"" help:"Kind of signature; default by purpose."`
	Field         string   `help:"Sign in this empty signature field." placeholder:"NAME"`
	OtherYear     bool     `help:"Sign a form of another year than this or next."`
	NotMovedSince string   `help:"Answer: neither address nor name changed since this day." placeholder:"YYYY-MM-DD"`
	LastTry       bool     `help:"Spend the last try."`
	Force         bool     `help:"Replace an output that is there."`
	PasswordStdin bool     `help:"Read the signing password from standard input."`
}

func (*pdfSignCmd) schema() string { return "pdf.sign" }

func (c *pdfSignCmd) do(ctx context.Context, r *run) (result, error) {
	purpose, err := c.purpose(ctx, r)
	if err != nil {
		return nil, err
	}
	if !purpose.Wanted() {
		return nil, problem.New(problem.NotWanted, map[string]any{"instead": r.t("purpose." + string(purpose) + ".instead")})
	}
	since, err := c.since()
	if err != nil {
		return nil, err
	}
	m, _ := r.mode()
	if err := jobs.MaySign(m, purpose); err != nil {
		return nil, err
	}
	if c.Output != "" && len(c.File) > 1 {
		if st, err := os.Stat(c.Output); err != nil || !st.IsDir() {
			return nil, badCall(r.t("cli.output_must_be_folder"))
		}
	}
	if c.collide() {
		return nil, badCall(r.t("cli.same_name_twice"))
	}
	at, st, err := r.look(ctx)
	if err != nil {
		return nil, err
	}
	if err := r.settleMode(st.Practice); err != nil {
		return nil, err
	}
	if err := jobs.Signable(st, c.LastTry); err != nil {
		return nil, err
	}

	desk, err := r.Desk()
	if err != nil {
		return nil, err
	}
	sheet := &signSheet{Files: make([]signedFile, len(c.File))}
	staged := make([]*filing.Staged, len(c.File))
	defer func() {
		for _, s := range staged {
			if s != nil {
				_ = s.Close()
			}
		}
	}()
	for i, in := range c.File {
		sheet.Files[i].Input = in
		staged[i], err = desk.Stage(ctx, filing.Order{
			Input: in, Output: c.output(in, st.Practice), Together: c.File, Force: c.Force, Purpose: purpose,
			Profile: forms.Profile(c.Profile), Field: c.Field, OtherYear: c.OtherYear, Progress: r.fileProgress,
		})
		if err == nil {
			err = jobs.MaySignPaper(m, staged[i])
		}
		if err != nil {
			sheet.Files[i].fail(r, jobs.Explain(err, r.whoGets))
		}
	}
	ready := keepReady(staged, sheet)
	if len(ready) == 0 {
		return sheet.alone(), sheet.outcome(len(c.File))
	}
	if since, err = c.moved(ctx, r, st, since); err != nil {
		return nil, err
	}
	r.say("cli.sign.discloses")
	password, err := c.password(ctx, r, st)
	if err != nil {
		return nil, err
	}
	defer password.Wipe()
	receipts, errs := r.Sign(ctx, jobs.Signing{
		Session: at.Session, Selection: at.Selection, Staged: ready, AnsweredSince: since,
		Request: cardsession.SignRequest{Password: password, AllowLastTry: c.LastTry, Expect: st.Identity},
	})
	sheet.fill(r, staged, ready, receipts, errs)
	return sheet.alone(), sheet.outcome(len(c.File))
}

// purpose is who gets the paper; at a terminal it is asked for.
func (c *pdfSignCmd) purpose(ctx context.Context, r *run) (forms.Purpose, error) {
	if c.Purpose != "" {
		return forms.Purpose(c.Purpose), nil
	}
	id := "cli.sign.purpose_missing"
	if r.InTerminal {
		id = "cli.sign.purpose_ask"
	}
	r.say(id)
	for _, p := range forms.Purposes() {
		_, _ = fmt.Fprintf(r.Err, "  %-12s %s\n", p, r.whoGets(p))
	}
	if !r.InTerminal {
		return "", badCall("--purpose")
	}
	for range asksAtMost {
		word, ended, err := r.word(ctx)
		if err != nil {
			return "", err
		}
		if p := forms.Purpose(strings.ToLower(word)); slices.Contains(forms.Purposes(), p) {
			return p, nil
		}
		if ended {
			break
		}
		r.say(id)
	}
	return "", problem.New(problem.Stopped, nil)
}

func (c *pdfSignCmd) since() (time.Time, error) {
	if c.NotMovedSince == "" {
		return time.Time{}, nil
	}
	t, err := jobs.ParseDay(c.NotMovedSince)
	if err != nil {
		return time.Time{}, badCall("--not-moved-since " + c.NotMovedSince)
	}
	return t, nil
}

// moved asks the one question the card cannot answer. Without a terminal it is
// told instead of asked.
func (c *pdfSignCmd) moved(ctx context.Context, r *run, st *cardsession.Status, since time.Time) (time.Time, error) {
	if !since.IsZero() {
		return since, nil
	}
	since = jobs.MovedSince(st)
	if since.IsZero() {
		return c.movedUndated(ctx, r)
	}
	start := i18n.Args{"start": date(since)}
	if !r.InTerminal {
		r.say("cli.sign.moved_note", start)
		return time.Time{}, nil
	}
	said, err := r.question(ctx, "cli.sign.moved", start)
	if err != nil {
		return time.Time{}, err
	}
	if said == saidYes {
		return time.Time{}, problem.New(problem.CertificateVoid, nil)
	}
	return since, nil
}

func (c *pdfSignCmd) movedUndated(ctx context.Context, r *run) (time.Time, error) {
	if !r.InTerminal {
		r.say("cli.sign.moved_note_undated")
		return time.Time{}, nil
	}
	said, err := r.question(ctx, "cli.sign.moved_undated", nil)
	if err == nil && said == saidYes {
		err = problem.New(problem.CertificateVoid, nil)
	}
	return time.Time{}, err
}

func (c *pdfSignCmd) password(ctx context.Context, r *run, st *cardsession.Status) (*card.Secret, error) {
	question := "cli.sign.password"
	if st.Tries.Signing == card.TriesUnknown {
		question = "cli.sign.password_uncounted"
	}
	b, err := r.ask(ctx, c.PasswordStdin, question, i18n.Args{"tries": st.Tries.Signing})
	if err != nil {
		return nil, err
	}
	return card.NewSecret(b), nil
}

func (c *pdfSignCmd) output(in string, practice bool) string {
	switch {
	case c.Output == "":
		return filing.SignedName(in, practice)
	case len(c.File) > 1 || isDir(c.Output):
		return filepath.Join(c.Output, filepath.Base(filing.SignedName(in, practice)))
	}
	return c.Output
}

func isDir(name string) bool {
	st, err := os.Stat(name)
	return err == nil && st.IsDir()
}

// collide reports whether two inputs would be signed into one output.
func (c *pdfSignCmd) collide() bool {
	seen := map[string]bool{}
	for _, in := range c.File {
		out := c.output(in, false)
		folder, err := filepath.EvalSymlinks(filepath.Dir(out))
		if err != nil {
			folder = filepath.Dir(out)
		}
		// Folded, because some systems hold a.pdf and A.pdf for one file.
		out = strings.ToLower(filepath.Join(folder, filepath.Base(out)))
		if seen[out] {
			return true
		}
		seen[out] = true
	}
	return false
}

// whoGets is the text for who a purpose's papers go to.
func (r *run) whoGets(p forms.Purpose) string { return r.t("purpose." + string(p) + ".name") }

// keepReady lists the papers that were staged, in order.
func keepReady(staged []*filing.Staged, sheet *signSheet) []*filing.Staged {
	var ready []*filing.Staged
	for i, s := range staged {
		if s != nil && sheet.Files[i].err == nil {
			ready = append(ready, s)
		}
	}
	return ready
}
