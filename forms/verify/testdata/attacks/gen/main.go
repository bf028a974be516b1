//go:build ignore

// The generator of the manipulated PDFs beside it. Run in this folder:
//
//	go run *.go            writes the files and expected.json
//	go run *.go -newkeys   makes new keys first; every file changes
//
// It needs pdfsig, pdftotext, mutool, qpdf and openssl, whose words go into expected.json.
// Everything it writes but their words is the same on every run.
package main

import (
	"bytes"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"
)

// The verdicts.
const (
	intact   = "intact"
	later    = "intact_later_allowed"
	changed  = "changed_after"
	broken   = "broken"
	garbled  = "unreadable"
	unsigned = "unsigned"
)

// verdict is what is expected of one signature.
type verdict struct {
	Field      string   `json:"field"`
	Expected   string   `json:"expected"`
	Acceptable []string `json:"acceptable"`
	MustNotBe  []string `json:"must_not_be"`
	// Issuer is "known" if the practice CA issued the signer's certificate.
	Issuer string `json:"issuer"`
}

// vector is one file.
type vector struct {
	Name       string            `json:"-"`
	Group      string            `json:"group"`
	Done       string            `json:"done"`
	Norm       string            `json:"norm"`
	Expected   string            `json:"expected"`
	Acceptable []string          `json:"acceptable"`
	MustNotBe  []string          `json:"must_not_be"`
	Signatures []verdict         `json:"signatures"`
	Note       string            `json:"note"`
	Judges     map[string]string `json:"judges"`
	file       []byte
	premise    map[string]string // judge → words it must say ("!x": must not say)
}

var all = []string{intact, later, changed, broken, garbled, unsigned}

// sig is a verdict; the first word is expected, the others acceptable too.
func sig(field string, words ...string) verdict {
	return verdict{field, words[0], words, others(words), "known"}
}

func (v verdict) unknownIssuer() verdict {
	v.Issuer = "unknown"
	return v
}

func others(words []string) []string {
	var out []string
	for _, w := range all {
		found := false
		for _, a := range words {
			found = found || a == w
		}
		if !found {
			out = append(out, w)
		}
	}
	return out
}

var vectors []*vector

// add registers a file whose verdict is the worst of its signatures.
func add(group, name string, d []byte, done, norm string, sigs ...verdict) *vector {
	v := &vector{Name: name + ".pdf", Group: group, Done: done, Norm: norm, Signatures: sigs, file: d, premise: map[string]string{}, Judges: map[string]string{}}
	if v.Signatures == nil {
		v.Signatures = []verdict{}
	}
	rank := map[string]int{intact: 0, later: 1, changed: 2, garbled: 3, broken: 4}
	if len(sigs) == 0 {
		v.Expected, v.Acceptable = unsigned, []string{unsigned}
	} else {
		worst := sigs[0]
		for _, s := range sigs {
			if rank[s.Expected] > rank[worst.Expected] {
				worst = s
			}
		}
		v.Expected, v.Acceptable = worst.Expected, worst.Acceptable
	}
	v.MustNotBe = others(v.Acceptable)
	vectors = append(vectors, v)
	return v
}

func (v *vector) say(judge, words string) *vector { v.premise[judge] = words; return v }
func (v *vector) note(s string) *vector           { v.Note = s; return v }

