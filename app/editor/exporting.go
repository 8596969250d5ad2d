package editor

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Export is what the export panel asks for.
type Export struct {
	Format     string `json:"format"`               // "bundle", or a name of [ExportFormats]
	Layer      string `json:"layer"`                // an annotator, "gold" or "all"
	Origin     string `json:"origin,omitempty"`     // "" is every mark, "hand" those made by hand, "accepted" those that a rule proposed
	Negatives  string `json:"negatives,omitempty"`  // articles without a mark: "" all, "done" those that are done, "none"
	Pseudonyms bool   `json:"pseudonyms,omitempty"` // annotators are A1, A2 …
	Split      bool   `json:"split,omitempty"`      // into train, validation and test
}

// templatePrefix begins the format of an export that a rule of the project writes; the rule's name follows.
const templatePrefix = "rule:"

// Template is the name of the rule that writes the export; ok is false for formats that come with Galley.
func (e Export) Template() (rule string, ok bool) { return strings.CutPrefix(e.Format, templatePrefix) }

// A TemplateChoice is a template of the project, as the export panel offers it.
type TemplateChoice struct {
	Format, Title string
	On            bool // else a person must turn it on first
}

// Templates lists the templates of the project. Rules that come with Galley write no exports.
func (m Model) Templates() []TemplateChoice {
	var all []TemplateChoice
	for _, f := range m.Rules.Files {
		if f.Pack == "" && f.Bad == "" && f.Meta.Records {
			all = append(all, TemplateChoice{templatePrefix + f.Meta.Name, f.Meta.Name + " " + f.Meta.Version, m.RuleOn(f)})
		}
	}
	return all
}

// An ExportFormat is a notation that the worker writes.
type ExportFormat struct {
	Name, Title string
	For         string // the group that it is shown in
}

// ExportFormats lists them as they are offered. The exporters are the worker's, and weigh more than this list does: a test of
// package host holds it to theirs.
func ExportFormats() []ExportFormat {
	const learn, read, tools = "To train with", "To look at and count", "For another tool"
	return []ExportFormat{
		{"jsonl", "Galley records (JSON Lines, Hugging Face datasets)", learn},
		{"hf", "Hugging Face dataset folder", learn},
		{"hf-tokens", "Hugging Face token classification", learn},
		{"conll", "CoNLL columns, IOB2 tags", learn},
		{"conll-bioes", "CoNLL columns, BIOES tags", learn},
		{"conll-plain", "CoNLL, two columns, IOB2 tags", learn},
		{"spacy", "spaCy training examples (JSON Lines)", learn},
		{"spacy2", "spaCy v2 JSON, for spacy convert", learn},
		{"gliner", "GLiNER training data", learn},
		{"chat", "Chat messages for fine-tuning", learn},
		{"croissant", "Croissant metadata with records (responsible AI)", learn},
		{"prodigy", "Prodigy spans (JSON Lines)", tools},
		{"prodigy-relations", "Prodigy spans and relations (JSON Lines)", tools},
		{"doccano", "doccano sequence labelling (JSON Lines)", tools},
		{"doccano-relations", "doccano spans and relations (JSON Lines)", tools},
		{"labelstudio", "Label Studio tasks and configuration", tools},
		{"argilla", "Argilla records", tools},
		{"brat", "brat standoff (a folder of .txt and .ann)", tools},
		{"w3c", "W3C Web Annotation (JSON-LD)", tools},
		{"recogito", "W3C Web Annotation for Recogito and Hypothesis (UTF-16)", tools},
		{"cas-json", "UIMA CAS JSON 0.4 (INCEpTION, dkpro-cassis)", tools},
		{"xmi", "UIMA XMI with type system (WebAnno, INCEpTION, dkpro-cassis)", tools},
		{"webanno", "WebAnno TSV 3.3 (INCEpTION)", tools},
		{"csv", "CSV tables (pandas, R, spreadsheets)", read},
		{"tsv", "TSV tables (tabs escaped, one row a line)", read},
		{"captions", "Captions with IPTC fields (CSV)", read},
	}
}

// setExport changes what is asked for. What was said of the last choice is not said of this one.
func (m Model) setExport(e Export) Model {
	m.Export, m.Lost = e, ""
	return m
}

// startExport has the project written, or with dry only has it told what the format could not say.
func (m Model) startExport(dry bool) (Model, []Effect) {
	if _, ok := m.Export.Template(); ok && !slices.ContainsFunc(m.Templates(), func(t TemplateChoice) bool { return t.Format == m.Export.Format && t.On }) {
		return m.notice("This template is off, or is not in the project any more: choose another.", true), nil
	}
	if dry {
		m.Busy = "Looking what would be left out…"
	} else {
		m.Panel, m.Busy = NoPanel, "Writing the export…"
	}
	return m, []Effect{WriteExport{m.Project, m.Export, dry, m.ruleFiles(), m.Base}}
}

// record has a template write every page of an export, one after the other.
func (r *Runner) record(ctx context.Context, e WriteExport, job ExportJob) ([]PageWritten, error) {
	name, _ := e.Export.Template()
	pages, err := r.Workbench.Pages(ctx, job)
	if err != nil {
		return nil, err
	}
	all := make([]PageWritten, 0, len(pages))
	for _, p := range pages {
		data, err := r.recordPage(ctx, RuleJob{
			Files: e.Files, On: []string{name}, Document: p.Document, By: p.By, Spans: p.Spans, Relations: p.Relations, Attrs: p.Attrs, Scheme: e.Scheme,
		})
		if err != nil {
			return nil, fmt.Errorf("article “%s”: %w", p.Document.Title, err)
		}
		all = append(all, PageWritten{p.Document.ID, p.By, data})
	}
	return all, nil
}

func (r *Runner) recordPage(ctx context.Context, job RuleJob) ([]byte, error) {
	r.ruling.Lock()
	defer r.ruling.Unlock()
	job.Within = ruleTime(job.Document.Text)
	return r.Rules.Record(ctx, job)
}
