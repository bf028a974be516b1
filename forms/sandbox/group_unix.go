//go:build !windows

package sandbox

import (
	"os"
	"os/exec"
	"syscall"
)

// environment is what a helper needs to be loaded and no more.
func environment() []string {
	env := always()
	for _, name := range []string{"LD_LIBRARY_PATH"} {
		if v, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+v)
		}
	}
	return env
}

func ownGroup(cmd *exec.Cmd) {
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
}

func killGroup(p *os.Process) error {
	if err := syscall.Kill(-p.Pid, syscall.SIGKILL); err != nil {
		return os.ErrProcessDone
	}
	return nil
}
