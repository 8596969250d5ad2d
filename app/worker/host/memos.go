package host

import (
	"slices"

	"galley/annotate"
	"galley/annotate/journal"
	"galley/app/editor"
)

// memosOf works out what streams of records come to that stand on documents among them. It takes the time of a fold, off the
// page, and once: whoever compares these layers later reads what they came to, and not how.
func memosOf(recs []journal.Record) []editor.Memo {
	texts := map[annotate.DocID]annotate.Text{}
	for _, r := range recs {
		if d := r.Document; d != nil {
			if _, twice := texts[d.ID]; !twice { // as a store has it: the first stands
				texts[d.ID] = d.Text
			}
		}
	}
	var memos []editor.Memo
	for s, entries := range journal.Streams(journal.Entries(recs)) {
		text, ok := texts[s.Doc]
		if !ok || s.Layer == annotate.Suggested {
			continue
		}
		entries = journal.Sorted(entries)
		worked := journal.WorkedAt(entries)
		memos = append(memos, editor.Memo{
			Stream: s, Entries: len(entries), Standing: journal.StandingOf(entries),
			Snapshot: journal.FoldAll(text, entries).Snapshot(), Worked: &worked,
		})
	}
	slices.SortFunc(memos, func(a, b editor.Memo) int { return a.Compare(b.Stream) })
	return memos
}
