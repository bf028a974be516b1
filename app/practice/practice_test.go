package practice_test

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"path"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"madoguchi/app/practice"
	"madoguchi/assets"
	"madoguchi/card"
	"madoguchi/card/emulator"
)

func today() time.Time { return time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC) }

func load(t *testing.T) *practice.Set {
	t.Helper()
	s, err := practice.Load(assets.Practice())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestEveryPersonHasACardThatAnswers(t *testing.T) {
	s := load(t)
	for _, p := range s.People() {
		sys, err := s.System(p.ID, today())
		if err != nil {
			t.Errorf("%s: %v", p.ID, err)
			continue
		}
		tr, err := sys.Open(t.Context(), practice.Reader, card.Exclusive)
		if err != nil {
			t.Fatal(err)
		}
		got, err := tr.Transmit(t.Context(), []byte("\x00\xA4\x04\x0C\x0A\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01"))
		if err != nil || string(got) != "\x90\x00" {
			t.Errorf("%s: SELECT answers % X, %v", p.ID, got, err)
		}
		if !strings.Contains(p.Name, "PRACTICE") || p.For == "" {
			t.Errorf("%s: name %q, for %q", p.ID, p.Name, p.For)
		}
		if err := tr.Close(card.PowerDown); err != nil {
			t.Error(err)
		}
	}
}

// TestSecretsHaveTheirPublishedNames: other programs read this JSON.
func TestSecretsHaveTheirPublishedNames(t *testing.T) {
	secrets, err := load(t).Secrets("resident", today())
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(secrets)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"auth":"1201","sign":"RENSHU01","input":"1301","printed_b":"60041220361357","card_number":"000000000019"}`
	if string(got) != want {
		t.Errorf("%s, want %s", got, want)
	}
	if _, err := load(t).Secrets("nobody", today()); err == nil {
		t.Error("secrets of nobody")
	}
}

func TestEverybodyIsSomebodyElse(t *testing.T) {
	s := load(t)
	seen := map[string]string{}
	for _, p := range s.People() {
		secrets, err := s.Secrets(p.ID, today())
		if err != nil {
			t.Fatal(err)
		}
		for what, v := range map[string]string{"name": p.Name, "auth": secrets.Auth, "sign": secrets.Sign, "input": secrets.Input, "number": secrets.CardNumber, "b": secrets.PrintedB} {
			if who, twice := seen[v]; twice && v != "" {
				t.Errorf("%s of %s is that of %s", what, p.ID, who)
			}
			seen[v] = p.ID
		}
	}
}

// TestTheStudentsCardEndsInSeventyDays: whatever day it is, so that somebody
// whose stay ends soon can be tried on any.
func TestTheStudentsCardEndsInSeventyDays(t *testing.T) {
	s := load(t)
	for on, want := range map[time.Time]string{
		time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC):  "20270201",
		time.Date(2026, 11, 22, 16, 0, 0, 0, time.UTC): "20270201", // the 23rd in Japan
		time.Date(2031, 3, 1, 3, 0, 0, 0, time.UTC):    "20310510",
	} {
		secrets, err := s.Secrets("student", on)
		if err != nil {
			t.Fatal(err)
		}
		c, err := s.Card("student", on)
		if err != nil {
			t.Fatal(err)
		}
		c.PowerOn()
		c.Process([]byte("\x00\xA4\x04\x0C\x0A\xD3\x92\x10\x00\x31\x00\x01\x01\x04\x02"))
		if got := c.Process(append([]byte("\x00\x20\x00\x92\x0E"), secrets.PrintedB...)); string(got) != "\x90\x00" {
			t.Errorf("%v: number B answers % X", on, got)
		}
		c.Process([]byte("\x00\xA4\x02\x0C\x02\x00\x02"))
		if face := read(c, 0x7FFF); !strings.Contains(face, "\xDF\x29\x08"+want) {
			t.Errorf("%v: the face does not say %s", on, want)
		}
		c.Process([]byte("\x00\xA4\x04\x0C\x0A\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01"))
		c.Process([]byte("\x00\xA4\x02\x0C\x02\x00\x0A"))
		der := read(c, 0x7FFF)
		cert, err := x509.ParseCertificate([]byte(der[:4+int(der[2])<<8+int(der[3])]))
		if err != nil {
			t.Fatal(err)
		}
		if got := cert.NotAfter.In(time.FixedZone("", 9*60*60)).Format("20060102 150405"); got != want+" 235959" {
			t.Errorf("%v: the certificate ends %s", on, got)
		}
	}
}

// read gives what is left of the current file, at most most bytes.
func read(c *emulator.Card, most int) string {
	var b []byte
	for len(b) < most {
		got := c.Process([]byte{0, 0xB0, byte(len(b) >> 8), byte(len(b)), 0})
		if len(got) <= 2 {
			break
		}
		b = append(b, got[:len(got)-2]...)
	}
	return string(b)
}

// TestNoCardSaysANationality: neither is it on a My Number Card, nor does a
// practice person need a word for having none.
func TestNoCardSaysANationality(t *testing.T) {
	names, err := fs.Glob(assets.Practice(), "people/*.json")
	if err != nil || len(names) == 0 {
		t.Fatal(err)
	}
	for _, name := range names {
		b, err := fs.ReadFile(assets.Practice(), name)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"stateless", "nationality", "無国籍", "国籍"} {
			if strings.Contains(strings.ToLower(name+string(b)), word) {
				t.Errorf("%s says %s", name, word)
			}
		}
	}
}

func TestBrokenDataIsRefused(t *testing.T) {
	good, err := fs.ReadFile(assets.Practice(), "people/resident.json")
	if err != nil {
		t.Fatal(err)
	}
	for what, files := range map[string]fstest.MapFS{
		"nobody":        {},
		"another name":  {"people/other.json": {Data: good}},
		"unknown field": {"people/resident.json": {Data: []byte(`{"id":"resident","nickname":"x"}`)}},
		"no end":        {"people/resident.json": {Data: []byte(strings.Replace(string(good), `"2036-04-12"`, `""`, 1))}},
		"two ends":      {"people/resident.json": {Data: []byte(strings.Replace(string(good), `"card_expires"`, `"card_expires_in_days": 70, "card_expires"`, 1))}},
		"no JSON":       {"people/resident.json": {Data: good[:40]}},
	} {
		if _, err := practice.Load(files); err == nil {
			t.Errorf("%s: loaded", what)
		}
	}
	for what, key := range map[string]string{"no key": "", "no PEM": "x", "broken": "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"} {
		files := fstest.MapFS{"people/resident.json": {Data: good}}
		if key != "" {
			for _, k := range []string{"sign_ca", "auth_ca", "face_root", "face_issuer"} {
				files["keys/"+k+".pem"] = &fstest.MapFile{Data: []byte(key)}
			}
		}
		s, err := practice.Load(files)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Card("resident", today()); err == nil {
			t.Errorf("%s: a card was made", what)
		}
	}
}

// FuzzLoad reads any file as a person and makes the card if that succeeds.
func FuzzLoad(f *testing.F) {
	people, err := fs.Glob(assets.Practice(), "people/*.json")
	if err != nil || len(people) == 0 {
		f.Fatal(err)
	}
	for _, p := range people {
		b, err := fs.ReadFile(assets.Practice(), p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add([]byte(strings.Replace(string(b), strings.TrimSuffix(path.Base(p), ".json"), "resident", 1)))
	}
	keys := fstest.MapFS{}
	for _, k := range []string{"sign_ca", "auth_ca", "face_root", "face_issuer", "resident_sign", "resident_auth", "resident_card"} {
		b, err := fs.ReadFile(assets.Practice(), "keys/"+k+".pem")
		if err != nil {
			f.Fatal(err)
		}
		keys["keys/"+k+".pem"] = &fstest.MapFile{Data: b}
	}
	f.Fuzz(func(t *testing.T, person []byte) {
		files := maps.Clone(keys)
		files["people/resident.json"] = &fstest.MapFile{Data: person}
		s, err := practice.Load(files)
		if err != nil {
			return
		}
		c, err := s.Card("resident", today())
		if err != nil {
			return
		}
		c.PowerOn()
		if got := c.Process([]byte("\x00\xA4\x04\x0C\x0A\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01")); string(got) != "\x90\x00" {
			t.Errorf("SELECT answers % X", got)
		}
		if got := c.Process([]byte("\x00\xB0\x8A\x00\x00")); len(got) != 258 && string(got) != "\x69\x82" {
			t.Errorf("READ BINARY answers % X", got)
		}
	})
}

func TestUnknownPersonListsTheKnown(t *testing.T) {
	_, err := load(t).Card("nobody", today())
	unknown, ok := errors.AsType[*practice.UnknownPerson](err)
	if !ok {
		t.Fatalf("error is %v", err)
	}
	for _, id := range []string{"resident", "locked", "expired", "child"} {
		if !strings.Contains(err.Error(), id) || !strings.Contains(strings.Join(unknown.Known, " "), id) {
			t.Errorf("%q is not named in %q", id, err)
		}
	}
}

func TestInsertWithoutAVirtualReaderSaysNoService(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	err := load(t).Insert(ctx, "resident", "127.0.0.1:1", today())
	if !card.Is(err, card.NoService) {
		t.Errorf("error is %v", err)
	}
}

// TestEverybodyHasAPhoto reads it as a card reader would, from the offset table
// on.
func TestEverybodyHasAPhoto(t *testing.T) {
	s := load(t)
	secrets, err := s.Secrets("resident", today())
	if err != nil {
		t.Fatal(err)
	}
	c, err := s.Card("resident", today())
	if err != nil {
		t.Fatal(err)
	}
	c.PowerOn()
	c.Process([]byte("\x00\xA4\x04\x0C\x0A\xD3\x92\x10\x00\x31\x00\x01\x01\x04\x02"))
	c.Process(append([]byte("\x00\x20\x00\x92\x0E"), secrets.PrintedB...))
	c.Process([]byte("\x00\xA4\x02\x0C\x02\x00\x02"))
	table := c.Process([]byte("\x00\xB0\x00\x08\x12"))
	if len(table) != 20 {
		t.Fatalf("offset table % X", table)
	}
	got := c.Process([]byte{0, 0xB0, table[10], table[11], 0x14})
	if !strings.HasPrefix(string(got), "\xDF\x27\x82") || !strings.Contains(string(got), "\x00\x00\x00\x0CjP  \r\n\x87\n") {
		t.Errorf("photo begins % X", got)
	}
}
