package casebook

import (
	"bytes"
	"testing"
)

const goodBook = `{"version":1,"cases":[{"id":"aaaaaaaaaaaaaaaaaaaaaaaaaa","nickname":"comet","kind":"stay",` +
	`"facts":[{"id":"children","value":[{"dob":"2020-01-02","order":1}],"from":"answer"},{"id":"dob","value":"1991-04-17","from":"answer"}],` +
	`"steps":[{"id":"A-24","due":"2027-02-03","on":"2026-11-20"}],"created":"2026-11-23","updated":"2026-11-23","revision":1}]}`

func TestDecode(t *testing.T) {
	if _, err := decode([]byte(goodBook)); err != nil {
		t.Fatal(err)
	}
	with := func(old, fresh string) string {
		return string(bytes.Replace([]byte(goodBook), []byte(old), []byte(fresh), 1))
	}
	for text, want := range map[string]Kind{
		`{"version":1,"cases":[]}`:       "",
		`{"version":1}`:                  Damaged,
		`{"version":1,"cases":null}`:     Damaged,
		`{"version":2,"cases":{}}`:       Newer,
		`{"version":0,"cases":[]}`:       Damaged,
		``:                               Damaged,
		goodBook + " ":                   Damaged,
		with(`"nickname"`, `"Nickname"`): Damaged,
		with(`"nickname":"comet"`, `"nickname":""`):                                   Damaged,
		with(`"revision":1`, `"revision":0`):                                          Damaged,
		with(`"revision":1`, `"revision":1,"a":1`):                                    Damaged,
		with(`"1991-04-17"`, `"1991-02-30"`):                                          Damaged,
		with(`"1991-04-17"`, `"Madoguchi"`):                                           Damaged,
		with(`"1991-04-17"`, `1.5`):                                                   Damaged,
		with(`"1991-04-17"`, `123456`):                                                Damaged,
		with(`"1991-04-17"`, `null`):                                                  Damaged,
		with(`"order":1`, `"order":[]`):                                               Damaged,
		with(`"id":"dob"`, `"id":"children"`):                                         Damaged,
		with(`"due":"2027-02-03"`, `"due":""`):                                        Damaged,
		with(`aaaaaaaaaaaaaaaaaaaaaaaaaa`, `x`):                                       Damaged,
		`{"version":1,"cases":[` + goodBook[23:len(goodBook)-2] + `,` + goodBook[23:]: Damaged,
	} {
		if _, err := decode([]byte(text)); KindOf(err) != want {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

// FuzzDecode: whatever is in the file, it is read and written back byte for byte,
// or is damaged or newer.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{goodBook, `{"version":1,"cases":[]}`, `{"version":2}`, `[]`, ``} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := decode(b)
		if err != nil {
			if k := KindOf(err); k != Damaged && k != Newer {
				t.Errorf("%v", err)
			}
			return
		}
		if again, err := encode(d); err != nil || !bytes.Equal(again, b) {
			t.Errorf("%v\n%s\n%s", err, again, b)
		}
	})
}
