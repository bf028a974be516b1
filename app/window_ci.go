//go:build ci

package main

import "madoguchi/app/cli"

// hasScreen: this build has no window.
func hasScreen() bool { return false }

func openWindow(*cli.Program) error { return nil }
