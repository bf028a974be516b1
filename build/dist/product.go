package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// A product is what every package says of itself.
type product struct {
	id      string // reverse domain name; names the desktop file and the icons
	name    string // of the program, as the window says it
	command string // of the program, as it is typed
	release string // the version in FyneApp.toml
	version string // release and commit: what --version prints and packages are called
	keeper  string // name and address of the one who answers for the package
	made    time.Time
}

// readProduct takes names from FyneApp.toml, and version and time from git.
func readProduct(ctx context.Context, root string) (product, error) {
	f, err := os.Open(filepath.Join(root, "FyneApp.toml"))
	if err != nil {
		return product{}, err
	}
	defer f.Close()
	details, err := readDetails(bufio.NewScanner(f))
	if err != nil {
		return product{}, fmt.Errorf("FyneApp.toml: %w", err)
	}
	p := product{id: details["ID"], name: details["Name"], release: details["Version"]}
	p.command = strings.ToLower(p.name)
	if p.id == "" || p.name == "" || p.release == "" {
		return product{}, errors.New("FyneApp.toml: ID, Name and Version are needed in [Details]")
	}
	git := func(args ...string) (string, error) {
		out, err := exec.CommandContext(ctx, "git", append([]string{"-C", root}, args...)...).Output()
		return strings.TrimSpace(string(out)), err
	}
	commit, err := git("log", "-1", "--format=%ct %h %an <%ae>")
	if err != nil {
		return product{}, fmt.Errorf("git log: %w (packages are made from a commit)", err)
	}
	seconds, rest, _ := strings.Cut(commit, " ")
	hash, keeper, _ := strings.Cut(rest, " ")
	p.keeper = keeper
	if e := os.Getenv("SOURCE_DATE_EPOCH"); e != "" {
		seconds = e
	}
	n, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return product{}, fmt.Errorf("time of the commit: %w", err)
	}
	p.made = time.Unix(n, 0).UTC()
	tag, _ := git("describe", "--exact-match", "--tags")
	changed, err := git("status", "--porcelain")
	if err != nil {
		return product{}, fmt.Errorf("git status: %w", err)
	}
	p.version = versionOf(p.release, tag, p.made, hash, changed != "")
	return p, nil
}

// versionOf is the release itself on its tag, and otherwise sorts before it: what
// is made between two releases leads to the next.
func versionOf(release, tag string, made time.Time, hash string, changed bool) string {
	v := release
	if tag != "v"+release {
		v += "~" + made.Format("20060102150405") + "+" + hash
	}
	if changed {
		v += "+changed"
	}
	return v
}

// readDetails reads the texts of the section [Details]: lines of the form
// Key = "value". It knows no more of TOML than FyneApp.toml needs.
func readDetails(lines *bufio.Scanner) (map[string]string, error) {
	details := map[string]string{}
	section := ""
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			section = strings.Trim(line, "[]")
		case section == "Details":
			key, value, _ := strings.Cut(line, "=")
			value = strings.TrimSpace(value)
			if s, err := strconv.Unquote(value); err == nil {
				value = s
			}
			if value == "" {
				return nil, fmt.Errorf("line %d: not key = value", n)
			}
			details[strings.TrimSpace(key)] = value
		}
	}
	return details, lines.Err()
}
