package editor

import (
	"galley/annotate"
	"galley/annotate/journal"
)

// A Msg is something that happened. They are values; each is described where it is handled.
type Msg interface{ msg() }

// A Point is a place on the sheet as the DOM tells it: a line, and UTF-16 units from its start.
type Point struct{ Line, Off int }

// A File is a file's name and bytes, as dropped, opened, pasted, or to be saved.
type File struct {
	Name string
	Data []byte
}

type (
	// Started is the first message: what the platform knows.
	Started struct {
		Actor    journal.Actor
		Settings Settings
		Files    []File // handed over by the system: a share, or a file opened with the desk
	}
	// Resized says whether the screen has room for one thing at a time only.
	Resized struct{ Narrow bool }
	// ReviewAgain brings back a review that was closed.
	ReviewAgain struct{ Review *Review }
	// Named answers the welcome.
	Named struct{ Name string }

	// Key is a press of a key: "j", "S", "Ctrl+z", "Shift+ArrowRight". InField: a text field has the focus.
	Key struct {
		Key     string
		InField bool
	}
	// Do runs the command of that id, as the palette and buttons do.
	Do struct{ Command string }
	// Mark labels the selection.
	Mark struct{ Label annotate.Label }
	// Select is a selection by pointer. Live: the pointer is still down. Raw: no snapping.
	Select struct {
		A, B Point
		Live bool
		Raw  bool
	}
	// Tap is a press and release in one place; Clicks counts them. A finger has no keys beside it: its first tap takes the word.
	Tap struct {
		At     Point
		Clicks int
		Finger bool
	}
	// Hold is a long press of a finger, or a press of a mouse's other button.
	Hold struct {
		At     Point
		Finger bool
	}
	// Handle is the drag of an end of the span in hand.
	Handle struct {
		At    Point
		Start bool // the first end, else the last
		Live  bool
		Raw   bool
	}
	// Viewed says which lines are on screen, or on Paper.
	Viewed struct {
		Lines LineRange
		Paper bool
	}
	// DrawOn goes on drawing an article that was opened.
	DrawOn struct{ Doc annotate.DocID }
	// What is done to the draft of a scheme. N counts from 0; ChooseLabel{-1} shows the scheme's own fields.
	ChooseLabel struct{ N int }
	EditScheme  struct{ Title, Guideline string }
	EditGroup   struct {
		N     int
		Group annotate.Group
	}
	AddGroup    struct{}
	RemoveGroup struct{ N int }
	EditLabel   struct {
		N     int
		Label annotate.LabelDef
	}
	AddLabel    struct{}
	RemoveLabel struct{ N int }
	MoveLabel   struct{ N, By int }
	EditAttr    struct {
		N    int
		Attr annotate.AttrDef
	}
	AddAttr      struct{ On annotate.Label }
	RemoveAttr   struct{ N int }
	EditRelation struct {
		N        int
		Relation annotate.RelationDef
	}
	AddRelation    struct{ Head annotate.Label }
	RemoveRelation struct{ N int }
	UndoDraft      struct{}
	DropDraft      struct{}
	WeighDraft     struct{}
	UseDraft       struct{}
	SaveScheme     struct{}

	// Rekey lets a command wait for the key that it should have.
	Rekey struct{ Command string }
	// Looked is what was typed or ticked in the search strip.
	Looked struct{ Query annotate.Query }
	// ToggleHit ticks one of many marks to be made, or takes the tick off.
	ToggleHit struct{ N int }
	// MakeMany makes them. UndoMany takes back what it made.
	MakeMany struct{}
	UndoMany struct{ Made []journal.Entry }
	// CopyValues says whether they get the values of the mark that they are like, WholeProject whether other articles
	// are looked through.
	CopyValues   struct{ Yes bool }
	WholeProject struct{ Yes bool }
	// LikeFound is one more article that was looked through.
	LikeFound struct {
		Document *annotate.Document
		Layer    annotate.Layer
		Last     bool
		Err      string
	}
	// Tick chooses a mark of the list, or lets it go; Through takes those between it and the last one with it.
	Tick struct {
		Span    annotate.SpanID
		Through bool
	}
	TickAll   struct{}
	SetFilter struct{ Filter Filter }
	// Pick takes a span in hand and brings it into view.
	Pick struct{ Span annotate.SpanID }
	// SetValue sets an attribute of a span; nil unsets it.
	SetValue struct {
		Span  annotate.SpanID
		Name  string
		Value *string
	}
	// Unlink removes a relation.
	Unlink struct{ Relation annotate.SpanID }
	// Remove deletes a span.
	Remove struct{ Span annotate.SpanID }

	OpenDoc      struct{ Doc annotate.DocID }
	DeleteDoc    struct{ Doc annotate.DocID }
	RestoreDoc   struct{ Doc annotate.DocID }
	Rename       struct{ Doc annotate.DocID }
	Renamed      struct{ Title string }
	SwitchTo     struct{ Project annotate.ProjectID }
	NewProject   struct{ Name, Preset string }
	Show         struct{ Panel Panel }
	Typed        struct{ Query string }
	ShowGuide    struct{ Label annotate.Label }
	SetTheme     struct{ Theme Theme }
	Dismiss      struct{ Notice int }
	Act          struct{ Notice int }
	ToggleSplit  struct{ N int }
	AcceptReview struct{}
	SaveUnsaved  struct{} // the unsaved work as a file
	RetrySave    struct{}
	UpdateReady  struct{} // a new version lies ready
	ApplyUpdate  struct{}

	// Dropped is files that fell on the page or were opened.
	Dropped struct{ Files []File }
	// Pasted is text from the clipboard.
	Pasted struct{ Text string }
	// Heard is what another tab has made durable.
	Heard struct {
		Project annotate.ProjectID
		Records []journal.Record
	}

	// The answers to effects.
	ProjectsLoaded struct {
		Projects []annotate.Project
		Err      string
	}
	ProjectLoaded struct {
		Project annotate.ProjectID
		Loaded  Loaded
		Err     string
	}
	Appended struct {
		N   int
		Err string
	}
	FilesLoaded struct {
		Names  []string
		Loaded FilesRead
		Sample bool
		Err    string
	}
	SplitDone struct {
		Docs []annotate.Document
		Err  string
	}
)

