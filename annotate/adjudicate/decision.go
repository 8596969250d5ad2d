package adjudicate

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"slices"
	"strconv"

	"galley/annotate"
	"galley/annotate/agreement/match"
)

// A Choice is what was taken.
type Choice string

// The choices.
const (
	Take    Choice = "take"    // what one reader has, be it nothing
	Both    Choice = "both"    // everything that somebody has, what is the same once
	Neither Choice = "neither" // nothing
	Anew    Choice = "anew"    // something made by hand
)

// A How says how it was decided.
type How string

// The ways.
const (
	ByHand     How = "hand"
	Agreed     How = "agreed" // all readers have the same
	Majority   How = "majority"
	DawidSkene How = "dawid-skene"
)

// A Reason says why readers differ, in the codes of the guideline.
type Reason string

// The reasons, in the order in which they are offered.
const (
	Boundary  Reason = "boundary"
	Missed    Reason = "missed"
	Label     Reason = "label"
	Attribute Reason = "attribute"
	Link      Reason = "link"
	Guideline Reason = "guideline-gap" // the guideline says nothing of it, or two things
)

// Reasons lists them.
func Reasons() []Reason { return []Reason{Boundary, Missed, Label, Attribute, Link, Guideline} }

// ReasonFor returns the code for a kind of difference.
func ReasonFor(k match.Kind) Reason {
	switch k {
	case match.Missed:
		return Missed
	case match.Edges:
		return Boundary
	case match.Label:
		return Label
	case match.Attribute:
		return Attribute
	case match.Link:
		return Link
	}
	return ""
}

// A Decision is the record of one case.
type Decision struct {
	Choice Choice             `json:"choice"`
	Of     annotate.Annotator `json:"of,omitempty"` // whose, with Take
	How    How                `json:"how"`
	By     annotate.Annotator `json:"by,omitempty"` // who decided
	Reason Reason             `json:"reason,omitempty"`
	Gold   []annotate.SpanID  `json:"gold,omitempty"`      // the marks or the links on gold that it made
	Attr   string             `json:"attribute,omitempty"` // of the document
	Kept   bool               `json:"kept,omitempty"`      // nobody has it any more, and it stands all the same
	Said   []Quote            `json:"said"`
}

// A Quote is what a reader had when it was decided. Without an ID, and without a Value, they had nothing.
type Quote struct {
	Annotator annotate.Annotator `json:"annotator"`
	ID        annotate.SpanID    `json:"id,omitempty"`
	Label     annotate.Label     `json:"label,omitempty"`
	Parts     []annotate.Range   `json:"parts,omitempty"` // of a mark
	Head      annotate.SpanID    `json:"head,omitempty"`  // of a link
	Tail      annotate.SpanID    `json:"tail,omitempty"`
	Attrs     annotate.Attrs     `json:"attrs,omitempty"`
	Value     *string            `json:"value,omitempty"` // of an attribute of the document
}

func (q Quote) nothing() bool { return q.ID == "" && q.Value == nil }

func (s Said) quote() Quote {
	q := Quote{Annotator: s.Annotator, ID: s.id(), Label: s.label(), Attrs: s.attrs(), Value: s.Value}
	if s.Span != nil {
		q.Parts = s.Span.Ranges
	}
	if s.Link != nil {
		q.Head, q.Tail = s.Link.Head, s.Link.Tail
	}
	return q
}

// same reports whether q is what s says now.
func (q Quote) same(s Said) bool {
	now := s.quote()
	return q.Annotator == now.Annotator && q.ID == now.ID && q.Label == now.Label && q.Head == now.Head && q.Tail == now.Tail &&
		slices.Equal(q.Parts, now.Parts) && slices.Equal(q.Attrs, now.Attrs) && (q.Value == nil) == (now.Value == nil) && (q.Value == nil || *q.Value == *now.Value)
}

// stillSaid reports whether everything that was said stands as it was, and nothing was added. A reader who came later and
// has nothing there changes nothing.
func (d Decision) stillSaid(said []Said) bool {
	was := map[annotate.Annotator]Quote{}
	for _, q := range d.Said {
		if !q.nothing() {
			was[q.Annotator] = q
		}
	}
	for _, s := range said {
		q, ok := was[s.Annotator]
		if ok == s.Nothing() || ok && !q.same(s) {
			return false
		}
		delete(was, s.Annotator)
	}
	return len(was) == 0
}

// encode writes the record as the value of its attribute.
func (d Decision) encode() string {
	data, _ := json.Marshal(d) // strings, numbers and lists of them cannot fail
	return string(data)
}

// decode reads it. ok is false for what is no record.
func decode(value string) (d Decision, ok bool) {
	if json.Unmarshal([]byte(value), &d) != nil {
		return Decision{}, false
	}
	switch d.Choice {
	case Take, Both, Neither, Anew:
		return d, true
	}
	return Decision{}, false
}

// identity makes a name of parts, none of which can be taken for two.
func identity(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(strconv.Itoa(len(p)) + ":" + p))
	}
	return lower.EncodeToString(h.Sum(nil)[:10])
}

var lower = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// GoldID is the id that a reader's mark or link has on gold once it is taken: two desks that take the same make the same.
func GoldID(by annotate.Annotator, id annotate.SpanID) annotate.SpanID {
	return annotate.SpanID("g-" + identity("gold", string(by), string(id)))
}

// Renamed returns the value of a record with its people under other names, as an export with pseudonyms needs it. Somebody for
// whom there is no other name is left out of it. What is no record comes back as "".
func Renamed(value string, called func(annotate.Annotator) annotate.Annotator) string {
	d, ok := decode(value)
	if !ok {
		return ""
	}
	d.Of, d.By = called(d.Of), called(d.By)
	for i := range d.Said {
		d.Said[i].Annotator = called(d.Said[i].Annotator)
	}
	return d.encode()
}
