package editor

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/rules"
)

// Export is what the export panel asks for. The zero value of a choice is what export's command line does unasked.
type Export struct {
	Format     string           `json:"format"`               // "bundle", or a name of [ExportFormats]
	Layer      string           `json:"layer"`                // an annotator, "gold" or "all"
	Labels     []annotate.Label `json:"labels,omitempty"`     // only marks of these; nil is all
	Origin     string           `json:"origin,omitempty"`     // "" is every mark, "hand" those made by hand, "accepted" those that a rule proposed
	Negatives  string           `json:"negatives,omitempty"`  // articles without a mark: "" all, "done" those that are done, "none"
	Tokenizer  string           `json:"tokenizer,omitempty"`  // how words are found: "" by Unicode, "whitespace"
	Overlap    string           `json:"overlap,omitempty"`    // marks that share words: "" a column for each group, "drop", "flatten"
	Prompt     string           `json:"prompt,omitempty"`     // what a chat model is told first; "" is Galley's own
	Soft       bool             `json:"soft,omitempty"`       // each mark of gold with the votes behind it
	Pseudonyms bool             `json:"pseudonyms,omitempty"` // annotators are A1, A2 …
	Split      bool             `json:"split,omitempty"`      // into train, validation and test
	Seed       uint64           `json:"seed,omitempty"`       // of the split
}

// Takes reports whether a choice that not all formats heed means something to the one that is asked for.
func (e Export) Takes(choice string) bool {
	f, ok := e.format()
	return ok && slices.Contains(f.Takes, choice)
}

func (e Export) format() (ExportFormat, bool) {
	all := ExportFormats()
	i := slices.IndexFunc(all, func(f ExportFormat) bool { return f.Name == e.Format })
	if i < 0 {
		return ExportFormat{}, false
	}
	return all[i], true
}

