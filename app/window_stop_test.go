//go:build !ci && linux

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"madoguchi/app/cardsession"
	"madoguchi/build/bench/bulkpdf"
)

// answersWithin is how long the window may take to be rid of what was stopped.
const answersWithin = 200 * time.Millisecond

// A large paper can be stopped while it is copied, while the signed file is
// checked and while a signed paper is checked on its own page, and nothing is left.
func TestLargePaperCanBeStoppedInTheWindow(t *testing.T) {
	d := openSignDesk(t, cardsession.ModeSelf, "resident", quick)
	if err := os.Remove(d.paper); err != nil {
		t.Fatal(err)
	}
	if err := (bulkpdf.Spec{Size: largeFile, Shape: bulkpdf.FewStreams}).Create(d.paper); err != nil {
		t.Fatal(err)
	}
	st, err := os.Stat(d.paper)
	if err != nil {
		t.Fatal(err)
	}
	stop := func(what, title string) {
		t.Helper()
		start := time.Now()
		d.Press("window.kit_blocks.cancel")
		d.UntilTitle(title)
		took := time.Since(start)
		t.Logf("%s: stopped after %v", what, took)
		if took > answersWithin {
			t.Errorf("%s: stopped only after %v", what, took)
		}
		d.nothing()
		if n := bytesOpen(os.Getpid(), d.folder); n > st.Size() {
			t.Errorf("%s: %d bytes are still open", what, n)
		}
	}
	d.toCard()
	d.UntilTitle("Getting the copy ready")
	d.Until("some of it is copied", func() bool { return bytesOpen(os.Getpid(), d.folder) > st.Size()+begun })
	stop("while it is copied", disclosesTitle)

	d.Key("Return")
	d.UntilTitle(movedTitle)
	d.Press("window.sign.moved.no")
	d.UntilTitle(passwordTitle)
	d.Type(d.password())
	d.Key("Return")
	d.UntilSays("Checking the signed file")
	stop("while it is checked", disclosesTitle)
	d.says("Nothing was signed")

	d.Key("Return")
	d.finish()
	d.again()
	d.Home()
	d.Press("window.home.check")
	d.UntilTitle("Check a signed paper")
	d.Drop([]string{filepath.Join(d.folder, d.files()[0])})
	d.UntilSays("%")
	start := time.Now()
	d.Press("window.kit_blocks.cancel")
	d.UntilSays("The check was not finished")
	if took := time.Since(start); took > answersWithin {
		t.Errorf("the check: stopped only after %v", took)
	} else {
		t.Logf("the check: stopped after %v", took)
	}
	if strings.Contains(d.Says(), "unchanged since") {
		t.Error("a verdict is shown")
	}
}

// begun is how much is copied when it is stopped.
const begun = 8 << 20
