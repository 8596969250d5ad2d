package editor

import (
	"time"

	"galley/annotate"
	"galley/annotate/journal"
)

// An Effect is something to be done outside, as data. A [Runner] does it.
type Effect interface{ effect() }

type (
	LoadProjects struct{}
	LoadProject  struct{ Project annotate.ProjectID }
	// Append makes records durable; the answer is Appended.
	Append struct {
		Project annotate.ProjectID
		Records []journal.Record
	}
	// Tell lets the other tabs know of records that are durable.
	Tell struct {
		Project annotate.ProjectID
		Records []journal.Record
	}
	SaveSettings struct{ Settings Settings }
	// ReadFiles turns files into articles; the answer is FilesLoaded.
	ReadFiles struct{ Files []File }
	// ReadSamples does so with the articles that the desk is delivered with.
	ReadSamples struct{}
	// CutUp splits an article at the positions confirmed; the answer is SplitDone.
	CutUp struct {
		Docs   []annotate.Document
		Points [][]annotate.Pos
	}
	// FindLike loads other articles, with one annotator's layer, one after the other; the answers are LikeFound. With Words
	// only those whose text has all of these are loaded: lower-case, as in [Journals].Search.
	FindLike struct {
		Project annotate.ProjectID
		Docs    []annotate.DocID
		Layer   annotate.Annotator
		Words   []string
	}
	// SaveRecords writes records as a bundle and gives it to the person, past the store.
	SaveRecords struct {
		Name    string
		Records []journal.Record
	}
	// SaveFile gives a file to the person.
	SaveFile struct{ File File }
	// ChooseFiles opens the system's file dialog; the answer is Dropped.
	ChooseFiles struct{}
	// After brings msg back when d has passed.
	After struct {
		D   time.Duration
		Msg Msg
	}
	// FocusOn moves the keyboard focus: "sheet", or an element's id.
	FocusOn struct{ ID string }
	// Restart moves the page to the version that lies ready.
	Restart struct{}
	// Install offers to install the desk.
	Install struct{}
)

func (FindLike) effect()     {}
func (LoadProjects) effect() {}
func (LoadProject) effect()  {}
func (Append) effect()       {}
func (Tell) effect()         {}
func (SaveSettings) effect() {}
func (ReadFiles) effect()    {}
func (ReadSamples) effect()  {}
func (CutUp) effect()        {}
func (SaveRecords) effect()  {}
func (SaveFile) effect()     {}
func (ChooseFiles) effect()  {}
func (After) effect()        {}
func (FocusOn) effect()      {}
func (Restart) effect()      {}
func (Install) effect()      {}
