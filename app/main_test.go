package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"madoguchi/app/practice"
	"madoguchi/assets"
)

// asProgram makes the test binary be the program itself, for tests that need it
// as a process of its own.
const asProgram = "MADOGUCHI_AS_PROGRAM"

func TestMain(m *testing.M) {
	helper := len(os.Args) == 2 && os.Args[1] == helperRole
	if helper || os.Getenv(asProgram) != "" {
		main()
		return
	}
	testscript.Main(m, map[string]func(){"madoguchi": main})
}

// TestScripts runs the command line as a person or another program would, with
// practice cards in process. The scripts are in testdata/script.
func TestScripts(t *testing.T) {
	own, err := filepath.Abs("../forms/pdf/testdata")
	if err != nil {
		t.Fatal(err)
	}
	attacks, err := filepath.Abs("../forms/verify/testdata/attacks")
	if err != nil {
		t.Fatal(err)
	}
	sample, err := filepath.Abs("../assets/sample/sample.pdf")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("FORMS", own)
			e.Setenv("ATTACKS", attacks)
			e.Setenv("SAMPLE", sample)
			e.Setenv("LANG", "en")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"secret":  writeSecret,
			"exits":   exits,
			"nofiles": noFiles,
		},
		RequireExplicitExec: true,
	})
}

// writeSecret is "secret PERSON KIND FILE": the secret of a practice card as one
// line of a file.
func writeSecret(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: secret PERSON KIND FILE")
	}
	set, err := practice.Load(assets.Practice())
	ts.Check(err)
	s, err := set.Secrets(args[0], time.Now())
	ts.Check(err)
	kinds := map[string]string{"sign": s.Sign, "auth": s.Auth, "input": s.Input, "wrong": "WRONG99", "empty": ""}
	v, ok := kinds[args[1]]
	if !ok {
		ts.Fatalf("no secret %s", args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(v+"\n"), 0o600))
}

// exits is "exits STATUS COMMAND…": run and demand the exit status.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND [ARG…]")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		got = fmt.Sprint(exitStatus(err))
	}
	if got != args[0] {
		ts.Fatalf("exit status %s, want %s", got, args[0])
	}
}

// noFiles is "nofiles DIR": the folder holds nothing, hidden files included.
func noFiles(ts *testscript.TestScript, _ bool, args []string) {
	entries, err := os.ReadDir(ts.MkAbs(args[0]))
	ts.Check(err)
	for _, e := range entries {
		ts.Fatalf("%s is left in %s", e.Name(), args[0])
	}
}

func exitStatus(err error) int {
	if e, ok := err.(interface{ ExitCode() int }); ok {
		return e.ExitCode()
	}
	return -1
}
