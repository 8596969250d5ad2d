package editor

import (
	"context"

	"galley/annotate"
	"galley/annotate/carry"
	"galley/annotate/journal"
)

// A Workbench does what is slow or heavy: in a worker on the page, in place on the command line and in tests. What
// goes in and out are plain values, so that they may cross to another thread. What concerns a whole project it reads from
// the store itself: that must be durable first, and nothing large crosses.
type Workbench interface {
	// Read turns files into articles, or into the records that a bundle or an export holds.
	Read(ctx context.Context, files []File) (FilesRead, error)
	// Cut splits docs[i] at points[i] and returns all pieces in order.
	Cut(ctx context.Context, docs []annotate.Document, points [][]annotate.Pos) ([]annotate.Document, error)
	// Carry works out where the marks of one version of an article belong in the next.
	Carry(ctx context.Context, job CarryJob) (carry.Report, error)
	// Look works out what an export would hold, for somebody to look at. It tells of what takes long before that.
	Look(ctx context.Context, job ExportJob, tell func(ExportProgress)) (Preview, error)
	// Export writes a project in a format. It tells how far it is as it goes.
	Export(ctx context.Context, job ExportJob, tell func(ExportProgress)) (Written, error)
	// Pages returns what a template is to write of an export, in no order that matters: rules run elsewhere.
	Pages(ctx context.Context, job ExportJob) ([]ExportPage, error)
}

// FilesRead is what files held.
type FilesRead struct {
	Articles []Article        `json:"articles,omitempty"`
	Records  []journal.Record `json:"records,omitempty"`  // of bundles
	Memos    []Memo           `json:"memos,omitempty"`    // what their streams come to, each as a whole
	Imports  []Import         `json:"imports,omitempty"`  // of other tools' files, and of Galley's own exports
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
	Project annotate.ProjectID `json:"project"`
	Name    string             `json:"name"` // of the file, as [Export.File] calls it
	Me      annotate.Annotator `json:"me"`   // who asks
	Export
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
	Data []byte `json:"data,omitempty"`
	Held any    `json:"-"` // the file, where whoever wrote it has it in another form than Data; the [Desk] knows what it is
	Lost []Loss `json:"lost,omitempty"`
}

// A Destination is where a person wants a file.
type Destination interface {
	// Chosen waits until the person has said where, and returns false if they would rather not.
	Chosen(ctx context.Context) (bool, error)
	// Put writes the file there, whole or not at all.
	Put(ctx context.Context, w Written) error
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
	// Destination asks where a file of that name should go. It is called while the person's gesture still counts.
	Destination(name string) Destination
	SaveFile(context.Context, File) error
	// SavePicture gives a drawing to the person as PNG.
	SavePicture(context.Context, SavePicture) error
	ChooseFiles()
	FocusOn(id string)
	Restart()
	Install()
}
