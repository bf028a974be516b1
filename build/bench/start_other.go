//go:build ci || !linux

package main

import (
	"context"
	"errors"
)

// start is measured on a private X server.
func start(context.Context, []string) (bool, error) {
	return false, errors.New("bench start needs Linux and a build without the tag ci")
}
