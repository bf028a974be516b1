//go:build ci || !linux

package main

import (
	"context"
	"errors"
)

// windows tries the zip under Wine on a private X server.
func windows(context.Context, []string) (bool, error) {
	return false, errors.New("bench windows needs Linux and a build without the tag ci; build/dist windows makes the zip anywhere")
}
