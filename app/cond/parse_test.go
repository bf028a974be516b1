package cond_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"madoguchi/app/cond"
	"madoguchi/app/fact"
)

func TestBadConditionsNamePlaceAndCure(t *testing.T) {
	s := scope(t)
	for yaml, want := range map[string]string{
		"{fact: klass, is: other}":                                                     `r.yaml:1:8: there is no fact "klass"; did you mean class?`,
		"{fact: class, is: othr}":                                                      `r.yaml:1:19: class has no such value; did you mean other?`,
		"{fact: class, is: true}":                                                      `r.yaml:1:19: class has no such value; write one of`,
		"{fact: class, in: [other]}":                                                   `r.yaml:1:19: here is a list; write in: [a, b], or is: a`,
		"{fact: class, in: [other, other]}":                                            `r.yaml:1:27: this value of class stands twice; delete it`,
		"{fact: employed, is: yes}":                                                    `r.yaml:1:22: employed has no such value; write true or false`,
		"{fact: hours, is: '3'}":                                                       `r.yaml:1:19: hours has no such value; write a whole number`,
		"{fact: made, is: 2026-02-29}":                                                 `r.yaml:1:18: made has no such value; write a date`,
		"{fact: made, before: 2026-02-29}":                                             `r.yaml:1:22: here is no day; write a day of the calendar`,
		"{fact: made}":                                                                 `r.yaml:1:1: here are 1 keys; write one of is, in,`,
		"{fact: made, is: 2026-01-01, before: made}":                                   `here are 3 keys`,
		"{fact: made, befor: made}":                                                    `r.yaml:1:14: there is no key "befor" here; did you mean before?`,
		"{fact: hours, before: made}":                                                  `hours is of type int; name a fact of type date`,
		"{fact: children, is: 3}":                                                      `children is a list; write each: or count:`,
		"{fact: children.home, is: true}":                                              `children.home is a field of each item; ask inside each`,
		"{date: made, is: 2026-01-01}":                                                 `there is no key "is" here`,
		"{fact: made, within: {from: made}}":                                           `to is missing here; write to:`,
		"{fact: made, within: {n: 3}}":                                                 `there is no key "n" here; write one of from, to`,
		"{all: []}":                                                                    `r.yaml:1:7: here is a list; write all: [condition, condition]`,
		"{any: {fact: class, is: other}}":                                              `here is a mapping; write any: [condition`,
		"{all: [{known: dob}], any: [{known: dob}]}":                                   `this is both all and any; write one`,
		"{not: [{known: dob}]}":                                                        `r.yaml:1:7: here is a list; write a condition as`,
		"{known: dob, is: 3}":                                                          `there is no key "is" here`,
		"{kown: dob}":                                                                  `r.yaml:1:2: a condition cannot be kown; did you mean known?`,
		"{}":                                                                           `a condition is empty`,
		"hours > 20":                                                                   `r.yaml:1:1: here is a word; write a condition as`,
		"{compare: hours}":                                                             `compare has 0 bounds; write one or two of at_least`,
		"{compare: hours, at_least: 1, at_most: 2, above: 0}":                          `compare has 3 bounds`,
		"{compare: class, at_least: 1}":                                                `class is of type enum; name a fact of type int`,
		"{compare: hours, at_least: many}":                                             `here is a word; write a whole number`,
		"{compare: hours, at_least: {param: adult}}":                                   `there is no param "adult"; write one of adult_age, start`,
		"{compare: hours, at_least: {param: start}}":                                   `the values of the param start are of the other kind`,
		"{compare: hours, at_least: {fact: hours, at: made}}":                          `there is no key "at" here`,
		"{compare: hours, at_least: {param: adult_age, on: made}}":                     `there is no key "on" here`,
		"{age: {of: dob}, below: 18}":                                                  `on is missing here`,
		"{age: dob, below: 18}":                                                        `here is a word; write a mapping with of, on`,
		"{each: {of: hours, that: {known: dob}}}":                                      `hours is of type int; name a list`,
		"{each: {of: children}}":                                                       `here is nothing; write a condition as`,
		"{count: {of: children}}":                                                      `count has 0 bounds`,
		"{each: {of: children, that: {known: children.hme}}}":                          `there is no fact "children.hme"; did you mean children.home?`,
		"{each: {of: children, that: {count: {of: children}, at_least: 1}}}":           `each and count cannot stand inside each other`,
		"{date: {add_day: {to: made, n: 1}}, before: made}":                            `a day cannot be add_day; did you mean add_days?`,
		"{date: {add_days: {to: made, n: 0}}, before: made}":                           `0 days, months or birthdays are none`,
		"{date: {add_days: {to: made}}, before: made}":                                 `here is nothing; write a whole number`,
		"{date: {add_days: {to: made, n: 1, first: yesterday}}, before: made}":         `write same_day where the law counts from the day itself`,
		"{date: {add_days: {to: made, n: -1, first: same_day}}, before: made}":         `counting back has no first day`,
		"{date: {nth_birthday_after: {day: made, of: dob, n: -1}}, before: made}":      `-1 days, months or birthdays are none`,
		"{date: {nth_birthday_after: {day: made, n: 1}}, before: made}":                `of is missing here`,
		"{date: {special_period_end: {of: made, reading: late}}, before: made}":        `write safe (the earlier reading) or last`,
		"{date: {renew_from: {end: made, of: card}}, before: made}":                    `write mynumber_card or residence_card`,
		"{date: {earliest: [made]}, before: made}":                                     `here is a list with 1 days; write earliest: [day, day]`,
		"{date: {param: adult_age}, before: made}":                                     `the values of the param adult_age are of the other kind`,
		"{date: {month_end: made, fy_end: made}, before: made}":                        `this is both month_end and fy_end`,
		"{date: [made], before: made}":                                                 `here is a list; write a day as`,
		"all:\n- {fact: class, is: other}\n- any:\n  - {fact: employed, is: possible}": `r.yaml:4:26: employed has no such value; write true or false`,
	} {
		n, err := fact.Read("r.yaml", []byte(yaml))
		if err != nil {
			t.Fatalf("%s: %v", yaml, err)
		}
		_, err = s.Predicate(n)
		if f, ok := fact.AsFault(err); !ok || f.Line == 0 || !strings.Contains(err.Error(), want) {
			t.Errorf("%s\n said %v\n want %s", yaml, err, want)
		}
	}
}

