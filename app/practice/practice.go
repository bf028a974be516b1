// Package practice offers made-up people with software My Number Cards: to try
// the program, to teach with it and to test it. It reads the people and their
// keys from data and makes their cards; it reads no real card and asks nobody
// anything.
package practice

import (
	"context"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"madoguchi/card"
	"madoguchi/card/emulator"
	"madoguchi/card/emulator/vpcd"
)

// Reader is the name of the reader a practice card lies on.
const Reader = "Practice 練習"

// VirtualReader is where the first virtual reader of this computer listens with
// its driver's default configuration, for Insert.
const VirtualReader = vpcd.Address

// Person is a made-up person as a list shows it.
type Person struct {
	// ID names the person on the command line.
	ID string
	// Name is the name on the card.
	Name string
	// For says in one English sentence what the card is good for.
	For string
}

// Secrets are the secrets of a practice card; as JSON they have the names
// auth, sign, input, printed_b and card_number. A phone has only the first two.
type Secrets = emulator.Secrets

// UnknownPerson is the error for an id nobody has.
type UnknownPerson struct {
	ID    string
	Known []string
}

func (u *UnknownPerson) Error() string {
	return fmt.Sprintf("no practice person %q; there are: %s", u.ID, strings.Join(u.Known, ", "))
}

// Set is the people of one data folder.
type Set struct {
	fsys   fs.FS
	people []entry
}

// entry is one file of people.
type entry struct {
	Order int    `json:"order"`
	For   string `json:"for"`
	// ExpiresInDays stands instead of card_expires where the card ends so many
	// days after the day it is made on, as of somebody whose stay ends soon
	// whenever the program is tried. printed_b then has YYYY for the year.
	ExpiresInDays int `json:"card_expires_in_days"`
	emulator.Person
}

// year stands in printed_b for that of a card's end which the day decides.
const year = "YYYY"

// on is the person on a day in Japan.
func (e entry) on(day time.Time) entry {
	if e.ExpiresInDays > 0 {
		end := day.In(time.FixedZone("UTC+9", 9*60*60)).AddDate(0, 0, e.ExpiresInDays)
		e.CardExpires = end.Format(time.DateOnly)
		e.Secrets.PrintedB = strings.Replace(e.Secrets.PrintedB, year, end.Format("2006"), 1)
	}
	return e
}

// Load reads people/*.json and photo.jp2, which may be missing, from fsys; keys
// are read when a card is made. It fails if a file has a field it does not know,
// says when the card ends both ways or neither, or is not named after the id in it.
func Load(fsys fs.FS) (*Set, error) {
	files, err := fs.Glob(fsys, "people/*.json")
	if err != nil {
		return nil, err
	}
	photo, err := fs.ReadFile(fsys, "photo.jp2")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	s := &Set{fsys: fsys}
	for _, f := range files {
		e, err := readPerson(fsys, f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f, err)
		}
		e.Photo = photo
		s.people = append(s.people, e)
	}
	if len(s.people) == 0 {
		return nil, errors.New("no practice people in this folder")
	}
	slices.SortStableFunc(s.people, func(a, b entry) int { return a.Order - b.Order })
	return s, nil
}

// People lists the people in the order of the data.
func (s *Set) People() []Person {
	list := make([]Person, 0, len(s.people))
	for _, e := range s.people {
		list = append(list, Person{ID: e.ID, Name: e.Name, For: e.For})
	}
	return list
}

// Secrets returns the secrets of the card a person has on a day in Japan, or
// *UnknownPerson. Only printed_b of some depends on the day.
func (s *Set) Secrets(id string, on time.Time) (Secrets, error) {
	e, err := s.find(id, on)
	return e.Secrets, err
}

// Card makes the person's card as it is on a day in Japan, without power. The
// error is *UnknownPerson for an id nobody has.
func (s *Set) Card(id string, on time.Time) (*emulator.Card, error) {
	img, err := s.Image(id, on)
	if err != nil {
		return nil, err
	}
	return emulator.New(img), nil
}

// Image is what Card makes a card of; one image may serve many fresh cards.
func (s *Set) Image(id string, on time.Time) (*emulator.Image, error) {
	e, err := s.find(id, on)
	if err != nil {
		return nil, err
	}
	a, err := s.Authority()
	if err != nil {
		return nil, err
	}
	k, err := s.keys(e)
	if err != nil {
		return nil, err
	}
	return emulator.Mint(e.Person, k, a, on)
}

// System is a smart-card service in process with one reader, Reader, on which
// the person's card lies.
func (s *Set) System(id string, on time.Time) (card.System, error) {
	c, err := s.Card(id, on)
	if err != nil {
		return nil, err
	}
	sys := emulator.NewSystem(Reader)
	if err := sys.Insert(Reader, c); err != nil {
		return nil, err
	}
	return sys, nil
}

// Insert puts the person's card into the virtual reader that listens at addr
// ("host:port") until ctx ends. It fails with kind NoService when none listens
// there.
func (s *Set) Insert(ctx context.Context, id, addr string, on time.Time) error {
	c, err := s.Card(id, on)
	if err != nil {
		return err
	}
	return vpcd.Serve(ctx, addr, c)
}

// Authority is what issues the practice cards.
func (s *Set) Authority() (emulator.Authority, error) {
	var a emulator.Authority
	err := s.load(map[string]**rsa.PrivateKey{
		"sign_ca": &a.SignCA, "auth_ca": &a.AuthCA,
		"face_root": &a.FaceRoot, "face_issuer": &a.FaceIssuer,
	})
	return a, err
}

// keys reads the keys a person's card has.
func (s *Set) keys(e entry) (emulator.Keys, error) {
	var k emulator.Keys
	need := map[string]**rsa.PrivateKey{e.ID + "_auth": &k.Auth}
	if !e.NoSignatureCertificate {
		need[e.ID+"_sign"] = &k.Sign
	}
	if e.Token == "" || e.Token == emulator.Plastic {
		need[e.ID+"_card"] = &k.Card
	}
	return k, s.load(need)
}

func (s *Set) load(need map[string]**rsa.PrivateKey) error {
	for name, to := range need {
		k, err := readKey(s.fsys, path.Join("keys", name+".pem"))
		if err != nil {
			return err
		}
		*to = k
	}
	return nil
}

// find is a person on a day.
func (s *Set) find(id string, on time.Time) (entry, error) {
	known := make([]string, 0, len(s.people))
	for _, e := range s.people {
		if e.ID == id {
			return e.on(on), nil
		}
		known = append(known, e.ID)
	}
	return entry{}, &UnknownPerson{ID: id, Known: known}
}

func readPerson(fsys fs.FS, name string) (entry, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return entry{}, err
	}
	defer f.Close()
	d := json.NewDecoder(f)
	d.DisallowUnknownFields()
	var e entry
	if err := d.Decode(&e); err != nil {
		return e, err
	}
	if e.ID+".json" != path.Base(name) {
		return e, errors.New("the file is not named after the id in it")
	}
	if (e.CardExpires == "") == (e.ExpiresInDays <= 0) {
		return e, errors.New("write card_expires, or card_expires_in_days of one day or more")
	}
	return e, nil
}

func readKey(fsys fs.FS, name string) (*rsa.PrivateKey, error) {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(b)
	if block == nil {
		return nil, fmt.Errorf("%s: no PEM block", name)
	}
	k, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	r, ok := k.(*rsa.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("%s: not an RSA key", name)
	}
	return r, nil
}
