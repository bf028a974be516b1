//go:build !ci

package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"madoguchi/app/practice"
	"madoguchi/assets"
	"madoguchi/card/cardtest"
)

// desk is a private smart-card service with the program and OpenSC before it.
type desk struct {
	t       *testing.T
	service *cardtest.Service
	people  *practice.Set
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	people, err := practice.Load(assets.Practice())
	if err != nil {
		t.Fatal(err)
	}
	return &desk{t: t, service: cardtest.StartService(t), people: people}
}

func (d *desk) secrets(person string) practice.Secrets {
	d.t.Helper()
	s, err := d.people.Secrets(person, time.Now())
	if err != nil {
		d.t.Fatal(err)
	}
	return s
}

// command is a process that reaches the private service. The program is this
// test binary in its other role.
func (d *desk) command(ctx context.Context, stdin, name string, args ...string) *exec.Cmd {
	d.t.Helper()
	if name == "madoguchi" {
		exe, err := os.Executable()
		if err != nil {
			d.t.Fatal(err)
		}
		name = exe
	} else if _, err := exec.LookPath(name); err != nil {
		d.t.Fatalf("%s is needed (build/test installs it)", name)
	}
	c := exec.CommandContext(ctx, name, args...)
	c.Env = append(os.Environ(), d.service.Env(), asProgram+"=1", "LANG=C", "LC_ALL=C")
	c.Stdin = strings.NewReader(stdin)
	return c
}

// run runs a command to its end and returns what it printed and its status.
func (d *desk) run(stdin, name string, args ...string) (out, talk string, status int) {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(d.t.Context(), time.Minute)
	defer cancel()
	c := d.command(ctx, stdin, name, args...)
	var o, e bytes.Buffer
	c.Stdout, c.Stderr = &o, &e
	if err := c.Run(); err != nil && c.ProcessState == nil {
		d.t.Fatalf("%s: %v", name, err)
	}
	return o.String(), e.String(), c.ProcessState.ExitCode()
}

// insert runs "practice insert" until take is called, and waits for the card to
// be seen.
func (d *desk) insert(person string) (take func()) {
	d.t.Helper()
	ctx, cancel := context.WithCancel(d.t.Context())
	c := d.command(ctx, "", "madoguchi", "practice", "insert", person, "--at", fmt.Sprintf("127.0.0.1:%d", d.service.Ports[0]))
	c.Cancel = func() error { return c.Process.Signal(os.Interrupt) }
	talk, err := c.StderrPipe()
	if err != nil {
		d.t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		d.t.Fatal(err)
	}
	lines := bufio.NewReader(talk)
	if _, err := lines.ReadString('\n'); err != nil {
		d.t.Fatal(err)
	}
	go io.Copy(io.Discard, lines) //nolint:errcheck // only kept from blocking
	d.wait(func() bool { _, _, s := d.run("", "madoguchi", "card", "status"); return s == 0 })
	done := false
	take = func() {
		if done {
			return
		}
		done = true
		cancel()
		_ = c.Wait()
		d.wait(func() bool {
			o, _, _ := d.run("", "madoguchi", "--json", "card", "status")
			return strings.Contains(o, `"card_missing"`)
		})
	}
	d.t.Cleanup(func() { cancel(); _ = c.Wait() })
	return take
}

func (d *desk) wait(until func() bool) {
	d.t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for !until() {
		if time.Now().After(deadline) {
			d.t.Fatal("waited twenty seconds in vain")
		}
	}
}

func (d *desk) tries() (sign, auth, input int) {
	d.t.Helper()
	out, talk, status := d.run("", "madoguchi", "--json", "card", "status")
	var doc struct {
		Result struct {
			Tries struct{ Sign, Auth, Input int } `json:"tries_left"`
		}
	}
	if err := json.Unmarshal([]byte(out), &doc); err != nil || status != 0 {
		d.t.Fatalf("status %d: %v\n%s%s", status, err, out, talk)
	}
	t := doc.Result.Tries
	return t.Sign, t.Auth, t.Input
}

// OpenSC was written by others from the same card: it must know ours for one,
// read the same certificate, and count the same tries.
func TestOpenSCKnowsThePracticeCard(t *testing.T) {
	d := newDesk(t)
	d.insert("resident")
	name, talk, status := d.run("", "opensc-tool", "-r", d.service.Readers[0], "-n")
	if status != 0 || !strings.Contains(name, "jpki") {
		t.Fatalf("opensc-tool -n: %d %s%s", status, name, talk)
	}
	list, talk, status := d.run("", "pkcs15-tool", "-r", d.service.Readers[0], "--list-certificates", "--list-pins")
	if status != 0 {
		t.Fatalf("pkcs15-tool: %d %s%s", status, list, talk)
	}
	for _, want := range []string{"X.509 Certificate [User Authentication Certificate]", "X.509 Certificate [Digital Signature Certificate]", "PIN [User Authentication PIN]", "PIN [Digital Signature PIN]"} {
		if !strings.Contains(list, want) {
			t.Errorf("no %q in\n%s", want, list)
		}
	}
	text, talk, status := d.run("", "pkcs15-tool", "-r", d.service.Readers[0], "--read-certificate", "1")
	block, _ := pem.Decode([]byte(text))
	if status != 0 || block == nil {
		t.Fatalf("read certificate: %d %s%s", status, text, talk)
	}
	if want := d.minted("resident"); !bytes.Equal(block.Bytes, want) {
		t.Errorf("certificate of %d bytes, minted %d", len(block.Bytes), len(want))
	}
}

