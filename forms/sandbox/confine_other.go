//go:build !linux

package sandbox

import "runtime/debug"

func confine(l Limits) {
	debug.SetMaxStack(maxStack)
	debug.SetMemoryLimit(int64(float64(l.Memory) * memoryShare))
	watch(l, runtimeBytes)
}
