//go:build !windows && !cgo

package pcsc

import (
	"context"
	"errors"

	"madoguchi/card"
)

// New returns a System that answers everything with kind Unsupported: this
// program was built without cgo, which the service's library needs here.
func New() card.System { return unsupported{} }

type unsupported struct{}

func (unsupported) Readers(context.Context) ([]card.ReaderState, error) {
	return nil, without("list readers")
}

func (unsupported) Wait(context.Context, []card.ReaderState) ([]card.ReaderState, error) {
	return nil, without("wait for readers")
}

func (unsupported) Open(context.Context, string, card.Sharing) (card.Transport, error) {
	return nil, without("connect")
}

func without(op string) error {
	return card.Fail(card.Unsupported, op, errors.New("built without PC/SC"))
}