// Whoever makes the mistake, both see the same counter.
func TestCountersAgreeWithOpenSC(t *testing.T) {
	d := newDesk(t)
	d.insert("resident")
	if s, a, _ := d.tries(); s != 5 || a != 3 {
		t.Fatalf("fresh card: %d %d", s, a)
	}
	out, talk, _ := d.run("", "pkcs15-tool", "-r", d.service.Readers[0], "--verify-pin", "--auth-id", "1", "--pin", "0000")
	if !strings.Contains(talk+out, "PIN code or key incorrect") {
		t.Errorf("OpenSC on a wrong PIN: %s%s", out, talk)
	}
	if _, a, _ := d.tries(); a != 2 {
		t.Errorf("after OpenSC's wrong PIN: %d tries", a)
	}
	file := filepath.Join(t.TempDir(), "out.pdf")
	out, _, status := d.run("WRONG99\n", "madoguchi", "--json", "pdf", "sign", "../assets/sample/sample.pdf", "-o", file, "--purpose", "private", "--password-stdin")
	if status != 4 || !strings.Contains(out, `"tries_left": 4`) {
		t.Errorf("our wrong password: %d %s", status, out)
	}
	pins, _, _ := d.run("", "pkcs15-tool", "-r", d.service.Readers[0], "--list-pins")
	if !strings.Contains(pins, "Tries left     : 4") || !strings.Contains(pins, "Tries left     : 2") {
		t.Errorf("OpenSC does not see both counters:\n%s", pins)
	}
}

// The same card must read the same through the service as in process.
func TestReadThroughTheServiceEqualsInProcess(t *testing.T) {
	d := newDesk(t)
	d.insert("resident")
	pin := d.secrets("resident").Input + "\n"
	through, talk, status := d.run(pin, "madoguchi", "--json", "card", "read", "--pin-stdin")
	if status != 0 {
		t.Fatalf("%d %s%s", status, through, talk)
	}
	direct, talk, status := d.run(pin, "madoguchi", "--json", "--card", "practice:resident", "card", "read", "--pin-stdin")
	if status != 0 {
		t.Fatalf("%d %s%s", status, direct, talk)
	}
	a, b := comparable(t, through), comparable(t, direct)
	if a != b {
		t.Errorf("through the service\n%s\nin process\n%s", a, b)
	}
}

// comparable is a JSON document without the moment and the reader's name.
func comparable(t *testing.T, doc string) string {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal([]byte(doc), &m); err != nil {
		t.Fatal(err)
	}
	delete(m, "as_of")
	if s, ok := m["result"].(map[string]any)["status"].(map[string]any); ok {
		delete(s, "reader")
	}
	b, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// The main job once more, with a smart-card service in between.
func TestSignThroughTheService(t *testing.T) {
	d := newDesk(t)
	take := d.insert("resident")
	dir := t.TempDir()
	for i, in := range formFiles(t) {
		file := filepath.Join(dir, fmt.Sprintf("out%d.pdf", i))
		out, talk, status := d.run(d.secrets("resident").Sign+"\n", "madoguchi", "pdf", "sign", in, "-o", file, "--purpose", "payer", "--other-year", "--password-stdin")
		if status != 0 {
			t.Fatalf("%s: %d\n%s%s", in, status, out, talk)
		}
		checked, _, _ := d.run("", "pdfsig", "-nocert", file)
		if !strings.Contains(checked, "Signature is Valid.") || !strings.Contains(checked, "Total document signed") {
			t.Errorf("%s: %s", in, checked)
		}
	}
	take()
	out, _, status := d.run("", "madoguchi", "--json", "card", "status")
	if status != 3 || !strings.Contains(out, `"card_missing"`) {
		t.Errorf("card taken: %d %s", status, out)
	}
	d.service.Stop()
	out, _, status = d.run("", "madoguchi", "--json", "card", "status")
	if status != 3 || !strings.Contains(out, `"service_off"`) {
		t.Errorf("service stopped: %d %s", status, out)
	}
}

// formFiles are the forms the main job is shown on: our own, and the National
// Tax Agency's where the test data is at hand.
func formFiles(t *testing.T) []string {
	t.Helper()
	list := []string{"../forms/pdf/testdata/form-table.pdf", "../forms/pdf/testdata/form-xrefstream.pdf"}
	if dir := os.Getenv("MADOGUCHI_TESTDATA"); dir != "" {
		list = append(list, filepath.Join(dir, "pdf/nta/2025bun_01_input.pdf"))
	}
	return list
}

// What OpenSC is told by cards that refuse: a blocked password is SW 6984, which
// it calls "Reference data not usable"; a certificate that is closed or was never
// issued has no length it could read.
func TestOpenSCIsRefusedAsItShouldBe(t *testing.T) {
	d := newDesk(t)
	login := func(id, pin string) []string { return []string{"--verify-pin", "--auth-id", id, "--pin", pin} }
	for _, x := range []struct {
		person string
		args   []string
		want   string // "" is success
	}{
		{"resident", append([]string{"--read-certificate", "2"}, login("2", d.secrets("resident").Sign)...), ""},
		{"resident", []string{"--read-certificate", "2"}, "EF offset too large"},
		{"locked", login("2", d.secrets("locked").Sign), "Reference data not usable"},
		{"locked", login("1", d.secrets("locked").Auth), ""},
		{"child", []string{"--read-certificate", "1"}, ""},
		{"child", append([]string{"--read-certificate", "2"}, login("2", d.secrets("child").Sign)...), "EF offset too large"},
	} {
		take := d.insert(x.person)
		out, talk, status := d.run("", "pkcs15-tool", append([]string{"-r", d.service.Readers[0]}, x.args...)...)
		if (status == 0) != (x.want == "") || !strings.Contains(out+talk, x.want) {
			t.Errorf("%s %s: status %d, want %q, got %.300s", x.person, x.args[0], status, x.want, out+talk)
		}
		take()
	}
}
