package export

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"galley/annotate"
)

// LabelStudio is the tasks that Label Studio imports, one an article with an annotation for each annotator and, for marks
// that a rule proposed, a prediction for each rule; and the labelling configuration that the tasks fit. Offsets count
// code points, as its editor writes them now. Parts of a span are regions of their own, linked to the first.
var LabelStudio = Format{
	Name: "labelstudio", Title: "Label Studio tasks and configuration", Ext: ".json", Unit: "codepoint",
	Loses:      []string{"attributes of relations", "ids of relations", "which rule proposed a relation", "which documents are done", "dates and other metadata"},
	WriteFiles: writeLabelStudio,
	Read:       readLabelStudio,
	Surfaces:   surfacesLabelStudio,
}

func writeLabelStudio(s Sink, j Job) (loss Loss, err error) {
	parts, err := j.Parts()
	if err != nil {
		return nil, err
	}
	controls, err := j.controls()
	if err != nil {
		return nil, err
	}
	for _, part := range parts {
		if err := create(s, part.Name+".json", func(w io.Writer) error { return part.Job.labelStudioTasks(w, controls, &loss) }); err != nil {
			return loss, err
		}
	}
	return loss, create(s, "labeling-config.xml", func(w io.Writer) error {
		_, err := io.WriteString(w, labelConfig(controls))
		return err
	})
}

// controls are what a labelling configuration must name: what the scheme says, and what else the documents hold.
type controls struct {
	labels, relations []annotate.Label
	attrs             []annotate.AttrDef // On has one entry: a label or "document"
}

// control is the name of the control for an attribute of a label, or of the document. The same attribute may mean another
// thing on another label.
func control(on, attr string) string { return on + "." + attr }

const onDocument = "document"

func (j Job) controls() (controls, error) {
	groups, err := j.Groups()
	if err != nil {
		return controls{}, err
	}
	var c controls
	for _, g := range groups {
		c.labels = append(c.labels, g.Labels...)
	}
	scheme := j.Scheme()
	for _, r := range scheme.Relations {
		c.relations = append(c.relations, r.ID)
	}
	for _, a := range scheme.Attributes {
		for _, on := range a.On {
			if on == onDocument || slices.Contains(c.labels, annotate.Label(on)) {
				a := a
				a.On = []string{on}
				c.attrs = append(c.attrs, a)
			}
		}
	}
	docs, err := j.Documents()
	if err != nil {
		return c, err
	}
	known := func(on string, fields annotate.Attrs) {
		for _, f := range fields {
			if strings.HasPrefix(f.Name, annotate.OwnAttr) {
				continue
			}
			i := slices.IndexFunc(c.attrs, func(a annotate.AttrDef) bool { return a.On[0] == on && a.ID == f.Name })
			switch {
			case i < 0:
				c.attrs = append(c.attrs, annotate.AttrDef{ID: f.Name, On: []string{on}, Title: f.Name, Type: annotate.String})
			case c.attrs[i].Type == annotate.Enum && !slices.Contains(c.attrs[i].Values, f.Value):
				c.attrs[i].Values = append(slices.Clone(c.attrs[i].Values), f.Value)
			}
		}
	}
	for m := range docs {
		for _, l := range m.Layers {
			known(onDocument, l.Attrs())
			for s := range l.Spans() {
				known(string(s.Label), s.Attrs)
			}
			for _, r := range l.Relations() {
				if !slices.Contains(c.relations, r.Label) {
					c.relations = append(c.relations, r.Label)
				}
			}
		}
	}
	c.relations = append(c.relations, partOf)
	return c, nil
}

// of returns the control of an attribute.
func (c controls) of(on, attr string) annotate.AttrDef {
	i := slices.IndexFunc(c.attrs, func(a annotate.AttrDef) bool { return a.On[0] == on && a.ID == attr })
	return c.attrs[i]
}

