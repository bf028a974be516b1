package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"madoguchi/app/casebook"
	"madoguchi/app/cli"
	"madoguchi/app/filing"
	"madoguchi/app/jobs"
	"madoguchi/app/platform/keyring"
	"madoguchi/app/practice"
	"madoguchi/app/store"
	"madoguchi/assets"
	"madoguchi/card/emulator"
)

const slot = "Practice slot"

// stage is one run of the program on a software card with a fault planned.
type stage struct {
	t      *testing.T
	people *practice.Set
	system *emulator.System
	card   *emulator.Card
	other  *emulator.Card
	dir    string
	// config and keyring are where the program remembers; never the account's own.
	config  string
	keyring keyring.Memory
	// ctx and alter change one run; nil leaves it as it is.
	ctx   context.Context
	alter func(*filing.Desk)
	// typed is what the person types, unseen, at a terminal; nil is no terminal.
	// prompts is what had been said each time it was asked for.
	typed   *string
	prompts []string
	// shown is how often typing was made visible again.
	shown int
}

// world is what every stage shares; minting a card is the slow part of one.
type world struct {
	people          *practice.Set
	resident, child *emulator.Image
}

var theWorld = sync.OnceValues(func() (w world, err error) {
	if w.people, err = practice.Load(assets.Practice()); err != nil {
		return w, err
	}
	if w.resident, err = w.people.Image("resident", time.Now()); err != nil {
		return w, err
	}
	w.child, err = w.people.Image("child", time.Now())
	return w, err
})

func newStage(t *testing.T) *stage {
	t.Helper()
	w, err := theWorld()
	if err != nil {
		t.Fatal(err)
	}
	s := &stage{t: t, people: w.people, system: emulator.NewSystem(slot), dir: t.TempDir(), config: t.TempDir()}
	s.card, s.other = emulator.New(w.resident), emulator.New(w.child)
	if err := s.system.Insert(slot, s.card); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *stage) store(aboutMe bool) (*store.Store, error) {
	return store.New(store.Options{Config: s.config, Keyring: &s.keyring, AboutMe: aboutMe}), nil
}

func (s *stage) secret(kind string) string {
	x, err := s.people.Secrets("resident", time.Now())
	if err != nil {
		s.t.Fatal(err)
	}
	if kind == "sign" {
		return x.Sign
	}
	return x.Input
}

// outcome is what a run left for others to see.
type outcome struct {
	status   int
	code     string
	out, err string
}

func (s *stage) run(stdin string, args ...string) outcome {
	s.t.Helper()
	p, err := program()
	if err != nil {
		s.t.Fatal(err)
	}
	p.Source = func(string) (jobs.Source, error) { return jobs.Source{System: s.system}, nil }
	p.Store = s.store
	p.Casebook = func(helping bool) (*casebook.Book, error) { return casebookIn(s.config, helping, p.Rules, quickly) }
	if s.alter != nil {
		desk, err := p.Desk()
		if err != nil {
			s.t.Fatal(err)
		}
		s.alter(desk)
	}
	ctx := s.ctx
	if ctx == nil {
		ctx = context.Background()
	}
	var out, talk bytes.Buffer
	term := cli.Terminal{In: strings.NewReader(stdin), Out: &out, Err: &talk, Language: "en"}
	if s.typed != nil {
		term.In = strings.NewReader(stdin + *s.typed + "\n")
		term.InTerminal, term.HideTyping = true, func() (func(), error) {
			s.prompts = append(s.prompts, talk.String())
			return func() { s.shown++ }, nil
		}
	}
	status := p.Run(ctx, append([]string{"--json"}, args...), term)
	var doc struct {
		Problem *struct{ Code string }
	}
	if err := json.Unmarshal(out.Bytes(), &doc); err != nil {
		s.t.Fatalf("not one JSON document: %v\n%s", err, out.Bytes())
	}
	o := outcome{status: status, out: out.String(), err: talk.String()}
	if doc.Problem != nil {
		o.code = doc.Problem.Code
	}
	return o
}

