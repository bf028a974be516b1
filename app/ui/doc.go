// Package ui is the window: which page stands in it, the frame around every page,
// and the one place where work done elsewhere comes back to the screen.
//
// It knows no card and no PDF: pages call the use cases they are handed.
package ui

import _ "fyne.io/fyne/v2" // pinned before the first page needs it
