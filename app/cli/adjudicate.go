package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"galley/annotate"
	"galley/annotate/adjudicate"
	"galley/annotate/agreement/match"
	"galley/annotate/agreement/survey"
	"galley/annotate/bundle"
	"galley/annotate/journal"
)

// adjudicating is one run of the verb.
type adjudicating struct {
	out, auto, annotator string
	threshold            float64
	json, salvage        bool
}

// The ways to settle what differs.
const (
	autoMajority   = string(adjudicate.Majority)
	autoDawidSkene = string(adjudicate.DawidSkene)
)

func adjudicateCommand(d Desk) *cobra.Command {
	var a adjudicating
	c := &cobra.Command{
		Use:   "adjudicate BUNDLE…",
		Short: "Settle what annotators see differently, as a first gold layer",
		Long: "Adjudicate lays what different people made of the same documents side by side and writes a gold layer: what all\n" +
			"have alike, and with --auto what most of them are for. Ties, and what is not sure enough, are left open and\n" +
			"counted: the desk walks them. Every gold mark keeps who had said what and how it was decided.\n\n" +
			"--auto majority takes what more than half of the readers have: whether there is a mark, what it is called, how it\n" +
			"is cut, and each value, each asked by itself. --auto dawid-skene believes readers as much as the model of Dawid\n" +
			"and Skene finds them right, and takes the labels that it is sure of; it needs three annotators.\n\n" +
			"What was decided before stands, unless a reader has changed what it was decided on since: that is open again, is\n" +
			"told, and waits for a person at the desk. The order of the bundles makes no difference.",
		Example: "  galley adjudicate ana.galley.jsonl ben.galley.jsonl cy.galley.jsonl --auto majority -o gold.galley.jsonl\n" +
			"  galley adjudicate all.galley.jsonl --auto dawid-skene --threshold 0.95 --annotator lead -o gold.galley.jsonl\n" +
			"  galley adjudicate both.galley.jsonl --json      # what is alike and what is not; nothing is written",
		Args: files("bundles", 0),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch a.auto {
			case "", autoMajority, autoDawidSkene:
			default:
				return usagef("--auto %s: say %s or %s", a.auto, autoMajority, autoDawidSkene)
			}
			switch set := cmd.Flags().Changed("threshold"); {
			case set && a.auto == "":
				return usagef("--threshold: it is of --auto, which is not given")
			case set && !(0 < a.threshold && a.threshold <= 1):
				return usagef("--threshold %v: it lies above 0, and at most at 1", a.threshold)
			case !set && a.auto == autoDawidSkene:
				a.threshold = 0.9
			}
			if by := annotate.Annotator(a.annotator); by == annotate.Gold || by == annotate.Suggested {
				return usagef("--annotator %s: this is the name of a layer, not of somebody who decides", by)
			}
			return a.run(d, args)
		},
	}
	c.Flags().StringVarP(&a.out, "output", "o", "", "bundle to write (default standard output)")
	c.Flags().StringVar(&a.auto, "auto", "", "how to settle what differs: majority or dawid-skene (default not at all)")
	c.Flags().Float64Var(&a.threshold, "threshold", 0.5, "how much must be for it, 0 to 1: the share of readers, or how sure the model is (default of dawid-skene 0.9)")
	c.Flags().StringVar(&a.annotator, "annotator", "", "who stands for what is decided")
	c.Flags().BoolVar(&a.json, "json", false, "print the report as JSON on standard output; the bundle is written only with -o")
	c.Flags().BoolVar(&a.salvage, "salvage", false, "go on with what can be read of a damaged bundle")
	return c
}

// An adjudication is what adjudicate reports.
type adjudication struct {
	Annotators []annotate.Annotator `json:"annotators"`
	Documents  int                  `json:"documents"` // read by two annotators or more
	LeftOut    int                  `json:"left_out"`  // read by fewer
	Auto       string               `json:"auto,omitempty"`
	Threshold  float64              `json:"threshold,omitempty"`
	Cases      int                  `json:"cases"`
	Before     int                  `json:"settled_before"`
	Agreed     int                  `json:"agreed"`            // settled now, as all have the same
	Settled    int                  `json:"settled"`           // settled now, by --auto
	Moot       int                  `json:"moot"`              // links at marks that were not taken
	Open       int                  `json:"open"`              // left: ties, doubts, and links that wait for them
	Waiting    int                  `json:"waiting"`           // of them, links that all have but whose ends are open
	Changed    []changedCase        `json:"changed,omitempty"` // of them, what was settled before somebody changed what it stands on
	Kinds      map[match.Kind]int   `json:"open_kinds"`
	Model      *adjudicationModel   `json:"model,omitempty"`
	Each       []adjudicationOf     `json:"each"`
	Refused    []string             `json:"refused,omitempty"` // what the scheme does not allow beside the rest
}

// An adjudicationOf is how one document stands.
type adjudicationOf struct {
	Document annotate.DocID `json:"document"`
	Cases    int            `json:"cases"`
	Open     int            `json:"open"`
}

