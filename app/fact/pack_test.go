package fact

import (
	"io/fs"
	"os"
	"reflect"
	"testing"
)

// What was packed comes back as it was, places included.
func TestPackedIsTheSame(t *testing.T) {
	written := os.DirFS("../../assets/rules")
	names, err := fs.Glob(written, "*/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatal(err)
	}
	for _, name := range names {
		b, err := fs.ReadFile(written, name)
		if err != nil {
			t.Fatal(err)
		}
		want, err := Read(name, b)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Read(name, Pack(want))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s comes back otherwise: %v", name, err)
		}
	}
}

// A damaged file is refused and never panics.
func FuzzUnpack(f *testing.F) {
	n, err := Read("x.yaml", []byte("- {id: a, n: 3, t: true, list: [a, b]}"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(Pack(n))
	f.Fuzz(func(t *testing.T, b []byte) {
		n, err := Read("x.yaml", append([]byte(packed), b...))
		if err != nil {
			if _, ok := AsFault(err); !ok {
				t.Errorf("no fault: %v", err)
			}
			return
		}
		if again, err := Read("x.yaml", Pack(n)); err != nil || !reflect.DeepEqual(again, n) {
			t.Error("does not come back")
		}
	})
}
