//go:build !ci && linux

package main

import (
	"bytes"
	"image"
	"os"
	"testing"
)

// Who has only a keyboard comes everywhere and back.
func TestWalkByKeyboard(t *testing.T) {
	s := sit(t, "en")
	s.at("window.first.title")
	s.Key("F1")
	s.at("window.help")
	s.Key("Escape")
	s.at("window.first.title")
	s.Key("Tab", "Return") // I am helping someone
	s.at("window.home.title")
	s.Key("Escape")
	s.at("window.first.title")
	one := s.Shot()
	s.Key("F2") // a second language beside the first
	if same(one, s.Shot()) {
		t.Error("no second language is seen")
	}
	s.Key("F3") // and the two change places
	s.words = s.words.In("ja")
	s.at("window.first.title")
	s.Key("F2")
	before := s.Shot()
	s.Key("ctrl+equal")
	if same(before, s.Shot()) {
		t.Error("text does not get larger")
	}
	s.Key("ctrl+0")
	if !same(before, s.Shot()) {
		t.Error("text does not come back to its size")
	}
}

// The window is closed by a signal as by hand: with success, and nothing of it is
// left behind.
func TestWindowIsClosedBySignal(t *testing.T) {
	s := sit(t, "en")
	s.at("window.first.title")
	s.Signal(os.Interrupt)
	if got := s.Wait(soon); got != 0 && got != 130 {
		t.Errorf("exit status %d:\n%s", got, s.Stderr())
	}
}

func same(a, b image.Image) bool {
	x, ok := a.(*image.RGBA)
	y, ok2 := b.(*image.RGBA)
	if !ok || !ok2 || x.Bounds() != y.Bounds() {
		return false
	}
	for line := x.Bounds().Min.Y; line < x.Bounds().Max.Y; line++ {
		i, j, n := x.PixOffset(x.Bounds().Min.X, line), y.PixOffset(y.Bounds().Min.X, line), 4*x.Bounds().Dx()
		if !bytes.Equal(x.Pix[i:i+n], y.Pix[j:j+n]) {
			return false
		}
	}
	return true
}
