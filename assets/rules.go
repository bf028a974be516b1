package assets

import (
	"archive/zip"
	_ "embed"
	"io/fs"
	"strings"
)

// packed.zip is written by build/content from the folders below: YAML that was
// read and checked takes too long to be read again at every start.
//
//go:embed packed.zip
var packed string

// Facts is the vocabulary of facts: <area>.yaml.
func Facts() fs.FS { return folder("facts") }

// Laws are the acts that rules cite: *.yaml.
func Laws() fs.FS { return folder("laws") }

// Pages are the published pages that rules cite: *.yaml.
func Pages() fs.FS { return folder("pages") }

// Params are numbers and days set by law: *.yaml.
func Params() fs.FS { return folder("params") }

// Rules are the tables of who may have what: <topic>/<question>.yaml.
func Rules() fs.FS { return folder("rules") }

// Deadlines are what has to be done by a day, and the spans of the time line: *.yaml.
func Deadlines() fs.FS { return folder("deadlines") }

// Changes are announced changes of the law: *.yaml.
func Changes() fs.FS { return folder("changes") }

// Guides are the paths of the guides, their gate and their papers: paths/*.yaml and
// *.yaml.
func Guides() fs.FS { return folder("guides") }

// Directory is whom to ask: *.yaml.
func Directory() fs.FS { return folder("directory") }

// Holidays are those of Japan: <year>.yaml.
func Holidays() fs.FS { return folder("holidays") }

// folder is one of those that were packed.
func folder(name string) fs.FS {
	z, err := zip.NewReader(strings.NewReader(packed), int64(len(packed)))
	if err != nil {
		return damaged{err}
	}
	sub, err := fs.Sub(z, name)
	if err != nil {
		return damaged{err} // fs.Sub refuses malformed paths only
	}
	return sub
}

// damaged has no file to give.
type damaged struct{ err error }

func (d damaged) Open(string) (fs.File, error) { return nil, d.err }
