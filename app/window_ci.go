//go:build ci

package main

import (
	"context"

	"madoguchi/app/cli"
	"madoguchi/app/jobs"
)

// hasScreen: this build has no window.
func hasScreen() bool { return false }

func openWindow(*jobs.Jobs) func(context.Context, cli.WindowCall) error { return nil }
