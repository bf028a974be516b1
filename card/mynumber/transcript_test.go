package mynumber_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"madoguchi/card"
	"madoguchi/card/mynumber"
)

// conversation is a recorded one; see the README beside the files.
type conversation struct {
	Steps []struct {
		Note    string
		Command string
		Verify  *struct{ P2, Secret string }
		Expect  struct {
			SW   any
			Data *string
		}
	}
}

// words are the status words a step may have; the x of 63Cx becomes 3.
func words(sw any) (list []string) {
	switch v := sw.(type) {
	case string:
		list = []string{strings.ReplaceAll(v, "x", "3")}
	case []any:
		for _, e := range v {
			list = append(list, words(e)...)
		}
	}
	return list
}

// What cards were seen to answer, written down by somebody else: every question
// for tries left and every VERIFY of the recorded conversations, answered as
// recorded, must be understood.
func TestRecordedConversations(t *testing.T) {
	files, err := filepath.Glob("../emulator/testdata/transcripts/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no conversations: %v", err)
	}
	asked, verified, labels := 0, 0, 0
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var c conversation
		if err := json.Unmarshal(b, &c); err != nil {
			t.Fatal(err)
		}
		app, file := "", ""
		for i, s := range c.Steps {
			where := func() string { return filepath.Base(name) + " step " + strconv.Itoa(i) + ", " + s.Note }
			switch {
			case strings.HasPrefix(s.Command, "00A4040C0A"):
				app, file = s.Command[10:], ""
			case strings.HasPrefix(s.Command, "00A4020C02"):
				file = s.Command[10:]
			case s.Command == "00200080":
				for _, sw := range words(s.Expect.SW) {
					if r := reference(t, app, file, sw); r != nil {
						asked++
						n, err := r.tries()
						if want, ok := triesOf(sw); !ok || err != nil || n != want {
							t.Errorf("%s: %s gives %d, %v", where(), sw, n, err)
						}
					}
				}
			case s.Verify != nil && s.Verify.P2 == "80":
				for _, sw := range words(s.Expect.SW) {
					if r := reference(t, app, file, sw); r != nil {
						verified++
						if why := understood(sw, r.verify()); why != "" || r.fake.sent("0020") != 1 {
							t.Errorf("%s: %s %s", where(), sw, why)
						}
					}
				}
			case s.Command == "00B0000020" && app == jpkiAID && file == "0006" && s.Expect.Data != nil:
				labels++
				j := selectJPKI(t, &fake{}, map[uint16][]byte{6: unhex(t, *s.Expect.Data)}, 0)
				if info, err := j.TokenInfo(bg); err != nil || info.Kind != mynumber.Plastic {
					t.Errorf("%s: %v, %v", where(), info.Kind, err)
				}
			}
		}
	}
	if asked < 20 || verified < 20 || labels == 0 {
		t.Errorf("only %d questions, %d VERIFYs and %d labels were found", asked, verified, labels)
	}
}

// secretReference is one secret of a card that answers every VERIFY alike.
type secretReference struct {
	fake   *fake
	tries  func() (int, error)
	verify func() error
}

func reference(t *testing.T, app, file, sw string) *secretReference {
	t.Helper()
	f := &fake{answers: map[string]string{"00A4": "9000", "0020": sw}}
	c := mynumber.Open(f, everything)
	r := &secretReference{fake: f}
	switch {
	case app == jpkiAID && (file == "0018" || file == "001B"):
		j, err := c.SelectJPKI(bg)
		if err != nil {
			t.Fatal(err)
		}
		id, s := mynumber.AuthenticationPIN, "1234"
		if file == "001B" {
			id, s = mynumber.SigningPassword, "ABC123"
		}
		r.tries = func() (int, error) { return j.TriesLeft(bg, id) }
		r.verify = func() error { return j.Verify(bg, id, card.NewSecret([]byte(s))) }
	case app == inputAID && file == "0011":
		i, err := c.SelectInput(bg)
		if err != nil {
			t.Fatal(err)
		}
		r.tries = func() (int, error) { return i.TriesLeft(bg) }
		r.verify = func() error { return i.Verify(bg, card.NewSecret([]byte("1234"))) }
	default:
		return nil
	}
	return r
}

func triesOf(sw string) (int, bool) {
	if n, ok := strings.CutPrefix(sw, "63C"); ok {
		v, err := strconv.ParseInt(n, 16, 8)
		return int(v), err == nil
	}
	return 0, sw == "6984" || sw == "6983"
}

// understood says what is wrong with the failure that a status word became.
func understood(sw string, err error) string {
	if sw == "9000" {
		if err != nil {
			return "is a failure"
		}
		return ""
	}
	var f *card.Failure
	if !errors.As(err, &f) {
		return "is no failure"
	}
	tries, counted := triesOf(sw)
	switch {
	case counted && tries == 0 && (f.Kind != card.Locked || f.TriesLeft != 0):
		return "is not locked: " + f.Error()
	case counted && tries > 0 && (f.Kind != card.WrongSecret || f.TriesLeft != tries):
		return "is not a wrong secret: " + f.Error()
	case !counted && f.Kind != card.Refused && f.Kind != card.WrongSecret:
		return "is something else: " + f.Error()
	}
	return ""
}