// labelConfig is the configuration as Label Studio's project settings take it.
func labelConfig(c controls) string {
	var b strings.Builder
	tag := func(indent int, name string, attrs ...string) {
		b.WriteString(strings.Repeat("  ", indent) + "<" + name)
		for i := 0; i < len(attrs); i += 2 {
			b.WriteString(" " + attrs[i] + `="` + xmlAttr.Replace(attrs[i+1]) + `"`)
		}
	}
	b.WriteString("<View>\n")
	tag(1, "Labels", "name", "label", "toName", "text")
	b.WriteString(">\n")
	for _, l := range c.labels {
		tag(2, "Label", "value", string(l))
		b.WriteString("/>\n")
	}
	b.WriteString("  </Labels>\n")
	tag(1, "Text", "name", "text", "value", "$text")
	b.WriteString("/>\n")
	tag(1, "Relations")
	b.WriteString(">\n")
	for _, r := range c.relations {
		tag(2, "Relation", "value", string(r))
		b.WriteString("/>\n")
	}
	b.WriteString("  </Relations>\n")
	for _, a := range c.attrs {
		on := a.On[0]
		where := []string{"name", control(on, a.ID), "toName", "text"}
		if on != onDocument {
			where = append(where, "perRegion", "true", "whenTagName", "label", "whenLabelValue", on)
		}
		if values := choicesOf(a); values != nil {
			tag(1, "Choices", where...)
			b.WriteString(">\n")
			for _, v := range values {
				tag(2, "Choice", "value", v)
				b.WriteString("/>\n")
			}
			b.WriteString("  </Choices>\n")
			continue
		}
		tag(1, "TextArea", where...)
		b.WriteString("/>\n")
	}
	b.WriteString("</View>\n")
	return b.String()
}

var xmlAttr = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\n", "&#10;", "\t", "&#9;")

// choicesOf returns the values that an attribute is chosen from, or nil for those that are typed.
func choicesOf(a annotate.AttrDef) []string {
	switch a.Type {
	case annotate.Enum:
		return a.Values
	case annotate.Boolean:
		return []string{"true", "false"}
	}
	return nil
}

// lines is how Label Studio writes line ends in the text of a region.
func lineEnds(s string) string { return strings.ReplaceAll(s, "\n", `\n`) }

func (j Job) labelStudioTasks(w io.Writer, c controls, loss *Loss) error {
	docs, err := j.Documents()
	if err != nil {
		return err
	}
	list := newArray(w)
	var p pen
	for m := range docs {
		p.b = p.b[:0]
		p.open('{')
		p.object("data")
		p.text("text", m.Text.String())
		p.text("gid", string(m.ID))
		p.text("title", m.Title)
		p.close('}')
		p.list("annotations")
		for _, l := range m.Layers {
			p.open('{')
			p.name("was_cancelled").bool(l.State() == annotate.Skipped)
			p.name("ground_truth").bool(l.Annotator == annotate.Gold)
			p.text("annotator", string(l.Annotator))
			p.list("result")
			for s := range l.Spans() {
				j.regions(&p, c, m, s)
			}
			linksOf(&p, l.Layer, loss)
			for _, a := range l.Attrs() {
				if !strings.HasPrefix(a.Name, annotate.OwnAttr) {
					choice(&p, c.of(onDocument, a.Name), a.Value, "doc_"+a.Name, m, nil)
				}
			}
			p.close(']')
			p.close('}')
		}
		p.close(']')
		j.predictions(&p, m)
		p.close('}')
		if err := list.add(p.b); err != nil {
			return err
		}
	}
	return list.end()
}

// region is the id of a part of a span.
func region(s annotate.Span, part int) string {
	if len(s.Ranges) == 1 {
		return string(s.ID)
	}
	return fmt.Sprintf("%s_%d", s.ID, part)
}

// regions writes a span: a region for each part, and the attributes on the first.
func (j Job) regions(p *pen, c controls, m Marked, s annotate.Span) {
	for i, r := range s.Ranges {
		labelled(p, m, s, i)
		j.say(m.ID, s.ID, m.Text.Slice(r))
		if i > 0 {
			continue
		}
		for _, a := range s.Attrs {
			if !strings.HasPrefix(a.Name, annotate.OwnAttr) {
				choice(p, c.of(string(s.Label), a.Name), a.Value, region(s, 0), m, &r)
			}
		}
	}
}

func labelled(p *pen, m Marked, s annotate.Span, part int) {
	p.open('{')
	p.text("id", region(s, part))
	p.text("from_name", "label")
	p.text("to_name", "text")
	p.text("type", "labels")
	if s.Origin == nil {
		p.text("origin", "manual")
	} else {
		p.text("origin", "prediction")
		p.name("score").float(s.Origin.Score)
		p.text("model_version", modelOf(s.Origin))
	}
	p.object("value")
	p.place(s.Ranges[part])
	p.text("text", lineEnds(m.Text.Slice(s.Ranges[part])))
	p.strings("labels", []string{string(s.Label)})
	p.close('}')
	p.close('}')
}

// choice writes a result of an attribute's control, for a region or, without one, for the document.
func choice(p *pen, a annotate.AttrDef, v, id string, m Marked, r *annotate.Range) {
	kind, list := "textarea", "text"
	if choicesOf(a) != nil {
		kind, list = "choices", "choices"
	}
	p.open('{')
	p.text("id", id)
	p.text("from_name", control(a.On[0], a.ID))
	p.text("to_name", "text")
	p.text("type", kind)
	p.object("value")
	if r != nil {
		p.place(*r)
		if list != "text" { // where what was typed stands under that name, the region's words cannot
			p.text("text", lineEnds(m.Text.Slice(*r)))
		}
	}
	p.strings(list, []string{v})
	p.close('}')
	p.close('}')
}

