package export

import (
	"slices"

	"galley/annotate"
)

// Options are what a person may choose about an export. The zero value takes every mark as it is. Formats to which a
// choice means nothing pay it no heed.
type Options struct {
	Labels     []annotate.Label // only spans of these labels; nil is all
	Origin     Origin           // made by hand, accepted from a rule, or both
	Negatives  Negatives        // what becomes of documents without a mark
	Pseudonyms bool             // annotators are A1, A2 … in the order in which they began; gold stays gold
	Soft       bool             // marks of gold come with the votes of those who read the document: soft labels
	Tokenizer  Tokenizer        // of formats that count in tokens
	Overlap    Overlap          // of formats in which a word has one label
	Prompt     string           // the system message of [Chat]; "" is [ChatPrompt]
	Splits     *Splits          // who goes to train, validation and test; nil is all in one
}

// An Origin says where marks come from.
type Origin string

const (
	AnyOrigin Origin = ""         // both
	ByHand    Origin = "hand"     // made by a person from the start
	Accepted  Origin = "accepted" // proposed by a rule and accepted by a person
)

// Origins lists them by name.
func Origins() []Origin { return []Origin{AnyOrigin, ByHand, Accepted} }

// Negatives says what becomes of documents without a mark. To a learner they say "there is nothing here", which is true
// only if somebody looked.
type Negatives string

const (
	KeepNegatives Negatives = ""     // all are written
	DoneNegatives Negatives = "done" // those that an annotator called done
	NoNegatives   Negatives = "none" // none
)

// NegativeChoices lists them by name.
func NegativeChoices() []Negatives { return []Negatives{KeepNegatives, DoneNegatives, NoNegatives} }

// A Tokenizer names a way to cut text into words.
type Tokenizer string

const (
	UnicodeWords Tokenizer = ""           // UAX #29: it’s is one, 2% is two, a flag is one
	Whitespace   Tokenizer = "whitespace" // whatever stands between white space
)

// Tokenizers lists them by name.
func Tokenizers() []Tokenizer { return []Tokenizer{UnicodeWords, Whitespace} }

// An Overlap says what formats in which a word has one label make of spans that share words.
type Overlap string

const (
	SplitOverlap   Overlap = ""        // each group of labels gets a column of its own; within it, as DropOverlap
	DropOverlap    Overlap = "drop"    // the longest stands, others that share words with it are left out
	FlattenOverlap Overlap = "flatten" // a word goes to the shortest span that holds it; the others keep the rest, in pieces
)

// Overlaps lists them by name.
func Overlaps() []Overlap { return []Overlap{SplitOverlap, DropOverlap, FlattenOverlap} }

// takes reports whether a span of that label and origin is asked for.
func (o Options) takes(label annotate.Label, origin *annotate.Origin) bool {
	return (o.Labels == nil || slices.Contains(o.Labels, label)) && o.Origin.takes(origin)
}

func (o Origin) takes(origin *annotate.Origin) bool {
	return o == AnyOrigin || (o == ByHand) == (origin == nil)
}

// of returns what o leaves of a layer.
func (o Options) of(l annotate.Layer) annotate.Layer {
	if o.Labels == nil && o.Origin == AnyOrigin {
		return l
	}
	out := annotate.NewLayer(l.Text())
	do := func(op annotate.Op) {
		if next, err := op.Apply(out); err == nil { // a relation whose ends were not asked for does not fit, and stays away
			out = next
		}
	}
	for s := range l.Spans() {
		if o.takes(s.Label, s.Origin) {
			do(annotate.AddSpan{Span: s})
		}
	}
	for _, r := range l.Relations() {
		if o.Origin.takes(r.Origin) {
			do(annotate.AddRelation{Relation: r})
		}
	}
	for _, a := range l.Attrs() {
		do(annotate.SetAttr{Name: a.Name, To: &a.Value})
	}
	return out
}
