package worker

import (
	"bytes"
	"slices"

	"galley/app/editor"
)

// Columns reports whether there is Parquet among the files, or in an archive among them: the usual worker does not read
// that.
func Columns(files []editor.File) bool {
	return slices.ContainsFunc(files, func(f editor.File) bool {
		return bytes.HasPrefix(f.Data, []byte("PAR1")) || bytes.HasPrefix(f.Data, []byte("PK\x03\x04")) && bytes.Contains(f.Data, []byte(".parquet"))
	})
}
