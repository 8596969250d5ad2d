package rules

import (
	"errors"
	"fmt"

	"galley/annotate"
)

// A Report is what one rule found in one document. It hangs on the document, its marks, the rule and its options alone.
type Report struct {
	Doc      annotate.DocID `json:"doc"`
	Rule     string         `json:"rule"`
	Version  string         `json:"version"`
	Spans    []Span         `json:"spans,omitempty"` // in the order they were proposed, each id once
	Links    []Link         `json:"relations,omitempty"`
	Values   []Value        `json:"attributes,omitempty"`
	Problems []Problem      `json:"problems,omitempty"`
	Dropped  []Dropped      `json:"dropped,omitempty"` // what the scheme in force does not have
	Unread   bool           `json:"unread,omitempty"`  // the rule is for documents in other languages
	Stop     *Stop          `json:"stop,omitempty"`    // why the rule ended early; what it found until then is not here
	Steps    int            `json:"steps,omitempty"`   // how many were taken
}

// A Span is a span that a rule proposes.
type Span struct {
	annotate.Span
	Reason string `json:"reason,omitempty"` // one line, for the annotator
}

// A Link is a relation that a rule proposes. Its ends are spans that are on the layer, or that this rule or another proposes.
type Link struct {
	annotate.Relation
	Reason string `json:"reason,omitempty"`
}

// A Value is an attribute that a rule proposes for a span or relation that is on the layer already.
type Value struct {
	ID     annotate.SpanID  `json:"id"` // of the proposal
	On     annotate.SpanID  `json:"on"`
	Name   string           `json:"name"`
	Value  string           `json:"value"`
	Origin *annotate.Origin `json:"origin"`
	Reason string           `json:"reason,omitempty"`
}

// A Severity says how much a problem matters.
type Severity string

// The severities.
const (
	Hint    Severity = "hint"
	Warning Severity = "warning"
	Error   Severity = "error"
)

// A Problem is something that a validator found wrong.
type Problem struct {
	annotate.Range                 // where, in code points; the mark's envelope when it is about a mark; empty: the document
	On             annotate.SpanID `json:"on,omitempty"` // the span or relation that it is about
	Message        string          `json:"message"`
	Severity       Severity        `json:"severity"`
}

// Dropped counts proposals of one kind that the scheme in force has no place for.
type Dropped struct {
	What  string `json:"what"`
	Count int    `json:"count"`
}

// Kinds of stops.
const (
	Broken  = "broken"  // the file cannot be read as a rule
	Thrown  = "thrown"  // an error was thrown, or the rule asked for what does not exist
	Steps   = "steps"   // too many steps: most likely a loop without end
	Depth   = "depth"   // too many calls within calls
	Memory  = "memory"  // too much memory
	Output  = "output"  // too many proposals
	Timeout = "timeout" // too much time
	Cancel  = "cancel"  // somebody cancelled the run
)

// A Place is where in its file a run is. The zero Place is nowhere.
type Place struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"`   // from 1; 0 when it is in none
	Column int    `json:"column,omitempty"` // from 1, in code points
}

// A Stop says why a rule was stopped, and where.
type Stop struct {
	Kind  string `json:"kind"`
	Place        // without a line when none is to blame
	Text  string `json:"text"` // what happened and how to mend it
}

// Error says where and why, as problems of files are told.
func (s *Stop) Error() string {
	switch {
	case s.Line > 0 && s.Column > 0:
		return fmt.Sprintf("%s:%d:%d: %s", s.File, s.Line, s.Column, s.Text)
	case s.Line > 0:
		return fmt.Sprintf("%s:%d: %s", s.File, s.Line, s.Text)
	}
	return s.File + ": " + s.Text
}

// StopOf returns the Stop in err, if there is one.
func StopOf(err error) (*Stop, bool) { return errors.AsType[*Stop](err) }
