package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"galley/annotate"
	"galley/annotate/agreement/survey"
	"galley/annotate/bundle"
	"galley/annotate/carry"
	"galley/annotate/journal"
)

// carrying is one run of the verb.
type carrying struct {
	out                 string
	to, annotators      []string
	sure, json, salvage bool
}

func carryCommand(d Desk) *cobra.Command {
	var a carrying
	c := &cobra.Command{
		Use:   "carry BUNDLE…",
		Short: "Bring marks over to another version of their article",
		Long: "Carry finds who marked another version of an article than the others, and brings their marks over to the version\n" +
			"that is compared: by their words and what stands around them. Versions have the same title, or one says that it\n" +
			"replaces the other; the one that stands is what --to names, else the one that most people have read.\n\n" +
			"Every mark is unchanged, moved, altered or lost, and all but the unchanged are printed. With -o the bundle is\n" +
			"written with the marks where they belong now; as they came they stay on the other version, too. Doing it again\n" +
			"changes nothing.",
		Example: "  galley carry ana.galley.jsonl ben.galley.jsonl      # what would become of the marks; nothing is written\n" +
			"  galley carry ana.galley.jsonl ben.galley.jsonl --to ferries-2 -o both.galley.jsonl\n" +
			"  galley carry both.galley.jsonl --sure -o both.galley.jsonl",
		Args: files("bundles", 0),
		RunE: func(_ *cobra.Command, args []string) error { return a.run(d, args) },
	}
	f := c.Flags()
	f.StringVarP(&a.out, "output", "o", "", "bundle to write (default none)")
	f.StringSliceVar(&a.to, "to", nil, "ids of the versions that stand")
	f.StringSliceVar(&a.annotators, "annotator", nil, "only what these marked")
	f.BoolVar(&a.sure, "sure", false, "bring over those marks alone that are unchanged")
	f.BoolVar(&a.json, "json", false, "print what became of every mark as JSON")
	f.BoolVar(&a.salvage, "salvage", false, "go on with what can be read of a damaged bundle")
	return c
}

// A carriedLayer is what became of one layer.
type carriedLayer struct {
	survey.Version
	Count map[carry.Fate]int `json:"count"`
	Links int                `json:"links"` // that keep both ends
	Of    int                `json:"links_of"`
	Marks []carriedMark      `json:"marks"`

	tx annotate.Tx
}

// A carriedMark is one mark with its words.
type carriedMark struct {
	carry.Carried
	Label annotate.Label `json:"label"`
	Was   string         `json:"was"`
	Now   string         `json:"now,omitempty"`
}

func (a *carrying) run(d Desk, args []string) error {
	all, err := d.bundles(args, a.salvage)
	if err != nil {
		return err
	}
	docs := map[annotate.DocID]*annotate.Document{}
	for _, r := range all.records {
		if r.Document != nil {
			docs[r.Document.ID] = r.Document
		}
	}
	var stand []*annotate.Document
	for _, id := range a.to {
		if docs[annotate.DocID(id)] == nil {
			return fmt.Errorf("%s: --to %s: there is no document of this id", all.name, id)
		}
		stand = append(stand, docs[annotate.DocID(id)])
	}
	layers := map[journal.Stream]annotate.Layer{}
	sheets := all.sheets()
	for _, s := range sheets {
		layers[journal.Stream{Doc: s.Document.ID, Layer: s.Annotator}] = s.Layer
	}
	versions := survey.Versions(sheets, stand...)
	if len(a.annotators) > 0 {
		versions = slices.DeleteFunc(versions, func(v survey.Version) bool { return !slices.Contains(a.annotators, string(v.Annotator)) })
	}
	actor := a.actor(all)
	ids := 0
	id := func() annotate.SpanID { ids++; return annotate.SpanID(fmt.Sprintf("%s-%d", actor, ids)) }
	done := []carriedLayer{}
	for i, v := range versions {
		d.progress("carrying", i+1, len(versions), v.Title)
		old := layers[journal.Stream{Doc: v.Theirs, Layer: v.Annotator}]
		has, there := layers[journal.Stream{Doc: v.Here, Layer: v.Annotator}]
		if !there {
			has = annotate.NewLayer(docs[v.Here].Text)
		}
		report := carry.Over(old, docs[v.Here].Text)
		l := carriedLayer{Version: v, Count: map[carry.Fate]int{}, Links: len(report.Relations), Of: len(old.Relations()), Marks: []carriedMark{}, tx: report.Tx(old, has, a.sure, id)}
		for _, c := range report.Spans {
			l.Count[c.Fate]++
			span, _ := old.Span(c.Span)
			m := carriedMark{Carried: c, Label: span.Label, Was: old.Surface(span)}
			if c.Fate != carry.Lost {
				m.Now = annotate.Span{Ranges: c.Ranges}.Surface(docs[v.Here].Text)
			}
			l.Marks = append(l.Marks, m)
		}
		done = append(done, l)
	}
	d.progressDone()
	if a.out != "" {
		recs := a.entries(all, done, actor)
		if err := d.write(a.out, func(w io.Writer) error { return bundle.Write(w, recs) }); err != nil {
			return err
		}
	}
	switch {
	case a.json:
		return writeJSON(d.Out, done)
	case a.out == "-":
		return nil
	case len(done) == 0:
		d.note("nobody has marked another version of an article than the others")
		return nil
	}
	return d.write("", func(w io.Writer) error { return printCarried(w, done) })
}

