package kit

import "fyne.io/fyne/v2"

// Screen is what stands in the window: the content of one step of one page.
type Screen struct {
	// Title is its heading and, with the program's name, the window's title.
	Title Msg
	// Step says where in a row of steps it stands; may be empty.
	Step Msg
	// Help is what F1 tells about it; may be empty.
	Help Msg
	// Body stands below the heading.
	Body []Box
	// Primary is the action that Enter does; nil where there is no one such.
	Primary *Action
	// Others stand beside Primary.
	Others []Action
	// First is what has the keyboard when the screen appears; nil: the first that
	// can have it.
	First fyne.Focusable
	// Tells: the screen only tells something; Primary has the keyboard when it
	// appears, whatever else can have it.
	Tells bool
	// Practice: what stands there was made with a practice card, which may be gone.
	Practice bool
	// Bare: the body stands alone; the heading is in the window's title only.
	Bare bool
	// Wide lets the body have all of the window's width.
	Wide bool
}