// A changedCase was decided, and what it was decided on is no longer what readers have.
type changedCase struct {
	Document annotate.DocID     `json:"document"`
	Case     string             `json:"case"`
	Text     string             `json:"text"` // the words that it is about, or the attribute
	How      adjudicate.How     `json:"how,omitempty"`
	By       annotate.Annotator `json:"by,omitempty"`
}

// mostChanged is how many of them are told one by one.
const mostChanged = 20

// An adjudicationModel is what Dawid and Skene's model has found.
type adjudicationModel struct {
	Items int                            `json:"items"`
	Right map[annotate.Annotator]float64 `json:"right"`
}

// A bench is one document with its readers.
type bench struct {
	page  page
	sides adjudicate.Sides
	cases adjudicate.Cases
}

func (a *adjudicating) run(d Desk, args []string) error {
	all, err := d.bundles(args, a.salvage)
	if err != nil {
		return err
	}
	d.noteVersions(all.sheets())
	r := adjudication{Annotators: []annotate.Annotator{}, Kinds: map[match.Kind]int{}, Each: []adjudicationOf{}, Auto: a.auto}
	if a.auto != "" {
		r.Threshold = a.threshold
	}
	benches := a.benches(all, &r)
	if len(benches) == 0 {
		return fmt.Errorf("%s: no document was read by two people, so there is nothing to settle between them", all.name)
	}
	verdicts, err := a.verdicts(d, benches, &r)
	if err != nil {
		return fmt.Errorf("%s: %w", all.name, err)
	}
	txs := make([]annotate.Tx, len(benches))
	for i, b := range benches {
		d.progress("adjudicating", i+1, len(benches), b.page.doc.Title)
		if txs[i], err = b.settle(verdicts[i], all.scheme(), annotate.Annotator(a.annotator), &r); err != nil {
			return fmt.Errorf("%s: document %q: %w", all.name, b.page.doc.ID, err)
		}
	}
	d.progressDone()
	if a.json {
		if err := writeJSON(d.Out, r); err != nil {
			return err
		}
	}
	if !a.json || a.out != "" {
		recs := a.entries(all, benches, txs)
		if err := d.write(a.out, func(w io.Writer) error { return bundle.Write(w, recs) }); err != nil {
			return err
		}
	}
	r.tell(d)
	return nil
}

// benches lays out every document that two annotators or more have read.
func (a *adjudicating) benches(all source, r *adjudication) []bench {
	var out []bench
	for _, p := range all.pages() {
		var readers []adjudicate.Reader
		for _, name := range p.annotators() {
			if name == annotate.Gold || name == annotate.Suggested {
				continue
			}
			if l := p.layer(name); survey.Read(l) {
				readers = append(readers, adjudicate.Reader{Annotator: name, Layer: l})
			}
		}
		if len(readers) < 2 {
			r.LeftOut++
			continue
		}
		r.Documents++
		for _, x := range readers {
			r.Annotators = append(r.Annotators, x.Annotator)
		}
		s := adjudicate.Lay(readers)
		out = append(out, bench{p, s, s.Cases(p.layer(annotate.Gold))})
	}
	slices.Sort(r.Annotators)
	r.Annotators = slices.Compact(r.Annotators)
	return out
}

type decide = func(adjudicate.Cases, adjudicate.Case) (adjudicate.Verdict, bool)

// verdicts says how each document's cases are settled; nil is not at all.
func (a *adjudicating) verdicts(d Desk, benches []bench, r *adjudication) ([]decide, error) {
	by := annotate.Annotator(a.annotator)
	out := make([]decide, len(benches))
	switch a.auto {
	case autoMajority:
		for i := range out {
			out[i] = adjudicate.ByMajority(by, a.threshold)
		}
	case autoDawidSkene:
		docs := map[annotate.DocID]adjudicate.Cases{}
		for _, b := range benches {
			docs[b.page.doc.ID] = b.cases
		}
		m, err := adjudicate.Fit(docs)
		if err != nil {
			return nil, fmt.Errorf("%w; --auto majority takes what most have", err)
		}
		if m.Items < adjudicate.FewestItems {
			d.note("%d cases of marks: a model of annotators has little to learn from below %d", m.Items, adjudicate.FewestItems)
		}
		r.Model = &adjudicationModel{m.Items, map[annotate.Annotator]float64{}}
		for i, name := range m.Readers {
			r.Model.Right[name] = m.Right[i]
		}
		for i, b := range benches {
			out[i] = m.By(b.page.doc.ID, by, a.threshold)
		}
	}
	return out, nil
}

