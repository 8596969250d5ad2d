package journal

import (
	"slices"

	"galley/annotate"
)

// A History is what can be taken back and done again on one stream. It is read off the entries alone, so it
// survives a reload and is the same on every device. An ordinary entry can be undone, and ends what could be
// redone; an undo can be redone; a redo can be undone again.
type History struct {
	Undo []Entry // what can be taken back, the next one last
	Redo []Entry // what was taken back and can be done again, the next one last
}

// NewHistory returns the history of a stream's entries, in any order. The cost is O(n) if they are in order.
func NewHistory(entries []Entry) History {
	var h History
	entries = sorted(entries)
	for i := range entries {
		h.add(entries[i])
	}
	return h
}

// add goes on with e, which comes after all others. An undo or redo of what is not there to be undone or redone
// (someone else has done so already, or the entry is missing) changes nothing.
func (h *History) add(e Entry) {
	switch {
	case e.Undoes != nil:
		if i := find(h.Undo, *e.Undoes); i >= 0 {
			h.Redo = append(h.Redo, h.Undo[i])
			h.Undo = slices.Delete(h.Undo, i, i+1)
		}
	case e.Redoes != nil:
		if i := find(h.Redo, *e.Redoes); i >= 0 {
			h.Redo = slices.Delete(h.Redo, i, i+1)
			h.Undo = append(h.Undo, e)
		}
	default:
		h.Undo = append(h.Undo, e)
		h.Redo = nil
	}
}

func find(entries []Entry, r Ref) int {
	for i := len(entries) - 1; i >= 0; i-- {
		if entries[i].Ref == r {
			return i
		}
	}
	return -1
}

// UndoTarget returns the entry that an undo takes back, whoever wrote it, and whether there is one. entries are
// those of one stream.
func UndoTarget(entries []Entry) (Entry, bool) { return last(NewHistory(entries).Undo) }

// RedoTarget returns the entry that a redo does again, and whether there is one. entries are those of one stream.
func RedoTarget(entries []Entry) (Entry, bool) { return last(NewHistory(entries).Redo) }

func last(entries []Entry) (Entry, bool) {
	if len(entries) == 0 {
		return Entry{}, false
	}
	return entries[len(entries)-1], true
}

// Inverse returns the transaction that undoes e: the inverse of its operations, the last first.
func Inverse(e Entry) annotate.Tx { return e.Tx.Invert() }

// TailHistory returns what the last entries of a stream alone tell of its history, as when the older ones lie under a
// snapshot. undo and redo say whether the next step back, and the next step forward, are the same as if all entries
// were known; otherwise the older ones must be read first.
func TailHistory(tail []Entry) (h History, undo, redo bool) {
	known := make(map[Ref]bool, len(tail))
	undo = true
	for i := range tail {
		e := &tail[i]
		for _, of := range []*Ref{e.Undoes, e.Redoes} {
			if of != nil && !known[*of] {
				undo = false // it goes to or comes from a place below the tail
			}
		}
		known[e.Ref] = true
		redo = redo || e.Undoes == nil && e.Redoes == nil // new work ends all that could be redone
	}
	h = NewHistory(tail)
	return h, undo && len(h.Undo) > 0, redo && undo
}
