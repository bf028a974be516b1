package cli

import (
	"context"
	"errors"
	"fmt"

	"madoguchi/app/cardsession"
	"madoguchi/app/problem"
	"madoguchi/card"
	"madoguchi/i18n"
)

// progress tells a card step, at a terminal only.
func (r *run) progress(step string) {
	if r.InTerminal && !r.g.JSON {
		r.say("cli.step." + step)
	}
}

// fileProgress draws how far a large file is, at a terminal only. Small files
// are done before anyone could read it.
func (r *run) fileProgress(step string, done, total int64) {
	const small = 16 << 20
	if !r.InTerminal || r.g.JSON || total < small {
		return
	}
	end := "\r"
	if done >= total {
		end = "\n"
	}
	_, _ = fmt.Fprint(r.Err, r.t("cli.step."+step, i18n.Args{"percent": int(done * 100 / total)}), end)
}

// named adds the names of readers where the person has to choose, or chose one
// that is not there.
func (r *run) named(ctx context.Context, s Source, err error) error {
	if card.Is(err, card.NoReader) && s.Reader != "" {
		if states, e := s.System.Readers(ctx); e == nil && len(states) > 0 {
			var names []string
			for _, x := range states {
				names = append(names, x.Name)
			}
			return problem.New(problem.ReaderOther, map[string]any{"reader": s.Reader, "readers": joined(names)})
		}
	}
	if t, ok := errors.AsType[*cardsession.SeveralCards](err); ok {
		p := problem.Of(err, problem.NoSecret)
		p.Args = map[string]any{"readers": joined(t.Readers)}
		return p
	}
	return err
}