// leftovers lists what lies in the stage's folder.
func (s *stage) leftovers() []string {
	var names []string
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

type job struct {
	name  string
	stdin func(*stage) string
	args  func(*stage) []string
}

var tasks = []job{
	{"status", func(*stage) string { return "" }, func(*stage) []string { return []string{"card", "status"} }},
	{
		"read", func(s *stage) string { return s.secret("input") + "\n" },
		func(*stage) []string { return []string{"card", "read", "--pin-stdin"} },
	},
	{
		"sign", func(s *stage) string { return s.secret("sign") + "\n" },
		func(s *stage) []string {
			return []string{"pdf", "sign", "../assets/sample/sample.pdf", "-o", filepath.Join(s.dir, "out.pdf"), "--purpose", "private", "--password-stdin"}
		},
	},
}

// name is the name on the first card.
func name(s *stage) string {
	for _, p := range s.people.People() {
		if p.ID == "resident" {
			return p.Name
		}
	}
	s.t.Fatal("no resident")
	return ""
}

// commands counts what a job sends when nothing goes wrong.
func commands(t *testing.T, j job) int {
	s := newStage(t)
	if o := s.run(j.stdin(s), j.args(s)...); o.status != 0 {
		t.Fatalf("%s fails without a fault: %s\n%s", j.name, o.out, o.err)
	}
	return s.card.Seen().Commands
}

// The card leaves, is swapped, is reset, or its service stops, before and after
// every single command of every job: no output, no second VERIFY, a code that
// says so, and nothing of the first card.
func TestCardLostAtEveryCommand(t *testing.T) {
	faults := map[string]struct {
		fault emulator.Fault
		codes []string
	}{
		"pulled before":  {emulator.PullBefore, []string{"card_removed", "card_missing"}},
		"pulled after":   {emulator.PullAfter, []string{"card_removed", "card_missing"}},
		"swapped before": {emulator.SwapBefore, []string{"card_removed", "card_changed"}},
		"swapped after":  {emulator.SwapAfter, []string{"card_removed", "card_changed"}},
		"reset before":   {emulator.ResetBefore, []string{"card_reset"}},
		"reset after":    {emulator.ResetAfter, []string{"card_reset"}},
		"service before": {emulator.StopServiceBefore, []string{"service_off"}},
		"service after":  {emulator.StopServiceAfter, []string{"service_off"}},
	}
	for _, j := range tasks {
		total := commands(t, j)
		t.Logf("%s: %d commands × %d faults", j.name, total, len(faults))
		for fault, f := range faults {
			for n := 1; n <= total; n++ {
				s := newStage(t)
				s.system.SwapTo(s.other)
				s.system.OnTransmit(func(i int, _ []byte) emulator.Fault {
					if i == n {
						return f.fault
					}
					return emulator.None
				})
				o := s.run(j.stdin(s), j.args(s)...)
				seen := s.card.Seen()
				where := func(what string) { t.Errorf("%s, %s command %d: %s", j.name, fault, n, what) }
				if o.status == 0 {
					where("said to be done")
				}
				if o.code != "secret_uncertain" && !slices.Contains(f.codes, o.code) {
					where("code " + o.code)
				}
				if o.code == "secret_uncertain" && seen.Verify+s.other.Seen().Verify > 1 {
					where("uncertain and sent again")
				}
				if seen.Verify > 1 || s.other.Seen().Verify > 0 {
					where("VERIFY sent more than once, or to another card")
				}
				if left := s.leftovers(); len(left) > 0 {
					where("left " + strings.Join(left, ", "))
				}
				if !strings.Contains(o.out, `"result": null`) || strings.Contains(o.out+o.err, name(s)) {
					where("shows something of the card: " + o.out)
				}
			}
		}
	}
}

// A wrong password costs exactly one try, on the card's own counter.
func TestWrongPasswordCostsOneTry(t *testing.T) {
	s := newStage(t)
	j := tasks[2]
	args := j.args(s)
	for left := 4; left >= 1; left-- {
		o := s.run("WRONG99\n", args...)
		if o.code != "wrong_password" || !strings.Contains(o.out, `"tries_left": `+string(rune('0'+left))) {
			t.Fatalf("want %d left: %s", left, o.out)
		}
	}
	before := s.card.Seen().Verify
	if o := s.run(s.secret("sign")+"\n", args...); o.code != "last_try" || o.status != 4 {
		t.Fatalf("last try: %s", o.out)
	}
	if s.card.Seen().Verify != before {
		t.Fatal("the last try was spent unasked")
	}
	if o := s.run("WRONG99\n", append(args, "--last-try")...); o.code != "wrong_password_now_locked" || !strings.Contains(o.out, `"tries": "spent"`) {
		t.Fatalf("after the last try: %s", o.out)
	}
	before = s.card.Seen().Verify
	if o := s.run(s.secret("sign")+"\n", append(args, "--last-try")...); o.code != "password_locked" || s.card.Seen().Verify != before {
		t.Fatalf("locked: %s", o.out)
	}
	if left := s.leftovers(); len(left) > 0 {
		t.Errorf("left %v", left)
	}
}

// A stop while the card looks at a wrong password must not hide the try it cost.
func TestAStopDoesNotHideASpentTry(t *testing.T) {
	s := newStage(t)
	ctx, cancel := context.WithCancel(context.Background())
	s.ctx = ctx
	s.system.OnTransmit(func(_ int, command []byte) emulator.Fault {
		if command[1] == 0x20 && len(command) > 5 {
			cancel()
		}
		return emulator.None
	})
	o := s.run("WRONG99\n", tasks[2].args(s)...)
	if o.code != "wrong_password" || !strings.Contains(o.out, `"tries_left": 4`) {
		t.Errorf("%d %s", o.status, o.out)
	}
}