// whole replaces the verdict on the file.
func (v *vector) whole(words ...string) *vector {
	v.Expected, v.Acceptable, v.MustNotBe = words[0], words, others(words)
	return v
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	fresh := flag.Bool("newkeys", false, "make new keys")
	out := flag.String("out", "..", "folder of the vectors")
	flag.Parse()
	if *fresh {
		keys.make()
		keys.save("keys.pem")
	}
	check(keys.load("keys.pem"))
	controls()
	laterChanges()
	replaced()
	ranges()
	messages()
	structures()

	check(os.WriteFile(filepath.Join(*out, "practice_ca.pem"), pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: keys.ca.cert.Raw}), 0o644))
	old, _ := filepath.Glob(filepath.Join(*out, "*.pdf"))
	for _, f := range old {
		check(os.Remove(f))
	}
	fails := 0
	files := map[string]*vector{}
	for _, v := range vectors {
		if len(v.file) >= 60_000 {
			check(fmt.Errorf("%s: %d bytes", v.Name, len(v.file)))
		}
		if files[v.Name] != nil {
			check(fmt.Errorf("%s twice", v.Name))
		}
		files[v.Name] = v
		if v.Note == "" && len(v.Acceptable) > 1 {
			v.Note = whyMany(v.Acceptable)
		}
		path := filepath.Join(*out, v.Name)
		check(os.WriteFile(path, v.file, 0o644))
		v.Judges["pdfsig"] = pdfsig(path)
		v.Judges["mutool"] = mutool(path)
		v.Judges["qpdf"] = qpdf(path)
		v.Judges["pdftotext"] = strings.Join(strings.Fields(run("pdftotext", "-q", path, "-")), " ")
		if v.Group == "control" || v.Group == "cms" || v.Group == "gap" {
			v.Judges["openssl"] = openssl(v.file, *out)
		}
		for j, words := range v.premise {
			not, forbid := strings.CutPrefix(words, "!")
			if forbid == strings.Contains(v.Judges[j], not) {
				fails++
				fmt.Printf("PREMISE %s: %s does not say %q but %q\n", v.Name, j, words, v.Judges[j])
			}
		}
	}
	names := make([]string, 0, len(files))
	for n := range files {
		names = append(names, n)
	}
	sort.Strings(names)
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	check(enc.Encode(map[string]any{"practice_ca": "practice_ca.pem", "files": files}))
	check(os.WriteFile(filepath.Join(*out, "expected.json"), b.Bytes(), 0o644))
	fmt.Println(len(names), "files,", fails, "premises missed")
	if fails > 0 {
		os.Exit(1)
	}
}

// whyMany is the note of a file whose several verdicts need no story.
func whyMany(words []string) string {
	has := func(w string) bool { return slices.Contains(words, w) }
	switch {
	case has(intact):
		return "Nothing that could be shown or read was added; strictness is a matter of taste."
	case has(unsigned):
		return "The current document has no readable signature field; a reader that looks further may say more."
	case has(later) && has(broken):
		return "Nothing a viewer would show; how strict to be is a matter of taste, only intact is wrong."
	case has(later):
		return "Nothing changed in effect; some readers allow it, some do not."
	case has(changed):
		return "What was signed was whole, what stands there now is not; a reader may name it by the change or by the fault it meets."
	}
	return "Where a reader stops decides between broken and unreadable."
}

func run(name string, args ...string) string {
	cmd := exec.Command(name, args...)
	var b bytes.Buffer
	cmd.Stdout, cmd.Stderr = &b, &b
	check(cmd.Start())
	t := time.AfterFunc(20*time.Second, func() { cmd.Process.Kill() })
	err := cmd.Wait()
	t.Stop()
	s := strings.ToValidUTF8(b.String(), "?")
	if err != nil {
		s += "\n(" + err.Error() + ")"
	}
	return s
}

// keep joins the lines that hold one of the words, each once.
func keep(s, path string, words ...string) string {
	s = strings.ReplaceAll(s, path, filepath.Base(path))
	var out []string
	for _, l := range strings.Split(s, "\n") {
		l = strings.TrimSpace(l)
		for _, w := range words {
			if strings.Contains(l, w) {
				if len(out) == 0 || out[len(out)-1] != l {
					out = append(out, l)
				}
				break
			}
		}
		if len(out) == 12 {
			break
		}
	}
	return strings.Join(out, " | ")
}

