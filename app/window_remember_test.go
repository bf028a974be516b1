package main

import (
	"context"
	"strings"
	"testing"

	"madoguchi/app/store"
	"madoguchi/app/ui"
	"madoguchi/app/ui/page"
	"madoguchi/app/ui/page/first"
	"madoguchi/app/ui/pagetest"
	"madoguchi/assets"
)

// deskWithStore opens the window on a computer without a keyring, with a config
// folder of its own.
func deskWithStore(t *testing.T, config string) *pagetest.Desk {
	t.Helper()
	w, err := wiring()
	if err != nil {
		t.Fatal(err)
	}
	w.Store = func(aboutMe bool) (*store.Store, error) {
		return store.New(store.Options{Config: config, AboutMe: aboutMe, Factor: 10}), nil
	}
	return pagetest.Open(t, ui.Options{Jobs: w, Fonts: assets.Fonts(), Icons: assets.Icons(), Language: "en"},
		func(h page.Host) page.Page { return first.New(h) })
}

// settingsRemember goes from the first question to "Remember on this computer".
func settingsRemember(d *pagetest.Desk) {
	d.Press("window.first.self")
	d.Press("window.settings")
	d.Press("window.settings.remember")
	d.UntilTitle("Remember on this computer")
}

func TestRememberedWithAPassphrase(t *testing.T) {
	config := t.TempDir()
	d := deskWithStore(t, config)
	settingsRemember(d)
	d.UntilSays("Now: off")
	d.Press("window.remember.on")
	d.UntilSays("This computer has no keyring")
	d.Press("window.remember.by_passphrase")
	d.Type("four words of mine")
	d.Key("Tab")
	d.Type("four words of time")
	d.Key("Return")
	d.UntilSays("The two are not the same")
	d.Type("four words of mine")
	d.Key("Return")
	d.UntilSays("Now: on")
	if strings.Contains(d.Says(), "four") {
		t.Error("the passphrase stands on the screen")
	}
	d.SetLanguages("ja", "")
	d.UntilTitle("このパソコンに記憶する")
	s := store.New(store.Options{Config: config, AboutMe: true, Factor: 10})
	defer s.Close()
	if err := s.UsePassphrase([]byte("four words of mine")); err != nil {
		t.Fatal(err)
	}
	d.Until("the language is remembered", func() bool {
		doc, err := s.Load(context.Background())
		return err == nil && doc.Language == "ja"
	})

	again := deskWithStore(t, config)
	settingsRemember(again)
	again.UntilSays("locked with your passphrase")
	again.Press("window.remember.open")
	again.Type("wrong words")
	again.Key("Return")
	again.UntilSays("does not open what is remembered")
	again.Press("window.remember.retype")
	again.Type("four words of mine")
	again.Key("Return")
	again.UntilTitle("このパソコンに記憶する")

	again.Press("window.remember.forget")
	again.Press("window.remember.sure.yes")
	again.UntilSays("削除しました")
	if st, err := s.State(); err != nil || st != store.IsOff {
		t.Errorf("after forgetting: %v %v", st, err)
	}
}

func TestNothingIsRememberedOfSomebodyElse(t *testing.T) {
	d := deskWithStore(t, t.TempDir())
	d.Press("window.first.helper")
	d.Press("window.settings")
	d.Press("window.settings.remember")
	d.UntilSays("Nothing of the person you help")
	if d.Find("window.remember.on") != nil {
		t.Error("remembering is offered for somebody else")
	}
}
