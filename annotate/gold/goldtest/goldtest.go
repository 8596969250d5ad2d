// Package goldtest reads gold for tests: files of copy that was marked by hand, in the forms of package gold.
package goldtest

import (
	"os"
	"path/filepath"
	"testing"

	"galley/annotate/gold"
)

// Docs reads a file, by its name as [gold.Parse] does.
func Docs(t testing.TB, name string) []gold.Doc {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	docs, err := gold.Parse(name, data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return docs
}

// A File is one of a corpus.
type File struct {
	Name string
	Docs []gold.Doc
}

// Corpus reads what CORPUS names: a .jsonl or .txt file, or a folder of .jsonl files.
func Corpus(t testing.TB) []File {
	t.Helper()
	corpus := os.Getenv("CORPUS")
	if corpus == "" {
		t.Fatal("CORPUS is not set: make eval CORPUS=folder")
	}
	names, err := filepath.Glob(filepath.Join(corpus, "*.jsonl"))
	if err != nil || len(names) == 0 {
		names = []string{corpus}
	}
	var files []File
	for _, name := range names {
		files = append(files, File{name, Docs(t, name)})
	}
	return files
}
