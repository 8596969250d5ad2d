package agreement

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"galley/annotate/agreement/match"
)

// The vectors of spans and of the links between them.

// mostText bounds the text that the spans of a vector cover, in code points: characters are counted one by one.
const mostText = 10_000_000

// A vectorSpan is written [label, start, end], or [start, end]; one of several parts [label, [[start, end], …]].
type vectorSpan match.Span

func (s *vectorSpan) UnmarshalJSON(data []byte) error {
	var raw []any
	if err := json.Unmarshal(data, &raw); err != nil {
		return err
	}
	if len(raw) == 3 {
		label, ok := raw[0].(string)
		if !ok {
			return fmt.Errorf("span %s: its label is no string", data)
		}
		s.Label, raw = label, raw[1:]
	}
	if len(raw) == 2 {
		if label, ok := raw[0].(string); ok {
			s.Label = label
			return s.parts(raw[1], data)
		}
	}
	if len(raw) != 2 {
		return fmt.Errorf("span %s: say [label, start, end]", data)
	}
	from, ok1 := raw[0].(float64)
	to, ok2 := raw[1].(float64)
	if !ok1 || !ok2 || from < 0 || to < from || to > mostText || from != float64(int(from)) || to != float64(int(to)) {
		return fmt.Errorf("span %s: start and end are whole numbers in order, up to %d", data, mostText)
	}
	s.Parts = []match.Range{{From: int(from), To: int(to)}}
	return nil
}

// parts reads a list of parts.
func (s *vectorSpan) parts(list any, data []byte) error {
	parts, _ := list.([]any)
	for _, p := range parts {
		ends, _ := p.([]any)
		part, err := json.Marshal(ends)
		if err != nil || len(ends) != 2 {
			return fmt.Errorf("span %s: a part is [start, end]", data)
		}
		var one vectorSpan
		if err := one.UnmarshalJSON(part); err != nil || one.Label != "" || len(one.Parts) != 1 {
			return fmt.Errorf("span %s: a part is [start, end], whole numbers in order, up to %d", data, mostText)
		}
		s.Parts = append(s.Parts, one.Parts[0])
	}
	slices.SortFunc(s.Parts, func(x, y match.Range) int { return cmp.Or(cmp.Compare(x.From, y.From), cmp.Compare(x.To, y.To)) })
	for i := 1; i < len(s.Parts); i++ {
		if s.Parts[i].From < s.Parts[i-1].To {
			return fmt.Errorf("span %s: its parts overlap", data)
		}
	}
	if len(s.Parts) == 0 {
		return fmt.Errorf("span %s: no part", data)
	}
	return nil
}

func spansOf(all []vectorSpan) []match.Span {
	spans := make([]match.Span, len(all))
	for i, s := range all {
		spans[i] = match.Span(s)
	}
	return spans
}

func orNull(value float64, ok bool) Number {
	if !ok {
		return Number{}
	}
	return Of(value)
}

func hits(h match.Hits) map[string]any {
	return map[string]any{"tp": h.Both, "n1": h.A, "n2": h.B, "n_a": h.A, "n_b": h.B, "f1": orNull(h.F1())}
}

func checkExact(input, _ json.RawMessage) (any, error) {
	var in struct {
		Documents map[string]map[string][]vectorSpan `json:"documents"`
	}
	if err := read(input, &in); err != nil {
		return nil, err
	}
	var all match.Hits
	perLabel, perDocument := map[string]match.Hits{}, map[string]Number{}
	pairs := map[[2]string]match.Hits{}
	for _, name := range sortedKeys(in.Documents) {
		people := sortedKeys(in.Documents[name])
		var document match.Hits
		for i := range people { // one who is alone with a document is compared with nobody
			for k := range i {
				a, b := spansOf(in.Documents[name][people[k]]), spansOf(in.Documents[name][people[i]])
				h, pair := match.Exact(a, b), [2]string{people[k], people[i]}
				document, pairs[pair] = document.Plus(h), pairs[pair].Plus(h)
				for label, h := range match.ExactByLabel(a, b) {
					perLabel[label] = perLabel[label].Plus(h)
				}
			}
		}
		all = all.Plus(document)
		perDocument[name] = orNull(document.F1())
	}
	mean, deviation := spread(pairs)
	return map[string]any{
		"pairwise_mean": mean, "pairwise_sd": deviation,
		"micro_f1": orNull(all.F1()), "tp": all.Both, "n1": all.A, "n2": all.B,
		"per_document": perDocument, "per_label": f1s(perLabel), "macro_f1": orNull(match.MacroF1(perLabel)),
	}, nil
}

// spread returns the mean F1 of pairs of annotators and its standard deviation over them, as of a whole population.
func spread(pairs map[[2]string]match.Hits) (mean, deviation Number) {
	var all []float64
	for _, h := range pairs {
		if f, ok := h.F1(); ok {
			all = append(all, f)
		}
	}
	if len(all) == 0 {
		return Number{}, Number{}
	}
	slices.Sort(all) // in order, so that the last digit repeats
	n := float64(len(all))
	m, squares := total(all)/n, 0.0
	for _, f := range all {
		squares += (f - m) * (f - m)
	}
	return Of(m), Of(root(squares / n))
}

func f1s(of map[string]match.Hits) map[string]Number {
	all := map[string]Number{}
	for label, h := range of {
		all[label] = orNull(h.F1())
	}
	return all
}

// goldAndPrediction reads what two of one standing are called in vectors that tell them apart.
func goldAndPrediction(input json.RawMessage) (gold, prediction []match.Span, err error) {
	var in struct {
		Gold       []vectorSpan `json:"gold"`
		Prediction []vectorSpan `json:"pred"`
	}
	err = read(input, &in)
	return spansOf(in.Gold), spansOf(in.Prediction), err
}

