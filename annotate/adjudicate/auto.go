package adjudicate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/agreement"
	"galley/annotate/order"
)

// Each settles, as one transaction, every case that can be decided and for which decide has a verdict. left are those that the
// scheme does not allow, with the reasons; they go on being open. Links follow the marks that were settled before them.
func (c Cases) Each(decide func(Cases, Case) (Verdict, bool), scheme annotate.Scheme) (tx annotate.Tx, settled int, left []error) {
	c.All = slices.Clone(c.All)
	for i := range c.All {
		k := &c.All[i]
		if k.State == Waiting {
			k.State = Open
			c.await(k)
		}
		if !k.ToDo() {
			continue
		}
		v, ok := decide(c, *k)
		if !ok {
			continue
		}
		more, err := c.Decide(k.ID, v, scheme)
		if err == nil {
			var next annotate.Layer
			if next, _, err = c.Gold.Apply(more); err == nil {
				c.Gold, tx = next, append(tx, more...)
				c.settled(k)
				settled++
				continue
			}
		}
		left = append(left, fmt.Errorf("%s: %w", k.Words(c.Gold.Text()), err))
	}
	return tx, settled, left
}

// settled takes in the record that the layer now has of a case.
func (c *Cases) settled(k *Case) {
	value, _ := c.Gold.Attr(record(k.ID))
	d, _ := decode(value)
	k.State, k.Decision, k.drop = Settled, &d, []string{record(k.ID)}
	k.Gold, _, _ = c.there(d.Gold)
}

// Words names a case in a message: by what it is about, which is cut after 40 characters.
func (k Case) Words(t annotate.Text) string {
	switch {
	case k.Attr != "":
		return k.Attr
	case k.At.Empty():
		return k.ID
	}
	words := t.Slice(k.At)
	if r := []rune(words); len(r) > 40 {
		words = string(r[:39]) + "…"
	}
	return "“" + words + "”"
}

// AllAgreed is the verdict on what all readers have alike, for [Cases.Each].
func AllAgreed(by annotate.Annotator) func(Cases, Case) (Verdict, bool) {
	return func(_ Cases, k Case) (Verdict, bool) {
		return Verdict{Choice: Both, How: Agreed, By: by}, k.Agreed() && k.State == Open
	}
}

// ByMajority returns the verdict that more than half of the readers are for, and at least the share threshold: whether there is
// anything, then among those who have it what it is called, how it is cut, and each value. Each is asked by itself, so that
// what is taken need be nobody's. A tie has no verdict.
func ByMajority(by annotate.Annotator, threshold float64) func(Cases, Case) (Verdict, bool) {
	return func(c Cases, k Case) (Verdict, bool) {
		b := ballot{c: c, k: k, weight: func(annotate.Annotator) float64 { return 1 }}
		v, share, ok := b.verdict("", false)
		v.How, v.By = Majority, by
		if k.Agreed() {
			v.How = Agreed
		}
		return v, ok && share >= threshold && k.State == Open
	}
}

// A ballot is the readers' answers to one case, each with a weight.
type ballot struct {
	c      Cases
	k      Case
	weight func(annotate.Annotator) float64
}

// poll returns the answer that has more than half of the weight of those who were asked, and its share.
func (b ballot) poll(said []Said, answer func(Said) string) (best string, share float64, ok bool) {
	weights := map[string]float64{}
	var all []string
	total := 0.0
	for _, s := range said {
		a := answer(s)
		if _, known := weights[a]; !known {
			all = append(all, a)
		}
		weights[a] += b.weight(s.Annotator)
		total += b.weight(s.Annotator)
	}
	if total <= 0 {
		return "", 0, false
	}
	order.By(all, func(x, y string) int { return cmp.Or(cmp.Compare(weights[y], weights[x]), strings.Compare(x, y)) })
	share = weights[all[0]] / total
	return all[0], share, share > 0.5+1e-9
}

// verdict asks the readers. With sure the label is known from elsewhere, and only how the mark is cut and described is asked.
func (b ballot) verdict(label annotate.Label, sure bool) (v Verdict, share float64, ok bool) {
	share = 1
	ask := func(said []Said, answer func(Said) string) string {
		best, part, won := b.poll(said, answer)
		share = min(share, part)
		ok = ok && won
		return best
	}
	ok = true
	if b.k.group < 0 {
		return v, 0, false
	}
	if b.k.Attr != "" {
		best := ask(b.k.Said, func(s Said) string { return valueOf(s.Value) })
		for _, s := range b.k.Said {
			if valueOf(s.Value) == best {
				return Verdict{Choice: Take, Of: s.Annotator}, share, ok
			}
		}
	}
	if !sure {
		there := ask(b.k.Said, func(s Said) string { return fmt.Sprint(!s.Nothing()) })
		if there == "false" {
			return Verdict{Choice: Neither}, share, ok
		}
	}
	have := slices.DeleteFunc(slices.Clone(b.k.Said), Said.Nothing)
	if !sure {
		label = annotate.Label(ask(have, func(s Said) string { return string(s.label()) }))
	}
	place := ask(have, b.place)
	fits := slices.DeleteFunc(slices.Clone(have), func(s Said) bool { return s.label() != label })
	var attrs annotate.Attrs
	if len(fits) > 0 {
		names := map[string]bool{}
		for _, s := range fits {
			for _, f := range s.attrs() {
				names[f.Name] = true
			}
		}
		for name := range names {
			best := ask(fits, func(s Said) string {
				if v, set := s.attrs().Get(name); set {
					return valueOf(&v)
				}
				return ""
			})
			if value, set := strings.CutPrefix(best, "="); set {
				attrs = attrs.With(name, &value)
			}
		}
	}
	if !ok {
		return v, share, false
	}
	made := &Made{Label: label, Attrs: attrs}
	for _, s := range have {
		if b.place(s) != place {
			continue
		}
		if s.label() == label && slices.Equal(s.attrs(), attrs) {
			return Verdict{Choice: Take, Of: s.Annotator}, share, true
		}
		if made.Like == "" {
			made.Like = s.Annotator
			if s.Span != nil {
				made.Parts = s.Span.Ranges
			}
		}
	}
	return Verdict{Choice: Anew, Made: made}, share, true
}

