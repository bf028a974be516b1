package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

func framed(parts ...string) []byte {
	var b bytes.Buffer
	for _, p := range parts {
		_ = writeFrame(&b, []byte(p))
	}
	return b.Bytes()
}

func sum(_ context.Context, _ json.RawMessage, in io.Reader) (any, error) {
	b, err := io.ReadAll(in)
	return len(b), err
}

// FuzzServe gives the helper whatever a parent could send. It must answer with
// frames and must not take a broken stream for a whole file.
func FuzzServe(f *testing.F) {
	c, _ := json.Marshal(call{Job: "sum", Header: json.RawMessage("null")})
	f.Add(framed(string(c), "abc", "de", ""))
	f.Add(framed(string(c), "abc"))
	f.Add(framed(string(c)))
	f.Add(framed(`{"job":"ping","limits":{"time":-1}}`, ""))
	f.Add(framed(`{"job":"panic"}`, ""))
	f.Add(append(framed(string(c)), 0, 1, 0, 1))
	f.Add([]byte{0xFF, 0xFF, 0xFF, 0xFF})
	handlers := map[string]Handler{
		"sum":   sum,
		"panic": func(context.Context, json.RawMessage, io.Reader) (any, error) { panic(1) },
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		var out bytes.Buffer
		err := serve(t.Context(), bytes.NewReader(in), &out, handlers, func(Limits) {})
		rep := listen(&out, DefaultLimits())
		if !rep.greeted {
			t.Fatal("no greeting")
		}
		if (rep.err == nil) != (err == nil) {
			t.Fatalf("Serve: %v, answer: %v", err, rep.err)
		}
		if rep.err != nil || !rep.answer.OK || string(rep.answer.Result) == "true" {
			return
		}
		// A sum that was answered is that of a stream with an end.
		n, whole := 0, false
		for r := bytes.NewReader(in); ; n++ {
			b, err := readFrame(r, maxHeader)
			if err != nil {
				break
			}
			if n > 0 && len(b) == 0 {
				whole = true
				break
			}
		}
		if !whole {
			t.Fatalf("a broken stream was answered with %s", rep.answer.Result)
		}
	})
}

// FuzzListen gives the parent whatever a helper could say.
func FuzzListen(f *testing.F) {
	f.Add(framed(greeting, `{"ok":true,"result":1}`))
	f.Add(framed(greeting, `{"fault":"problem","kind":3,"offset":-9}`))
	f.Add(framed(greeting, `{"ok":true,"result":1}`, ""))
	f.Add(framed(greeting))
	f.Add([]byte("<html>"))
	f.Fuzz(func(t *testing.T, in []byte) {
		rep := listen(bytes.NewReader(in), Limits{Answer: 1000})
		if rep.err == nil && !bytes.HasPrefix(in, framed(greeting)) {
			t.Fatal("an answer without a greeting")
		}
		if rep.err == nil && rep.answer.OK && len(rep.answer.Result) > 1000 {
			t.Fatal("an answer beyond its limit")
		}
	})
}

func TestInputInAnyPieces(t *testing.T) {
	data := strings.Repeat("0123456789", 30_000)
	var b bytes.Buffer
	if err := sendInput(&b, iotest.OneByteReader(strings.NewReader(data)), int64(len(data))); err != nil {
		t.Fatal(err)
	}
	in := &input{r: iotest.HalfReader(&b), left: int64(len(data))}
	if err := iotest.TestReader(in, []byte(data)); err != nil {
		t.Error(err)
	}
}

func TestInputThatBreaksOffIsNoFile(t *testing.T) {
	whole := framed("abc", "defg", "")
	for n := range len(whole) {
		in := &input{r: bytes.NewReader(whole[:n]), left: 100}
		if _, err := io.ReadAll(in); !errors.Is(err, io.ErrUnexpectedEOF) || !in.broken() {
			t.Errorf("%d of %d bytes: %v", n, len(whole), err)
		}
	}
	in := &input{r: bytes.NewReader(framed("abc", "defg", "")), left: 6}
	if _, err := io.ReadAll(in); !errors.Is(err, errFrame) {
		t.Errorf("more than allowed: %v", err)
	}
}
