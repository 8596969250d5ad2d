package journal

import (
	"fmt"

	"galley/annotate"
)

// A Conflict is something that folding had to settle, told so that a person can look at it. Conflicts are the same
// for the same entries, whatever order they came in.
type Conflict struct {
	Entry  Ref             // the entry that did not fit
	Op     int             // the index of the operation in its Tx; -1 is the whole entry
	Target annotate.SpanID // the span or relation; "" is the document
	Kind   string          // one of the kinds below
	Text   string          // what happened and what stands, as a sentence
}

// The kinds of conflicts.
const (
	Edited   = "edited"   // one field edited twice, neither knowing of the other; the later edit stands
	Deleted  = "deleted"  // an edit of something deleted; deletion stands
	Unseen   = "unseen"   // a deletion that did not know of an edit; deletion stands
	Restored = "restored" // brought back by one while another had deleted it too; it stands
	Twice    = "twice"    // two additions under one id; the first stands
	Unlinked = "unlinked" // a relation whose end is gone; the relation goes
	Missing  = "missing"  // a change of something that nothing here has added
	Outside  = "outside"  // ranges outside the text; the operation is left out
	Split    = "split"    // ranges that split a grapheme cluster; the operation is left out
	Unfit    = "unfit"    // an operation that makes no sense; it is left out
	Clash    = "clash"    // two entries of one Ref; both count
)

func (c Conflict) String() string {
	return fmt.Sprintf("%s/%d op %d: %s: %s", c.Entry.Actor, c.Entry.Seq, c.Op, c.Kind, c.Text)
}

func (f *folder) report(kind string, id annotate.SpanID, format string, args ...any) {
	f.conflicts = append(f.conflicts, Conflict{
		Entry: f.entry.Ref, Op: f.op, Target: id, Kind: kind, Text: fmt.Sprintf(format, args...),
	})
}
