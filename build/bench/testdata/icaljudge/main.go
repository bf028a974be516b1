// Icaljudge reads calendar files with a library that shares nothing with the
// program and prints what it found in them as JSON, one line a file. It is a module
// of its own so that the program does not depend on that library.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/emersion/go-ical"
)

type event struct {
	UID, Summary, Description string
	Start, End                time.Time
	// Alarms are seconds from Start.
	Alarms []float64
}

func main() {
	enc := json.NewEncoder(os.Stdout)
	for _, name := range os.Args[1:] {
		events, err := read(name)
		if err == nil {
			err = enc.Encode(events)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, name+":", err)
			os.Exit(1)
		}
	}
}

func read(name string) ([]event, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	cal, err := ical.NewDecoder(f).Decode()
	if err != nil {
		return nil, err
	}
	list := []event{}
	for _, e := range cal.Events() {
		var x event
		if x.UID, err = e.Props.Text(ical.PropUID); err != nil {
			return nil, err
		}
		if x.Summary, err = e.Props.Text(ical.PropSummary); err != nil {
			return nil, err
		}
		if x.Description, err = e.Props.Text(ical.PropDescription); err != nil {
			return nil, err
		}
		if x.Start, err = e.DateTimeStart(time.UTC); err != nil {
			return nil, err
		}
		if x.End, err = e.DateTimeEnd(time.UTC); err != nil {
			return nil, err
		}
		if e.Props.Get(ical.PropDateTimeStamp) == nil {
			return nil, fmt.Errorf("%s has no DTSTAMP", x.UID)
		}
		for _, c := range e.Children {
			if c.Name != ical.CompAlarm {
				return nil, fmt.Errorf("%s holds a %s", x.UID, c.Name)
			}
			d, err := c.Props.Get(ical.PropTrigger).Duration()
			if err != nil {
				return nil, err
			}
			x.Alarms = append(x.Alarms, d.Seconds())
		}
		list = append(list, x)
	}
	return list, nil
}
