package cli

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"galley/annotate"
	"galley/annotate/bundle"
	"galley/annotate/journal"
)

func mergeCommand(d Desk) *cobra.Command {
	var out, project string
	var salvage bool
	c := &cobra.Command{
		Use:   "merge BUNDLE…",
		Short: "Put bundles together",
		Long: "Merge writes everything that any of the bundles holds, once. The order of the bundles makes no difference,\n" +
			"and merging again changes nothing. What two people changed without knowing of each other is settled the same\n" +
			"way always, and told on standard error. Documents are known by their text: one that bundles have under several\n" +
			"ids comes out under the first of these.",
		Example: "  galley merge ana.galley.jsonl ben.galley.jsonl -o both.galley.jsonl",
		Args:    files("bundles", 0),
		RunE: func(_ *cobra.Command, args []string) error {
			read, err := d.readBundles("merging", args, salvage)
			if err != nil {
				return err
			}
			if project != "" {
				for i := range read {
					read[i].records = ofProject(read[i].records, annotate.ProjectID(project))
				}
			}
			all, err := d.united(read)
			if err != nil {
				return err
			}
			if project != "" && all.project() == nil {
				return fmt.Errorf("no bundle is of project %q: --project names one that is among them", project)
			}
			if err := d.write(out, func(w io.Writer) error { return bundle.Write(w, all.records) }); err != nil {
				return err
			}
			for _, l := range all.layers() {
				for _, c := range l.conflicts {
					d.note("%s: %s", l, c.Text)
				}
			}
			return nil
		},
	}
	c.Flags().StringVarP(&out, "output", "o", "", "bundle to write (default standard output)")
	c.Flags().StringVar(&project, "project", "", "id of the project that stands, where the bundles are of several")
	c.Flags().BoolVar(&salvage, "salvage", false, "go on with what can be read of a damaged bundle")
	return c
}

// readBundles reads bundles, each by itself.
func (d Desk) readBundles(verb string, names []string, salvage bool) ([]source, error) {
	all := make([]source, len(names))
	for i, name := range names {
		d.progress(verb, i+1, len(names), name)
		var err error
		if all[i], err = d.bundle(name, salvage); err != nil {
			return nil, err
		}
	}
	d.progressDone()
	return all, nil
}

// ofProject returns records without what other projects than p say of themselves.
func ofProject(recs []journal.Record, p annotate.ProjectID) []journal.Record {
	return slices.DeleteFunc(slices.Clone(recs), func(r journal.Record) bool { return r.Project != nil && r.Project.ID != p })
}

// united puts bundles together, one text under one id. What goes by another id than in its bundle is told.
func (d Desk) united(read []source) (source, error) {
	sets := make([][]journal.Record, len(read))
	for i, b := range read {
		sets[i] = b.records
	}
	var all source
	for i, set := range journal.Unite(sets...) {
		b := read[i]
		for k, r := range set {
			if was := b.records[k].Document; was != nil && was.ID != r.Document.ID {
				d.note("%s: document %q has the text of %q, and goes by that id", b.name, was.ID, r.Document.ID)
			}
		}
		b.records = set
		var err error
		if all, err = d.merged(all, b); err != nil {
			return source{}, err
		}
	}
	return all, nil
}

// merged returns a with the records of b. What clashed is told, or, where marks would come to lie on another text,
// is an error.
func (d Desk) merged(a, b source) (source, error) {
	if p, q := a.project(), b.project(); p != nil && q != nil && p.ID != q.ID {
		return source{}, fmt.Errorf("%s: this is of project %q, and what came before it is of %q: merge bundles of one project, or say which stands with --project %s",
			b.name, q.ID, p.ID, p.ID)
	}
	recs, problems := journal.Merge(a.records, b.records)
	var severe []error
	for _, p := range problems {
		if p.Severe {
			severe = append(severe, fmt.Errorf("%s: %s", b.name, p.Text))
			continue
		}
		d.note("%s: %s", b.name, p.Text)
	}
	return source{name: strings.TrimPrefix(a.name+", "+b.name, ", "), records: recs}, errors.Join(severe...)
}

// project returns the bundle's project, or nil.
func (s source) project() *annotate.Project {
	for _, r := range s.records {
		if r.Project != nil {
			return r.Project
		}
	}
	return nil
}

// A sheet is one annotator's layer of one document of a bundle.
type sheet struct {
	doc       *annotate.Document
	annotator annotate.Annotator
	layer     annotate.Layer
	conflicts []journal.Conflict
	line      int // of the document
}

func (s sheet) String() string { return fmt.Sprintf("document %q, layer %s", s.doc.ID, s.annotator) }

// layers folds every layer of every document, in the order of the documents and by annotator. Streams of the
// documents themselves come with annotator "".
func (s source) layers() []sheet {
	streams := journal.Streams(journal.Entries(s.records))
	by := map[annotate.DocID][]annotate.Annotator{}
	for stream := range streams {
		if stream.Doc != "" {
			by[stream.Doc] = append(by[stream.Doc], stream.Layer)
		}
	}
	var all []sheet
	for i, r := range s.records {
		if r.Document == nil {
			continue
		}
		names := by[r.Document.ID]
		slices.Sort(names)
		for _, name := range names {
			l := sheet{doc: r.Document, annotator: name}
			if i < len(s.lines) {
				l.line = s.lines[i]
			}
			text := r.Document.Text
			l.layer, l.conflicts = journal.Fold(text, streams[journal.Stream{Doc: r.Document.ID, Layer: name}])
			all = append(all, l)
		}
	}
	return all
}
