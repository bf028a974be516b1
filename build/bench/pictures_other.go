//go:build ci || !linux

package main

import (
	"context"
	"errors"
)

// pictures are taken on a private X server.
func pictures(context.Context, []string) error {
	return errors.New("bench pictures needs Linux and a build without the tag ci")
}
