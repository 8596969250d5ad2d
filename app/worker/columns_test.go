package worker_test

import (
	"archive/zip"
	"bytes"
	"testing"

	"galley/app/editor"
	"galley/app/worker"
)

func TestColumns(t *testing.T) {
	zipped := func(name string) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte("PAR1")); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	text := editor.File{Name: "a.txt", Data: []byte("A story of .parquet files, PAR1 and all.")}
	for _, tt := range []struct {
		name string
		file editor.File
		want bool
	}{
		{"a story", text, false},
		{"by its content, whatever its name", editor.File{Name: "a.bin", Data: []byte("PAR1\x15")}, true},
		{"by its content, whatever its name", editor.File{Name: "a.parquet", Data: []byte("{}")}, false},
		{"in an archive", editor.File{Name: "a.zip", Data: zipped("data/train-00000-of-00001.parquet")}, true},
		{"an archive of others", editor.File{Name: "a.zip", Data: zipped("train.jsonl")}, false},
	} {
		if got := worker.Columns([]editor.File{text, tt.file}); got != tt.want {
			t.Errorf("%s, %s: %t", tt.name, tt.file.Name, got)
		}
	}
}
