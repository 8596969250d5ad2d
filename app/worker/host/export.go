package host

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"galley/annotate"
	"galley/app/editor"
	"galley/export"
)

// Export implements [editor.Workbench]. What was written is read again before it is given out; several files are one zip
// archive.
func (Local) Export(ctx context.Context, job editor.ExportJob) (editor.Written, error) {
	f, ok := export.Find(job.Format)
	if _, template := job.Template(); template {
		f, ok = written(job.Written), true
	}
	if !ok {
		return editor.Written{}, fmt.Errorf("format %q: there is no such format", job.Format)
	}
	j, err := jobOf(job)
	if err != nil {
		return editor.Written{}, err
	}
	if job.Dry {
		loss, err := f.Loss(j)
		return editor.Written{Loss: loss.String()}, err
	}
	var files export.Memory
	loss, err := f.Export(&files, job.Name, j)
	if err != nil {
		return editor.Written{}, err
	}
	if f.WriteFiles == nil && len(files.Names) == 1 {
		return editor.Written{Data: files.Bytes(files.Names[0]), Ext: f.Ext, Loss: loss.String()}, ctx.Err()
	}
	var b bytes.Buffer
	if err := files.WriteZip(&b); err != nil {
		return editor.Written{}, err
	}
	return editor.Written{Data: b.Bytes(), Ext: "." + f.Name + ".zip", Loss: loss.String()}, ctx.Err()
}

// jobOf is what is asked for, with its documents dealt if they are to be.
func jobOf(job editor.ExportJob) (export.Job, error) {
	j := export.Job{Records: job.Records, Layer: job.Layer, Options: export.Options{
		Origin: export.Origin(job.Origin), Negatives: export.Negatives(job.Negatives), Pseudonyms: job.Pseudonyms,
	}}
	var err error
	if job.Split {
		j.Splits, err = export.Deal(j, export.SplitOptions{})
	}
	return j, err
}

// A pageKey names one layer of a document.
type pageKey struct {
	doc annotate.DocID
	by  annotate.Annotator
}

// written is the format of an export whose pages a template has written.
func written(pages []editor.PageWritten) export.Format {
	of := make(map[pageKey][]byte, len(pages))
	for _, p := range pages {
		of[pageKey{p.Doc, p.By}] = p.Data
	}
	return export.Template(func(doc annotate.Document, by annotate.Annotator, _ annotate.Layer) ([]byte, error) {
		data, ok := of[pageKey{doc.ID, by}]
		if !ok {
			return nil, fmt.Errorf("the template has not written the layer of %q", by)
		}
		return data, nil
	})
}

// Pages implements [editor.Workbench].
func (Local) Pages(ctx context.Context, job editor.ExportJob) ([]editor.ExportPage, error) {
	j, err := jobOf(job)
	if err != nil {
		return nil, err
	}
	var pages []editor.ExportPage
	seen := map[pageKey]bool{}
	collect := export.Template(func(doc annotate.Document, by annotate.Annotator, l annotate.Layer) ([]byte, error) {
		if key := (pageKey{doc.ID, by}); !seen[key] {
			seen[key] = true
			pages = append(pages, editor.ExportPage{Document: doc, By: by, Spans: slices.Collect(l.Spans()), Relations: l.Relations(), Attrs: l.Attrs()})
		}
		return nil, ctx.Err()
	})
	_, err = collect.Loss(j)
	return pages, err
}
