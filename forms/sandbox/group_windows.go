package sandbox

import (
	"os"
	"os/exec"

	"golang.org/x/sys/windows"
)

// environment is what a helper needs to be loaded and no more: without
// SystemRoot Windows finds no source of randomness.
func environment() []string {
	env := always()
	for _, name := range []string{"SystemRoot"} {
		if v, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+v)
		}
	}
	return env
}

func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &windows.SysProcAttr{
		HideWindow:    true,
		CreationFlags: windows.CREATE_NEW_PROCESS_GROUP | windows.CREATE_NO_WINDOW,
	}
}

func killGroup(p *os.Process) error { return p.Kill() }
