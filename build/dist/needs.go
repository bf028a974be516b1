package main

import (
	"bytes"
	"debug/elf"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// packages names the Debian package of each library that the program is linked
// with or opens at run time. An empty name is a library it does without: other
// ways to draw, tried only where a program asks for them.
var packages = map[string]string{
	"libc.so.6":         "libc6",
	"libm.so.6":         "libc6",
	"libdl.so.2":        "libc6",
	"libpthread.so.0":   "libc6",
	"libresolv.so.2":    "libc6",
	"librt.so.1":        "libc6",
	"libpcsclite.so.1":  "libpcsclite1",
	"libGL.so.1":        "libgl1",
	"libGLX.so.0":       "libgl1", // which needs libglx0
	"libOpenGL.so.0":    "",       // the same without a window system
	"libX11.so.6":       "libx11-6",
	"libX11-xcb.so.1":   "", // for Vulkan alone
	"libXcursor.so.1":   "libxcursor1",
	"libXext.so.6":      "libxext6",
	"libXi.so.6":        "libxi6",
	"libXinerama.so.1":  "libxinerama1",
	"libXrandr.so.2":    "libxrandr2",
	"libXrender.so.1":   "libxrender1",
	"libXxf86vm.so.1":   "libxxf86vm1",
	"libEGL.so.1":       "",
	"libGLES_CM.so.1":   "",
	"libGLESv1_CM.so.1": "",
	"libGLESv2.so.2":    "",
	"libOSMesa.so.6":    "",
	"libOSMesa.so.8":    "",
	"libvulkan.so.1":    "",
}

// librarySo is how a program names a library that it opens itself.
var librarySo = regexp.MustCompile(`lib[A-Za-z0-9_+-]+\.so(?:\.[0-9]+)+`)

// libraries are the sonames in a program: those it is linked with and those
// that stand in it as text, for it opens them at run time.
func libraries(program []byte) ([]string, error) {
	f, err := elf.NewFile(bytes.NewReader(program))
	if err != nil {
		return nil, err
	}
	names, err := f.ImportedLibraries()
	if err != nil {
		return nil, err
	}
	for _, b := range librarySo.FindAll(program, -1) {
		names = append(names, string(b))
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// depends is the Depends field for a program.
func depends(program []byte) (string, error) {
	names, err := libraries(program)
	if err != nil {
		return "", err
	}
	libc, err := oldestLibc(program)
	if err != nil {
		return "", err
	}
	return packagesOf(names, libc)
}

// packagesOf lists the packages of libraries. A library that the table above
// does not know is an error: somebody has to decide.
func packagesOf(libraries []string, libc string) (string, error) {
	var out []string
	for _, l := range libraries {
		p, ok := packages[l]
		if !ok {
			return "", fmt.Errorf("the program needs %s: name its Debian package in build/dist/needs.go", l)
		}
		if p == "libc6" {
			p = "libc6 (>= " + libc + ")"
		}
		if p != "" {
			out = append(out, p)
		}
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), ", "), nil
}

// oldestLibc is the oldest C library that has all the program calls.
func oldestLibc(program []byte) (string, error) {
	f, err := elf.NewFile(bytes.NewReader(program))
	if err != nil {
		return "", err
	}
	symbols, err := f.ImportedSymbols()
	if err != nil {
		return "", err
	}
	newest := -1
	for _, s := range symbols {
		v, ok := strings.CutPrefix(s.Version, "GLIBC_2.")
		if !ok {
			continue
		}
		minor, _, _ := strings.Cut(v, ".")
		if n, err := strconv.Atoi(minor); err == nil {
			newest = max(newest, n)
		}
	}
	if newest < 0 {
		return "", errors.New("the program calls no C library: is cgo off?")
	}
	return "2." + strconv.Itoa(newest), nil
}
