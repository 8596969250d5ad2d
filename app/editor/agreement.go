package editor

import (
	"context"

	"galley/annotate"
	"galley/annotate/agreement/match"
)

// An AgreementBench works out how far annotators agree: in a worker of its own on the page, which is ended when nobody waits for
// it any more, in place in tests. What goes in and out are plain values.
type AgreementBench interface {
	// Agree works out everything that the agreement screen shows. It tells how far it is as it goes.
	Agree(ctx context.Context, job AgreeJob, tell func(AgreeProgress)) (Agreement, error)
	// Differ lists what people see differently, those that job asks for of the marks that Agree compared last. When another
	// project, or none, was compared last, the marks are read anew.
	Differ(ctx context.Context, job DifferJob) (Differences, error)
	// Report writes a report for readers, as a page that prints well.
	Report(ctx context.Context, job AgreeJob, tell func(AgreeProgress)) ([]byte, error)
}

// An AgreeJob says whose marks are compared, on what.
type AgreeJob struct {
	Project    annotate.ProjectID   `json:"project"`
	Label      annotate.Label       `json:"label,omitempty"`      // only this one; "" is all
	Annotators []annotate.Annotator `json:"annotators,omitempty"` // only theirs; nil is everybody's
	Documents  []annotate.DocID     `json:"documents,omitempty"`  // only these; nil is all
	Finished   bool                 `json:"finished,omitempty"`   // only layers that their annotators have finished
	Origin     string               `json:"origin,omitempty"`     // "" is every mark, "hand" those made by hand, "suggested" those that a rule proposed
	Replicates int                  `json:"replicates"`           // of the bootstrap behind the intervals
}

// A DifferJob asks for differences. Zero fields ask for all.
type DifferJob struct {
	AgreeJob
	Query DifferQuery `json:"query"`
	Most  int         `json:"most"` // at most so many are listed
}

// A DifferQuery says which differences of those that are compared.
type DifferQuery struct {
	Kind     match.Kind         `json:"kind,omitempty"`
	Document annotate.DocID     `json:"document,omitempty"`
	A        annotate.Annotator `json:"a,omitempty"` // of this annotator, and of this other one, if there is B
	B        annotate.Annotator `json:"b,omitempty"`
	Label    annotate.Label     `json:"label,omitempty"` // one of the two calls it so
	As       annotate.Label     `json:"as,omitempty"`    // and the other so; [Nothing] is not marked at all
}

// Nothing stands for no label, where the other annotator has marked nothing.
const Nothing annotate.Label = "galley:nothing"

// AgreeProgress is how far the work is.
type AgreeProgress struct {
	What string `json:"what"` // in words: what is being worked out
	N    int    `json:"n"`    // parts that are done, of so many; 0 of 0 before that is known
	Of   int    `json:"of"`
}

// An Agreement is how far annotators agree, as far as the screen shows it.
type Agreement struct {
	Scheme     string               `json:"scheme"`            // "galley-news@2"
	Nothing    string               `json:"nothing,omitempty"` // why there is nothing to show; "" when there is
	Annotators []annotate.Annotator `json:"annotators"`
	Everybody  []annotate.Annotator `json:"everybody"`      // who has read anything, whoever is left out
	Labels     []annotate.Label     `json:"labels"`         // that somebody used, whichever is asked for
	Documents  int                  `json:"documents"`      // read by two or more
	LeftOut    int                  `json:"left_out"`       // read by one
	NoPairs    string               `json:"no_pairs"`       // why there is nothing but what gold says
	Headline   []AgreeFigure        `json:"headline"`       // over all labels
	Marks      []AgreeLabel         `json:"marks"`          // all labels first, where there are several
	Pairs      []AgreePair          `json:"pairs"`          // of annotators
	Confusion  *AgreeConfusion      `json:"confusion"`      // nil: nothing is
	Docs       []AgreeDoc           `json:"docs"`           // the worst first, at most [MostAgreeDocs]
	Rounds     []AgreeRound         `json:"rounds"`         // documents as time went on
	NoRounds   string               `json:"no_rounds"`      // why there are none
	Kinds      map[match.Kind]int   `json:"kinds"`          // of differences
	People     []AgreePerson        `json:"people"`         // each against the rest
	Gold       []AgreeGold          `json:"gold,omitempty"` // each against gold
	GoldDocs   int                  `json:"gold_docs"`      // documents that have gold
	Others     []AgreeSubject       `json:"others"`         // values, links, attributes
	Measures   []AgreeMeasure       `json:"measures"`       // what is meant by each
}

// MostAgreeDocs is how many documents the screen lists; the CSV of the command line has all.
const MostAgreeDocs = 200