func checkExactMacro(input, _ json.RawMessage) (any, error) {
	gold, prediction, err := goldAndPrediction(input)
	if err != nil {
		return nil, err
	}
	h, perLabel := match.Exact(gold, prediction), match.ExactByLabel(gold, prediction)
	return map[string]any{
		"micro":     map[string]Number{"precision": orNull(h.Precision()), "recall": orNull(h.Recall()), "f1": orNull(h.F1())},
		"per_label": f1s(perLabel), "macro_f1": orNull(match.MacroF1(perLabel)),
	}, nil
}

func checkMUC(input, _ json.RawMessage) (any, error) {
	gold, prediction, err := goldAndPrediction(input)
	if err != nil {
		return nil, err
	}
	all := match.Spans(gold, prediction).MUC()
	got := map[string]any{}
	for name, t := range map[string]match.Tally{"strict": all.Strict, "exact": all.Exact, "partial": all.Partial, "type": all.Type} {
		got[name] = map[string]any{
			"cor": t.Correct, "inc": t.Incorrect, "par": t.Partial, "mis": t.Missed, "spu": t.Spurious,
			"precision": orNull(t.Precision()), "recall": orNull(t.Recall()), "f1": orNull(t.F1()),
		}
	}
	return got, nil
}

// twoLists reads the spans of a and b.
func twoLists(input json.RawMessage) (a, b []match.Span, err error) {
	var in struct {
		A []vectorSpan `json:"a"`
		B []vectorSpan `json:"b"`
	}
	err = read(input, &in)
	return spansOf(in.A), spansOf(in.B), err
}

func checkRelaxed(input, _ json.RawMessage) (any, error) {
	a, b, err := twoLists(input)
	if err != nil {
		return nil, err
	}
	text := 0
	for _, s := range slices.Concat(a, b) {
		if text += s.Len(); text > mostText {
			return nil, fmt.Errorf("the spans cover more than %d characters", mostText)
		}
	}
	m := match.Spans(a, b)
	return map[string]any{
		"exact": hits(match.Exact(a, b)), "overlap_labeled": hits(m.Overlapping(true)), "overlap_unlabeled": hits(m.Overlapping(false)),
		"jaccard_0.5_labeled": hits(m.Half()), "character_micro": hits(match.Units(a, b, match.Characters)), "token_micro": hits(match.Units(a, b, match.Characters)),
	}, nil
}

func checkDirectional(input, _ json.RawMessage) (any, error) {
	a, b, err := twoLists(input)
	if err != nil {
		return nil, err
	}
	n, of := match.Overlapped(a, b)
	k, from := match.Overlapped(b, a)
	x, y := float64(n)/float64(max(of, 1)), float64(k)/float64(max(from, 1))
	if of == 0 || from == 0 { // of nothing there is no share
		return map[string]any{"agr_a_given_b": orNull(x, of > 0), "agr_b_given_a": orNull(y, from > 0), "mean": Number{}, "f1_harmonic": Number{}}, nil
	}
	harmonic := 0.0
	if x+y > 0 {
		harmonic = 2 * x * y / (x + y)
	}
	return map[string]any{"agr_a_given_b": Of(x), "agr_b_given_a": Of(y), "mean": Of((x + y) / 2), "f1_harmonic": Of(harmonic)}, nil
}

func checkRelations(input, par json.RawMessage) (any, error) {
	var p struct {
		Symmetric []string `json:"symmetric"` // types of links that have no direction
	}
	if err := read(par, &p); err != nil {
		return nil, err
	}
	symmetric := func(label string) bool { return slices.Contains(p.Symmetric, label) }
	var in struct {
		SpansA     map[string]vectorSpan `json:"spans_a"`
		SpansB     map[string]vectorSpan `json:"spans_b"`
		RelationsA [][3]string           `json:"relations_a"`
		RelationsB [][3]string           `json:"relations_b"`
	}
	if err := read(input, &in); err != nil {
		return nil, err
	}
	a, ra, err := linked(in.SpansA, in.RelationsA)
	if err != nil {
		return nil, err
	}
	b, rb, err := linked(in.SpansB, in.RelationsB)
	if err != nil {
		return nil, err
	}
	m := match.Spans(a, b)
	return map[string]any{
		"exact_args_labeled":                  hits(m.Relations(ra, rb, match.Linking{ExactEnds: true, Symmetric: symmetric})),
		"overlap_args_labeled":                hits(m.Relations(ra, rb, match.Linking{Symmetric: symmetric})),
		"overlap_args_unlabeled":              hits(m.Relations(ra, rb, match.Linking{AnyLabel: true, Symmetric: symmetric})),
		"conditional_on_matched_args_labeled": hits(m.Relations(ra, rb, match.Linking{MatchedOnly: true, Symmetric: symmetric})),
	}, nil
}

// linked numbers the spans and finds the ends of the links among them.
func linked(spans map[string]vectorSpan, links [][3]string) ([]match.Span, []match.Relation, error) {
	ids := sortedKeys(spans)
	var all []match.Span
	for _, id := range ids {
		s := match.Span(spans[id])
		s.ID = id
		all = append(all, s)
	}
	var relations []match.Relation
	for _, l := range links {
		head, ok1 := slices.BinarySearch(ids, l[1])
		tail, ok2 := slices.BinarySearch(ids, l[2])
		if !ok1 || !ok2 {
			return nil, nil, fmt.Errorf("link %q: an end of it is no span", l)
		}
		relations = append(relations, match.Relation{Label: l[0], Head: head, Tail: tail})
	}
	return all, relations, nil
}
