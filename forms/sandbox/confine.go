package sandbox

import "runtime/metrics"

// memoryShare of the limit is where the collector starts to work harder.
const memoryShare = 0.9

// maxStack is how deep a helper may recurse, in bytes; Go's own bound is 1 GB.
const maxStack = 64 << 20

// runtimeBytes is what the Go runtime holds of the system's memory. Memory that
// C code takes is not in it.
func runtimeBytes() int64 {
	s := []metrics.Sample{
		{Name: "/memory/classes/total:bytes"},
		{Name: "/memory/classes/heap/released:bytes"},
	}
	metrics.Read(s)
	return int64(s[0].Value.Uint64()) - int64(s[1].Value.Uint64())
}
