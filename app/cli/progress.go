package cli

import (
	"fmt"

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
