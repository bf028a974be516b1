package i18n

import "testing"

func TestToolkitID(t *testing.T) {
	for key, want := range map[string]string{
		"OK": "toolkit.ok", "Show Hidden Files": "toolkit.show_hidden_files", "file.name": "toolkit.file.name",
	} {
		if got := ToolkitID(key); got != want {
			t.Errorf("%s: %s, want %s", key, got, want)
		}
	}
}
