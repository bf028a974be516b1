//go:build !ci

package cms

import (
	"crypto/elliptic"
	"crypto/x509"
	"encoding/pem"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// opensslVerify asks OpenSSL about a detached CMS over data.
func opensslVerify(t *testing.T, der, data []byte, root *x509.Certificate) ([]byte, error) {
	t.Helper()
	dir := t.TempDir()
	file := func(name string, b []byte) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	ca := file("ca.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: root.Raw}))
	return exec.Command("openssl", "cms", "-verify", "-binary", "-inform", "DER", "-purpose", "any",
		"-attime", "1780000000", "-cades", "-in", file("s.der", der), "-content", file("data", data),
		"-CAfile", ca, "-out", os.DevNull).CombinedOutput()
}

func TestOpenSSLAcceptsOurs(t *testing.T) {
	ca := issue(t, ecKey(t, elliptic.P256()), "CA", nil)
	for name, id := range map[string]identity{
		"rsa": issue(t, rsaKey(), "leaf", &ca), "ec": issue(t, ecKey(t, elliptic.P384()), "leaf", &ca),
	} {
		for _, at := range []time.Time{{}, time.Unix(1780000000, 0)} {
			der := sign(t, id, Options{Chain: []*x509.Certificate{ca.cert}, SigningTime: at, SigningCertificateV2: true})
			if out, err := opensslVerify(t, der, content, ca.cert); err != nil {
				t.Errorf("%s: openssl refuses: %s", name, out)
			}
			if _, err := opensslVerify(t, der, []byte("other"), ca.cert); err == nil {
				t.Errorf("%s: openssl accepts another content", name)
			}
		}
	}
}

// OpenSSL and our Check say the same of what OpenSSL writes.
func TestWeAcceptOpenSSLs(t *testing.T) {
	dir := t.TempDir()
	run := func(args ...string) {
		t.Helper()
		c := exec.Command("openssl", args...)
		c.Dir = dir
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("openssl %v: %s", args, out)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "data"), content, 0o600); err != nil {
		t.Fatal(err)
	}
	run("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "k", "-out", "c", "-subj", "/CN=x", "-days", "30")
	run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "ek", "-out", "ec", "-subj", "/CN=y", "-days", "30")
	run("genpkey", "-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048", "-out", "pk")
	run("req", "-x509", "-new", "-key", "pk", "-out", "pc", "-subj", "/CN=z", "-days", "30",
		"-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32")
	base := []string{"cms", "-sign", "-binary", "-in", "data", "-outform", "DER", "-out", "s"}
	for name, more := range map[string][]string{
		"plain":          {"-signer", "c", "-inkey", "k", "-md", "sha256"},
		"cades":          {"-signer", "c", "-inkey", "k", "-md", "sha512", "-cades"},
		"no attributes":  {"-signer", "c", "-inkey", "k", "-md", "sha256", "-noattr"},
		"indefinite":     {"-signer", "c", "-inkey", "k", "-md", "sha256", "-stream", "-indef"},
		"key identifier": {"-signer", "c", "-inkey", "k", "-md", "sha384", "-keyid"},
		"pss":            {"-signer", "c", "-inkey", "k", "-md", "sha256", "-keyopt", "rsa_padding_mode:pss"},
		"pss key":        {"-signer", "pc", "-inkey", "pk", "-md", "sha256", "-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:32"},
		"ecdsa":          {"-signer", "ec", "-inkey", "ek", "-md", "sha256", "-cades"},
		"sha1":           {"-signer", "c", "-inkey", "k", "-md", "sha1"},
	} {
		run(append(append([]string{}, base...), more...)...)
		b, err := os.ReadFile(filepath.Join(dir, "s"))
		if err != nil {
			t.Fatal(err)
		}
		sd, err := Parse(b)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		r, err := sd.Signers[0].Check(sd.Certificates, digestsOf(content))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if r.WeakDigest != (name == "sha1") {
			t.Errorf("%s: weak digest %v", name, r.WeakDigest)
		}
		if sd.HasContent != (name == "indefinite") { // openssl streams the content along
			t.Errorf("%s: has content: %v", name, sd.HasContent)
		}
		if _, err := sd.Signers[0].Check(sd.Certificates, digestsOf([]byte("other"))); err == nil && !sd.HasContent {
			t.Errorf("%s: another content is accepted", name)
		}
	}
}
