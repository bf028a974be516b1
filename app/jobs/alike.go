package jobs

import (
	"context"
	"errors"
	"strings"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/app/filing"
	"madoguchi/app/problem"
	"madoguchi/card"
	"madoguchi/forms"
)

// japan is UTC+9, the zone of every day the law counts.
var japan = time.FixedZone("JST", 9*60*60)

// DayOf is the beginning of the day of t in Japan.
func DayOf(t time.Time) time.Time {
	y, m, d := t.In(japan).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, japan)
}

// ParseDay reads a day in Japan, YYYY-MM-DD.
func ParseDay(s string) (time.Time, error) {
	return time.ParseInLocation(time.DateOnly, s, japan)
}

// MovedSince is the day that the question "Did you move or change your name since
// …?" names: that of the authentication certificate, because the signature
// certificate shows its own only after the password and is usually of the same
// day. Zero where the card does not show it, as phones; then the question names no
// day. With the answer "no" it is Signing's AnsweredSince; with "yes" the
// signature certificate is void (problem.CertificateVoid) and nothing is signed.
func MovedSince(st *cardsession.Status) time.Time {
	if st.AuthNotBefore.IsZero() {
		return time.Time{}
	}
	return DayOf(st.AuthNotBefore)
}

// MaySign refuses a purpose that the mode does not sign for (ModeForbids). It
// needs no card.
func MaySign(m cardsession.Mode, p forms.Purpose) error {
	return maySign(m, p.Official())
}

// MaySignPaper refuses a paper that turned out, once staged, to be one which only
// the person concerned may sign here (ModeForbids).
func MaySignPaper(m cardsession.Mode, s *filing.Staged) error {
	return maySign(m, s.Official())
}

func maySign(m cardsession.Mode, official bool) error {
	if !m.Policy().Allows(card.Sign) || m != cardsession.ModeSelf && official {
		return problem.New(problem.ModeForbids, nil)
	}
	return nil
}

// Signable tells what stands in the way before the signing password is asked for:
// no signature certificate, a locked password, or the last try without a yes to
// spending it. A card that does not say how many tries are left may be at its
// last.
func Signable(st *cardsession.Status, lastTry bool) error {
	if st.Signature == cardsession.Absent {
		return card.Fail(card.NoCertificate, look, nil)
	}
	left := st.Tries.Signing
	if left == card.TriesUnknown && !lastTry {
		return &card.Failure{Kind: card.LastTry, Op: look, TriesLeft: left}
	}
	return spendable(left, lastTry)
}

// Readable tells what stands in the way before the four-digit PIN of the
// card-info application is asked for. Where the card has none (TriesUnknown, as
// phones) there is nothing to ask for.
func Readable(st *cardsession.Status, lastTry bool) error {
	return spendable(st.Tries.Input, lastTry)
}

const look = "look at the card"

func spendable(left int, lastTry bool) error {
	switch {
	case left == 0:
		return &card.Failure{Kind: card.Locked, Op: look, TriesLeft: 0}
	case left == 1 && !lastTry:
		return &card.Failure{Kind: card.LastTry, Op: look, TriesLeft: 1}
	}
	return nil
}

// Explain gives a refusal of filing the numbers and words its text needs; any
// other error is returned as it is. name is the text for who a purpose's papers
// go to.
func Explain(err error, name func(forms.Purpose) string) error {
	if o, ok := errors.AsType[*filing.OtherPurpose](err); ok {
		return problem.New(problem.OtherPurpose, map[string]any{"purpose": string(o.Wanted), "who": name(o.Wanted)})
	}
	if y, ok := errors.AsType[*filing.OtherYear](err); ok {
		return problem.New(problem.OtherYear, map[string]any{"year": y.Year, "wanted": y.Wanted})
	}
	return err
}

// Named adds the names of readers where the person has to choose, or chose one
// that is not there.
func Named(ctx context.Context, s Source, err error) error {
	if card.Is(err, card.NoReader) && s.Reader != "" {
		if states, e := s.System.Readers(ctx); e == nil && len(states) > 0 {
			var names []string
			for _, x := range states {
				names = append(names, x.Name)
			}
			return problem.New(problem.ReaderOther, map[string]any{"reader": s.Reader, "readers": strings.Join(names, ", ")})
		}
	}
	if t, ok := errors.AsType[*cardsession.SeveralCards](err); ok {
		p := problem.Of(err, problem.NoSecret)
		p.Args = map[string]any{"readers": strings.Join(t.Readers, ", ")}
		return p
	}
	return err
}

// Problem is problem.Of with the numbers that the texts of some problems need.
func Problem(err error, s problem.Secret) *problem.Problem {
	p := problem.Of(err, s)
	if p == nil || p.Args != nil {
		return p
	}
	switch p.Code {
	case problem.PasswordFormat:
		p.Args = map[string]any{"min": cardsession.MinPassword, "max": cardsession.MaxPassword}
	case problem.PINFormat:
		p.Args = map[string]any{"min": cardsession.PINLength}
	}
	return p
}

// Verdict is the problem with the signatures of a file, or nil when nothing speaks
// against them. Only where this is about practice is a practice signature as good
// as one can be.
func Verdict(rep *filing.Verified, practising bool) error {
	if rep.Encrypted {
		return problem.New(problem.PDFEncrypted, nil)
	}
	switch j := filing.Judge(rep.Report); {
	case (rep.Damaged || rep.Tail) && j == filing.Unsigned:
		return problem.New(problem.PDFDamaged, nil)
	case j == filing.Unsigned:
		return problem.New(problem.SignatureMissing, nil)
	case j == filing.NotWhole:
		return problem.New(problem.SignatureNot, nil)
	case j == filing.UnknownIssuer:
		return problem.New(problem.IssuerUnknown, nil)
	case j == filing.ForPractice && !practising:
		return problem.New(problem.ForPractice, nil)
	}
	return nil
}
