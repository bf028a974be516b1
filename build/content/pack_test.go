package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// What the program reads is what stands in the folders.
func TestPackedIsUpToDate(t *testing.T) {
	root := filepath.Join("..", "..", "assets")
	want, err := packed(os.DirFS(root))
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(root, filepath.Base(packedFile)))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is older than the rules. Cure: go run ./build/content pack", packedFile)
	}
}

// A file that cannot be read is named with its line.
func TestPackNamesTheFault(t *testing.T) {
	fsys := fstest.MapFS{}
	for _, folder := range packedFolders {
		fsys[folder+"/a.yaml"] = &fstest.MapFile{Data: []byte("- {id: a}\n")}
	}
	fsys["rules/stay/opens.yaml"] = &fstest.MapFile{Data: []byte("question: stay.opens\nkind: &a date\n")}
	if _, err := packed(fsys); err == nil || !strings.Contains(err.Error(), "rules/stay/opens.yaml:2:") {
		t.Errorf("says %v", err)
	}
}
