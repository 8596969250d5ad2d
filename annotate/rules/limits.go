package rules

import (
	"cmp"
	"time"
)

// Limits bound one run of one rule over one document. A zero field is its default.
//
// Steps, Output, Text and Depth are counted, so a rule that passes them is stopped at the same place everywhere. Time and
// Memory are measured, differ between machines, and are the net below that.
type Limits struct {
	Source int           // bytes of a rule file; 256 KiB
	Steps  int           // turns of loops and calls of functions, and what calls into the engine are worth; 10,000,000
	Text   int           // UTF-16 units of one string that the rule makes, and four times the members of one list; 4,000,000
	Depth  int           // calls within calls; 400
	Output int           // suggestions and problems together; 20,000
	Record int           // bytes of what record returns; 64 MiB
	Memory int           // bytes by which the heap may have grown; 256 MiB
	Time   time.Duration // from the first line to the last; 10 s
}

// Filled returns l with defaults in place of zeroes.
func (l Limits) Filled() Limits {
	return Limits{
		Source: cmp.Or(l.Source, 256<<10),
		Steps:  cmp.Or(l.Steps, 10_000_000),
		Text:   cmp.Or(l.Text, 4_000_000),
		Depth:  cmp.Or(l.Depth, 400),
		Output: cmp.Or(l.Output, 20_000),
		Record: cmp.Or(l.Record, 64<<20),
		Memory: cmp.Or(l.Memory, 256<<20),
		Time:   cmp.Or(l.Time, 10*time.Second),
	}
}
