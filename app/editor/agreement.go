package editor

import (
	"context"

	"galley/annotate"
	"galley/annotate/agreement/match"
	"galley/app/chart"
)

// An AgreementBench works out how far annotators agree, and lays it out to be looked at: in a worker of its own on the page,
// which is ended when nobody waits for it any more, in place in tests. What goes in and out are plain values.
type AgreementBench interface {
	// Agree works out a page of the agreement screen. It tells how far it is as it goes. Pages of what was compared last come
	// at once.
	Agree(ctx context.Context, job AgreeJob, tell func(AgreeProgress)) (Agreement, error)
	// Differ lists what people see differently.
	Differ(ctx context.Context, job DifferJob) (Differences, error)
	// Figure returns a drawing of a page, by its id, as a file: "csv" or "svg".
	Figure(ctx context.Context, job AgreeJob, id, as string) (Picture, error)
	// Report writes a report for readers, as a page that prints well.
	Report(ctx context.Context, job AgreeJob, tell func(AgreeProgress)) ([]byte, error)
}

// An AgreeJob says whose marks are compared, on what, and which page of it is looked at.
type AgreeJob struct {
	Project    annotate.ProjectID   `json:"project"`
	Version    int                  `json:"version"`              // of the marks: what was compared before is of no use for another one
	Label      annotate.Label       `json:"label,omitempty"`      // only this one; "" is all
	Annotators []annotate.Annotator `json:"annotators,omitempty"` // only theirs; nil is everybody's
	Documents  []annotate.DocID     `json:"documents,omitempty"`  // only these; nil is all
	Finished   bool                 `json:"finished,omitempty"`   // only layers that their annotators have finished
	Origin     string               `json:"origin,omitempty"`     // "" is every mark, "hand" those made by hand, "suggested" those that a rule proposed

	Page AgreePage `json:"page,omitempty"`
	Room int       `json:"room,omitempty"` // how wide drawings may be, in CSS pixels
}

// A DifferJob asks for differences.
type DifferJob struct {
	AgreeJob
	Query DifferQuery `json:"query"`
	From  int         `json:"from,omitempty"` // the first that is listed, counted from 0
	Most  int         `json:"most"`           // at most so many are listed
}

// A DifferQuery says which differences of those that are compared. Zero fields ask for all.
type DifferQuery struct {
	Kind     match.Kind         `json:"kind,omitempty"`
	Document annotate.DocID     `json:"document,omitempty"`
	A        annotate.Annotator `json:"a,omitempty"` // of this annotator, and of this other one, if there is B
	B        annotate.Annotator `json:"b,omitempty"`
	Label    annotate.Label     `json:"label,omitempty"`   // one of the two calls it so
	As       annotate.Label     `json:"as,omitempty"`      // and the other so; [Nothing] is not marked at all
	Name     string             `json:"name,omitempty"`    // of the attribute, or the type of link
	Round    int                `json:"round,omitempty"`   // of articles that follow each other in time, counted from 1
	Gold     bool               `json:"gold,omitempty"`    // between A, or everybody, and gold: Label is what gold has, and As what they have
	Article  string             `json:"article,omitempty"` // values that the article itself was given, of this attribute
}

// Nothing stands for no label, where the other annotator has marked nothing.
const Nothing annotate.Label = "galley:nothing"

// AgreeProgress is how far the work is.
type AgreeProgress struct {
	What string // in words: what is being worked out
	N    int    // parts that are done, of so many; 0 of 0 before that is known
	Of   int
}

// A Picture is a file, and how large it is when it is looked at, in CSS pixels.
type Picture struct {
	Data          []byte `json:"data"`
	Width, Height int
}

// An AgreePage is a part of the screen.
type AgreePage string

// The pages, in their order.
const (
	AgreeLabels      AgreePage = "" // headline and labels
	AgreePeople      AgreePage = "people"
	AgreeConfusions  AgreePage = "confusion"
	AgreeDocuments   AgreePage = "documents"
	AgreeFeedbacks   AgreePage = "gold"
	AgreeDifferences AgreePage = "differences"
)

