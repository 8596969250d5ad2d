package editor

import (
	"galley/annotate"
	"galley/annotate/journal"
)

// A Screen is what fills the page.
type Screen int

const (
	Starting Screen = iota // the store is being read
	Welcome                // the first visit: asks for a name
	AtDesk
)

// A Panel is what lies over the desk, one at a time. None of them is modal: Esc closes it, and it can be ignored.
type Panel string

const (
	NoPanel       Panel = ""
	KeysPanel     Panel = "keys"
	PalettePanel  Panel = "palette"
	ExportPanel   Panel = "exports"
	ImportPanel   Panel = "imports"
	ReviewPanel   Panel = "review"
	ProjectsPanel Panel = "projects"
	BinPanel      Panel = "bin"
	PastePanel    Panel = "paste"
	GuidePanel    Panel = "guide"
	RenamePanel   Panel = "rename"
	QueuePanel    Panel = "queue" // on a narrow screen
	ListPanel     Panel = "list"  // likewise
	FindPanel     Panel = "find"  // a strip above the sheet
	SchemePanel   Panel = "scheme"
	RekeyPanel    Panel = "rekey"    // other keys for commands
	ManyPanel     Panel = "many"     // marks that are about to be made
	NewerPanel    Panel = "newer"    // asks for a corrected version; what is opened or pasted meanwhile is taken for it
	CarryPanel    Panel = "carry"    // what became of the marks, and the walk through the doubtful ones
	PencilPanel   Panel = "pencil"   // rules, and what they suggest
	RulePanel     Panel = "rule"     // in which a rule is written
	RuleTestPanel Panel = "ruletest" // how well rules do
	AgreePanel    Panel = "agreement"
	VersionsPanel Panel = "versions" // what would become of marks on another version of an article
	ProblemsPanel Panel = "problems" // what is unfinished, and what validators found
)

// A Theme is which lamp is lit.
type Theme string

const (
	SystemTheme Theme = ""
	LightTheme  Theme = "light"
	DarkTheme   Theme = "dark"
)

// Settings is what this browser remembers of its person. It is no project data and is in no bundle.
type Settings struct {
	Name    annotate.Annotator `json:"name,omitempty"`
	Project annotate.ProjectID `json:"project,omitempty"`
	Doc     annotate.DocID     `json:"doc,omitempty"`
	Theme   Theme              `json:"theme,omitempty"`
	NoQueue bool               `json:"noQueue,omitempty"` // the queue is folded away
	List    bool               `json:"list,omitempty"`    // the annotation list is open
	Keys    map[string]string  `json:"keys,omitempty"`    // by command: the person's own
	WithAlt bool               `json:"withAlt,omitempty"` // characters are shortcuts only with Alt
	Guided  bool               `json:"guided,omitempty"`  // the guided start was done or skipped
	Count   bool               `json:"count,omitempty"`   // keys and seconds a mark are counted, here only
	OnGold  bool               `json:"onGold,omitempty"`  // the gold layer of Doc lay on the sheet
	Looked  map[string]int     `json:"looked,omitempty"`  // by [Model.lookKey]: how many entries readers had when all was seen to be settled still
	Hidden  bool               `json:"hidden,omitempty"`  // annotators have numbers for names while their marks become gold
	Rules   map[string]bool    `json:"rules,omitempty"`   // rules that the person turned on or off, by [Model.ruleKey]
	Written *WrittenRule       `json:"written,omitempty"` // a rule that was written and not yet saved
}

