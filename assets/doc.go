// Package assets holds the files built into the program, one folder by kind,
// each handed out as an fs.FS rooted inside its folder.
//
// It reads and checks none of them; the rooms that use a kind do.
package assets
