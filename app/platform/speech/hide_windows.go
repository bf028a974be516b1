package speech

import (
	"os/exec"
	"syscall"
)

// hide opens no console for the program.
func hide(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{HideWindow: true} }
