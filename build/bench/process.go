package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// command is a process to be measured.
type command struct {
	args  []string
	stdin string
	// writes is an output that is removed before each run, or "".
	writes string
	// finds is the exit status of success; what the program prints is not looked at.
	finds int
}

// run runs it to its end and returns how long it took.
func (c command) run(ctx context.Context) (time.Duration, error) {
	took, _, err := c.watch(ctx, false)
	return took, err
}

// peak runs it and returns the peak of its memory in kB: VmHWM as the system
// showed it last before the end, looked at every millisecond. wait4 would give
// its child processes' too. It is 0 where the system does not show it.
func (c command) peak(ctx context.Context) (int, error) {
	_, kb, err := c.watch(ctx, true)
	return kb, err
}

func (c command) watch(ctx context.Context, look bool) (took time.Duration, kb int, err error) {
	if c.writes != "" {
		if err := os.Remove(c.writes); err != nil && !os.IsNotExist(err) {
			return 0, 0, err
		}
	}
	cmd := exec.CommandContext(ctx, c.args[0], c.args[1:]...)
	cmd.Stdin = strings.NewReader(c.stdin)
	cmd.Env = append(os.Environ(), "LANG=C", "LC_ALL=C")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, 0, err
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	tick := time.NewTicker(time.Millisecond)
	if !look {
		tick.Stop()
	}
	defer tick.Stop()
	for {
		select {
		case err := <-done:
			took = time.Since(start)
			if cmd.ProcessState == nil || cmd.ProcessState.ExitCode() != c.finds {
				return 0, 0, fmt.Errorf("%s: %w: %.300s", c.args[0], err, out.Bytes())
			}
			return took, kb, nil
		case <-tick.C:
			kb = max(kb, highWater(cmd.Process.Pid))
		}
	}
}

// highWater reads VmHWM of a process, in kB.
func highWater(pid int) int {
	b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(b)) {
		if f := strings.Fields(line); len(f) == 3 && f[0] == "VmHWM:" {
			kb, _ := strconv.Atoi(f[1])
			return kb
		}
	}
	return 0
}
