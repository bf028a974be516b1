//go:build !ci

package second_test

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"madoguchi/forms/second"
)

// The CMS is made by a third program, as it will be made by ours.
func TestSignatureMadeByOpenSSL(t *testing.T) {
	s := theSigner(t)
	dir := t.TempDir()
	write := func(name, kind string, der []byte) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	key := write("key.pem", "RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(s.key))
	crt := write("crt.pem", "CERTIFICATE", s.crt.Raw)
	ca := write("ca.pem", "CERTIFICATE", s.ca.Raw)
	for _, more := range [][]string{nil, {"-cades"}, {"-noattr"}} {
		b := fillIn(t, blank(), func(content []byte) []byte {
			args := append([]string{"cms", "-sign", "-binary", "-md", "sha256", "-signer", crt, "-inkey", key, "-certfile", ca, "-outform", "DER"}, more...)
			cmd := exec.Command("openssl", args...)
			cmd.Stdin = bytes.NewReader(content)
			der, err := cmd.Output()
			if err != nil {
				t.Fatalf("openssl: %v", err)
			}
			return der
		})
		want(t, "openssl", ask(t, b, "Signature1"), second.Agrees, second.Verified)
		b[bytes.Index(b, []byte("10000 yen"))] ^= 8
		want(t, "openssl, one bit", ask(t, b, "Signature1"), second.Disagrees, second.Mismatch)
	}
}
