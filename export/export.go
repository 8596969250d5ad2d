// Package export turns projects into the notations of other tools, and reads those that can be read back. Every
// format is one file and one line in [Formats]. What is written is deterministic: equal projects are equal bytes.
//
// Each format counts positions in the unit that its consumer counts in, and says which in [Format].Unit. What a
// notation cannot say is named in [Format].Loses, and counted in the [Loss] of each run.
package export

import (
	"fmt"
	"io"
	"io/fs"
	"strings"

	"galley/annotate"
	"galley/annotate/journal"
)

// A Format is a notation that a project can be written in.
type Format struct {
	Name  string   // as on the command line: "jsonl"
	Title string   // as on the page
	Ext   string   // of its files, with the dot
	Unit  string   // what its offsets count: "codepoint", "utf16", "byte", "token" or "none"
	Loses []string // what it cannot say; empty for a format that reads back what it wrote
	Takes []string // the choices of [Options] that mean something to it and not to all: "tokenizer", "overlap", "prompt", "soft"

	// Write writes what the job asks for, except its split, and returns what it had to leave out. It is nil for formats
	// that need several files: those have WriteFiles. [Format.Export] is the way to call either.
	Write      func(io.Writer, Job) (Loss, error)
	WriteFiles func(Sink, Job) (Loss, error)
	// Read reads a file, or is nil. name is the file's in messages; errors name the place in it. ReadFiles is for formats
	// whose files mean something only together.
	Read      func(name string, r io.Reader, opt ReadOptions) (Imported, error)
	ReadFiles func(files fs.FS, opt ReadOptions) (Imported, error)
	// Surfaces reads one written file as its consumer would, and says what each mark covers, in the order in which they
	// were written; place is where that stands in the file. Files that hold no marks say nothing. It is nil where no
	// words can be checked.
	Surfaces func(files fs.FS, name string, say func(place, words string)) error
}

// Writes and Reads report what the format is good for.
func (f Format) Writes() bool { return f.Write != nil || f.WriteFiles != nil }
func (f Format) Reads() bool  { return f.Read != nil || f.ReadFiles != nil }

// Formats lists every format of this package, in the order they are shown. Package parquet has two more.
func Formats() []Format {
	return []Format{
		JSONL, HF, HFTokens, CoNLL, CoNLLBIOES, CoNLLPlain, SpaCy, SpaCy2, Prodigy, ProdigyRelations, Doccano, DoccanoRelations,
		LabelStudio, Argilla, GLiNER, Chat,
		Brat, WebAnnotation, Recogito, CASJSON, XMI, WebAnno, CSV, TSV, Captions, Croissant(About{}), PolNeAR, PARC,
	}
}

// Find returns the format of that name.
func Find(name string) (Format, bool) {
	for _, f := range Formats() {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// All is the layer choice that takes every layer.
const All = "all"

// A Job says what to write. The zero value writes nothing.
type Job struct {
	Records []journal.Record // of one project, in any order
	// Source, unless it is nil, is where the documents are, and the entries about them: Records then hold the rest.
	Source Source
	Layer  string           // an annotator's name, "gold", or [All]; "" is All
	Docs   []annotate.DocID // only these documents; nil is every document that is not in the bin
	Options
	// Progress, unless it is nil, hears of every document that is handed to the format: the how-manieth, of how many that
	// could be. Formats that go through the documents twice begin again.
	Progress func(n, of int)

	failed *error // why a source gave out in mid-export; nil: none can
	said   *said  // what the marks that are written cover, for the check; nil: nobody asks
}

// ReadOptions tunes reading. The zero value is ready to use.
type ReadOptions struct {
	Annotator annotate.Annotator // whose marks they are, whatever the file says; "" leaves it to the file
	Unit      string             // what the offsets count, where a file does not show it; "" is what its tool counts
	Line      int                // bytes that a line may have; 0 is 64 MiB
	Bytes     int64              // bytes that the file may have; 0 is 1 GiB
}

// Imported is what a file held.
type Imported struct {
	// Records are documents and entries, in the order of a bundle. The entries' actor is made of the file's
	// content, so that reading a file again gives the same records and adding them again changes nothing.
	Records []journal.Record
	Notes   []string // what a person should know of: "file:line: …"
}

// A Loss counts what a format could not say. Empty is no loss.
type Loss []Lost

// A Lost is one kind of thing that was left out or changed.
type Lost struct {
	What  string `json:"what"` // "documents without marks of ana"
	Count int    `json:"count"`
}

func (l *Loss) add(what string, n int) {
	if n == 0 {
		return
	}
	for i := range *l {
		if (*l)[i].What == what {
			(*l)[i].Count += n
			return
		}
	}
	*l = append(*l, Lost{what, n})
}

// Count returns how many things of one kind were lost.
func (l Loss) Count(what string) int {
	for _, x := range l {
		if x.What == what {
			return x.Count
		}
	}
	return 0
}

func (l Loss) String() string {
	var b strings.Builder
	for i, x := range l {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%d %s", x.Count, x.What)
	}
	return b.String()
}