// place is where a mark lies, or between which marks on gold a link goes.
func (b ballot) place(s Said) string {
	if s.Span != nil {
		return fmt.Sprint(s.Span.Ranges)
	}
	head, tail, _ := b.c.goldEnds(s)
	return string(head) + " " + string(tail)
}

// valueOf tells every value from none.
func valueOf(v *string) string {
	if v == nil {
		return ""
	}
	return "=" + *v
}

// A Model is what Dawid and Skene's model makes of the readers of many documents: which label each case has, and how often
// each reader is right.
type Model struct {
	Readers []annotate.Annotator // by name
	Right   []float64            // of each, the share of true labels that they say
	Items   int                  // cases that it learned from
	labels  []annotate.Label     // the first, "", is none
	sure    map[string]guess     // by document and case
}

type guess struct {
	label annotate.Label
	p     float64
}

// The fewest that the model can learn from.
const (
	FewestReaders = 3
	FewestItems   = 20
)

// Fit fits the model (Dawid & Skene 1979) to the marks of many documents: an item is a case of a mark, an answer the label that
// a reader gave it, or none. A reader who has not read a document has no answer there.
func Fit(docs map[annotate.DocID]Cases) (Model, error) {
	m := Model{sure: map[string]guess{}, labels: []annotate.Label{""}}
	ids := make([]annotate.DocID, 0, len(docs))
	for id := range docs {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		for _, r := range docs[id].Readers {
			m.Readers = append(m.Readers, r.Annotator)
		}
		for _, k := range docs[id].All {
			for _, s := range k.Said {
				if s.Span != nil {
					m.labels = append(m.labels, s.Span.Label)
				}
			}
		}
	}
	slices.Sort(m.Readers)
	m.Readers = slices.Compact(m.Readers)
	slices.Sort(m.labels)
	m.labels = slices.Compact(m.labels)
	if len(m.Readers) < FewestReaders {
		return m, fmt.Errorf("%d annotators: a model of them needs %d", len(m.Readers), FewestReaders)
	}
	a := agreement.Answers{Coders: len(m.Readers), Labels: len(m.labels)}
	var keys []string
	for _, id := range ids {
		for _, k := range docs[id].All {
			if k.Link || k.Attr != "" || k.group < 0 {
				continue
			}
			keys = append(keys, string(id)+"\x00"+k.ID)
			for _, s := range k.Said {
				coder, _ := slices.BinarySearch(m.Readers, s.Annotator)
				label, _ := slices.BinarySearch(m.labels, s.label())
				a.All = append(a.All, agreement.Answer{Item: a.Items, Coder: coder, Label: label})
			}
			a.Items++
		}
	}
	m.Items = a.Items
	fit := agreement.DawidSkene(a, agreement.ConfusionOptions{Smoothing: 0.01})
	if fit.Status != agreement.OK {
		return m, fmt.Errorf("no model of the annotators: %s", strings.TrimPrefix(string(fit.Status), "undefined: "))
	}
	m.Right = fit.Accuracy()
	for i, key := range keys {
		best := 0
		for l, p := range fit.Posterior[i] {
			if p > fit.Posterior[i][best] {
				best = l
			}
		}
		m.sure[key] = guess{m.labels[best], fit.Posterior[i][best]}
	}
	return m, nil
}

// By returns the verdicts on a document's cases that the model is sure of: a mark has the label, or none, that is likely to at
// least threshold. How it is cut, values and links are put to the vote, each reader's counting as much as they are often right;
// there, more than half must be for it.
func (m Model) By(doc annotate.DocID, by annotate.Annotator, threshold float64) func(Cases, Case) (Verdict, bool) {
	weight := func(a annotate.Annotator) float64 {
		if i, ok := slices.BinarySearch(m.Readers, a); ok {
			return m.Right[i]
		}
		return 0
	}
	return func(c Cases, k Case) (Verdict, bool) {
		b := ballot{c: c, k: k, weight: weight}
		g, known := m.sure[string(doc)+"\x00"+k.ID]
		var v Verdict
		ok := false
		switch {
		case k.State != Open:
			return v, false
		case !known:
			v, _, ok = b.verdict("", false)
		case g.p < threshold:
			return v, false
		case g.label == "":
			v, ok = Verdict{Choice: Neither}, true
		default:
			v, _, ok = b.verdict(g.label, true)
		}
		v.How, v.By = DawidSkene, by
		if k.Agreed() && v.Choice == Take {
			v.How = Agreed
		}
		return v, ok
	}
}
