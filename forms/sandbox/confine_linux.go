package sandbox

import (
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// confine bounds this process. RLIMIT_DATA counts private writable memory, which
// is what a Go heap grows by; RLIMIT_AS would count the address space that the
// runtime only reserves.
func confine(l Limits) {
	debug.SetMaxStack(maxStack)
	debug.SetMemoryLimit(int64(float64(l.Memory) * memoryShare))
	if !underRace {
		// A quarter more than the watch allows: it ends the process in good order,
		// this stops what is faster than it looks.
		data := uint64(dataBytes() + l.Memory + l.Memory/4)
		_ = unix.Setrlimit(unix.RLIMIT_DATA, &unix.Rlimit{Cur: data, Max: data})
	}
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
	_ = unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0)
	noNewPrivileges()
	watch(l, runtimeBytes)
}

// noNewPrivileges makes set-user-ID programs ordinary ones for all threads.
// With cgo the runtime cannot reach every thread; then this one and those that
// come from it must do.
func noNewPrivileges() {
	_, _, errno := syscall.AllThreadsSyscall(unix.SYS_PRCTL, unix.PR_SET_NO_NEW_PRIVS, 1, 0)
	if errno != 0 {
		_ = unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
	}
}

// dataBytes is the private writable memory in use now (VmData of
// /proc/self/status), or 64 MiB where it cannot be read.
func dataBytes() int64 {
	const assumed = 64 << 20
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return assumed
	}
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(line, "VmData:"); ok {
			kb, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
			if err == nil {
				return kb << 10
			}
		}
	}
	return assumed
}
