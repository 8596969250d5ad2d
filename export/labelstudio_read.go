package export

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"galley/annotate"
)

// A labelStudioTask is what is read of a task.
type labelStudioTask struct {
	ID          json.RawMessage
	Data        map[string]any
	Annotations []labelStudioResults
	Predictions []labelStudioResults
}

type labelStudioResults struct {
	Result       []labelStudioResult
	Annotator    string
	CompletedBy  json.RawMessage `json:"completed_by"`
	WasCancelled bool            `json:"was_cancelled"`
	GroundTruth  bool            `json:"ground_truth"`
	ModelVersion string          `json:"model_version"`
}

type labelStudioResult struct {
	ID       string
	FromName string `json:"from_name"`
	ToName   string `json:"to_name"`
	Type     string
	Value    struct {
		Start, End *int
		Text       json.RawMessage // of a region: a string; of a text area: a list
		Labels     []string
		Choices    []string
		Number     *float64
		Rating     *float64
	}
	Score  *float64
	Origin string // "prediction": a person took it over as it was
	Model  string `json:"model_version"`
	FromID string `json:"from_id"`
	ToID   string `json:"to_id"`
	Labels []string
}

// who names the annotator of an annotation.
func (r labelStudioResults) who() annotate.Annotator {
	if r.Annotator != "" {
		return annotate.Annotator(r.Annotator)
	}
	var id struct {
		ID    int
		Email string
	}
	if json.Unmarshal(r.CompletedBy, &id) == nil && (id.Email != "" || id.ID != 0) {
		return annotate.Annotator(cmp.Or(id.Email, "annotator-"+strconv.Itoa(id.ID)))
	}
	if n := 0; json.Unmarshal(r.CompletedBy, &n) == nil {
		return annotate.Annotator("annotator-" + strconv.Itoa(n))
	}
	if r.GroundTruth {
		return annotate.Gold
	}
	return ""
}

func readLabelStudio(name string, r io.Reader, opt ReadOptions) (Imported, error) {
	in := newIntake(name, "codepoint", opt)
	err := decodeItems(r, name, func(n int, t *labelStudioTask) error {
		place := fmt.Sprintf("[%d]", n)
		field := "text"
		for _, as := range append(slices.Clone(t.Annotations), t.Predictions...) {
			for _, r := range as.Result {
				if _, ok := t.Data[r.ToName].(string); ok && r.Type == "labels" {
					field = r.ToName
				}
			}
		}
		text, ok := t.Data[field].(string)
		if !ok {
			return in.failAt(place, fmt.Errorf("there is no text in data.%s: export the project as JSON, not as JSON-MIN", field))
		}
		id, _ := t.Data["gid"].(string)
		title, _ := t.Data["title"].(string)
		if id == "" && string(t.ID) != "null" {
			id = strings.Trim(string(t.ID), `"`)
		}
		a, err := in.document(place, id, title, text)
		if err != nil {
			return err
		}
		origins := map[string]*annotate.Origin{}
		for _, prediction := range t.Predictions {
			for _, r := range prediction.Result {
				if r.Type == "labels" {
					origins[r.ID+fmt.Sprint(r.Value.Labels)] = ruleOf(prediction.ModelVersion, r.Score)
				}
			}
		}
		for i, as := range t.Annotations {
			in.labelStudio(a, fmt.Sprintf("%s.annotations[%d]", place, i), as.who(), as, origins)
		}
		if len(t.Annotations) == 0 {
			for i, ps := range t.Predictions {
				by := annotate.Annotator(cmp.Or(ps.ModelVersion, "prediction"))
				for k := range ps.Result {
					ps.Result[k].Model = cmp.Or(ps.Result[k].Model, string(by))
				}
				in.labelStudio(a, fmt.Sprintf("%s.predictions[%d]", place, i), by, ps, origins)
			}
		}
		return nil
	})
	if err != nil {
		return Imported{}, err
	}
	return in.finish(), nil
}

// labelStudio adds the results of one annotation.
func (in *intake) labelStudio(a *arrival, place string, by annotate.Annotator, as labelStudioResults, origins map[string]*annotate.Origin) {
	var all []linked
	var links []link
	cut := slicing("codepoint", a.raw.String())
	attrs := map[string]annotate.Attrs{}
	for _, r := range as.Result {
		switch {
		case r.Type == "labels" && r.Value.Start != nil && r.Value.End != nil:
			var words string
			json.Unmarshal(r.Value.Text, &words) // a region saved without its text is placed by its offsets
			if there := cut(*r.Value.Start, *r.Value.End); lineEnds(there) == words {
				words = there
			} else if !strings.Contains(a.raw.String(), words) {
				words = strings.ReplaceAll(words, `\n`, "\n")
			}
			var origin *annotate.Origin
			switch {
			case r.Model != "":
				origin = ruleOf(r.Model, r.Score)
			case r.Origin == "prediction":
				origin = origins[r.ID+fmt.Sprint(r.Value.Labels)]
			}
			for k, label := range r.Value.Labels {
				id := r.ID
				if k > 0 {
					id = fmt.Sprintf("%s-%d", r.ID, k+1)
				}
				all = append(all, linked{id, annotate.Span{
					ID: annotate.SpanID(id), Label: annotate.Label(label), Origin: origin,
				}, []stretch{{*r.Value.Start, *r.Value.End, words}}})
			}
		case r.Type == "relation":
			labels := r.Labels
			if len(labels) == 0 {
				labels = []string{"related"}
			}
			for _, l := range labels {
				links = append(links, link{r.FromID, r.ToID, l})
			}
		default:
			attr := r.FromName[strings.LastIndexByte(r.FromName, '.')+1:]
			value, ok := r.value()
			switch {
			case !ok:
				in.note(place, "a result of type %s is left out, as it is neither a span, a choice, a text nor a number", r.Type)
			case r.Value.Start == nil:
				a.attr(by, attr, value)
			default:
				attrs[r.ID] = attrs[r.ID].With(attr, &value)
			}
		}
	}
	whole := map[string]bool{} // regions that others are parts of
	for _, l := range links {
		if l.label == partOf {
			whole[l.to] = true
		}
	}
	for i := range all {
		id := all[i].id
		if whole[id] { // a span in several parts loses the number that its regions had to have
			all[i].span.ID = annotate.SpanID(strings.TrimSuffix(id, "_0"))
		}
		all[i].span.Attrs = attrs[id]
	}
	if as.WasCancelled {
		a.attr(by, annotate.AttrState, string(annotate.Skipped))
	}
	a.addLinked(place, by, all, links)
}

// value returns what was chosen or typed.
func (r labelStudioResult) value() (string, bool) {
	var typed []string
	var one string
	switch {
	case len(r.Value.Choices) > 0:
		return strings.Join(r.Value.Choices, "|"), true
	case r.Type == "textarea" && json.Unmarshal(r.Value.Text, &typed) == nil && len(typed) > 0:
		return strings.Join(typed, "\n"), true
	case r.Type == "textarea" && json.Unmarshal(r.Value.Text, &one) == nil:
		return one, true
	case r.Value.Number != nil:
		return strconv.FormatFloat(*r.Value.Number, 'f', -1, 64), true
	case r.Value.Rating != nil:
		return strconv.FormatFloat(*r.Value.Rating, 'f', -1, 64), true
	}
	return "", false
}