// settle decides a document's cases and returns what that does to its gold layer, its state included.
func (b *bench) settle(verdict decide, scheme annotate.Scheme, by annotate.Annotator, r *adjudication) (annotate.Tx, error) {
	left, all := b.cases.Left()
	r.Cases += all
	r.Before += all - left
	moot := func() (n int) {
		for _, k := range b.cases.All {
			if k.State == adjudicate.Moot {
				n++
			}
		}
		return n
	}
	wasMoot := moot()
	tx, agreed, refused, err := b.each(adjudicate.AllAgreed(by), scheme)
	if err != nil {
		return nil, err
	}
	r.Agreed += agreed
	if verdict != nil {
		more, settled, why, err := b.each(verdict, scheme)
		if err != nil {
			return nil, err
		}
		r.Settled += settled
		tx, refused = append(tx, more...), why // what was refused for the sake of others was tried again
	}
	for _, err := range refused {
		r.Refused = append(r.Refused, fmt.Sprintf("document %q: %v", b.page.doc.ID, err))
	}
	open, _ := b.cases.Left()
	r.Moot += moot() - wasMoot
	r.Open += open
	r.Each = append(r.Each, adjudicationOf{b.page.doc.ID, all, open})
	for _, k := range b.cases.All {
		if k.State == adjudicate.Changed {
			c := changedCase{Document: b.page.doc.ID, Case: k.ID, Text: k.Words(b.page.doc.Text)}
			if k.Decision != nil {
				c.How, c.By = k.Decision.How, k.Decision.By
			}
			r.Changed = append(r.Changed, c)
		}
		switch {
		case k.Done():
		case len(k.Kinds) > 0:
			r.Kinds[k.Kinds[0]]++
		case k.State == adjudicate.Waiting:
			r.Waiting++
		}
	}
	return b.close(tx, open), nil
}

// close adds to a transaction on the gold layer how far that has come: done, with how far its readers had come, so that the desk
// tells when one of them goes on; or in progress, also where it was done and is open again.
func (b *bench) close(tx annotate.Tx, open int) annotate.Tx {
	if len(tx) == 0 && b.cases.Gold.State() != annotate.Done {
		return nil
	}
	set := func(name, to string) {
		op := annotate.SetAttr{Name: name, To: &to}
		was, ok := b.cases.Gold.Attr(name)
		if was == to {
			return
		}
		if ok {
			op.From = &was
		}
		tx = append(tx, op)
	}
	if open > 0 {
		set(annotate.AttrState, string(annotate.InProgress))
		return tx
	}
	set(annotate.AttrState, string(annotate.Done))
	entries := 0
	for _, r := range b.sides.Readers {
		entries += len(b.page.streams[r.Annotator])
	}
	set(annotate.AttrSettledOf, strconv.Itoa(entries))
	return tx
}

// each settles what verdict has something to say to.
func (b *bench) each(verdict decide, scheme annotate.Scheme) (annotate.Tx, int, []error, error) {
	tx, settled, refused := b.cases.Each(verdict, scheme)
	gold, _, err := b.cases.Gold.Apply(tx)
	if err == nil {
		b.cases = b.cases.On(gold)
	}
	return tx, settled, refused, err
}

// entries returns the records with the gold layers. Who writes is named by what was read, so that the same files give the same
// bytes and are one when they are merged.
func (a *adjudicating) entries(all source, benches []bench, txs []annotate.Tx) []journal.Record {
	sum := sha256.New()
	for _, r := range all.records {
		fmt.Fprintln(sum, r.Key())
	}
	fmt.Fprintln(sum, a.auto, a.threshold, a.annotator)
	entries := journal.Entries(all.records)
	clock := journal.NewClock(journal.Actor("adjudicate-"+hex.EncodeToString(sum.Sum(nil)[:6])), entries)
	var latest int64
	for i := range entries {
		latest = max(latest, entries[i].Time)
	}
	recs := all.records[:len(all.records):len(all.records)]
	for i, b := range benches {
		if len(txs[i]) > 0 {
			e := clock.Next(journal.Stream{Doc: b.page.doc.ID, Layer: annotate.Gold}, latest, txs[i])
			recs = append(recs, journal.Record{Entry: &e})
		}
	}
	journal.SortRecords(recs)
	return recs
}

// by says how a case was settled, where no person did.
func by(h adjudicate.How) string {
	switch h {
	case adjudicate.Majority, adjudicate.DawidSkene:
		return " by " + string(h)
	case adjudicate.Agreed:
		return " as all had the same"
	}
	return ""
}

// tell says how it went.
func (r adjudication) tell(d Desk) {
	var parts []string
	add := func(n int, what string) {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, what))
		}
	}
	add(r.Before, "settled before")
	add(r.Agreed, "alike")
	add(r.Settled, "by "+r.Auto)
	add(r.Moot, "with nothing left to link")
	parts = append(parts, fmt.Sprintf("%d left open", r.Open))
	d.note("%d cases in %d documents: %s", r.Cases, r.Documents, strings.Join(parts, ", "))
	if r.LeftOut > 0 {
		d.note("%d documents were read by fewer than two and left out", r.LeftOut)
	}
	for _, why := range r.Refused {
		d.note("left open: %s", why)
	}
	for _, c := range r.Changed[:min(len(r.Changed), mostChanged)] {
		d.note("open again: document %q: %s was settled%s, and what readers have there has changed since", c.Document, c.Text, by(c.How))
	}
	if n := len(r.Changed) - mostChanged; n > 0 {
		d.note("open again: %d more, which --json lists", n)
	}
	if len(r.Changed) > 0 {
		d.note("the desk shows what was decided beside what they have now; Enter keeps it")
	}
}
