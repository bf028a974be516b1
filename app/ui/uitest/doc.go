// Package uitest drives the program as a person at the screen would: in a real
// window, with a real keyboard, looking at real pixels.
//
// A [Screen] is an X server of its own without a window manager. A [Program] is
// a process on it with a [Home] of its own: nothing of the computer's user, of
// his desktop or, unless asked for, of his fonts reaches it. What it says about
// itself is read where everybody can read it: the title of its window, the
// picture on the screen, its files, its talk on stderr.
//
// It knows no page and no toolkit, and it looks at no pixel's meaning. Waiting
// is always for a condition with a deadline; a test that waits in vain fails
// with the titles seen and what the program said. It works on Linux; where the
// tag ci is set only the parts that need no screen are built.
package uitest
