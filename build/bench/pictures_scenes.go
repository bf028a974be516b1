//go:build !ci && linux

package main

import (
	"fmt"
	"slices"
	"strings"
)

// scene is a page in a state that a person can meet: how the window is opened and
// which keys are pressed then.
type scene struct {
	name string
	args []string
	// keys are X names of keys; what begins with "=" is typed.
	keys []string
}

// remembering switches memory on, from the first answer of its page.
var remembering = []string{"Tab", "Tab", "Return", "=only a picture", "Tab", "=only a picture", "Return"}

// scenes are in the order in which a person meets them.
func scenes() []scene {
	self := func(name, start string, keys ...string) scene {
		return scene{name, []string{"--mode", "self", "--start", start}, keys}
	}
	practice := func(name, start string, keys ...string) scene {
		s := self(name, start, keys...)
		s.args = append(s.args, "--card", "practice")
		return s
	}
	return []scene{
		{name: "first"},
		{"first-practice", []string{"--card", "practice"}, nil},
		{"first-help", nil, []string{"F1"}},
		{"home", []string{"--mode", "self"}, nil},
		{"home-practice", []string{"--mode", "self", "--card", "practice"}, nil},
		{"home-helper", []string{"--mode", "helper"}, nil},
		{"home-counter", []string{"--mode", "counter"}, nil},
		self("help", "help"),
		self("language", "language"),
		self("settings", "settings"),
		self("practice", "practice"),
		practice("practice-chosen", "practice"),
		self("problems", "problems"),
		self("problems-found", "problems", "=pin"),
		self("problems-none", "problems", "=qqq"),
		practice("doctor", "doctor"),
		self("network", "network"),
		self("about", "about"),
		self("about-licence", "about", "Return"),
		self("remember", "remember"),
		self("remember-passphrase", "remember", "Tab", "Tab", "Return"),
		self("remember-nokeyring", "remember", "Tab", "Return"),
		self("remember-on", "remember", remembering...),
		self("remember-sure", "remember", slices.Concat(remembering, []string{"shift+Tab", "Return"})...),
		{"remember-helper", []string{"--mode", "helper", "--start", "remember"}, nil},
		practice("card", "card"),
		practice("sign", "sign"),
		practice("check", "check"),
	}
}

// choose keeps the scenes of those names; a name stands for all that begin with
// it and a hyphen, too.
func choose(all []scene, names []string) ([]scene, error) {
	if len(names) == 0 {
		return all, nil
	}
	var out []scene
	for _, n := range names {
		before := len(out)
		for _, s := range all {
			if s.name == n || strings.HasPrefix(s.name, n+"-") {
				out = append(out, s)
			}
		}
		if len(out) == before {
			return nil, fmt.Errorf("no page is called %q", n)
		}
	}
	return out, nil
}

// look is how the window looks in a picture.
type look struct {
	lang, second, colours string
	percent               int
	width, height         int
}

func (l look) String() string {
	lang := l.lang
	if l.second != "" {
		lang += "+" + l.second
	}
	return fmt.Sprintf("%s_%s_%d_%dx%d", lang, l.colours, l.percent, l.width, l.height)
}

// args are those of the command line.
func (l look) args() []string {
	out := []string{"--colours", l.colours, "--text-size", fmt.Sprint(l.percent)}
	if l.second != "" {
		out = append(out, "--second", l.second)
	}
	return out
}

// looks are those that a page is shown in: every colour, size of text and size of
// window at least once in every language, or with all every one with every other.
func looks(langs, colours []string, percents []int, windows [][2]int, second [2]string, all bool) []look {
	var out []look
	usual := []look{
		{colours: "light", percent: 100, width: 1280, height: 800},
		{colours: "light", percent: 200, width: 960, height: 600},
		{colours: "dark", percent: 100, width: 960, height: 600},
		{colours: "contrast", percent: 200, width: 1280, height: 800},
	}
	for _, lang := range langs {
		for _, c := range colours {
			for _, p := range percents {
				for _, w := range windows {
					l := look{colours: c, percent: p, width: w[0], height: w[1]}
					if all || slices.Contains(usual, l) {
						l.lang = lang
						out = append(out, l)
					}
				}
			}
		}
	}
	if second[0] != "" {
		for _, l := range usual[:2] {
			l.lang, l.second = second[0], second[1]
			out = append(out, l)
		}
	}
	return out
}
