package platform

import "golang.org/x/sys/windows"

// HideTyping makes the console behind fd not show what is typed. restore puts it
// back as it was and may be called more than once.
func HideTyping(fd int) (restore func(), err error) {
	h := windows.Handle(fd)
	var was uint32
	if err := windows.GetConsoleMode(h, &was); err != nil {
		return nil, err
	}
	hidden := was&^windows.ENABLE_ECHO_INPUT | windows.ENABLE_PROCESSED_INPUT | windows.ENABLE_LINE_INPUT
	if err := windows.SetConsoleMode(h, hidden); err != nil {
		return nil, err
	}
	return func() { _ = windows.SetConsoleMode(h, was) }, nil
}