// A Model is everything on screen. It is a value: Update returns another and never changes what the old one holds.
type Model struct {
	Settings
	Screen Screen
	Now    int64         // milliseconds since 1970 UTC, set by whoever calls Update
	Clock  journal.Clock // numbers this page's entries
	ids    int           // spans and relations that this page has made

	Projects  []annotate.Project
	Project   annotate.Project
	Base      annotate.Scheme // the project's scheme, whole
	Scheme    annotate.Scheme // its preset
	Docs      []*Doc          // by (order, id), those in the bin included; a Doc is replaced, never changed
	Shelf     Shelf           // which of them the queue shows
	ofProject StreamHead      // what is said of the project itself: its rules, and who works blind
	Rules     RuleBook        // what may run over its articles
	Open      *Open           // nil: no document is open

	differs *Difference // what the article that is being opened is opened for

	Save    Save
	pending []journal.Record // not yet durable, the oldest first
	sent    int              // how many of them are being appended

	early []File // files that came before there was a project

	Panel   Panel
	Query   string   // what was typed in the palette
	Choice  int      // the row of the panel that is chosen
	Review  *Review  // articles waiting to be split
	Imports []Import // what other tools' files held, waiting to be taken in
	Carry   *Carry   // what the last corrected version did to the marks; nil before there was one

	Versions []Version // other versions that wait to be looked at
	Fit      *Fit      // what would become of the marks on one
	Agree    AgreeDesk
	Export   Export

	Preview      *Preview         // what the export that is asked for would hold; nil: not known
	PreviewErr   string           // why not
	PreviewStage string           // what goes on before it can be looked, in words; "": nothing that takes long
	ExportErr    string           // why the last export was not written
	previewing   bool             // it is being worked out
	previewAgain bool             // and asked for once more meanwhile
	exportSeen   []annotate.Label // labels of marks that were counted, also of those that are not taken now
	Exporting    *Exporting

	Find  Find
	Many  *Many
	Rekey string // the command that waits for a key
	Draft *Draft // the scheme that is being edited

	RuleDraft  *RuleDraft // the rule that is being written
	ruleDrafts int        // texts that the code editor was given
	RuleTest   *RuleTest  // rules held against what people marked; nil before anybody asked
	place      *Place     // what the article that is being opened is opened for

	Filter   Filter
	Renaming annotate.DocID
	Guide    annotate.Label // the label whose card is shown
	Busy     string         // slow work that goes on, in words; "" is none
	Notices  []Notice
	notices  int
	Sticky   annotate.Label    // every selection by pointer takes it; "" is none
	recent   annotate.Label    // the label used last
	values   map[string]string // "label.attribute": the value given last
	Rhythm   Rhythm
	caseAt   Difference // where to begin once the gold layer is there
	looks    bool       // the person has said that they want to see marks of others on articles that they have not begun
	lesson   int        // the step of the guided start that is on, from 1
	Focus    bool       // only the sheet
	Narrow   bool       // the screen has room for one thing at a time: queue and list are panels
	Update   bool       // a new version lies ready
	Say      Say
}

// A Doc is a document of the queue.
type Doc struct {
	ID      annotate.DocID
	Title   string
	State   annotate.State
	Spans   int
	Deleted bool
	Blind   bool // suggestions are hidden there
	Order   int
	Digest  annotate.Digest

	own    StreamHead   // of this annotator's layer
	gold   StreamHead   // of the gold layer
	others []StreamHead // of everybody else's, by name
	about  StreamHead   // of the document itself: its title, and whether it lies in the bin

	settled   []RuleCount // what this annotator did with suggestions, by rule
	suggested int         // entries that rules made
	looked    int         // entries of its readers between them when its cases were last seen to be settled, all of them
	words     string      // the title, as words are looked for
}

// A Save is how far the last change has come, in terms of what is durable.
type Save struct {
	State   SaveState
	At      int64  // when the last append was durable
	Waiting int    // entries not yet durable
	Reason  string // why not, when it failed
	Tries   int    // how often it failed in a row
}

// A SaveState is what the slug line says.
type SaveState string

const (
	Saved  SaveState = "saved"  // every change so far is durable
	Saving SaveState = "saving" // an append is under way
	Failed SaveState = "failed" // the last append failed; the changes are kept here and tried again
)

// A Review is articles that were read but not yet taken in, because one of them may be several.
type Review struct {
	Docs  []Article
	Cut   map[int]bool // which proposals stand, by their place in Points
	Names []string
}

// An Article is a document as it was read, with the places where it may hold another.
type Article struct {
	Document annotate.Document `json:"document"`
	Splits   []Split           `json:"splits,omitempty"`
}

