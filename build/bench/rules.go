package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// line is what one benchmark of the rules is held to.
type line struct {
	name, says string
	most       time.Duration // 0 for one that is only shown
}

var lines = []line{
	{"BenchmarkPerson", "one person, every question, without explanations", 200 * time.Microsecond},
	{"BenchmarkExplainTopic", "the explanation of one topic", 50 * time.Microsecond},
	{"BenchmarkRead", "reading every rule as it is written", 0},
}

// check measures answering and explaining, and reports whether both hold their line.
// Of several runs the fastest counts: what else the computer does only makes a run
// slower. Short runs find a quiet moment on a busy one.
func check(ctx context.Context, args []string) (held bool, err error) {
	flags := flag.NewFlagSet("check", flag.ContinueOnError)
	runs := flags.Int("runs", 40, "short runs, of which the fastest counts")
	if err := flags.Parse(args); err != nil {
		return false, err
	}
	if *runs < 1 {
		return false, errors.New("-runs from 1")
	}
	names := make([]string, 0, len(lines))
	for _, l := range lines {
		names = append(names, l.name)
	}
	cmd := exec.CommandContext(ctx, "go", "test", "-tags", "ci", "-run", "^$", "-bench", "^("+strings.Join(names, "|")+")$",
		"-cpu", "1", "-benchtime", "20ms", "-count", strconv.Itoa(*runs), "./app/eligibility")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		return false, fmt.Errorf("the benchmarks did not run: %w\n%s", err, out.Bytes())
	}
	fastest := fastest(out.String())
	held = true
	for _, l := range lines {
		took, measured := fastest[l.name]
		if !measured {
			return false, fmt.Errorf("%s was not measured:\n%s", l.name, out.Bytes())
		}
		verdict := ""
		switch {
		case l.most == 0:
		case took < l.most:
			verdict = fmt.Sprintf("held: under %v", l.most)
		default:
			verdict, held = fmt.Sprintf("NOT HELD: %v is the most", l.most), false
		}
		fmt.Printf("%-50s %10v   %s\n", l.says, took.Round(100*time.Nanosecond), verdict)
	}
	return held, nil
}

// fastest reads what go test prints of benchmarks: the least time of each.
func fastest(out string) map[string]time.Duration {
	least := map[string]time.Duration{}
	for l := range strings.Lines(out) {
		f := strings.Fields(l)
		if len(f) < 4 || f[3] != "ns/op" {
			continue
		}
		ns, err := strconv.ParseFloat(f[2], 64)
		if err != nil {
			continue
		}
		took := time.Duration(ns)
		if was, seen := least[f[0]]; !seen || took < was {
			least[f[0]] = took
		}
	}
	return least
}