// File is what the export of a project is called: one file, or an archive of several.
func (e Export) File(project string) string {
	name := fileName(project)
	if e.Format == "bundle" {
		return name + ".galley.jsonl"
	}
	if _, ok := e.Template(); ok {
		if e.Split {
			return name + ".template.zip"
		}
		return name + ".jsonl"
	}
	f, _ := e.format()
	if f.Ext == "" || e.Split {
		return name + "." + e.Format + ".zip"
	}
	return name + f.Ext
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

// templateOn reports whether a template of the project that is turned on writes the export.
func (m Model) templateOn(e Export) bool {
	return slices.ContainsFunc(m.Templates(), func(t TemplateChoice) bool { return t.Format == e.Format && t.On })
}

// An ExportFormat is a notation that the worker writes.
type ExportFormat struct {
	Name, Title string
	For         string   // the group that it is shown in
	Ext         string   // of its one file; "": it is several files
	Takes       []string // the choices that not all formats heed: "tokenizer", "overlap", "prompt", "soft"
}

// Apart reports whether a worker of its own writes the format, which is fetched when it is first asked for.
func (f ExportFormat) Apart() bool { return f.Name == "parquet" || f.Name == "hf-parquet" }

// Apart reports whether a worker of its own writes the export, which is fetched when it is first asked for.
func (e Export) Apart() bool {
	f, ok := e.format()
	return ok && f.Apart()
}

// ExportFormats lists them as they are offered. The exporters are the worker's, and weigh more than this list does: a test of
// package host holds it to theirs.
func ExportFormats() []ExportFormat {
	const learn, read, tools = "To train with", "To look at and count", "For another tool"
	tokenizer, overlap, prompt := []string{"tokenizer"}, []string{"overlap"}, []string{"prompt"}
	words, soft := []string{"tokenizer", "overlap"}, []string{"soft"}
	return []ExportFormat{
		{"jsonl", "Galley records (JSON Lines, Hugging Face datasets)", learn, ".jsonl", soft},
		{"hf", "Hugging Face dataset folder", learn, "", soft},
		{"hf-parquet", "Hugging Face dataset folder, Parquet", learn, "", soft},
		{"parquet", "Parquet (pandas, pyarrow, DuckDB)", learn, ".parquet", soft},
		{"hf-tokens", "Hugging Face token classification", learn, "", words},
		{"conll", "CoNLL columns, IOB2 tags", learn, ".conll", words},
		{"conll-bioes", "CoNLL columns, BIOES tags", learn, ".conll", words},
		{"conll-plain", "CoNLL, two columns, IOB2 tags", learn, ".conll", words},
		{"spacy", "spaCy training examples (JSON Lines)", learn, ".jsonl", overlap},
		{"spacy2", "spaCy v2 JSON, for spacy convert", learn, ".json", words},
		{"gliner", "GLiNER training data", learn, "", nil},
		{"chat", "Chat messages for fine-tuning", learn, "", prompt},
		{"croissant", "Croissant metadata with records (responsible AI)", learn, "", soft},
		{"prodigy", "Prodigy spans (JSON Lines)", tools, ".jsonl", tokenizer},
		{"prodigy-relations", "Prodigy spans and relations (JSON Lines)", tools, ".jsonl", words},
		{"doccano", "doccano sequence labelling (JSON Lines)", tools, ".jsonl", nil},
		{"doccano-relations", "doccano spans and relations (JSON Lines)", tools, ".jsonl", nil},
		{"labelstudio", "Label Studio tasks and configuration", tools, "", nil},
		{"argilla", "Argilla records", tools, ".json", nil},
		{"brat", "brat standoff (a folder of .txt and .ann)", tools, "", nil},
		{"w3c", "W3C Web Annotation (JSON-LD)", tools, "", nil},
		{"recogito", "W3C Web Annotation for Recogito and Hypothesis (UTF-16)", tools, "", nil},
		{"cas-json", "UIMA CAS JSON 0.4 (INCEpTION, dkpro-cassis)", tools, "", nil},
		{"xmi", "UIMA XMI with type system (WebAnno, INCEpTION, dkpro-cassis)", tools, "", nil},
		{"webanno", "WebAnno TSV 3.3 (INCEpTION)", tools, "", nil},
		{"csv", "CSV tables (pandas, R, spreadsheets)", read, "", nil},
		{"tsv", "TSV tables (tabs escaped, one row a line)", read, "", nil},
		{"captions", "Captions with IPTC fields (CSV)", read, ".csv", nil},
	}
}

// An Exporting is an export under way.
type Exporting struct {
	File  string // its name
	Stage string // what is being done with the articles, in words
	N, Of int    // the article that it is at, of how many; 0 of 0 before that is known
}

type (
	// SetExport changes what is asked for.
	SetExport struct{ Export Export }
	// ToggleExportLabel takes marks of a label out of the export, or into it.
	ToggleExportLabel struct{ Label annotate.Label }
	// StartExport has it written.
	StartExport struct{}
	// StopExport ends the export under way: nothing is written.
	StopExport struct{}

	// WriteExport writes a project in a format, where the person says; the answers are ExportProgress, and Exported at last.
	WriteExport struct {
		Project annotate.Project
		Export  Export
		Files   []rules.Source  // of the project, for a template
		Scheme  annotate.Scheme // likewise
	}
	// EndExport ends the export under way.
	EndExport struct{}

	// ExportProgress is how far it is.
	ExportProgress struct {
		Stage string
		N, Of int
	}
	// Exported is the end of an export.
	Exported struct {
		File    string // its name
		Lost    []Loss // what the format could not say
		Stopped bool   // by the person: nothing was written
		Err     string
	}
)

func (SetExport) msg()         {}
func (ToggleExportLabel) msg() {}
func (StartExport) msg()       {}
func (StopExport) msg()        {}
func (ExportProgress) msg()    {}
func (Exported) msg()          {}
func (ExportLooking) msg()     {}
func (WriteExport) effect()    {}
func (EndExport) effect()      {}

// exportMsg handles what has to do with exports.
func (m Model) exportMsg(msg Msg) (Model, []Effect) {
	switch msg := msg.(type) {
	case SetExport:
		return m.setExport(msg.Export)
	case ToggleExportLabel:
		return m.toggleLabel(msg.Label)
	case StartExport:
		return m.startExport(m.Export)
	case StopExport:
		if m.Exporting == nil {
			return m, nil
		}
		return m, []Effect{EndExport{}}
	case ExportLooked:
		return m.exportLooked(msg)
	case ExportLooking:
		if m.previewing && msg.Project == m.Project.ID {
			m.PreviewStage = msg.Stage
		}
		return m, nil
	case ExportProgress:
		if m.Exporting != nil {
			m.Exporting = &Exporting{m.Exporting.File, msg.Stage, msg.N, msg.Of}
		}
		return m, nil
	case Exported:
		return m.exported(msg)
	}
	return m, nil
}

// setExport changes what is asked for, and has it looked at.
func (m Model) setExport(e Export) (Model, []Effect) {
	m.Export, m.ExportErr = e, ""
	return m.preview()
}

// startExport has the project written.
func (m Model) startExport(e Export) (Model, []Effect) {
	if m.Exporting != nil {
		return m.notice(fmt.Sprintf("%s is being written: wait for it, or stop it.", m.Exporting.File), true), nil
	}
	if _, ok := e.Template(); ok && !m.templateOn(e) {
		return m.notice("This template is off, or is not in the project any more: choose another.", true), nil
	}
	m.Exporting, m.ExportErr = &Exporting{File: e.File(m.Project.Name)}, ""
	return m, []Effect{WriteExport{m.Project, e, m.ruleFiles(), m.Base}}
}

// exported tells what became of an export.
func (m Model) exported(msg Exported) (Model, []Effect) {
	m.Exporting = nil
	switch {
	case msg.Stopped:
		return m.notice("Stopped: nothing is written.", false).preview()
	case msg.Err != "":
		m.ExportErr = msg.Err // the panel covers the notice
		return m.notice("The export was not written: "+msg.Err, true), nil
	}
	text := fmt.Sprintf("%s is written.", msg.File)
	if len(msg.Lost) > 0 {
		text += " Left out or changed: " + lostWords(msg.Lost) + "."
	}
	var effects []Effect
	if m.Panel == ExportPanel {
		m.Panel, effects = NoPanel, []Effect{FocusOn{"sheet"}}
	}
	return m.notice(text, false), effects
}

// lostWords lists losses in a sentence.
func lostWords(all []Loss) string {
	s := ""
	for i, l := range all {
		if i > 0 {
			s += ", "
		}
		s += fmt.Sprintf("%d %s", l.Count, l.What)
	}
	return s
}

// record has a template write every page of an export, one after the other, and tells how far it is.
func (r *Runner) record(ctx context.Context, e WriteExport, job ExportJob, tell func(ExportProgress)) ([]PageWritten, error) {
	name, _ := e.Export.Template()
	tell(ExportProgress{Stage: "Reading the project"})
	pages, err := r.Workbench.Pages(ctx, job)
	if err != nil {
		return nil, err
	}
	all := make([]PageWritten, 0, len(pages))
	for i, p := range pages {
		tell(ExportProgress{Stage: name + " writes", N: i, Of: len(pages)})
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		data, err := r.recordPage(ctx, name, e.Files, e.Scheme, p)
		if err != nil {
			return nil, err
		}
		all = append(all, PageWritten{p.Document.ID, p.By, data})
	}
	return all, nil
}

// recordPage has the template name among files write one page.
func (r *Runner) recordPage(ctx context.Context, name string, files []rules.Source, scheme annotate.Scheme, p ExportPage) ([]byte, error) {
	r.ruling.Lock()
	defer r.ruling.Unlock()
	job := RuleJob{
		Files: files, On: []string{name}, Document: p.Document, By: p.By, Spans: p.Spans, Relations: p.Relations, Attrs: p.Attrs, Scheme: scheme,
		Within: ruleTime(p.Document.Text),
	}
	data, err := r.Rules.Record(ctx, job)
	if stop, late := overdue(err, job, name); late {
		err = stop
	}
	if err != nil {
		return nil, fmt.Errorf("article “%s”: %w", p.Document.Title, err)
	}
	return data, nil
}
