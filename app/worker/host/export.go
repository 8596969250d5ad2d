package host

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/bundle"
	"galley/annotate/journal"
	"galley/app/editor"
	"galley/export"
)

// A Room is where the files of one export lie until they are handed out.
type Room interface {
	export.Dir
	// Hand returns a file that is closed.
	Hand(name string) editor.Written
}

// A memory is a Room in memory.
type memory struct{ export.Memory }

func (m *memory) Hand(name string) editor.Written { return editor.Written{Data: m.Bytes(name)} }

func (l Local) room() Room {
	if l.Room == nil {
		return &memory{}
	}
	return l.Room()
}

// job returns what an export's options ask of the records.
func job(records []journal.Record, e editor.Export) (export.Job, error) {
	j := export.Job{Records: records, Layer: e.Layer, Options: export.Options{
		Labels: e.Labels, Origin: export.Origin(e.Origin), Negatives: export.Negatives(e.Negatives), Pseudonyms: e.Pseudonyms,
		Tokenizer: export.Tokenizer(e.Tokenizer), Overlap: export.Overlap(e.Overlap), Prompt: e.Prompt, Soft: e.Soft,
	}}
	if !e.Split {
		return j, nil
	}
	var err error
	j.Splits, err = export.Deal(j, export.SplitOptions{Seed: e.Seed})
	return j, err
}

// Export implements [editor.Workbench]. What was written is read again before it is given out; several files are one zip
// archive.
func (l Local) Export(ctx context.Context, ask editor.ExportJob, tell func(editor.ExportProgress)) (editor.Written, error) {
	var none editor.Written
	tell(editor.ExportProgress{Stage: "Reading the project"})
	records, err := l.project(ctx, ask.Project)
	if err != nil {
		return none, err
	}
	room := l.room()
	if ask.Format == "bundle" {
		tell(editor.ExportProgress{Stage: "Writing"})
		w, err := room.Create(ask.Name)
		if err == nil {
			if err = bundle.Write(w, records); err == nil {
				err = w.Close()
			}
		}
		if err != nil {
			return none, err
		}
		return room.Hand(ask.Name), ctx.Err()
	}
	f, ok := l.format(ask.Format)
	if _, template := ask.Template(); template {
		f, ok = written(ask.Written), true
	}
	if !ok {
		return none, fmt.Errorf("format %q: there is no such format", ask.Format)
	}
	j, err := job(records, ask.Export)
	if err != nil {
		return none, err
	}
	j.Progress = progress("Writing", tell)
	names := &listed{Dir: room}
	loss, err := f.Export(names, cmp.Or(strings.TrimSuffix(ask.Name, f.Ext), "train"), j)
	if err != nil {
		return none, err
	}
	if f.WriteFiles == nil && j.Splits == nil {
		out := room.Hand(names.names[0])
		out.Lost = losses(loss)
		return out, ctx.Err()
	}
	tell(editor.ExportProgress{Stage: "Packing"})
	pack := l.room()
	w, err := pack.Create(ask.Name)
	if err == nil {
		if err = export.WriteZip(w, room, names.names); err == nil {
			err = w.Close()
		}
	}
	if err != nil {
		return none, err
	}
	out := pack.Hand(ask.Name)
	out.Lost = losses(loss)
	return out, ctx.Err()
}

// Look implements [editor.Workbench]. Articles are not shown with marks of others which the person who asks may not see
// yet: those of articles that they have not finished, if they mark in this project at all.
func (l Local) Look(ctx context.Context, ask editor.ExportJob, _ func(editor.ExportProgress)) (editor.Preview, error) {
	var p editor.Preview
	records, err := l.project(ctx, ask.Project)
	if err != nil {
		return p, err
	}
	p.Layers = layers(records)
	j, err := job(records, ask.Export)
	if err != nil {
		return p, err
	}
	may, all, err := seen(records, ask)
	if err != nil {
		return p, err
	}
	f, ok := l.format(ask.Format)
	_, template := ask.Template()
	if template {
		f, ok = export.Template(func(doc annotate.Document, by annotate.Annotator, l annotate.Layer) ([]byte, error) {
			if p.Page == nil && (all || may(doc.ID)) {
				p.Page = pageOf(doc, by, l)
			}
			return nil, nil
		}), true
	}
	if !ok {
		return p, fmt.Errorf("format %q: there is no such format", ask.Format)
	}
	look, err := f.Look(j, 3, may)
	if err != nil {
		return p, err
	}
	if template { // what it writes is known when it runs
		look.Head, look.Loss = nil, nil
	}
	p.Documents, p.Relations, p.Lost = look.Documents, look.Relations, losses(look.Loss)
	for _, c := range look.Parts {
		p.Parts = append(p.Parts, editor.PartCount(c))
	}
	for _, c := range look.Labels {
		p.Labels = append(p.Labels, editor.LabelCount(c))
	}
	for _, s := range look.Samples {
		to := editor.Sample{Title: s.Title, Part: s.Part, Before: s.Before, After: s.After}
		for _, piece := range s.Pieces {
			to.Pieces = append(to.Pieces, editor.Piece(piece))
		}
		p.Samples = append(p.Samples, to)
	}
	if p.Hidden = !all; all {
		for _, h := range look.Head {
			p.Heads = append(p.Heads, editor.FileHead(h))
		}
	}
	return p, ctx.Err()
}

