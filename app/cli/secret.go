package cli

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"

	"madoguchi/app/cardsession"
	"madoguchi/app/problem"
	"madoguchi/card"
	"madoguchi/i18n"
)

// maxSecretLine is far beyond any secret of a card, in bytes.
const maxSecretLine = 256

// secret says which secret the command in hand is about, for the words of a
// failure.
func (g *grammar) secret() problem.Secret {
	if g.PDF.Sign.File != nil {
		return problem.SigningPassword
	}
	return problem.PIN
}

// takeStdin marks standard input as used, once.
func (r *run) takeStdin() error {
	if r.stdinUsed {
		return problem.New(problem.StdinTwice, nil)
	}
	r.stdinUsed = true
	return nil
}

// lineSecret reads one line from standard input into bytes that can be wiped.
func (r *run) lineSecret() ([]byte, error) {
	if err := r.takeStdin(); err != nil {
		return nil, err
	}
	buf := make([]byte, 0, maxSecretLine)
	var one [1]byte
	for {
		n, err := r.In.Read(one[:])
		if n == 1 {
			if one[0] == '\n' {
				break
			}
			if len(buf) == cap(buf) {
				card.Zero(buf)
				return nil, card.Fail(card.SecretFormat, "read secret", nil)
			}
			buf = append(buf, one[0])
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			card.Zero(buf)
			return nil, card.Fail(card.SecretFormat, "read secret", err)
		}
	}
	if n := len(buf); n > 0 && buf[n-1] == '\r' {
		buf = buf[:n-1]
	}
	return buf, nil
}

// ask gets a secret from --…-stdin or, at a terminal, by a question that does
// not show it.
func (r *run) ask(ctx context.Context, fromStdin bool, question string, a i18n.Args) ([]byte, error) {
	if fromStdin {
		return r.lineSecret()
	}
	if !r.InTerminal {
		return nil, problem.New(problem.SecretNeeded, nil)
	}
	if m, _ := r.mode(); m != cardsession.ModeSelf {
		r.say("cli.hand_over")
	}
	r.say(question, a)
	b, err := r.ReadSecret(ctx)
	if err != nil {
		return nil, card.Fail(card.Cancelled, "read secret", err)
	}
	return b, nil
}

// askLine asks a question in the open and returns the answer without its line
// end.
func (r *run) askLine(question string, a i18n.Args) (string, error) {
	r.say(question, a)
	if r.lines == nil {
		r.lines = bufio.NewReader(r.In)
	}
	s, err := r.lines.ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	return strings.TrimSpace(s), nil
}

// yes asks a question; only a plain yes in the reader's language or in English
// counts as one.
func (r *run) yes(question string, a i18n.Args) (bool, error) {
	s, err := r.askLine(question, a)
	if err != nil {
		return false, err
	}
	s = strings.ToLower(s)
	return s == "y" || s == "yes" || s == strings.ToLower(r.t("cli.answer_yes")), nil
}

// mode is who is at the screen, and whether that was said. Where it was not, a
// terminal means the person; without one it is settled by settleMode, once the
// card is seen and before any secret.
func (r *run) mode() (m cardsession.Mode, said bool) {
	switch r.g.Mode {
	case "helper":
		return cardsession.ModeHelper, true
	case "counter":
		return cardsession.ModeCounter, true
	case "self":
		return cardsession.ModeSelf, true
	}
	return cardsession.ModeSelf, r.InTerminal
}

// consent asks the holder before somebody else has a card read: who asks, what is
// read, why, what is kept. Without a terminal it is told, and --mode itself says
// that somebody answers for it.
func (r *run) consent() error {
	m, _ := r.mode()
	if m == cardsession.ModeSelf {
		return nil
	}
	r.say("cli.consent." + m.String())
	if !r.InTerminal {
		return nil
	}
	ok, err := r.yes("cli.consent.question", nil)
	if err == nil && !ok {
		err = problem.New(problem.ConsentNotGiven, nil)
	}
	return err
}

// settleMode refuses to go on without --mode on a card that is somebody's. A
// practice card is nobody's.
func (r *run) settleMode(practice bool) error {
	if _, said := r.mode(); said || practice {
		return nil
	}
	return problem.New(problem.ModeRequired, nil)
}