// An Agreement is a page of the agreement screen.
type Agreement struct {
	Nothing   string               `json:"nothing,omitempty"` // why there is nothing to show; "" when there is
	Lead      string               `json:"lead,omitempty"`    // who is compared on what
	Summary   string               `json:"summary,omitempty"` // the figures in one sentence
	LeftOut   []string             `json:"left_out,omitempty"`
	Versions  []Version            `json:"versions,omitempty"`  // marks on another version of an article, which are not compared
	Everybody []annotate.Annotator `json:"everybody,omitempty"` // who has read anything, whoever is left out
	Labels    []AgreeName          `json:"labels,omitempty"`    // that somebody used, whichever is asked for
	Kinds     []AgreeKind          `json:"kinds,omitempty"`     // of differences
	Tiles     []AgreeTile          `json:"tiles,omitempty"`
	Blocks    []AgreeBlock         `json:"blocks,omitempty"`
	Sheets    []AgreeSheet         `json:"sheets,omitempty"`
	Empty     string               `json:"empty,omitempty"` // why the page has nothing
}

// An AgreeName is a label with its title.
type AgreeName struct {
	Label annotate.Label `json:"label"`
	Title string         `json:"title"`
}

// An AgreeKind is a kind of differences with their number.
type AgreeKind struct {
	Kind  match.Kind `json:"kind"`
	Title string     `json:"title"`
	N     int        `json:"n"`
}

// An AgreeMeasure says what a figure means.
type AgreeMeasure struct {
	Name     string `json:"name"`
	Title    string `json:"title"`
	Question string `json:"question"`
	Citation string `json:"citation"`
}

// An AgreeTile is a headline figure.
type AgreeTile struct {
	Measure AgreeMeasure `json:"measure"`
	Value   string       `json:"value"`
	Small   []string     `json:"small"` // its interval, or why there is none; what it is of
	Go      DifferQuery  `json:"go"`    // what is behind it
}

// An AgreeBlock is one drawing, with the table behind it.
type AgreeBlock struct {
	ID       string                 `json:"id"`
	Title    string                 `json:"title"`
	About    string                 `json:"about,omitempty"` // what it says
	Measures []AgreeMeasure         `json:"measures,omitempty"`
	Drawing  chart.Node             `json:"drawing,omitzero"`
	Press    map[string]DifferQuery `json:"press,omitempty"` // what lies behind parts of the drawing
	Head     []string               `json:"head"`
	Rows     []AgreeRow             `json:"rows"`
}

// An AgreeRow is a row of a table, with what lies behind it.
type AgreeRow struct {
	Cells []AgreeCell  `json:"cells"`
	Go    *DifferQuery `json:"go,omitempty"`
	About string       `json:"about,omitempty"` // what Go leads to
}

// An AgreeCell is a cell as it is read.
type AgreeCell struct {
	Text   string   `json:"t"`
	Small  string   `json:"s,omitempty"`
	Number bool     `json:"n,omitempty"`
	Raw    []string `json:"-"` // in a file: a column each; nil is Text alone
}

// An AgreeSheet is what one annotator does otherwise than gold.
type AgreeSheet struct {
	Annotator annotate.Annotator `json:"annotator"`
	Rows      []AgreeFeedback    `json:"rows,omitempty"`
}

// AgreeFeedback is one thing that an annotator does otherwise.
type AgreeFeedback struct {
	Text  string          `json:"text"`
	Share string          `json:"share"`
	Go    DifferQuery     `json:"go"` // all of it
	Cases []DifferenceRow `json:"cases,omitempty"`
}

// Differences is what people see differently.
type Differences struct {
	Of    string          `json:"of,omitempty"` // which are asked for, in words
	From  int             `json:"from,omitempty"`
	Rows  []DifferenceRow `json:"rows"`  // documents with the most first, within each in the order of the text
	All   int             `json:"all"`   // that were asked for, listed or not
	Kinds []AgreeKind     `json:"kinds"` // of these, whatever kind was asked for
}

// A DifferenceRow is a difference as it is read: what each has, and the words that each marked in what stands around them.
type DifferenceRow struct {
	Difference
	Title  string            `json:"title"` // of the article
	What   string            `json:"what"`  // they differ in
	One    string            `json:"one"`   // "Ana: Claim"
	Other  string            `json:"other"`
	Pieces []DifferencePiece `json:"pieces"`
}

// A DifferencePiece is a stretch of text, by whom it is marked.
type DifferencePiece struct {
	Text  string `json:"t"`
	One   bool   `json:"a,omitempty"`
	Other bool   `json:"b,omitempty"`
}
