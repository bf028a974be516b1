package fact_test

import (
	"testing"

	"madoguchi/app/fact"
	"madoguchi/assets"
)

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := fact.Load(assets.Facts()); err != nil {
			b.Fatal(err)
		}
	}
}
