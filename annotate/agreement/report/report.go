package report

import (
	"slices"

	"galley/annotate"
	"galley/annotate/agreement"
	"galley/annotate/agreement/match"
	"galley/annotate/agreement/survey"
)

// Format is the version of the JSON that a [Report] is written as. Names in it are only ever added to.
const Format = "agreement/1"

// Replicates is how many replicates the intervals of a report for readers are made of.
const Replicates = 1000

// Options say what goes into a report. The zero value is everything but intervals and γ.
type Options struct {
	Labels []annotate.Label `json:"labels,omitempty"` // only these; marks are paired before others are left out
	survey.Filter
	Replicates int  `json:"replicates,omitempty"` // of the bootstrap behind the intervals; 0 for no intervals
	Gamma      bool `json:"gamma,omitempty"`      // γ, γ-cat and γ-k as well, which take longer

	// Progress, where it is not nil, hears how many of the steps are done and what was done last, on the goroutine that called
	// [Make]. An error that it returns ends the work, and is what Make returns.
	Progress func(done, of int, what string) error `json:"-"`
}

// A Report is how far annotators agree.
type Report struct {
	Galley      string               `json:"galley"` // [Format]
	Scheme      Scheme               `json:"scheme"`
	Options     Options              `json:"options"`
	Seed        string               `json:"seed"`                   // of the bootstrap, in hexadecimal
	Annotators  []annotate.Annotator `json:"annotators"`             // by name, without gold
	Documents   int                  `json:"documents"`              // read by two annotators or more
	LeftOut     int                  `json:"left_out"`               // read by one
	NoAgreement string               `json:"no_agreement,omitempty"` // why there is nothing but what gold says
	Headline    []Figure             `json:"headline,omitempty"`     // over all labels
	Marks       []LabelRow           `json:"marks,omitempty"`        // all labels first, where there are several, then by name
	Cuts        []CutRow             `json:"cuts,omitempty"`         // in the same order: labels as ways to cut the text
	Figures     []SubjectFigure      `json:"figures,omitempty"`      // of words under labels, of attributes of marks and documents
	Attributes  []AttributeRow       `json:"attributes,omitempty"`   // of marks that both have made
	Links       []LinkRow            `json:"links,omitempty"`        // all types first, where there are several, then by name
	Pairs       []PairRow            `json:"pairs,omitempty"`        // of annotators
	Confusion   *survey.Confusion    `json:"confusion,omitempty"`
	ByDocument  []DocumentRow        `json:"by_document,omitempty"` // those with the most differences first
	Kinds       map[match.Kind]int   `json:"kinds,omitempty"`       // of differences
	Rounds      []Round              `json:"rounds,omitempty"`
	NoRounds    string               `json:"no_rounds,omitempty"` // why there are none
	People      []PersonRow          `json:"people,omitempty"`
	Gold        *Gold                `json:"gold,omitempty"`
	Gamma       *Gamma               `json:"gamma,omitempty"`
	Measures    []Measure            `json:"measures"` // what is meant by each that has a figure

	finish []func() // what is put together once all steps are done
}

// A Scheme is what the marks were made by.
type Scheme struct {
	ID      string `json:"id"`
	Version int    `json:"version"`
	Title   string `json:"title,omitempty"`
}

// A Figure is what one measure came to. [Report.Measures] says what it asks.
type Figure struct {
	Measure string              `json:"measure"`
	Weights agreement.Weighting `json:"weights,omitempty"` // of ratings that nearly agree
	agreement.Figure
}

// A SubjectFigure is a figure of what annotators put into categories.
type SubjectFigure struct {
	Kind     survey.Kind    `json:"kind"`
	Name     string         `json:"name,omitempty"` // of the label or attribute; "" is all labels
	On       []string       `json:"on,omitempty"`   // what carries the attribute
	Document annotate.DocID `json:"document,omitempty"`
	Pair     []string       `json:"pair,omitempty"`
	Figure
}

