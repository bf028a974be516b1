package assets

import (
	"embed"
	"io/fs"
)

//go:embed laws pages params rules holidays changes directory deadlines
var ruleFiles embed.FS

// Laws are the acts that rules cite: *.yaml.
func Laws() fs.FS { return ruleFolder("laws") }

// Pages are the published pages that rules cite: *.yaml.
func Pages() fs.FS { return ruleFolder("pages") }

// Params are numbers and days set by law: *.yaml.
func Params() fs.FS { return ruleFolder("params") }

// Rules are the tables of who may have what: <topic>/<question>.yaml.
func Rules() fs.FS { return ruleFolder("rules") }

// Holidays are those of Japan: <year>.yaml.
func Holidays() fs.FS { return ruleFolder("holidays") }

func ruleFolder(name string) fs.FS {
	sub, err := fs.Sub(ruleFiles, name)
	if err != nil {
		return ruleFiles // fs.Sub refuses malformed paths only
	}
	return sub
}

// Changes are announced changes of the law: *.yaml.
func Changes() fs.FS { return ruleFolder("changes") }

// Directory is whom to ask: *.yaml.
func Directory() fs.FS { return ruleFolder("directory") }

// Deadlines are what has to be done by a day, and the spans of the time line: *.yaml.
func Deadlines() fs.FS { return ruleFolder("deadlines") }