// An AgreeMeasure says what a figure means.
type AgreeMeasure struct {
	Name     string `json:"name"`
	Title    string `json:"title"`
	Question string `json:"question"`
	Citation string `json:"citation"`
}

// An AgreeFigure is what one measure came to.
type AgreeFigure struct {
	Measure string   `json:"measure"`
	Value   *float64 `json:"value"` // nil: see Why
	Low     *float64 `json:"low"`   // of the interval; nil: none
	High    *float64 `json:"high"`
	Items   int      `json:"items"`         // behind it
	Why     string   `json:"why,omitempty"` // why there is no value, or no interval
}

// An AgreeLabel is how the marks of one label agree.
type AgreeLabel struct {
	Label              annotate.Label `json:"label"` // "" is all labels
	Marks              int            `json:"marks"` // of either
	N                  [3]int         `json:"n"`     // found; of these called the same; of these cut the same
	Found, Same, Edges AgreeFigure
	Exact, Overlap     AgreeFigure
	Units, Words       AgreeFigure
}

// An AgreePair is how two annotators agree.
type AgreePair struct {
	A, B                  annotate.Annotator
	Documents             int
	Exact, Overlap, Words AgreeFigure
}

// An AgreeConfusion is how marks were called by the two that are compared. The last label is [Nothing].
type AgreeConfusion struct {
	Labels []annotate.Label `json:"labels"`
	Counts [][]int          `json:"counts"`
}

// An AgreeDoc is how people agree on one document.
type AgreeDoc struct {
	Document       annotate.DocID
	Title          string
	Annotators     int
	Differences    int
	Marks          int
	Exact, Overlap AgreeFigure
}

// An AgreeRound is documents that follow each other in time.
type AgreeRound struct {
	From, To       int64 // milliseconds since 1970 UTC
	Documents      int
	Exact, Overlap AgreeFigure
}

// An AgreePerson is how one annotator does with the rest.
type AgreePerson struct {
	Annotator      annotate.Annotator
	Documents      int
	Marks          int
	Exact, Overlap AgreeFigure
	Rest           AgreeFigure // κ with the rest, of the words under all labels
	Right, Knows   *float64    // by Dawid and Skene, by MACE: the mean over labels
	NoModel        string      // why the models say nothing
}

// An AgreeGold is how one annotator does against gold, with what they do otherwise most.
type AgreeGold struct {
	Annotator             annotate.Annotator
	Documents             int
	Precision, Recall, F1 AgreeFigure // of marks of one label that share text
	Exact                 AgreeFigure
	Feedback              []AgreeFeedback
}

// AgreeFeedback is one thing that an annotator does otherwise than gold.
type AgreeFeedback struct {
	Kind      string         `json:"kind"` // "missed", "added", "edges", "label", "attribute", "link"
	Label     annotate.Label `json:"label"`
	As        annotate.Label `json:"as,omitempty"`
	Attribute string         `json:"attribute,omitempty"`
	Count     int            `json:"count"`
	Of        int            `json:"of,omitempty"`
	Examples  []AgreeExample `json:"examples"`
}

// An AgreeExample is one case, with the words on both sides.
type AgreeExample struct {
	Document      annotate.DocID `json:"document"`
	Title         string         `json:"title"`
	At            annotate.Range `json:"at"`
	Before, After string
	Gold, Own     string // words that are marked; "" is nothing
	Value         string // of the attribute, in gold
	OwnValue      string
}

// An AgreeSubject is figures of what is not the marks themselves: values of marks, links, attributes of documents.
type AgreeSubject struct {
	Kind    string        `json:"kind"` // "value", "link", "attribute"
	Name    string        `json:"name"`
	Figures []AgreeFigure `json:"figures"`
}

// Differences is what people see differently.
type Differences struct {
	Rows  []DifferenceRow    `json:"rows"`  // documents with the most first, within each in the order of the text
	All   int                `json:"all"`   // that were asked for, listed or not
	Kinds map[match.Kind]int `json:"kinds"` // of these, but for what was asked of their kind
}

// A DifferenceRow is a difference as it is read: the words that each marked, in what stands around them.
type DifferenceRow struct {
	Difference
	Title          string         `json:"title"`
	LabelA, LabelB annotate.Label // of the marks, or of the links; "" is nothing
	ValueA, ValueB string         // of the attribute
	Pieces         []DifferencePiece
	Follows        bool // a link that follows from a mark that one of them has missed
}

// A DifferencePiece is a stretch of text, by whom it is marked.
type DifferencePiece struct {
	Text string `json:"t"`
	A    bool   `json:"a,omitempty"`
	B    bool   `json:"b,omitempty"`
}