// A Split is a place where another article may begin.
type Split struct {
	Line int          `json:"line"` // paragraph number, from 1
	Pos  annotate.Pos `json:"pos"`
	Sure bool         `json:"sure"`
	Why  string       `json:"why"`
	Text string       `json:"text"` // how the article would begin
}

// A Notice is one line that comes and goes.
type Notice struct {
	ID     int
	Text   string
	Bad    bool
	Action string // what the button says; "" is no button
	Msg    Msg    // what the button does
}

// Say is the last thing that a screen reader should say. It stays until the next, since the store's answer follows a mark
// within milliseconds; N changes with every saying, so that one may be said twice.
type Say struct {
	N    int
	Text string
}

// An Open is the document on the sheet. What follows from the layer is kept beside it line by line, so that a change
// costs what it touches.
type Open struct {
	Doc       annotate.Document
	Title     string
	words     int // of what is drawn of the text
	Layer     annotate.Layer
	folded    journal.Folded
	laid      Laid // its Folded is not kept up
	since     int  // operations since the last snapshot
	snapping  bool // a snapshot will be made in a moment
	behind    bool // an entry came that could not be folded on; all are being read
	Lines     []Line
	Rows      Rows      // the marks of each line; an untouched line keeps its own
	drawn     int       // lines from the top whose Rows are there
	Version   int       // of Rows: grows with every change
	Dirty     LineRange // the lines whose Rows changed since the version before
	Sel       Caret
	Selected  annotate.SpanID // the span in hand; "" is none
	last      annotate.SpanID // the span that was in hand before the selection was made
	About     bool            // the article itself is in hand, for the attributes that it has as a whole
	Attr      int             // the attribute of what is in hand that digits set, from 1; 0 is none chosen
	Linking   *Linking
	Chosen    map[annotate.SpanID]bool   // in the list, for what is done to many at once
	ticked    annotate.SpanID            // the one that was ticked last
	AllLinks  bool                       // hairlines for every link on screen, not only for those of the mark in hand
	PopUp     bool                       // the labels stand at the selection
	via       annotate.SpanID            // the link that the mark in hand was come to by
	unit      annotate.Unit              // what a digit has just selected; [annotate.Grapheme] is nothing
	letters   map[annotate.SpanID]string // what each target's hint was, so that it stays the same
	View      LineRange                  // what is on screen
	Paper     bool                       // it goes to a printer: View is all of it
	Scroll    int                        // grows when the caret should be brought into view
	Conflicts int
	Pencil    Pencil
	sketch    []annotate.Span // what the rule in its editor proposes here

	By           annotate.Annotator // whose layer it is
	Adjudication *Adjudication      // nil: it is the person's own
}

// A Filter says which marks the list shows. The zero Filter shows all.
type Filter struct {
	Label annotate.Label
	Words string
}

// A Caret is the selection on the sheet: from where it was begun to where it is now. Empty, it is a place.
type Caret struct {
	Anchor, Focus annotate.Pos
	Live          bool          // the pointer is still down
	Raw           bool          // chosen to the character: no label trims it
	Loose         bool          // a finger's tap: it points at a place, and a label goes on what it is usually put on there
	Unit          annotate.Unit // what it was taken as, whole; [annotate.Grapheme] is nothing in particular
}

// Range returns the selection's text, its ends in order.
func (s Caret) Range() annotate.Range {
	return annotate.Range{From: min(s.Anchor, s.Focus), To: max(s.Anchor, s.Focus)}
}

// A LineRange is lines First to Last, both included. It is empty when Last < First.
type LineRange struct{ First, Last int }

// Rhythm is how marking goes since counting was turned on. It is shown to the person and kept nowhere.
type Rhythm struct {
	Keys, Marks int
	Millis      int64 // at work: pauses of half a minute and more are left out
	last        int64 // when the last thing was done
}

// Linking is a relation that waits for its other end.
type Linking struct {
	Relation annotate.Label
	From     annotate.SpanID
	Reverse  bool   // From is the tail
	Hints    []Hint // the nearest first
	Typed    string // the first letter of a pair
}

// A Hint is a letter, or two, on a span that may be the other end.
type Hint struct {
	Span annotate.SpanID
	Key  string
}