// actor names who writes by what was read, so that the same files give the same bytes and are one when they are merged.
func (a *carrying) actor(all source) journal.Actor {
	sum := sha256.New()
	for _, r := range all.records {
		fmt.Fprintln(sum, r.Key())
	}
	fmt.Fprintln(sum, a.to, a.annotators, a.sure)
	return journal.Actor("carry-" + hex.EncodeToString(sum.Sum(nil)[:6]))
}

// entries returns the records with the marks brought over.
func (a *carrying) entries(all source, done []carriedLayer, actor journal.Actor) []journal.Record {
	entries := journal.Entries(all.records)
	clock := journal.NewClock(actor, entries)
	streams := journal.Streams(entries)
	recs := all.records[:len(all.records):len(all.records)]
	for _, l := range done {
		if len(l.tx) > 0 { // at the time of the marks: whoever made them worked then
			at := journal.WorkedAt(streams[journal.Stream{Doc: l.Theirs, Layer: l.Annotator}])
			e := clock.Next(journal.Stream{Doc: l.Here, Layer: l.Annotator}, at, l.tx)
			recs = append(recs, journal.Record{Entry: &e})
		}
	}
	journal.SortRecords(recs)
	return recs
}

// fates are in the order in which they are printed.
var fates = []carry.Fate{carry.Unchanged, carry.Moved, carry.Altered, carry.Lost}

// printCarried writes what became of each layer, and of every mark that is not as it was.
func printCarried(out io.Writer, done []carriedLayer) error {
	for i, l := range done {
		if i > 0 {
			fmt.Fprintln(out)
		}
		fmt.Fprintf(out, "%s in %q, from %s to %s: %d unchanged, %d moved, %d altered, %d lost", l.Annotator, l.Title, l.Theirs, l.Here,
			l.Count[fates[0]], l.Count[fates[1]], l.Count[fates[2]], l.Count[fates[3]])
		if l.Of > 0 {
			fmt.Fprintf(out, "; %d of %d links kept", l.Links, l.Of)
		}
		fmt.Fprintln(out)
		for _, fate := range fates[1:] {
			for _, m := range l.Marks {
				switch {
				case m.Fate != fate:
				case fate == carry.Lost:
					fmt.Fprintf(out, "  %s  %s %q: %s\n", fate, m.Label, m.Was, m.Why)
				case m.Now == m.Was:
					fmt.Fprintf(out, "  %s  %s %q, now at %d\n", fate, m.Label, m.Was, m.Ranges[0].From)
				default:
					fmt.Fprintf(out, "  %s  %s %q, now %q: %s\n", fate, m.Label, m.Was, m.Now, m.Why)
				}
			}
		}
	}
	return nil
}

// noteVersions tells of marks that are not compared because they lie on another version of an article, and what to do.
func (d Desk) noteVersions(sheets []survey.Sheet) {
	versions := survey.Versions(sheets)
	for i, v := range versions {
		if i == 3 && len(versions) > 4 {
			d.note("and %d more layers on other versions of articles", len(versions)-i)
			break
		}
		d.note("%s marked another version of %q (%s, not %s), which is not compared", v.Annotator, v.Title, v.Theirs, v.Here)
	}
	if len(versions) > 0 {
		d.note("galley carry shows what would become of such marks, and with -o brings them over")
	}
}
