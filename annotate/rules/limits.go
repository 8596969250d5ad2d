package rules

import (
	"cmp"
	"time"
)

// Limits bound one run of one rule over one document. A zero field is its default; some defaults grow with a text of more than
// 200,000 characters, so that a rule which is honest about a page is so about a megabyte.
//
// Steps, Output, Text and Depth are counted, so a rule that passes them is stopped at the same place everywhere. Time and
// Memory are measured, differ between machines, and are the net below that.
type Limits struct {
	Source int           // bytes of a rule file; 256 KiB
	Steps  int           // turns of loops and calls of functions, and what calls into the engine are worth; 10,000,000, or 50 a character
	Text   int           // UTF-16 units of one string that the rule makes, and four times the members of one list; 4,000,000
	Depth  int           // calls within calls; 400
	Output int           // suggestions and problems together; 20,000, or one for 10 characters
	Record int           // bytes of what record returns; 64 MiB
	Memory int           // bytes by which the heap may have grown; 256 MiB
	Time   time.Duration // from the first line to the last; 10 s, or 50 µs a character
}

// Filled returns l with defaults in place of zeroes, for a text of so many characters.
func (l Limits) Filled(characters int) Limits {
	long := max(characters, 200_000)
	return Limits{
		Source: cmp.Or(l.Source, 256<<10),
		Steps:  cmp.Or(l.Steps, 50*long),
		Text:   cmp.Or(l.Text, 4_000_000),
		Depth:  cmp.Or(l.Depth, 400),
		Output: cmp.Or(l.Output, long/10),
		Record: cmp.Or(l.Record, 64<<20),
		Memory: cmp.Or(l.Memory, 256<<20),
		Time:   cmp.Or(l.Time, time.Duration(long)*50*time.Microsecond),
	}
}
