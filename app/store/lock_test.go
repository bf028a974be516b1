package store

import (
	"errors"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"madoguchi/app/platform"
)

// TestLockWhoseFileIsTakenAway: who has the lock takes its file away again and
// again, as Forget does in the end; there is never more than one who has it.
func TestLockWhoseFileIsTakenAway(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Log("an open file cannot be removed there")
		return
	}
	name := placeOf(t.TempDir(), storeName, platform.Files{}).lockPath()
	var inside, most atomic.Int32
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for had := 0; had < 500; {
				f, err := hold(name, true)
				if errors.Is(err, errHeld) {
					runtime.Gosched()
					continue
				}
				if err != nil {
					t.Error(err)
					return
				}
				had++
				if n := inside.Add(1); n > most.Load() {
					most.Store(n)
				}
				runtime.Gosched()
				inside.Add(-1)
				_ = os.Remove(name) // the last thing, as in tidy
				_ = f.Close()
			}
		})
	}
	all.Wait()
	if n := most.Load(); n != 1 {
		t.Errorf("%d had the lock at the same time", n)
	}
}
