package emulator_test

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"madoguchi/card/emulator"
)

// transcript is one conversation as testdata/transcripts/README.md describes.
type transcript struct {
	Card  string `json:"card"`
	About string `json:"about"`
	Steps []step `json:"steps"`
}

type step struct {
	Note       string  `json:"note"`
	Source     string  `json:"source"`
	Confidence string  `json:"confidence"`
	Power      string  `json:"power"`
	Command    string  `json:"command"`
	Verify     *secret `json:"verify"`
	Change     *secret `json:"change"`
	Expect     expect  `json:"expect"`
}

type secret struct{ P2, Secret string }

type expect struct {
	SW          oneOrMany  `json:"sw"`
	SWNot       oneOrMany  `json:"sw_not"`
	Length      *int       `json:"length"`
	Min         *int       `json:"min"`
	Data        *string    `json:"data"`
	Prefix      string     `json:"prefix"`
	NotPrefix   string     `json:"not_prefix"`
	Pattern     string     `json:"pattern"`
	Save        string     `json:"save"`
	SameAs      string     `json:"same_as"`
	DiffersFrom string     `json:"differs_from"`
	Signature   *signature `json:"signature"`
	Offsets     *struct {
		Table   string   `json:"table"`
		Objects []string `json:"objects"`
	} `json:"offsets"`
}

type signature struct{ Key, Scheme, Of string }

// oneOrMany is a status word pattern or a list of them.
type oneOrMany []string

func (o *oneOrMany) UnmarshalJSON(b []byte) error {
	if bytes.HasPrefix(b, []byte("[")) {
		return json.Unmarshal(b, (*[]string)(o))
	}
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	*o = oneOrMany{s}
	return nil
}

// TestTranscripts replays conversations that were written from reports about
// real cards, without sight of this emulator.
func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob("testdata/transcripts/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".json"), func(t *testing.T) { replayFile(t, f) })
	}
}

func replayFile(t *testing.T, file string) {
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	var tr transcript
	if err := d.Decode(&tr); err != nil {
		t.Fatal(err)
	}
	who := map[string]string{"full": "resident", "sign_blocked": "locked", "child": "child"}[tr.Card]
	p := person(t, who)
	if tr.Card == "sign_blocked" {
		p.Tries.Auth = nil
	}
	r := replay{T: t, card: emulator.New(mint(t, p)), person: p, saved: map[string][]byte{}}
	if len(tr.Steps) == 0 {
		t.Fatal("no steps")
	}
	for i, s := range tr.Steps {
		r.step(i, s)
	}
}

type replay struct {
	*testing.T
	card   *emulator.Card
	person emulator.Person
	saved  map[string][]byte
}

func (r *replay) step(i int, s step) {
	if s.Power != "" {
		switch s.Power {
		case "on":
			r.card.PowerOn()
		case "off":
			r.card.PowerOff()
		case "reset":
			r.card.Reset()
		default:
			r.Fatalf("power %q", s.Power)
		}
		return
	}
	response := r.card.Process(r.command(s))
	n := len(response) - 2
	problem := r.judge(s.Expect, response[:n], binary.BigEndian.Uint16(response[n:]))
	if problem != "" {
		r.Errorf("step %d [%s] %s: %s: %s", i, s.Confidence, s.Note, s.Command, problem)
	}
}

func (r *replay) command(s step) []byte {
	switch {
	case s.Verify != nil:
		return r.withSecret("002000", s.Verify)
	case s.Change != nil:
		return r.withSecret("002401", s.Change)
	}
	b, err := hex.DecodeString(s.Command)
	if err != nil {
		r.Fatal(err)
	}
	return b
}

func (r *replay) withSecret(head string, s *secret) []byte {
	secrets := r.person.Secrets
	v := s.Secret
	for k, to := range map[string]string{
		"{auth}": secrets.Auth, "{sign}": secrets.Sign, "{input}": secrets.Input,
		"{wrong4}": "9988", "{wrongpw}": "WRONG99", "{number_a}": secrets.CardNumber,
		"{number_b}": secrets.PrintedB, "{wrong_b}": "99999999999999",
	} {
		v = strings.ReplaceAll(v, k, to)
	}
	if strings.Contains(v, "{") {
		r.Fatalf("placeholder %s", v)
	}
	b, err := hex.DecodeString(head + s.P2 + fmt.Sprintf("%02X", len(v)))
	if err != nil {
		r.Fatal(err)
	}
	return append(b, v...)
}

// judge returns what does not hold, or nothing.
func (r *replay) judge(e expect, data []byte, sw uint16) string {
	word, text := fmt.Sprintf("%04X", sw), fmt.Sprintf("%X", data)
	like := func(p string) bool {
		return regexp.MustCompile("^" + strings.ReplaceAll(p, "x", ".") + "$").MatchString(word)
	}
	switch {
	case len(e.SW) > 0 && !slices.ContainsFunc(e.SW, like):
		return "status word " + word + ", want " + strings.Join(e.SW, " or ")
	case slices.ContainsFunc(e.SWNot, like):
		return "status word " + word
	case e.Length != nil && *e.Length != len(data):
		return fmt.Sprintf("%d bytes, want %d", len(data), *e.Length)
	case e.Min != nil && len(data) < *e.Min:
		return fmt.Sprintf("%d bytes", len(data))
	case e.Data != nil && *e.Data != text:
		return text + ", want " + *e.Data
	case !strings.HasPrefix(text, e.Prefix):
		return text + " does not begin with " + e.Prefix
	case e.NotPrefix != "" && strings.HasPrefix(text, e.NotPrefix):
		return text + " begins with " + e.NotPrefix
	case e.Pattern != "" && !regexp.MustCompile(e.Pattern).MatchString(text):
		return text + " is not like " + e.Pattern
	case e.SameAs != "" && !bytes.Equal(data, r.saved[e.SameAs]):
		return text + " is not what it was"
	case e.DiffersFrom != "" && bytes.Equal(data, r.saved[e.DiffersFrom]):
		return text + " is what it was"
	}
	if e.Save != "" {
		r.saved[e.Save] = bytes.Clone(data)
	}
	if e.Signature != nil {
		if err := r.checkSignature(*e.Signature, data); err != nil {
			return err.Error()
		}
	}
	if e.Offsets != nil {
		return offsetsHold(text, e.Offsets.Table, e.Offsets.Objects)
	}
	return ""
}

func (r *replay) checkSignature(s signature, got []byte) error {
	key := &keys(r.T, r.person).Auth.PublicKey
	if s.Key == "sign" {
		key = &keys(r.T, r.person).Sign.PublicKey
	}
	of, err := hex.DecodeString(s.Of)
	if err != nil {
		return err
	}
	if s.Scheme == "pss" {
		return rsa.VerifyPSS(key, crypto.SHA256, of, got, nil)
	}
	return rsa.VerifyPKCS1v15(key, 0, of, got)
}

// offsetsHold checks that each number in the table leads to the object named
// at its place. Everything is hex.
func offsetsHold(file, table string, objects []string) string {
	at := strings.Index(file, table)
	if at < 0 {
		return "no " + table
	}
	at += len(table) + 2
	for i, o := range objects {
		b, err := hex.DecodeString(file[at+4*i : at+4*i+4])
		if err != nil {
			return err.Error()
		}
		if to := 2 * int(binary.BigEndian.Uint16(b)); to > len(file) || !strings.HasPrefix(file[to:], o) {
			return fmt.Sprintf("offset %d does not lead to %s", i, o)
		}
	}
	return ""
}