func TestBadParamsNamePlaceAndCure(t *testing.T) {
	for yaml, want := range map[string]string{
		"a: 1":         "p.yaml:1:1: here is a mapping; write a list",
		"- {id: a}":    "the param a has no values",
		"- {value: 1}": `there is no key "value" here; did you mean values?`,
		"- {id: a, values: [{from: 2026-01-01, n: 1}]}":                                                                    "the value has no source; write law: [id]",
		"- {id: a, values: [{from: 2026-02-29, n: 1, law: [x]}]}":                                                          "p.yaml:1:27: here is no day",
		"- {id: a, values: [{n: 1, law: [x]}]}":                                                                            "here is no day",
		"- {id: a, values: [{from: 2026-01-01, law: [x]}]}":                                                                "one number or one day",
		"- {id: a, values: [{from: 2026-01-01, n: x, law: [x]}]}":                                                          "here is a word; write a whole number",
		"- {id: a, values: [{from: 2026-01-02, n: 1, law: [x]}, {from: 2026-01-02, n: 2, law: [x]}]}":                      "out of order; write the oldest first",
		"- {id: a, values: [{from: 2026-01-01, n: 1, law: [x]}, {from: 2026-01-02, date: 2026-01-01, law: [x]}]}":          "of two kinds",
		"- {id: a, values: [{from: 2026-01-01, n: 1, law: [x]}]}\n- {id: a, values: [{from: 2026-01-01, n: 1, law: [x]}]}": "p.yaml:2:8: the param a is defined at p.yaml:1:3 already",
	} {
		_, err := cond.LoadParams(fstest.MapFS{"p.yaml": {Data: []byte(yaml)}})
		if _, ok := fact.AsFault(err); !ok || !strings.Contains(err.Error(), want) {
			t.Errorf("%s\n said %v\n want %s", yaml, err, want)
		}
	}
}
