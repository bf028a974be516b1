//go:build !windows && !darwin

package platform

import (
	"errors"
	"io/fs"
	"testing"
)

func TestUserFolders(t *testing.T) {
	const home = "/home/hanako"
	usual := Folders{home + "/.config/madoguchi", home + "/.local/state/madoguchi", home + "/Documents"}
	for _, test := range []struct {
		name string
		env  map[string]string
		dirs string // content of user-dirs.dirs, "" for none
		want Folders
	}{
		{"usual", nil, "", usual},
		{"xdg", map[string]string{"XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "/s"}, "", Folders{"/c/madoguchi", "/s/madoguchi", home + "/Documents"}},
		{"relative is ignored", map[string]string{"XDG_CONFIG_HOME": "c", "XDG_STATE_HOME": "./s"}, "", usual},
		{"japanese desktop", nil, "# comment\nXDG_DESKTOP_DIR=\"$HOME/デスクトップ\"\nXDG_DOCUMENTS_DIR=\"$HOME/ドキュメント\"\n", Folders{usual.Config, usual.State, home + "/ドキュメント"}},
		{"absolute", nil, `XDG_DOCUMENTS_DIR="/data/my \"papers\""`, Folders{usual.Config, usual.State, `/data/my "papers"`}},
		{"none is home", nil, `XDG_DOCUMENTS_DIR="$HOME/"`, Folders{usual.Config, usual.State, home}},
		{"relative documents", nil, `XDG_DOCUMENTS_DIR="papers"`, usual},
		{"other variable", nil, `XDG_DOCUMENTS_DIR="$HOMER/papers"`, usual},
		{"not quoted", nil, `XDG_DOCUMENTS_DIR=$HOME/papers`, usual},
	} {
		env := func(name string) string {
			if name == "HOME" {
				return home
			}
			return test.env[name]
		}
		read := func(name string) ([]byte, error) {
			if test.dirs == "" || name != home+"/.config/user-dirs.dirs" {
				return nil, fs.ErrNotExist
			}
			return []byte(test.dirs), nil
		}
		if got, err := userFolders(env, read); err != nil || got != test.want {
			t.Errorf("%s:\n got %+v, %v\nwant %+v", test.name, got, err, test.want)
		}
	}
	none := func(string) string { return "" }
	if _, err := userFolders(none, nil); !errors.Is(err, ErrNoHome) {
		t.Errorf("without HOME: %v", err)
	}
}
