package agreement

import (
	"encoding/json"
	"fmt"
	"slices"

	"galley/annotate/agreement/match"
)

// The vectors of spans and of the links between them.

// mostText bounds the text that the spans of a vector cover, in code points: characters are counted one by one.
const mostText = 10_000_000

// A vectorSpan is written [label, start, end], or [start, end].
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
	for _, name := range sortedKeys(in.Documents) {
		people := sortedKeys(in.Documents[name])
		if len(people) != 2 {
			return nil, fmt.Errorf("document %q: %d annotators, and there must be two", name, len(people))
		}
		a, b := spansOf(in.Documents[name][people[0]]), spansOf(in.Documents[name][people[1]])
		h := match.Exact(a, b)
		all = all.Plus(h)
		perDocument[name] = orNull(h.F1())
		for label, h := range match.ExactByLabel(a, b) {
			perLabel[label] = perLabel[label].Plus(h)
		}
	}
	return map[string]any{
		"micro_f1": orNull(all.F1()), "tp": all.Both, "n1": all.A, "n2": all.B,
		"per_document": perDocument, "per_label": f1s(perLabel), "macro_f1": orNull(match.MacroF1(perLabel)),
	}, nil
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
		"jaccard_0.5_labeled": hits(m.Half()), "character_micro": hits(match.Units(a, b, match.Characters)),
	}, nil
}

func checkDirectional(input, _ json.RawMessage) (any, error) {
	a, b, err := twoLists(input)
	if err != nil {
		return nil, err
	}
	n, of := match.Overlapped(a, b)
	k, from := match.Overlapped(b, a)
	if of == 0 || from == 0 {
		return map[string]any{"agr_a_given_b": Number{}, "agr_b_given_a": Number{}, "mean": Number{}, "f1_harmonic": Number{}}, nil
	}
	x, y := float64(n)/float64(of), float64(k)/float64(from)
	harmonic := 0.0
	if x+y > 0 {
		harmonic = 2 * x * y / (x + y)
	}
	return map[string]any{"agr_a_given_b": Of(x), "agr_b_given_a": Of(y), "mean": Of((x + y) / 2), "f1_harmonic": Of(harmonic)}, nil
}

func checkRelations(input, _ json.RawMessage) (any, error) {
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
		"exact_args_labeled":                  hits(m.Relations(ra, rb, match.Linking{ExactEnds: true})),
		"overlap_args_labeled":                hits(m.Relations(ra, rb, match.Linking{})),
		"overlap_args_unlabeled":              hits(m.Relations(ra, rb, match.Linking{AnyLabel: true})),
		"conditional_on_matched_args_labeled": hits(m.Relations(ra, rb, match.Linking{MatchedOnly: true})),
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
