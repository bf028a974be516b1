package card

import (
	"fmt"
	"log/slog"
	"runtime"
)

// Secret holds the bytes of a PIN, password or printed number. Every way of
// turning it into text gives "[secret]"; the bytes are reachable only through
// Use, and Wipe overwrites them.
//
// A Secret is never a string: strings cannot be wiped.
type Secret struct{ b []byte }

const redacted = "[secret]"

// NewSecret takes over b; the caller must not keep or change it.
func NewSecret(b []byte) *Secret { return &Secret{b: b} }

// Len is the number of bytes, 0 after Wipe or for nil.
func (s *Secret) Len() int {
	if s == nil {
		return 0
	}
	return len(s.b)
}

// Use calls f with the bytes. f must not keep them.
func (s *Secret) Use(f func([]byte)) {
	if s != nil {
		f(s.b)
	}
}

// Wipe overwrites the bytes with zero and forgets them. It may be called more
// than once.
func (s *Secret) Wipe() {
	if s == nil {
		return
	}
	Zero(s.b)
	s.b = nil
}

// String, GoString, Format, LogValue, MarshalJSON and MarshalText never show
// the bytes.
func (s *Secret) String() string { return redacted }

// GoString implements fmt.GoStringer.
func (s *Secret) GoString() string { return redacted }

// Format implements fmt.Formatter, so that no verb reaches the bytes.
func (s *Secret) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(redacted)) }

// LogValue implements slog.LogValuer.
func (s *Secret) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalJSON implements json.Marshaler.
func (s *Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + redacted + `"`), nil }

// MarshalText implements encoding.TextMarshaler.
func (s *Secret) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// Zero overwrites b. Use it on every buffer a secret passed through.
func Zero(b []byte) {
	clear(b)
	runtime.KeepAlive(&b)
}