// linksOf writes relations, one for each pair of regions and direction: Label Studio drops a second.
func linksOf(p *pen, l annotate.Layer, loss *Loss) {
	type pair struct{ head, tail annotate.SpanID }
	labels := map[pair][]string{}
	var order []pair
	for _, r := range l.Relations() {
		k := pair{r.Head, r.Tail}
		if labels[k] == nil {
			order = append(order, k)
		}
		if slices.Contains(labels[k], string(r.Label)) {
			loss.add("relations of one label between the same spans, written once", 1)
		} else {
			labels[k] = append(labels[k], string(r.Label))
		}
		loss.add("attributes of relations left out", len(r.Attrs))
		if r.Origin != nil {
			loss.add(lostOrigins, 1)
		}
	}
	write := func(from, to string, labels []string) {
		p.open('{')
		p.text("from_id", from)
		p.text("to_id", to)
		p.text("type", "relation")
		p.text("direction", "right")
		p.strings("labels", labels)
		p.close('}')
	}
	for _, k := range order {
		head, _ := l.Span(k.head)
		tail, _ := l.Span(k.tail)
		write(region(head, 0), region(tail, 0), labels[k])
	}
	for s := range l.Spans() {
		for i := 1; i < len(s.Ranges); i++ {
			write(region(s, i), region(s, 0), []string{partOf})
		}
	}
}

// modelOf is what a rule is called as a model, and ruleOf the way back.
func modelOf(o *annotate.Origin) string { return o.Rule + "@" + o.Version }

func ruleOf(model string, score *float64) *annotate.Origin {
	rule, version := model, ""
	if i := strings.LastIndexByte(model, '@'); i >= 0 {
		rule, version = model[:i], model[i+1:]
	}
	o := &annotate.Origin{Rule: cmp.Or(rule, "prediction"), Version: version}
	if score != nil {
		o.Score = min(max(*score, 0), 1)
	}
	return o
}

// predictions writes what rules proposed, as the rules' own.
func (j Job) predictions(p *pen, m Marked) {
	by := map[string][]annotate.Span{}
	seen := map[string]bool{}
	for _, l := range m.Layers {
		for s := range l.Spans() {
			if s.Origin == nil {
				continue
			}
			model := modelOf(s.Origin)
			if k := model + string(s.ID) + string(s.Label) + fmt.Sprint(s.Ranges); !seen[k] {
				seen[k] = true
				by[model] = append(by[model], s)
			}
		}
	}
	p.list("predictions")
	models := make([]string, 0, len(by))
	for model := range by {
		models = append(models, model)
	}
	slices.Sort(models)
	for _, model := range models {
		sum := 0.0
		for _, s := range by[model] {
			sum += s.Origin.Score
		}
		p.open('{')
		p.text("model_version", model)
		p.name("score").float(sum / float64(len(by[model])))
		p.list("result")
		for _, s := range by[model] {
			for i, r := range s.Ranges {
				labelled(p, m, s, i)
				j.say(m.ID, s.ID, m.Text.Slice(r))
			}
			for i := 1; i < len(s.Ranges); i++ {
				p.open('{')
				p.text("from_id", region(s, i))
				p.text("to_id", region(s, 0))
				p.text("type", "relation")
				p.text("direction", "right")
				p.strings("labels", []string{partOf})
				p.close('}')
			}
		}
		p.close(']')
		p.close('}')
	}
	p.close(']')
}

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

func surfacesLabelStudio(files fs.FS, name string, say func(place, words string)) error {
	if path.Ext(name) != ".json" {
		return nil
	}
	return eachItem(files, name, func(n int, t *labelStudioTask) error {
		text, _ := t.Data["text"].(string)
		cut := slicing("codepoint", text)
		for _, as := range [][]labelStudioResults{t.Annotations, t.Predictions} {
			for i, a := range as {
				for k, r := range a.Result {
					if r.Type != "labels" {
						continue
					}
					words := cut(*r.Value.Start, *r.Value.End)
					var want string
					if err := json.Unmarshal(r.Value.Text, &want); err != nil || want != lineEnds(words) {
						return fmt.Errorf("task %d, annotation %d, result %d: the text is %s, and the offsets cover %s", n, i, k, quote(want), quote(words))
					}
					say(fmt.Sprintf("task %d, annotation %d, result %d", n, i, k), words)
				}
			}
		}
		return nil
	})
}
