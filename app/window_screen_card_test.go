//go:build !ci && linux

package main

import "testing"

// toCard answers the first question and goes to the page about the card.
func (s *sitting) toCard(answer int) {
	s.t.Helper()
	s.choose(answer, "window.home.card")
	s.at("window.card.wait.title")
}

// A card is read with the keyboard alone, through the smart-card service: it is
// seen when it is put in, asked for its PIN, and wiped when it is taken away.
func TestReadACardByKeyboard(t *testing.T) {
	s := sit(t, "en")
	s.toCard(aboutMe)
	waiting := s.Shot()
	c := s.insert("resident")
	s.at("window.card.shown.title")
	s.Key("Return")
	s.at("window.card.pin.title")
	empty := s.Shot()
	s.Type(s.secrets("resident").Input)
	if same(empty, s.Shot()) {
		t.Error("nothing is seen of what was typed")
	}
	s.Key("Return")
	s.at("window.card.read.title")
	c.Remove()
	s.at("window.card.wait.title")
	if same(waiting, s.Shot()) {
		t.Error("it is not said that the card is gone")
	}
	if n := c.card.Seen().Verify; n != 1 {
		t.Errorf("the PIN was sent %d times", n)
	}
	s.Kill()
	s.keepsNothingOf("resident")
}

// A wrong PIN costs one try and is said; typed again, the right one reads.
func TestWrongPINByKeyboard(t *testing.T) {
	s := sit(t, "ja")
	s.toCard(aboutMe)
	c := s.insert("resident")
	s.at("window.card.shown.title")
	s.Key("Return")
	s.at("window.card.pin.title")
	s.Type("0000")
	s.Key("Return")
	s.at("window.card.problem.title")
	if n := c.card.Seen().Verify; n != 1 {
		t.Errorf("the wrong PIN was sent %d times", n)
	}
	s.Key("Return") // type it again
	s.at("window.card.pin.title")
	s.Type(s.secrets("resident").Input)
	s.Key("Return")
	s.at("window.card.read.title")
	s.Key("Escape")
	s.at("window.card.shown.title")
	s.Kill()
	s.keepsNothingOf("resident")
}

// Somebody else's card is read only after its holder said so and has the
// keyboard; a "no" leads back to the card and nothing was sent.
func TestTheHolderIsAskedByKeyboard(t *testing.T) {
	s := sit(t, "en")
	s.toCard(helping)
	c := s.insert("resident")
	s.at("window.card.shown.title")
	s.Key("Return")
	s.at("window.consent.title")
	s.Key("Return") // no
	s.at("window.card.shown.title")
	s.Key("Return")
	s.at("window.consent.title")
	s.Key("Tab", "Return") // yes
	s.at("window.consent.hand")
	s.Key("Return")
	s.at("window.card.pin.title")
	if n := c.card.Seen().Verify; n != 0 {
		t.Errorf("something was sent %d times before the PIN was typed", n)
	}
	s.Type(s.secrets("resident").Input)
	s.Key("Return")
	s.at("window.card.read.title")
	s.Kill()
	s.keepsNothingOf("resident")
}

// Whatever happens to card and service while the page waits, it recovers by
// itself: card pulled and put back, service stopped and started, also with half
// a PIN typed.
func TestTheCardPageRecovers(t *testing.T) {
	s := sit(t, "en")
	s.toCard(aboutMe)
	for range 2 {
		c := s.insert("resident")
		s.at("window.card.shown.title")
		c.Remove()
		s.at("window.card.wait.title")
	}
	c := s.insert("resident")
	s.at("window.card.shown.title")
	s.service.Stop()
	s.at("window.card.wait.title")
	s.service.Start()
	s.at("window.card.shown.title")
	s.Key("Return")
	s.at("window.card.pin.title")
	s.Type(s.secrets("resident").Input[:3])
	s.service.Stop()
	s.at("window.card.wait.title")
	s.service.Start()
	s.at("window.card.shown.title")
	if n := c.card.Seen().Verify; n != 0 {
		t.Errorf("half a PIN was sent %d times", n)
	}
	s.Key("Return")
	s.at("window.card.pin.title")
	s.Type(s.secrets("resident").Input)
	s.Key("Return")
	s.at("window.card.read.title")
	s.service.Stop()
	s.at("window.card.wait.title")
	s.Kill()
	s.keepsNothingOf("resident")
}
