package annotate

import (
	"slices"
	"strings"
)

// A SpanID names a span or a relation within its document, across all layers: one to 64 of A–Z a–z 0–9 _ -.
type SpanID string

// A Label names a label of the scheme.
type Label string

// An Annotator names a layer: the person (or rule set) whose marks it holds. [Gold] is the adjudicated one.
type Annotator string

// Gold is the adjudicated layer.
const Gold Annotator = "gold"

// Suggested is where rules put what they propose for a document. It is nobody's layer: what lies there is no data until a
// person accepts it (package rules).
const Suggested Annotator = "galley:suggested"

// A Span is a labelled stretch of a document: one or more ranges, sorted, disjoint and not touching.
type Span struct {
	ID     SpanID  `json:"id"`
	Label  Label   `json:"label"`
	Ranges []Range `json:"parts"`
	Attrs  Attrs   `json:"attrs,omitempty"`
	Origin *Origin `json:"origin,omitempty"` // nil: made by hand
}

// Envelope returns the smallest range that holds all of s.
func (s Span) Envelope() Range {
	if len(s.Ranges) == 0 {
		return Range{}
	}
	return Range{s.Ranges[0].From, s.Ranges[len(s.Ranges)-1].To}
}

// Surface returns what s covers of t, its parts joined by " … ".
func (s Span) Surface(t Text) string {
	if len(s.Ranges) == 1 {
		return t.Slice(s.Ranges[0])
	}
	parts := make([]string, len(s.Ranges))
	for i, r := range s.Ranges {
		parts[i] = t.Slice(r)
	}
	return strings.Join(parts, " … ")
}

// An Origin says which rule proposed a span or relation.
type Origin struct {
	Rule    string  `json:"rule"`
	Version string  `json:"version"`
	Score   float64 `json:"score"` // the rule's confidence, 0 to 1
}

// Attrs are attribute values sorted by name, each name at most once. A name that is missing is unset, which
// differs from every value. Values are kept as text: an enum's value, "true" or "false", a decimal number.
type Attrs []Field

// EqualSpan reports whether a and b are the same span in every respect.
func EqualSpan(a, b Span) bool {
	return a.ID == b.ID && a.Label == b.Label && slices.Equal(a.Ranges, b.Ranges) && slices.Equal(a.Attrs, b.Attrs) && equalOrigin(a.Origin, b.Origin)
}

// EqualRelation reports whether a and b are the same relation in every respect.
func EqualRelation(a, b Relation) bool {
	return a.ID == b.ID && a.Label == b.Label && a.Head == b.Head && a.Tail == b.Tail && slices.Equal(a.Attrs, b.Attrs) && equalOrigin(a.Origin, b.Origin)
}

func equalOrigin(a, b *Origin) bool { return a == b || a != nil && b != nil && *a == *b }

// check reports why s cannot lie on t: see [AddSpan].
func (s Span) check(t Text) error {
	if !validID(s.ID) {
		return ErrID
	}
	if !s.Attrs.sorted() {
		return ErrAttrs
	}
	return checkRanges(t, s.Ranges)
}

func checkRanges(t Text, ranges []Range) error {
	if len(ranges) == 0 {
		return &PosError{0, int(t.Len()), "code points", ErrEmpty}
	}
	for i, r := range ranges {
		if err := t.Check(r); err != nil {
			return err
		}
		if i > 0 && r.From <= ranges[i-1].To {
			return &PosError{int(r.From), int(t.Len()), "code points", ErrOrder}
		}
	}
	return nil
}

// validID reports whether id is one to 64 of A–Z a–z 0–9 _ -.
func validID(id SpanID) bool {
	for i := range len(id) {
		c := id[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-') {
			return false
		}
	}
	return len(id) >= 1 && len(id) <= 64
}
