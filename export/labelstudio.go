package export

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
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

// lineEnds is how Label Studio writes line ends in the text of a region.
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