func pdfsig(path string) string {
	s := run("pdfsig", path)
	k := keep(s, path, "Signature #", "Signature Field Name", "Signature Validation", "ocument signed", "not contain any", "Certificate Validation", "not been verified", "not yet verified", "exit status", "rror", "signal")
	return k
}

func mutool(path string) string {
	s := run("mutool", "sign", "-v", path)
	return keep(s, path, "erif", "igned", "igner", "hange", "igest", "dits", "rror", "ertificate", "ignature", "warning", "exit status", "signal")
}

func qpdf(path string) string {
	s := strings.ReplaceAll(run("qpdf", "--check", path), "No syntax or stream encoding errors found; the file may still contain", "No syntax or stream encoding errors found")
	return keep(s, path, "WARNING", "rror:", "No syntax", "exit status", "signal", "damaged")
}

// honestRange finds the array of an ordinary signature.
var honestRange = regexp.MustCompile(`/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]`)

// openssl asks for the CMS over the bytes the last /ByteRange names, cut at the
// length its outer SEQUENCE tells.
func openssl(file []byte, out string) string {
	all := honestRange.FindAllSubmatch(file, -1)
	if len(all) == 0 {
		return "no ordinary range"
	}
	var r [4]int
	for i := range r {
		r[i], _ = strconv.Atoi(string(all[len(all)-1][i+1]))
	}
	open := bytes.LastIndex(file, []byte("/Contents <"))
	if open < 0 || r[0]+r[1] > len(file) || r[2]+r[3] > len(file) {
		return "no ordinary range"
	}
	digits, _, _ := bytes.Cut(file[open+len("/Contents <"):], []byte(">"))
	value, err := hex.DecodeString(strings.Join(strings.Fields(string(digits)), ""))
	if err != nil || len(value) < 4 {
		return "no hex"
	}
	if n := 4 + int(value[2])<<8 + int(value[3]); value[1] == 0x82 && n <= len(value) {
		value = value[:n]
	}
	dir, err := os.MkdirTemp("", "vectors")
	check(err)
	defer os.RemoveAll(dir)
	content := append(bytes.Clone(file[r[0]:r[0]+r[1]]), file[r[2]:r[2]+r[3]]...)
	check(os.WriteFile(dir+"/content", content, 0o600))
	check(os.WriteFile(dir+"/value", value, 0o600))
	s := run("openssl", "cms", "-verify", "-binary", "-purpose", "any", "-content", dir+"/content", "-inform", "DER", "-in", dir+"/value",
		"-CAfile", out+"/practice_ca.pem", "-out", os.DevNull)
	var words []string
	for _, l := range strings.Split(s, "\n") {
		p := strings.Split(strings.TrimSpace(l), ":")
		switch {
		case len(p) > 8 && p[1] == "error":
			words = append(words, strings.TrimSpace(strings.TrimSpace(p[5]+" "+strings.Join(p[8:], ":"))))
		case strings.Contains(l, "Verification"), strings.HasPrefix(l, "Error"):
			words = append(words, strings.TrimSpace(l))
		}
	}
	return strings.Join(words, " | ")
}

// opensslCMS lets OpenSSL make the value.
func opensslCMS(content []byte, more ...string) []byte {
	dir, err := os.MkdirTemp("", "vectors")
	check(err)
	defer os.RemoveAll(dir)
	key := pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(keys.signerA.key)})
	cert := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: keys.signerA.cert.Raw})
	check(os.WriteFile(dir+"/signer", append(key, cert...), 0o600))
	check(os.WriteFile(dir+"/content", content, 0o600))
	out := run("openssl", append([]string{"cms", "-sign", "-binary", "-noattr", "-md", "sha256", "-signer", dir + "/signer", "-in", dir + "/content",
		"-outform", "DER", "-out", dir + "/value"}, more...)...)
	b, err := os.ReadFile(dir + "/value")
	if err != nil {
		check(fmt.Errorf("openssl: %s", out))
	}
	return b
}
