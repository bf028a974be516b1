package main

import (
	"testing"
	"time"
)

func TestTheFastestRunCounts(t *testing.T) {
	got := fastest("goos: linux\nBenchmarkPerson \t 1441\t    375241 ns/op\t   18747 B/op\nBenchmarkPerson \t 2886\t  217653.5 ns/op\nBenchmarkRead\t3\t66 ns/op\nPASS\n")
	if len(got) != 2 || got["BenchmarkPerson"] != 217653*time.Nanosecond || got["BenchmarkRead"] != 66 {
		t.Errorf("read %v", got)
	}
}
