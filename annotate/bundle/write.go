package bundle

import (
	"bytes"
	"fmt"
	"io"
	"slices"

	"galley/annotate/journal"
)

// Header is the first line of a bundle, with its line end.
const Header = `{"galley":"bundle","version":1}` + "\n"

// Write writes recs, in any order, as a bundle. Equal sets of records are equal bytes. Records that occur twice are
// written once; two different records of one key are an error, which [journal.Merge] avoids. The cost is O(n log n).
func Write(w io.Writer, recs []journal.Record) error {
	if !slices.IsSortedFunc(recs, journal.CompareRecords) {
		recs = slices.Clone(recs)
		journal.SortRecords(recs)
	}
	buf := append(make([]byte, 0, 1<<16), Header...)
	seen := make(map[string]int, len(recs))
	for i, r := range recs {
		key := r.Key()
		if first, ok := seen[key]; ok {
			if !same(recs[first], r) {
				return fmt.Errorf("record %s: there are two different ones; merge them first", key)
			}
			continue
		}
		seen[key] = i
		var err error
		if buf, err = AppendLine(buf, r); err != nil {
			return err
		}
		if len(buf) > 1<<16-1<<12 {
			if _, err := w.Write(buf); err != nil {
				return err
			}
			buf = buf[:0]
		}
	}
	_, err := w.Write(buf)
	return err
}

// AppendLine appends the line of one record, with its line end.
func AppendLine(dst []byte, r journal.Record) ([]byte, error) {
	dst, err := journal.AppendRecord(dst, r)
	return append(dst, '\n'), err
}

func same(a, b journal.Record) bool {
	x, _ := journal.AppendRecord(nil, a)
	y, _ := journal.AppendRecord(nil, b)
	return bytes.Equal(x, y)
}
