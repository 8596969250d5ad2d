package journal

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"

	"galley/annotate/order"
)

// Compare orders entries by (Lamport, Actor, Seq). It returns 0 only for entries of one Ref, which are the same
// entry unless two journals were written under one actor's name.
func Compare(a, b Entry) int { return compare(&a, &b) }

func compare(a, b *Entry) int {
	if a.Lamport != b.Lamport {
		return cmp.Compare(a.Lamport, b.Lamport)
	}
	if a.Actor != b.Actor {
		return strings.Compare(string(a.Actor), string(b.Actor))
	}
	return cmp.Compare(a.Seq, b.Seq)
}

// Compare orders streams by document and layer.
func (s Stream) Compare(t Stream) int {
	return cmp.Or(cmp.Compare(s.Doc, t.Doc), cmp.Compare(s.Layer, t.Layer))
}

// Sort puts entries into the order in which they are folded. The cost is O(n) if they are in order already.
func Sort(entries []Entry) {
	if !slices.IsSortedFunc(entries, Compare) {
		copy(entries, arranged(entries, func(i, j int) int { return compare(&entries[i], &entries[j]) }))
	}
}

// arranged returns entries in the order that compare gives their places.
func arranged(entries []Entry, compare func(i, j int) int) []Entry {
	all := make([]Entry, len(entries))
	for i, k := range order.Places(len(entries), compare) {
		all[i] = entries[k]
	}
	return all
}

// Sorted returns entries in the order in which they are folded, each but once. The slice is not changed.
func Sorted(entries []Entry) []Entry { return sorted(entries) }

// sorted returns entries in fold order and each but once, without changing the slice. Different entries of one
// Ref are ordered by their bytes, so that the order they come in does not matter.
func sorted(entries []Entry) []Entry {
	strict := true
	for i := 1; i < len(entries) && strict; i++ {
		strict = compare(&entries[i-1], &entries[i]) < 0
	}
	if strict {
		return entries
	}
	all := arranged(entries, func(i, j int) int {
		if c := compare(&entries[i], &entries[j]); c != 0 {
			return c
		}
		return bytes.Compare(entryBytes(entries[i]), entryBytes(entries[j]))
	})
	return slices.CompactFunc(all, func(a, b Entry) bool {
		return compare(&a, &b) == 0 && bytes.Equal(entryBytes(a), entryBytes(b))
	})
}

// entryBytes returns what tells an entry from others of its Ref.
func entryBytes(e Entry) []byte {
	out, _ := AppendRecord(nil, Record{Entry: &e})
	return out
}

// Key names the record for ever: "p/ID" a project, "s/NAME@VERSION" a scheme, "d/ID" a document, "e/ACTOR/SEQ" an
// entry. It is "" for a record with no field set.
func (r Record) Key() string {
	switch {
	case r.Project != nil:
		return "p/" + string(r.Project.ID)
	case r.Scheme != nil:
		return "s/" + r.Scheme.ID + "@" + strconv.Itoa(r.Scheme.Version)
	case r.Document != nil:
		return "d/" + string(r.Document.ID)
	case r.Entry != nil:
		return "e/" + string(r.Entry.Actor) + "/" + strconv.Itoa(r.Entry.Seq)
	}
	return ""
}

// kind orders records by what they are.
func (r Record) kind() int {
	switch {
	case r.Project != nil:
		return 0
	case r.Scheme != nil:
		return 1
	case r.Document != nil:
		return 2
	case r.Entry != nil:
		return 3
	}
	return 4
}

// CompareRecords orders records as a bundle holds them: the project, schemes by name and version, documents by
// (order, id), entries by (Lamport, actor, seq).
func CompareRecords(a, b Record) int {
	k := a.kind()
	if c := cmp.Compare(k, b.kind()); c != 0 {
		return c
	}
	switch k {
	case 0:
		return cmp.Compare(a.Project.ID, b.Project.ID)
	case 1:
		return cmp.Or(cmp.Compare(a.Scheme.ID, b.Scheme.ID), cmp.Compare(a.Scheme.Version, b.Scheme.Version))
	case 2:
		return cmp.Or(cmp.Compare(a.Document.Order, b.Document.Order), cmp.Compare(a.Document.ID, b.Document.ID))
	case 3:
		return compare(a.Entry, b.Entry)
	}
	return 0
}

// SortRecords puts records into the order of a bundle.
func SortRecords(recs []Record) { order.By(recs, CompareRecords) }

// Entries returns the entries among recs, in their order.
func Entries(recs []Record) []Entry {
	var out []Entry
	for _, r := range recs {
		if r.Entry != nil {
			out = append(out, *r.Entry)
		}
	}
	return out
}

// Streams sorts entries into their streams. Within a stream they keep their order.
func Streams(entries []Entry) map[Stream][]Entry {
	out := map[Stream][]Entry{}
	for _, e := range entries {
		out[e.Stream] = append(out[e.Stream], e)
	}
	return out
}