// A LabelRow is how the marks of one label agree. The three answers come before any single figure: Found is the share of
// marks that the other has made somehow, Same the share of those with the same label, Edges the share of those cut the same.
type LabelRow struct {
	Label   annotate.Label `json:"label"` // "" is all labels
	Answer  match.Answer   `json:"answer"`
	Found   Figure         `json:"found"`
	Same    Figure         `json:"same"`
	Edges   Figure         `json:"edges"`
	Exact   Figure         `json:"exact_f1"`
	Overlap Figure         `json:"overlap_f1"`
	Token   Figure         `json:"token_f1"`
	Units   Figure         `json:"unitizing_alpha"`
	Words   Figure         `json:"words_alpha"`
}

// An AttributeRow is how values of marks agree that both have made, under one label.
type AttributeRow struct {
	Attribute string     `json:"attribute"`
	On        []string   `json:"on"`       // labels that carry it
	Marked    match.Hits `json:"marked"`   // marks that could have a value; Both is the pairs under one label, on which all else stands
	Presence  Figure     `json:"presence"` // do they agree whether there is a value?
	Values    []Figure   `json:"values"`   // and which?
	Joint     Figure     `json:"joint_f1"` // mark, label and value together
}

// A LinkRow is how links agree.
type LinkRow struct {
	Label    annotate.Label `json:"label"` // "" is all types
	Links    match.Hits     `json:"links"`
	Labelled Figure         `json:"labelled_f1"`
	AnyType  *Figure        `json:"unlabelled_f1,omitempty"` // whatever the links are called; of all types together
	Given    Figure         `json:"link_accuracy"`           // of links whose ends both have marked
}

// A PairRow is how two annotators agree, on documents that both have read.
type PairRow struct {
	A         annotate.Annotator `json:"a"`
	B         annotate.Annotator `json:"b"`
	Documents int                `json:"documents"`
	Answer    match.Answer       `json:"answer"`
	Exact     Figure             `json:"exact_f1"`
	Overlap   Figure             `json:"overlap_f1"`
	Token     Figure             `json:"token_f1"`
	Words     Figure             `json:"words_alpha"`
}

// A DocumentRow is how all pairs of annotators agree on one document. One document has no interval.
type DocumentRow struct {
	Document    annotate.DocID       `json:"document"`
	Title       string               `json:"title"`
	At          int64                `json:"at,omitzero"` // when it could be compared, in milliseconds since 1970 UTC
	Annotators  []annotate.Annotator `json:"annotators"`
	Answer      match.Answer         `json:"answer"`
	Exact       Figure               `json:"exact_f1"`
	Overlap     Figure               `json:"overlap_f1"`
	Token       Figure               `json:"token_f1"`
	Differences int                  `json:"differences"`
	Kinds       map[match.Kind]int   `json:"kinds,omitempty"`
}

// A Round is documents that follow each other in time.
type Round struct {
	From      int64        `json:"from"` // when the first of them could be compared, in milliseconds since 1970 UTC
	To        int64        `json:"to"`   // and the last
	Documents int          `json:"documents"`
	Answer    match.Answer `json:"answer"`
	Exact     Figure       `json:"exact_f1"`
	Overlap   Figure       `json:"overlap_f1"`
	Token     Figure       `json:"token_f1"`

	of []annotate.DocID // its documents, in order
}

// Has reports whether a document is one of the round's. One that was read from JSON knows nothing of that.
func (r Round) Has(d annotate.DocID) bool { return slices.Contains(r.of, d) }

// A PersonRow is how one annotator does with the rest. None of it is a mark: an annotator who stands apart may be the one who
// read the guideline.
type PersonRow struct {
	Annotator annotate.Annotator `json:"annotator"`
	Documents int                `json:"documents"` // that somebody else has read, too
	Marks     int                `json:"marks"`     // on these
	Exact     Figure             `json:"exact_f1"`  // with everybody else, all pairs together
	Overlap   Figure             `json:"overlap_f1"`
	Token     Figure             `json:"token_f1"`
	Subjects  []PersonSubject    `json:"subjects"`
}

// A PersonSubject is how one annotator does on one subject, by κ with the rest and by models of annotators.
type PersonSubject struct {
	Kind survey.Kind `json:"kind"`
	Name string      `json:"name,omitempty"`
	On   []string    `json:"on,omitempty"`
	survey.Person
}
