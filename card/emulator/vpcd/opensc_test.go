//go:build !ci && linux

package vpcd_test

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"madoguchi/card/cardtest"
	"madoguchi/card/emulator"
	"madoguchi/card/emulator/vpcd"
)

// outside runs programs of others against a card in a private smart-card
// service.
type outside struct {
	*testing.T
	env []string
	dir string
}

func insert(t *testing.T, c *emulator.Card) outside {
	t.Helper()
	service := cardtest.StartService(t)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- vpcd.Serve(ctx, net.JoinHostPort("127.0.0.1", fmt.Sprint(service.Ports[0])), c) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("Serve: %v", err)
		}
	})
	dir := t.TempDir()
	o := outside{T: t, env: append(os.Environ(), service.Env(), "HOME="+dir, "OPENSC_CONF="+filepath.Join(dir, "none")), dir: dir}
	o.run(true, "opensc-tool", "--wait", "--name")
	return o
}

// run returns what a program says and fails if it does not end as it should.
func (o outside) run(good bool, name string, args ...string) string {
	o.Helper()
	ctx, cancel := context.WithTimeout(o.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env, cmd.Dir = o.env, o.dir
	out, err := cmd.CombinedOutput()
	if (err == nil) != good {
		o.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
	return string(out)
}

func (o outside) says(out string, want ...string) {
	o.Helper()
	for _, w := range want {
		if !strings.Contains(out, w) {
			o.Errorf("no %q in\n%s", w, out)
		}
	}
}

// TestOpenSC lets OpenSC find the card, read all of it and sign
// with both keys; OpenSSL judges certificates and signatures.
func TestOpenSC(t *testing.T) {
	c, p := resident(t)
	o := insert(t, c)
	o.says(o.run(true, "opensc-tool", "--name"), "jpki")
	o.says(o.run(true, "pkcs15-tool", "--no-cache", "--dump"), "PIN [Digital Signature PIN]", "Tries left     : 3", "Tries left     : 5", "[User Authentication Certificate CA]")

	for id, pin := range map[string]string{"1": "", "2": p.Secrets.Sign, "3": "", "4": ""} {
		args := []string{"--no-cache", "--read-certificate", id, "--output", "cert" + id}
		if pin != "" {
			args = append(args, "--auth-id", id, "--verify-pin", "--pin", pin)
		}
		o.run(true, "pkcs15-tool", args...)
	}
	o.says(o.run(true, "openssl", "verify", "-attime", "1795392000", "-CAfile", "cert3", "cert1"), "cert1: OK")
	o.says(o.run(true, "openssl", "verify", "-attime", "1795392000", "-CAfile", "cert4", "cert2"), "cert2: OK")
	o.run(false, "openssl", "verify", "-attime", "1795392000", "-CAfile", "cert3", "cert2")

	if err := os.WriteFile(filepath.Join(o.dir, "text"), []byte("PRACTICE 練習"), 0o600); err != nil {
		t.Fatal(err)
	}
	for id, pin := range map[string]string{"1": p.Secrets.Auth, "2": p.Secrets.Sign} {
		o.run(true, "pkcs11-tool", "--token-label", map[string]string{
			"1": "JPKI (User Authentication PIN)", "2": "JPKI (Digital Signature PIN)",
		}[id],
			"--login", "--pin", pin, "--sign", "--mechanism", "SHA256-RSA-PKCS", "--id", "0"+id, "--input-file", "text", "--output-file", "signed")
		o.run(true, "openssl", "x509", "-in", "cert"+id, "-pubkey", "-noout", "-out", "key")
		o.says(o.run(true, "openssl", "dgst", "-sha256", "-verify", "key", "-signature", "signed", "text"), "Verified OK")
	}
	if seen := c.Seen(); seen.Signatures != 2 {
		t.Errorf("the card has seen %+v", seen)
	}
}

// TestOpenSCAndAWrongPIN: one wrong entry costs exactly one try, and looking at
// the counter costs none.
func TestOpenSCAndAWrongPIN(t *testing.T) {
	c, _ := resident(t, emulator.OnContacts())
	o := insert(t, c)
	o.run(false, "pkcs15-tool", "--no-cache", "--verify-pin", "--auth-id", "2", "--pin", "WRONG999")
	dump := o.run(true, "pkcs15-tool", "--no-cache", "--list-pins")
	o.says(dump, "Tries left     : 3", "Tries left     : 4")
	if seen := c.Seen(); seen.Verify != 1 {
		t.Errorf("the card has seen %+v", seen)
	}
}
