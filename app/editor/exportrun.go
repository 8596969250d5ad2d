package editor

import (
	"context"
	"fmt"
	"unicode/utf8"
)

// writeExport has a project written and put where the person wants it. Only what is durable leaves the desk.
func (r *Runner) writeExport(ctx context.Context, e WriteExport, to Destination) {
	msg := Exported{File: e.Export.File(e.Project.Name)}
	written, ok, err := r.exportTo(ctx, e, msg.File, to)
	msg.Lost = written.Lost
	if msg.Stopped = !ok || ctx.Err() != nil; !msg.Stopped {
		msg.Err = text(err)
	}
	r.exporting.stop() // before anybody hears of it, and begins another
	r.Send(msg)
}

// exportTo returns false when the person would rather not.
func (r *Runner) exportTo(ctx context.Context, e WriteExport, name string, to Destination) (w Written, ok bool, err error) {
	if ok, err := to.Chosen(ctx); !ok || err != nil {
		return w, ok, err
	}
	if err := r.saved(ctx); err != nil {
		return w, true, err
	}
	job := ExportJob{Project: e.Project.ID, Name: name, Me: r.Model().Name, Export: e.Export}
	if _, ok := e.Export.Template(); ok {
		if job.Written, err = r.record(ctx, e, job, func(p ExportProgress) { r.Send(p) }); err != nil {
			return w, true, err
		}
	}
	w, err = r.Workbench.Export(ctx, job, func(p ExportProgress) { r.Send(p) })
	if err == nil {
		err = to.Put(ctx, w)
	}
	return w, true, err
}

// lookExport has an export looked at.
func (r *Runner) lookExport(ctx context.Context, e LookExport) ExportLooked {
	msg := ExportLooked{Project: e.Project.ID}
	err := r.saved(ctx)
	if err == nil {
		msg.Preview, err = r.Workbench.Look(ctx, ExportJob{Project: e.Project.ID, Name: e.Export.File(e.Project.Name), Me: e.Name, Export: e.Export},
			func(p ExportProgress) { r.Send(ExportLooking{e.Project.ID, p.Stage}) })
	}
	if name, _ := e.Export.Template(); err == nil && e.Files != nil && msg.Preview.Page != nil {
		var data []byte
		data, err = r.recordPage(ctx, name, e.Files, e.Scheme, *msg.Preview.Page)
		n := min(len(data), MaxRecordShown)
		for n < len(data) && n > 0 && !utf8.RuneStart(data[n]) {
			n--
		}
		if n > 0 {
			file := "preview.jsonl" // as those of formats that come with Galley
			if e.Export.Split {
				file = "train.jsonl"
			}
			msg.Preview.Heads = []FileHead{{Name: file, Text: string(data[:n]), Cut: n < len(data)}}
		}
	}
	msg.Preview.Page = nil
	msg.Err = text(err)
	return msg
}

// saved waits until the store has all that was marked, or returns why it does not.
func (r *Runner) saved(ctx context.Context) error {
	for {
		r.mu.Lock()
		m := r.model
		if r.turn == nil {
			r.turn = make(chan struct{})
		}
		turn := r.turn
		r.mu.Unlock()
		switch {
		case len(m.pending) == 0:
			return nil
		case m.Save.State == Failed:
			return fmt.Errorf("the last marks are not saved: %s", m.Save.Reason)
		}
		select {
		case <-turn:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
