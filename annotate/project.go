package annotate

// A ProjectID names a project for ever.
type ProjectID string

// A Project is what one desk works on, as it is founded; names and order that change later are operations.
type Project struct {
	ID     ProjectID `json:"id"`
	Name   string    `json:"name"`
	Scheme string    `json:"scheme"`           // "galley-news@1"
	Preset string    `json:"preset,omitempty"` // "lite", "standard", "full"
}

// OwnAttr begins the names of the attributes that Galley itself keeps; a scheme's never do.
const OwnAttr = "galley:"

// Names of the attributes that Galley itself keeps on streams, beside the scheme's document attributes.
const (
	AttrState   = "galley:state"   // of a layer: a State; unset is "todo"
	AttrTitle   = "galley:title"   // of a document (or project) itself: its new name
	AttrDeleted = "galley:deleted" // of a document (or project) itself: "true" while it lies in the bin

	AttrReplaces = "galley:replaces" // of a document itself: the id of the older version that it stands for

	AttrRule  = "galley:rule/" // of a project itself, with a file's name behind it: the rule file, as it was brought in
	AttrBlind = "galley:blind" // of a project or document itself: "true" while nobody sees suggestions; of a project with "/" and a name: that annotator

	// AttrOpenLayers is of a project itself: "true" while annotators may see each other's layers of a document before they have
	// finished their own.
	AttrOpenLayers = "galley:open-layers"
)

// Names under which suggestions and decisions are kept. The id of the suggestion, or of the case, follows the slash.
const (
	AttrSettled    = "galley:settled/"    // of a layer: what its annotator did with a suggestion: "accepted rule@version", "rejected rule@version"
	AttrSuggestion = "galley:suggestion/" // of [Suggested]: a proposal for marks of a layer, as JSON
	AttrReason     = "galley:reason"      // of a suggested span or relation: why, for the annotator
	AttrSettledOf  = "galley:settled-of"  // of [Gold]: how many entries the layers of its readers had between them when it was done
	AttrCase       = "galley:case/"       // of [Gold]: what was decided about a case, and who had said what, as JSON
)

// Names of the metadata by which a document that was loaded as a newer version says which document it replaces.
const (
	MetaReplaces       = "replaces"        // the id of the older version
	MetaReplacesDigest = "replaces_sha256" // the digest of its text
)

// A State is how far a layer's annotator has come with a document.
type State string

// The states, in the order of a queue.
const (
	Todo       State = "todo"
	InProgress State = "in-progress"
	Done       State = "done"
	Flagged    State = "flagged"
	Skipped    State = "skipped"
)
