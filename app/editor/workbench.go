package editor

import (
	"context"

	"galley/annotate"
	"galley/annotate/carry"
	"galley/annotate/journal"
)

// A Workbench does what is slow or heavy: in a worker on the page, in place on the command line and in tests. What
// goes in and out are plain values, so that they may cross to another thread.
type Workbench interface {
	// Read turns files into articles, or into the records that a bundle or an export holds.
	Read(ctx context.Context, files []File) (FilesRead, error)
	// Cut splits docs[i] at points[i] and returns all pieces in order.
	Cut(ctx context.Context, docs []annotate.Document, points [][]annotate.Pos) ([]annotate.Document, error)
	// Carry works out where the marks of one version of an article belong in the next.
	Carry(ctx context.Context, job CarryJob) (carry.Report, error)
	// Export writes records in a format, or with [Export].Template puts together what a template wrote of them.
	Export(ctx context.Context, job ExportJob) (Written, error)
	// Pages returns what a template is to write of an export, in no order that matters: rules run elsewhere.
	Pages(ctx context.Context, job ExportJob) ([]ExportPage, error)
}

// FilesRead is what files held.
type FilesRead struct {
	Articles []Article        `json:"articles,omitempty"`
	Records  []journal.Record `json:"records,omitempty"`  // of bundles and exports
	Notes    []string         `json:"notes,omitempty"`    // what a person should know of
	Problems []string         `json:"problems,omitempty"` // files that could not be read, each in a sentence
}

// A CarryJob is the marks on an older text, and the newer text.
type CarryJob struct {
	Old       annotate.Text       `json:"old"`
	Spans     []annotate.Span     `json:"spans"`
	Relations []annotate.Relation `json:"relations,omitempty"`
	New       annotate.Text       `json:"new"`
}

// An ExportJob says what to write.
type ExportJob struct {
	Records []journal.Record `json:"records"`
	Name    string           `json:"name"` // of its files
	Export
	Dry     bool          `json:"dry,omitempty"`     // write nothing, and say what would be left out
	Written []PageWritten `json:"written,omitempty"` // by a template, of each of its pages
}

// An ExportPage is one layer of a document, as far as an export takes it.
type ExportPage struct {
	Document  annotate.Document   `json:"document"`
	By        annotate.Annotator  `json:"by"` // "" for a document that nobody has marked
	Spans     []annotate.Span     `json:"spans,omitempty"`
	Relations []annotate.Relation `json:"relations,omitempty"`
	Attrs     annotate.Attrs      `json:"attrs,omitempty"`
}

// PageWritten is what a template wrote of one.
type PageWritten struct {
	Doc  annotate.DocID     `json:"doc"`
	By   annotate.Annotator `json:"by"`
	Data []byte             `json:"data"`
}

// Written is an exported file and what it could not say.
type Written struct {
	Data []byte `json:"data"`
	Ext  string `json:"ext"`
	Loss string `json:"loss,omitempty"`
}

// Tabs lets pages of one browser hear of each other's changes.
type Tabs interface {
	Tell(p annotate.ProjectID, recs []journal.Record)
	Hear(func(p annotate.ProjectID, recs []journal.Record))
}

// A Desk is the rest of what the page does for the editor.
type Desk interface {
	Now() int64 // milliseconds since 1970 UTC
	SaveSettings(context.Context, Settings) error
	Samples(context.Context) ([]File, error)
	SaveFile(context.Context, File) error
	ChooseFiles()
	FocusOn(id string)
	Restart()
	Install()
}
