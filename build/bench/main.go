// Bench measures the program on this computer, beside others that do the same
// work. Times are ratios: what a computer takes to copy and to hash the same
// file is the yardstick, and runs alternate so that a busy moment hits all.
//
//	go run ./build/bench large            200 MB: time and memory of pdf sign and pdf verify
//	go run ./build/bench start            time and memory until the window shows its first page
//	go run ./build/bench pictures         pictures of every page, to be looked at
//	go run ./build/bench windows          the zip for Windows, made and tried under Wine
//	go run ./build/bench check            time to answer and to explain by the rules
//	go run ./build/bench judges           the calendar files, read by a library that is not ours
//	go run ./build/bench large -help      its flags; likewise of the others
//
// It is no test: nothing is timed in those. It exits 1 where a line that the
// program holds to is not held, 2 where it could not measure.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	status := run(ctx, os.Args[1:])
	stop()
	os.Exit(status)
}

func run(ctx context.Context, args []string) int {
	var err error
	held := true
	switch {
	case len(args) >= 1 && args[0] == "large":
		held, err = large(ctx, args[1:])
	case len(args) >= 1 && args[0] == "start":
		held, err = start(ctx, args[1:])
	case len(args) >= 1 && args[0] == "pictures":
		err = pictures(ctx, args[1:])
	case len(args) >= 1 && args[0] == "windows":
		held, err = windows(ctx, args[1:])
	case len(args) >= 1 && args[0] == "check":
		held, err = check(ctx, args[1:])
	case len(args) >= 1 && args[0] == "judges":
		held, err = judges(ctx, args[1:])
	case len(args) == 4 && args[0] == peerSign:
		err = signAsPeer(args[1], args[2], args[3])
	case len(args) == 2 && args[0] == peerVerify:
		err = verifyAsPeer(args[1])
	default:
		err = fmt.Errorf("usage: go run ./build/bench large|start|pictures|windows|check|judges [flags]")
	}
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, "build/bench:", err)
		return 2
	case !held:
		return 1
	}
	return 0
}
