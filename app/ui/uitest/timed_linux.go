//go:build !ci

package uitest

import "time"

// often is how long a loop that measures waits between two looks at the screen.
const often = 300 * time.Microsecond

// Frame is a copy of the screen's memory at this moment, see [Screen.Frame].
func (p *Program) Frame() []byte { return p.screen.Frame() }

// Timed presses a key and measures until every pixel of the screen is as in a frame,
// and until the window has a title: from before xdotool, which presses it, is started,
// to the first look at which it was so. The news of the title comes through xprop.
func (p *Program) Timed(key string, frame []byte, title string, within time.Duration) (picture, called time.Duration) {
	p.tb.Helper()
	pressed := make(chan error, 1)
	begun := time.Now()
	go func() {
		_, err := p.screen.tool("", "key", "--delay", "0", key)
		pressed <- err
	}()
	for picture == 0 || called == 0 {
		if picture == 0 && p.screen.Shows(frame) {
			picture = time.Since(begun)
		}
		if called == 0 && p.Title() == title {
			called = time.Since(begun)
		}
		if time.Since(begun) > within {
			p.fatal("the frame and the title "+title, within)
		}
		time.Sleep(often)
	}
	if err := <-pressed; err != nil {
		p.tb.Fatal(err)
	}
	return picture, called
}
