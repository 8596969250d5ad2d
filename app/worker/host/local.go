// Package host does the desk's slow work: reading files, cutting them up, writing exports. The page reaches it in a
// worker, by package worker's messages; tests and the command line call it.
//
// Work on a whole project is asked for by the project's id: host reads it through [Store], so that no project crosses from
// one thread to another.
package host

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"galley/annotate"
	"galley/annotate/article"
	"galley/annotate/bundle"
	"galley/annotate/carry"
	"galley/annotate/journal"
	"galley/app/editor"
	"galley/export"
)

// A Store is what the host needs of where projects are kept. Every [editor.Journals] is one.
type Store interface {
	// Load is as in [editor.Journals].
	Load(ctx context.Context, p annotate.ProjectID, sel editor.Selection) (editor.Loaded, error)
}

// Local does the work where it is called. It implements [editor.Workbench].
type Local struct {
	Store Store       // where projects are read; nil: there is none, and only what needs none can be asked for
	Room  func() Room // where an export's files lie until they are handed out; nil: in memory

	// More are formats besides those of package export, and Recognise finds files that are in one of them; nil: there are none.
	More      []export.Format
	Recognise func(fs.FS) (export.Recognised, bool)
}

// format returns the format of that name.
func (l Local) format(name string) (export.Format, bool) {
	for _, f := range l.More {
		if f.Name == name {
			return f, true
		}
	}
	return export.Find(name)
}

// recognise is [export.Recognise] for all formats there are here.
func (l Local) recognise(files fs.FS) (export.Recognised, bool) {
	if l.Recognise != nil {
		if r, ok := l.Recognise(files); ok {
			return r, true
		}
	}
	return export.Recognise(files)
}

// project reads the whole of a project.
func (l Local) project(ctx context.Context, p annotate.ProjectID) ([]journal.Record, error) {
	loaded, err := l.load(ctx, p, editor.Selection{})
	return loaded.Records, err
}

// load reads of a project, which must be there, what sel asks for.
func (l Local) load(ctx context.Context, p annotate.ProjectID, sel editor.Selection) (editor.Loaded, error) {
	if l.Store == nil {
		return editor.Loaded{}, errors.New("this workbench has no store to read the project from")
	}
	loaded, err := l.Store.Load(ctx, p, sel)
	if err == nil && len(loaded.Records) == 0 {
		err = fmt.Errorf("project %q: %w in the store", p, annotate.ErrNotFound)
	}
	return loaded, err
}

// Read implements [editor.Workbench]. A file that cannot be read is a problem in words; the others are read all the
// same.
func (l Local) Read(ctx context.Context, files []editor.File) (editor.FilesRead, error) {
	var out editor.FilesRead
	for _, f := range l.importTogether(files, &out) {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		if len(files) > 1 && export.Companion(f.Name) && len(out.Imports) > 0 {
			continue
		}
		if err := l.read(f, &out); err != nil {
			out.Problems = append(out.Problems, err.Error())
		}
	}
	out.Memos = memosOf(out.Records)
	return out, nil
}

// read adds what one file holds to out.
func (l Local) read(f editor.File, out *editor.FilesRead) error {
	if strings.HasSuffix(f.Name, ".galley.jsonl") || isBundle(f.Data) {
		return readBundle(f, out)
	}
	if ok, err := l.importOne(f, out); ok || err != nil {
		return err
	}
	loaded, err := article.Load(f.Name, f.Data, article.Options{Split: article.Never})
	if err != nil {
		return err
	}
	for _, n := range loaded.Notes {
		out.Notes = append(out.Notes, n.String())
	}
	for _, d := range loaded.Documents {
		a := editor.Article{Document: d}
		if len(loaded.Documents) == 1 {
			for _, s := range loaded.Splits {
				a.Splits = append(a.Splits, editor.Split{Line: s.Line, Pos: s.Pos, Sure: s.Sure, Why: s.Why, Text: beginning(d.Text, s.Pos)})
			}
		}
		out.Articles = append(out.Articles, a)
	}
	return nil
}

// isBundle reports whether data begins as a bundle does, whatever its file is called.
func isBundle(data []byte) bool {
	line, _, _ := bytes.Cut(data, []byte("\n"))
	return bytes.Contains(line, []byte(`"galley":"bundle"`))
}

// beginning is how an article that begins at p would read.
func beginning(t annotate.Text, p annotate.Pos) string {
	words := strings.Fields(t.Slice(annotate.Range{From: p, To: min(p+160, t.Len())}))
	return strings.Join(words[:min(len(words), 14)], " ")
}

func readBundle(f editor.File, out *editor.FilesRead) error {
	b, err := bundle.Read(f.Name, bytes.NewReader(f.Data), bundle.Limits{})
	if err != nil {
		return err
	}
	if b.Damage != nil {
		out.Notes = append(out.Notes, fmt.Sprintf("%s:%d: the file is damaged from here on (%s); what stands before is taken in, the file itself is left as it is", f.Name, b.Damage.Line, b.Damage.Reason))
	}
	out.Records = append(out.Records, b.Records...)
	return nil
}

// Cut implements [editor.Workbench].
func (Local) Cut(ctx context.Context, docs []annotate.Document, points [][]annotate.Pos) ([]annotate.Document, error) {
	var out []annotate.Document
	for i, d := range docs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if i >= len(points) || len(points[i]) == 0 {
			out = append(out, d)
			continue
		}
		out = append(out, article.SplitAt(d, points[i])...)
	}
	return out, nil
}

// Carry implements [editor.Workbench].
func (Local) Carry(ctx context.Context, job editor.CarryJob) (carry.Report, error) {
	return carry.Over(annotate.Laid(job.Old, job.Spans, job.Relations, nil), job.New), ctx.Err()
}
