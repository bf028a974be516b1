package main

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"madoguchi/card/emulator"
)

// forms in which a text could lie in a file.
func disguises(s string) map[string][]byte {
	var be, le []byte
	for _, u := range utf16.Encode([]rune(s)) {
		be = binary.BigEndian.AppendUint16(be, u)
		le = binary.LittleEndian.AppendUint16(le, u)
	}
	return map[string][]byte{
		"UTF-8": []byte(s), "UTF-16BE": be, "UTF-16LE": le,
		"hex": []byte(hex.EncodeToString([]byte(s))), "hex of UTF-16BE": []byte(hex.EncodeToString(be)),
	}
}

// found says in which form any of the secrets stands in b.
func found(b []byte, secrets map[string]string) []string {
	var hits []string
	lower := bytes.ToLower(b)
	for what, s := range secrets {
		for form, d := range disguises(s) {
			if bytes.Contains(b, d) || bytes.Contains(lower, bytes.ToLower(d)) {
				hits = append(hits, what+" as "+form)
			}
		}
	}
	return hits
}

// After every job, good or bad, nothing of what was entered or read may lie
// anywhere in the person's folders, except inside the paper itself, which
// discloses it on purpose.
func TestNothingPlantedIsLeftBehind(t *testing.T) {
	s := newStage(t)
	x, err := s.people.Secrets("resident", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	secrets := map[string]string{
		"password": x.Sign, "wrong password": "WRONGPASS77", "input PIN and its line": x.Input + "\n",
		"name": name(s), "address": "PRACTICE町１丁目",
	}
	root := t.TempDir()
	for _, d := range []string{"home", "tmp", "run", "out"} {
		if err := os.Mkdir(filepath.Join(root, d), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	paper := filepath.Join(root, "out", "paper.pdf")
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	run := func(stdin string, args ...string) (int, []byte) {
		c := exec.CommandContext(t.Context(), exe, append([]string{"--card", "practice:resident"}, args...)...)
		c.Dir = filepath.Join(root, "out")
		c.Env = []string{
			asProgram + "=1", "LANG=en", "HOME=" + filepath.Join(root, "home"), "TMPDIR=" + filepath.Join(root, "tmp"),
			"TMP=" + filepath.Join(root, "tmp"), "TEMP=" + filepath.Join(root, "tmp"), "XDG_RUNTIME_DIR=" + filepath.Join(root, "run"),
			"USERPROFILE=" + filepath.Join(root, "home"), "SystemRoot=" + os.Getenv("SystemRoot"),
		}
		c.Stdin = strings.NewReader(stdin)
		var talk bytes.Buffer
		c.Stderr = &talk
		err := c.Run()
		if c.ProcessState == nil {
			t.Fatal(err)
		}
		return c.ProcessState.ExitCode(), talk.Bytes()
	}
	sample, err := filepath.Abs("../assets/sample/sample.pdf")
	if err != nil {
		t.Fatal(err)
	}
	sign := []string{"pdf", "sign", sample, "-o", paper, "--purpose", "private", "--password-stdin"}
	for _, j := range []struct {
		stdin  string
		args   []string
		status int
	}{
		{"", []string{"card", "status"}, 0},
		{x.Input + "\n", []string{"card", "read", "--pin-stdin"}, 0},
		{"9999\n", []string{"card", "read", "--pin-stdin"}, 4},
		{"WRONGPASS77\n", sign, 4},
		{x.Sign + "\n", sign, 0},
		{x.Sign + "\n", sign, 4},                  // the output is there
		{"", []string{"pdf", "verify", paper}, 0}, // --card practice is there
		{"", []string{"doctor", "--report"}, 0},
		{"", []string{"--mode", "self", "store", "status"}, 0},
		{x.Sign + "\n", []string{"pdf", "sign", "/dev/null", "-o", paper + "2", "--purpose", "private", "--password-stdin"}, 4},
		{x.Sign + "\n", []string{"pdf", "dance", x.Sign}, 2},
	} {
		status, talk := run(j.stdin, j.args...)
		if status != j.status {
			t.Errorf("%v: status %d, want %d: %s", j.args, status, j.status, talk)
		}
		if j.status != 2 { // a wrong call is told what was wrong with it
			for _, hit := range found(talk, secrets) {
				t.Errorf("%v says the %s", j.args, hit)
			}
		}
	}
	files := 0
	err = filepath.WalkDir(root, func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		files++
		b, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		hits := found(b, secrets)
		if file == paper {
			if len(found(b, map[string]string{"name": secrets["name"]})) == 0 {
				t.Error("the paper does not hold the name: the search finds nothing")
			}
			hits = found(b, map[string]string{"password": x.Sign, "wrong": "WRONGPASS77"})
		} else {
			t.Errorf("%s was left behind", strings.TrimPrefix(file, root))
		}
		for _, h := range hits {
			t.Errorf("%s holds the %s", strings.TrimPrefix(file, root), h)
		}
		return nil
	})
	if err != nil || files == 0 {
		t.Fatalf("%d files looked at: %v", files, err)
	}
}

// A goroutine dump taken at every command of every job, as a crash would print
// it, holds none of it either.
func TestADumpAtEveryCommandHoldsNoSecret(t *testing.T) {
	for _, j := range tasks {
		s := newStage(t)
		x, err := s.people.Secrets("resident", time.Now())
		if err != nil {
			t.Fatal(err)
		}
		secrets := map[string]string{"password": x.Sign, "PIN": "0x" + hex.EncodeToString([]byte(x.Input)), "name": name(s)}
		dumps := 0
		buf := make([]byte, 1<<20)
		s.system.OnTransmit(func(int, []byte) emulator.Fault {
			dumps++
			for _, hit := range found(buf[:runtime.Stack(buf, true)], secrets) {
				t.Errorf("%s: a dump at command %d holds the %s", j.name, dumps, hit)
			}
			return emulator.None
		})
		if o := s.run(j.stdin(s), j.args(s)...); o.status != 0 {
			t.Errorf("%s: %s", j.name, o.code)
		}
		if dumps < 10 {
			t.Errorf("%s: only %d dumps", j.name, dumps)
		}
	}
}

// What a run prints as an error never holds what was entered.
func TestErrorsDoNotRepeatWhatWasEntered(t *testing.T) {
	for _, entered := range []string{"MYSECRETPASSWORD12345", "秘密のパスワード", "abc", "1234"} {
		s := newStage(t)
		o := s.run(entered+"\n", tasks[2].args(s)...)
		if o.status == 0 || strings.Contains(o.out+o.err, entered) {
			t.Errorf("%d: %s%s", o.status, o.out, o.err)
		}
	}
}
