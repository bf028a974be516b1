//go:build !linux

package main

import (
	"context"
	"fmt"
)

// prove needs a Linux to put another beside.
func (m *maker) prove(context.Context) error {
	return fmt.Errorf("%w: only Linux has a clean system inside itself", errCannotTry)
}
