package annotate

// A Scheme is the set of labels, attributes and relation types in force, versioned. It is written as the JSON
// that schemes/scheme.schema.json describes.
type Scheme struct {
	Galley     string        `json:"galley"` // "scheme/1": the version of this file format
	ID         string        `json:"id"`     // "galley-news"
	Version    int           `json:"version"`
	Title      string        `json:"title"`
	Guideline  string        `json:"guideline,omitempty"`
	Groups     []Group       `json:"groups"`
	Labels     []LabelDef    `json:"labels"` // in the order they are shown
	Attributes []AttrDef     `json:"attributes,omitempty"`
	Relations  []RelationDef `json:"relations,omitempty"`
	Presets    []Preset      `json:"presets,omitempty"` // the first is offered first
}

// An Overlap says what a group allows among its own spans. Between groups overlap is free.
type Overlap string

const (
	OverlapNone Overlap = "none" // two spans of the group never share a character
	OverlapNest Overlap = "nest" // one may lie inside the other
	OverlapFree Overlap = "free"
)

// A Group is labels that belong together.
type Group struct {
	ID        string  `json:"id"`
	Title     string  `json:"title"`
	Overlap   Overlap `json:"overlap"`
	Guideline string  `json:"guideline,omitempty"`
}

// A LabelDef defines a label.
type LabelDef struct {
	ID         Label     `json:"id"`
	Group      string    `json:"group"`
	Title      string    `json:"title"`
	Key        string    `json:"key,omitempty"`   // one character, unique among labels and relations
	Color      string    `json:"color,omitempty"` // name of a hue in the page's tokens: "blue", "teal" …
	Style      string    `json:"style,omitempty"` // line style: solid dotted double wavy bar dashed
	Contiguous bool      `json:"contiguous,omitempty"`
	Unit       string    `json:"unit,omitempty"`   // default unit: word, phrase, quotation, clause, sentence, paragraph
	Trim       string    `json:"trim,omitempty"`   // what is left off its ends: [TrimSpace], [TrimPunctuation], [TrimQuotes]
	Inside     []Label   `json:"inside,omitempty"` // only inside a span of one of these labels
	Guideline  string    `json:"guideline,omitempty"`
	Examples   []Example `json:"examples,omitempty"`
}

// An Example shows a rule at work. Brackets in Text mark the span.
type Example struct {
	Text string `json:"text"`
	Note string `json:"note,omitempty"`
	Bad  bool   `json:"bad,omitempty"` // shows what not to do
}

// An AttrType is the type of an attribute's value. Unset is distinct from every value of every type.
type AttrType string

const (
	Enum    AttrType = "enum"
	String  AttrType = "text"
	Number  AttrType = "number"
	Boolean AttrType = "boolean"
)

// An AttrDef defines an attribute of a label's spans, of a relation type, or of the document.
type AttrDef struct {
	ID        string   `json:"id"`
	On        []string `json:"on"` // labels, relation types, or "document"
	Title     string   `json:"title"`
	Type      AttrType `json:"type"`
	Values    []string `json:"values,omitempty"` // of an enum, in order
	Ordinal   bool     `json:"ordinal,omitempty"`
	Default   string   `json:"default,omitempty"` // offered first, never written by itself
	Required  bool     `json:"required,omitempty"`
	Guideline string   `json:"guideline,omitempty"`
}

// A RelationDef defines a relation type, its ends and how many of it one head may have.
type RelationDef struct {
	ID        Label   `json:"id"`
	Title     string  `json:"title"`
	Heads     []Label `json:"heads"`
	Tails     []Label `json:"tails"`
	Min       int     `json:"min,omitempty"` // per head
	Max       int     `json:"max,omitempty"` // per head; 0 is no limit
	Key       string  `json:"key,omitempty"`
	Guideline string  `json:"guideline,omitempty"`
}

// A Preset is a part of the scheme to begin with. An attribute is named "label.attribute".
type Preset struct {
	ID         string   `json:"id"`
	Title      string   `json:"title"`
	Labels     []Label  `json:"labels"`
	Attributes []string `json:"attributes,omitempty"`
	Relations  []Label  `json:"relations,omitempty"`
}
