package host

import (
	"bytes"
	"context"
	"fmt"

	"galley/annotate/bundle"
	"galley/app/editor"
	"galley/export"
)

// Export implements [editor.Workbench]. What was written is read again before it is given out; several files are one zip
// archive.
func (l Local) Export(ctx context.Context, job editor.ExportJob) (editor.Written, error) {
	records, err := l.project(ctx, job.Project)
	if err != nil {
		return editor.Written{}, err
	}
	if job.Format == "bundle" {
		var b bytes.Buffer
		err := bundle.Write(&b, records)
		return editor.Written{Data: b.Bytes(), Ext: ".galley.jsonl"}, err
	}
	f, ok := export.Find(job.Format)
	if !ok {
		return editor.Written{}, fmt.Errorf("format %q: there is no such format", job.Format)
	}
	j := export.Job{Records: records, Layer: job.Layer, Options: export.Options{
		Origin: export.Origin(job.Origin), Negatives: export.Negatives(job.Negatives), Pseudonyms: job.Pseudonyms,
	}}
	if job.Split {
		if j.Splits, err = export.Deal(j, export.SplitOptions{}); err != nil {
			return editor.Written{}, err
		}
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