// seen returns which articles may be shown to who asks, with the marks that they ask for, and whether all may.
func seen(records []journal.Record, ask editor.ExportJob) (may func(annotate.DocID) bool, all bool, err error) {
	streams := journal.Streams(journal.Entries(records))
	mine := map[annotate.DocID]annotate.State{} // how far I am with each
	marks := false
	for s := range streams {
		marks = marks || s.Doc != "" && s.Layer == ask.Me
	}
	if ask.Layer == string(ask.Me) || !marks {
		return nil, true, nil
	}
	open, _ := journal.StandingOf(streams[journal.Stream{}]).Attrs.Get(annotate.AttrOpenLayers)
	docs, err := export.Job{Records: records, Layer: string(ask.Me)}.Documents()
	if err != nil {
		return nil, false, err
	}
	for m := range docs {
		mine[m.ID] = m.Layers[0].State()
	}
	may = func(id annotate.DocID) bool { return editor.MaySee(marks, open == "true", mine[id]) }
	all = true
	for s := range streams {
		theirs := s.Doc != "" && s.Layer != "" && s.Layer != annotate.Suggested && s.Layer != ask.Me
		if theirs && (ask.Layer == export.All || string(s.Layer) == ask.Layer) && !may(s.Doc) {
			all = false
		}
	}
	return may, all, nil
}

// layers are whose marks there are, by name.
func layers(records []journal.Record) []annotate.Annotator {
	var out []annotate.Annotator
	have := map[annotate.Annotator]bool{"": true, annotate.Suggested: true}
	for _, r := range records {
		if e := r.Entry; e != nil && e.Doc != "" && !have[e.Layer] {
			have[e.Layer] = true
			out = append(out, e.Layer)
		}
	}
	slices.Sort(out)
	return out
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
func (l Local) Pages(ctx context.Context, ask editor.ExportJob) ([]editor.ExportPage, error) {
	records, err := l.project(ctx, ask.Project)
	if err != nil {
		return nil, err
	}
	j, err := job(records, ask.Export)
	if err != nil {
		return nil, err
	}
	var pages []editor.ExportPage
	seen := map[pageKey]bool{}
	collect := export.Template(func(doc annotate.Document, by annotate.Annotator, l annotate.Layer) ([]byte, error) {
		if key := (pageKey{doc.ID, by}); !seen[key] {
			seen[key] = true
			pages = append(pages, *pageOf(doc, by, l))
		}
		return nil, ctx.Err()
	})
	_, err = collect.Loss(j)
	return pages, err
}

// pageOf is what a template sees of a layer.
func pageOf(doc annotate.Document, by annotate.Annotator, l annotate.Layer) *editor.ExportPage {
	return &editor.ExportPage{Document: doc, By: by, Spans: slices.Collect(l.Spans()), Relations: l.Relations(), Attrs: l.Attrs()}
}

func losses(l export.Loss) []editor.Loss {
	var out []editor.Loss
	for _, x := range l {
		out = append(out, editor.Loss(x))
	}
	return out
}

// progress tells of every hundredth of the way.
func progress(stage string, tell func(editor.ExportProgress)) func(n, of int) {
	last := -1
	return func(n, of int) {
		if at := n * 100 / max(of, 1); at != last {
			last = at
			tell(editor.ExportProgress{Stage: stage, N: n, Of: of})
		}
	}
}

// listed notes what files there are.
type listed struct {
	export.Dir
	names []string
}

func (l *listed) Create(name string) (io.WriteCloser, error) {
	l.names = append(l.names, name)
	return l.Dir.Create(name)
}