func (Started) msg()        {}
func (Named) msg()          {}
func (Key) msg()            {}
func (Do) msg()             {}
func (Mark) msg()           {}
func (Select) msg()         {}
func (Tap) msg()            {}
func (Hold) msg()           {}
func (Handle) msg()         {}
func (Viewed) msg()         {}
func (ChooseLabel) msg()    {}
func (EditScheme) msg()     {}
func (EditGroup) msg()      {}
func (AddGroup) msg()       {}
func (RemoveGroup) msg()    {}
func (EditLabel) msg()      {}
func (AddLabel) msg()       {}
func (RemoveLabel) msg()    {}
func (MoveLabel) msg()      {}
func (EditAttr) msg()       {}
func (AddAttr) msg()        {}
func (RemoveAttr) msg()     {}
func (EditRelation) msg()   {}
func (AddRelation) msg()    {}
func (RemoveRelation) msg() {}
func (UndoDraft) msg()      {}
func (DropDraft) msg()      {}
func (WeighDraft) msg()     {}
func (UseDraft) msg()       {}
func (SaveScheme) msg()     {}
func (Rekey) msg()          {}
func (Looked) msg()         {}
func (ToggleHit) msg()      {}
func (MakeMany) msg()       {}
func (UndoMany) msg()       {}
func (CopyValues) msg()     {}
func (WholeProject) msg()   {}
func (LikeFound) msg()      {}
func (Tick) msg()           {}
func (TickAll) msg()        {}
func (SetFilter) msg()      {}
func (DrawOn) msg()         {}
func (Pick) msg()           {}
func (Resized) msg()        {}
func (ReviewAgain) msg()    {}
func (SetValue) msg()       {}
func (Unlink) msg()         {}
func (Remove) msg()         {}
func (OpenDoc) msg()        {}
func (DeleteDoc) msg()      {}
func (RestoreDoc) msg()     {}
func (Rename) msg()         {}
func (Renamed) msg()        {}
func (SwitchTo) msg()       {}
func (NewProject) msg()     {}
func (Show) msg()           {}
func (Typed) msg()          {}
func (ShowGuide) msg()      {}
func (SetTheme) msg()       {}
func (Dismiss) msg()        {}
func (Act) msg()            {}
func (ToggleSplit) msg()    {}
func (AcceptReview) msg()   {}
func (SaveUnsaved) msg()    {}
func (RetrySave) msg()      {}
func (UpdateReady) msg()    {}
func (ApplyUpdate) msg()    {}
func (Dropped) msg()        {}
func (Pasted) msg()         {}
func (Heard) msg()          {}
func (ProjectsLoaded) msg() {}
func (ProjectLoaded) msg()  {}
func (Appended) msg()       {}
func (FilesLoaded) msg()    {}
func (SplitDone) msg()      {}
