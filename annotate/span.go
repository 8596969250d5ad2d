package annotate

// A SpanID names a span or a relation within its document, across all layers: one to 64 of A–Z a–z 0–9 _ -.
type SpanID string

// A Label names a label of the scheme.
type Label string

// An Annotator names a layer: the person (or rule set) whose marks it holds. [Gold] is the adjudicated one.
type Annotator string

// Gold is the adjudicated layer.
const Gold Annotator = "gold"

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

// An Origin says which rule proposed a span or relation.
type Origin struct {
	Rule    string  `json:"rule"`
	Version string  `json:"version"`
	Score   float64 `json:"score"` // the rule's confidence, 0 to 1
}

// A Relation is a typed, directed link from one span (its head) to another (its tail).
type Relation struct {
	ID     SpanID  `json:"id"`
	Label  Label   `json:"label"`
	Head   SpanID  `json:"head"`
	Tail   SpanID  `json:"tail"`
	Attrs  Attrs   `json:"attrs,omitempty"`
	Origin *Origin `json:"origin,omitempty"`
}

// Attrs are attribute values sorted by name, each name at most once. A name that is missing is unset, which
// differs from every value. Values are kept as text: an enum's value, "true" or "false", a decimal number.
type Attrs []Field
