package casebook_test

import (
	"path/filepath"
	"testing"

	"madoguchi/app/casebook"
)

// BenchmarkWhatAPersonWaitsFor times the acts of a helper with MostCases cases of
// which one holds facts, at the work factor that people get.
func BenchmarkWhatAPersonWaitsFor(b *testing.B) {
	o := options(b, filepath.Join(b.TempDir(), "config"), nil)
	o.Factor = 0
	book := casebook.New(o)
	must(b, book.Make(b.Context(), []byte(passphrase)))
	one := put(b, book, lantern())
	for i := range casebook.MostCases - 2 {
		put(b, book, casebook.Case{Nickname: string([]rune{'ア' + rune(i%80), 'ア' + rune(i/80)})})
	}
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			must(b, book.Open(b.Context(), []byte(passphrase)))
		}
	})
	b.Run("list", func(b *testing.B) {
		for b.Loop() {
			nicknames(b, book)
		}
	})
	b.Run("put", func(b *testing.B) {
		for b.Loop() {
			one = put(b, book, one)
		}
	})
	b.Run("burn", func(b *testing.B) {
		for b.Loop() {
			must(b, book.Burn(b.Context(), put(b, book, casebook.Case{Nickname: "comet"}).ID))
		}
	})
}
