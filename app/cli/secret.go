package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/unicode/norm"

	"madoguchi/app/cardsession"
	"madoguchi/app/problem"
	"madoguchi/card"
	"madoguchi/i18n"
)

// maxSecretLine is far beyond any secret of a card and as much as a passphrase has
// room for in the window, in bytes.
const maxSecretLine = 512

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
func (r *run) lineSecret(ctx context.Context) ([]byte, error) {
	if err := r.takeStdin(); err != nil {
		return nil, err
	}
	return until(ctx, func() ([]byte, error) { return readSecretLine(r.In) })
}

func readSecretLine(in io.Reader) ([]byte, error) {
	b, _, err := readLine(in)
	return b, err
}

// errLineTooLong is an answer longer than any there is.
var errLineTooLong = errors.New("line too long")

// readLine reads a line, byte by byte and into one buffer, so that nothing of it
// stays in a buffer that nobody wipes and nothing behind it is taken away. ended
// reports that there was no line end but the end of input.
func readLine(in io.Reader) (line []byte, ended bool, err error) {
	buf := make([]byte, 0, maxSecretLine)
	var one [1]byte
	defer card.Zero(one[:])
	for {
		n, err := in.Read(one[:])
		if n == 1 {
			if one[0] == '\n' {
				break
			}
			if len(buf) == cap(buf) {
				err = errLineTooLong
			} else {
				buf = append(buf, one[0])
			}
		}
		if errors.Is(err, io.EOF) {
			ended = true
			break
		}
		if err != nil {
			card.Zero(buf)
			return nil, false, card.Fail(card.SecretFormat, "read line", err)
		}
	}
	if n := len(buf); n > 0 && buf[n-1] == '\r' {
		buf = buf[:n-1]
	}
	return buf, ended, nil
}

// until runs a read that cannot be interrupted and gives up on it when the person
// stops. What is read after that is nobody's any more; the program is ending.
func until[T any](ctx context.Context, read func() (T, error)) (T, error) {
	type answer struct {
		v   T
		err error
	}
	got := make(chan answer, 1)
	go func() {
		v, err := read()
		got <- answer{v, err}
	}()
	select {
	case a := <-got:
		return a.v, a.err
	case <-ctx.Done():
		var none T
		return none, card.Fail(card.Cancelled, "wait for an answer", ctx.Err())
	}
}

// ask gets a secret from --…-stdin or, at a terminal, by a question that does
// not show it.
func (r *run) ask(ctx context.Context, fromStdin bool, question string, a i18n.Args) ([]byte, error) {
	if fromStdin {
		return r.lineSecret(ctx)
	}
	if !r.InTerminal {
		return nil, problem.New(problem.SecretNeeded, nil)
	}
	if m, _ := r.mode(); m != cardsession.ModeSelf {
		r.say("cli.hand_over")
	}
	r.say(question, a)
	restore, err := r.HideTyping()
	if err != nil {
		return nil, card.Fail(card.Internal, "hide what is typed", err)
	}
	defer func() {
		restore()
		_, _ = fmt.Fprintln(r.Err)
	}()
	return until(ctx, func() ([]byte, error) { return readSecretLine(r.In) })
}

// word reads an answer that is no secret. ended reports that there is no more to
// come.
func (r *run) word(ctx context.Context) (word string, ended bool, err error) {
	line, err := until(ctx, func() (b []byte, err error) {
		b, ended, err = readLine(r.In)
		return b, err
	})
	if err != nil {
		return "", false, err
	}
	// Full-width letters are what many keyboards in Japan give.
	return norm.NFKC.String(strings.TrimSpace(string(line))), ended, nil
}

// answer is what a person says to a question of yes or no.
type answer int

const (
	noAnswer answer = iota
	saidNo
	saidYes
)

// asksAtMost is how often an answer that is neither yes nor no is asked again.
const asksAtMost = 3

// question asks for a yes or no in the reader's language or in English. Any other
// answer, Enter alone included, is asked again; it never counts as either. Without
// an answer the whole is stopped.
func (r *run) question(ctx context.Context, id string, a i18n.Args) (answer, error) {
	r.say(id, a)
	for range asksAtMost {
		word, ended, err := r.word(ctx)
		if err != nil {
			return noAnswer, err
		}
		switch strings.ToLower(word) {
		case "y", "yes", strings.ToLower(r.t("cli.answer_yes")):
			return saidYes, nil
		case "n", "no", strings.ToLower(r.t("cli.answer_no")):
			return saidNo, nil
		}
		if ended {
			break
		}
		r.say("cli.yes_or_no")
	}
	return noAnswer, problem.New(problem.Stopped, nil)
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
func (r *run) consent(ctx context.Context) error {
	m, _ := r.mode()
	if m == cardsession.ModeSelf {
		return nil
	}
	r.say("cli.consent." + m.String())
	if !r.InTerminal {
		return nil
	}
	said, err := r.question(ctx, "cli.consent.question", nil)
	if err == nil && said != saidYes {
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
