package i18n

import (
	"archive/zip"
	"bytes"
	"testing"
	"testing/fstest"
)

func zipOf(t *testing.T, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, text := range files {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPackedTexts(t *testing.T) {
	c, err := Packed(fstest.MapFS{
		"en.zip": {Data: zipOf(t, map[string]string{"en.json": `{"a": "Yes", "b": "No"}`, "deep/down/en.json": `{"c": "Maybe"}`})},
		"vi.zip": {Data: zipOf(t, map[string]string{"deep/down/vi.json": `{"c": "Có thể"}`, "vi.json": `{"a": "Có"}`, "status/vi.json": `{"a": {"safety": true}, "c": {"stale": true}}`})},
		"xx.zip": {Data: []byte("torn")},
	})
	if err != nil {
		t.Fatal(err)
	}
	vi := c.For("vi")
	for _, x := range []struct {
		id, says, in  string
		stale, unread bool
	}{
		{"a", "Có", "vi", false, true},
		{"b", "No", "en", false, false},
		{"c", "Có thể", "vi", true, false},
	} {
		if got := vi.Text(x.id, nil); got.String != x.says || got.Language != x.in || got.Stale != x.stale || got.Unread() != x.unread {
			t.Errorf("%s: %+v", x.id, got)
		}
	}
	if a := c.Area("vi", "c"); a != "deep/down" {
		t.Errorf("c is in %q", a)
	}
	if got := c.For("xx").Text("a", nil); got.String != "Yes" || got.Language != Source {
		t.Errorf("a torn language: %+v", got)
	}
	if _, err := Packed(fstest.MapFS{"vi.zip": {}}); err == nil {
		t.Error("texts without English are taken")
	}
}
