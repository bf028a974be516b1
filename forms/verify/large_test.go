//go:build linux

package verify

import (
	"bufio"
	"context"
	"crypto/x509"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"madoguchi/forms"
	"madoguchi/forms/pdf"
	signer "madoguchi/forms/sign"
)

// largeSigned writes a signed PDF with a stream of n bytes and returns its path.
func largeSigned(t *testing.T, n int64) string {
	t.Helper()
	dir := t.TempDir()
	base := filepath.Join(dir, "base.pdf")
	f, err := os.Create(base)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriterSize(f, 1<<20)
	var at [5]int64
	pos := int64(0)
	put := func(s string) { k, _ := w.WriteString(s); pos += int64(k) }
	put("%PDF-1.7\n")
	at[1] = pos
	put("1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n")
	at[2] = pos
	put("2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n")
	at[3] = pos
	put("3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R>>\nendobj\n")
	at[4] = pos
	put(fmt.Sprintf("4 0 obj\n<</Length %d>>\nstream\n", n))
	line := strings.Repeat("% nothing to see here, line after line\n", 1000)
	for left := n; left > 0; left -= int64(len(line)) {
		put(line[:min(int64(len(line)), left)])
	}
	put("\nendstream\nendobj\n")
	xref := pos
	put("xref\n0 5\n0000000000 65535 f \n")
	for _, o := range at[1:] {
		put(fmt.Sprintf("%010d 00000 n \n", o))
	}
	put(fmt.Sprintf("trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", xref))
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	doc, err := pdf.Open(f, pos)
	if err != nil {
		t.Fatal(err)
	}
	job, err := signer.Prepare(doc, signer.Options{Profile: forms.Detached})
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "signed.pdf")
	g, err := os.Create(out)
	if err != nil {
		t.Fatal(err)
	}
	if err := job.CopyPrefix(context.Background(), g, f, nil); err != nil {
		t.Fatal(err)
	}
	p := people().taro
	if _, err := job.Finish(g, signer.Signer{Certificate: p.cert, Chain: []*x509.Certificate{p.ca}, Name: "練習", Time: when, Key: p.key}); err != nil {
		t.Fatal(err)
	}
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
	_ = f.Close()
	return out
}

const childVariable = "MADOGUCHI_VERIFY_CHILD"

// TestLargeChild is the process whose memory TestLargeFile measures.
func TestLargeChild(t *testing.T) {
	path := os.Getenv(childVariable)
	if path == "" {
		return
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	st, _ := f.Stat()
	rep, err := Check(context.Background(), f, st.Size(), Options{Now: today})
	if err != nil || len(rep.Signatures) != 1 || rep.Signatures[0].Verdict != Intact {
		t.Fatalf("%v %v", err, rep)
	}
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(b), "\n") {
		if strings.HasPrefix(line, "VmHWM:") {
			fmt.Println(line)
		}
	}
}

func TestLargeFileNeedsLittleMemory(t *testing.T) {
	peak := func(n int64) int {
		c := exec.Command(os.Args[0], "-test.run=^TestLargeChild$")
		c.Env = append(os.Environ(), childVariable+"="+largeSigned(t, n))
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		for _, line := range strings.Split(string(out), "\n") {
			if w := strings.Fields(line); len(w) == 3 && w[0] == "VmHWM:" {
				kb, _ := strconv.Atoi(w[1])
				return kb
			}
		}
		t.Fatalf("no VmHWM in\n%s", out)
		return 0
	}
	small, large := peak(1<<20), peak(200<<20)
	t.Logf("1 MB: %d kB, 200 MB: %d kB", small, large)
	if large-small > 96<<10 {
		t.Errorf("200 MB needs %d kB more than 1 MB", large-small)
	}
}

// A person may stop it in the middle, and sees how far it is.
func TestProgressAndStop(t *testing.T) {
	path := largeSigned(t, 8<<20)
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	st, _ := f.Stat()
	o := options()
	var last, total int64
	o.Progress = func(done, of int64) {
		if done < last {
			t.Errorf("went back from %d to %d", last, done)
		}
		last, total = done, of
	}
	rep, err := Check(context.Background(), f, st.Size(), o)
	if err != nil || rep.Signatures[0].Verdict != Intact {
		t.Fatal(err, rep)
	}
	r := rep.Signatures[0].ByteRange
	if last != total || total != r[1]+r[3] {
		t.Errorf("%d of %d, signed %d", last, total, r[1]+r[3])
	}
	ctx, cancel := context.WithCancel(context.Background())
	seen := 0
	o.Progress = func(int64, int64) {
		if seen++; seen == 5 {
			cancel()
		}
	}
	if _, err := Check(ctx, f, st.Size(), o); !forms.Is(err, forms.Cancelled) || seen != 5 {
		t.Errorf("after %d steps: %v", seen, err)
	}
}
