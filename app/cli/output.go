package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"madoguchi/app/jobs"
	"madoguchi/app/problem"
	"madoguchi/i18n"
)

// schemaNone is used where the call did not get as far as a command.
const schemaNone = "call"

// head opens every JSON document.
type head struct {
	Schema   string       `json:"schema"`
	Practice *bool        `json:"practice"`
	AsOf     string       `json:"as_of"`
	OK       bool         `json:"ok"`
	Problem  *problemView `json:"problem"`
	Result   any          `json:"result"`
}

type problemView struct {
	Code      problem.Code  `json:"code"`
	TriesLeft *int          `json:"tries_left"`
	Tries     problem.Tries `json:"tries"`
	Say       string        `json:"say"`
	Do        string        `json:"do"`
}

func (r *run) view(p *problem.Problem) *problemView {
	v := &problemView{
		Code: p.Code, Tries: p.Tries,
		Say: r.t("problem."+string(p.Code)+".say", p.Args),
		Do:  r.t("problem."+string(p.Code)+".do", p.Args),
	}
	if p.TriesLeft >= 0 {
		v.TriesLeft = &p.TriesLeft
	}
	return v
}

// finish prints the outcome and returns the exit status.
func (r *run) finish(schema string, practice *bool, res result, err error) (status int) {
	p := jobs.Problem(err, r.g.secret())
	status = problem.ExitDone
	if p != nil {
		status = p.Exit
	}
	if r.g.JSON {
		h := head{
			Schema: "madoguchi." + schema + "/1", Practice: practice,
			AsOf: r.Now().Format(time.RFC3339), OK: p == nil, Result: res,
		}
		if p != nil {
			h.Problem = r.view(p)
		}
		enc := json.NewEncoder(r.Out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode(h); err != nil {
			return problem.ExitFault
		}
		return status
	}
	out := &sink{w: r.Out}
	r.Out = out
	defer func() {
		if out.err != nil && status == problem.ExitDone {
			status = problem.ExitFault // what was asked for did not get out
		}
	}()
	if practice != nil && *practice {
		r.stripe()
	}
	if res != nil {
		res.print(r)
		r.printBeside()
	}
	if p != nil {
		v := r.view(p)
		_, _ = fmt.Fprintf(r.Err, "%s\n→ %s\n", v.Say, v.Do)
		if len(r.files) == 1 {
			r.say("cli.file", i18n.Args{"file": r.files[0]})
		}
		r.say("cli.problem_code", i18n.Args{"code": string(p.Code)})
	}
	if r.borrowed {
		r.say("cli.borrowed")
	}
	if r.stale {
		r.say("cli.stale")
	}
	if r.unread {
		r.say("cli.unread")
	}
	return status
}

// printBeside prints what translations nobody has checked were made from.
func (r *run) printBeside() {
	if len(r.beside) == 0 {
		return
	}
	all := r.beside
	_, _ = fmt.Fprintf(r.Out, "\n== %s ==\n", r.t("cli.beside"))
	for _, b := range all {
		_, _ = fmt.Fprintf(r.Out, "%s\n   en: %s\n   ja: %s\n", b.text, b.english, b.easy)
	}
}

// stripe says once, as soon as it is known, that this is practice.
func (r *run) stripe() {
	if r.practice != nil && *r.practice && !r.striped && !r.g.JSON {
		r.say("cli.practice_stripe")
		r.striped = true
	}
}

// sink remembers that a write failed, as on a full disk.
type sink struct {
	w   io.Writer
	err error
}

func (s *sink) Write(b []byte) (int, error) {
	n, err := s.w.Write(b)
	if err != nil {
		s.err = err
	}
	return n, err
}

func joined(s []string) string { return strings.Join(s, ", ") }

// date is a day as the law counts it, at UTC+9.
func date(t time.Time) string { return jobs.DayOf(t).Format(time.DateOnly) }

// yes, no and unknown of a result line.
func (r *run) tell(b bool) string {
	if b {
		return r.t("cli.yes")
	}
	return r.t("cli.no")
}
